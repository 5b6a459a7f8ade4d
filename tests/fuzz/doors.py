"""What is thrown at the centre's doors; each takes a fresh world and a way to draw."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import msgspec
import zstandard
from hypothesis import strategies as st

from admission.exchange import SyncAnswer
from central_server import administration
from tests.central_server.actors import a_child_draft, filed
from tests.central_server.test_intake import PDF, an_intake, attached
from tests.desk import MORNING, SCHOOL
from tests.fuzz.samples import a_turn
from tests.fuzz.spoiling import TEXTS, damaged, message, spoilt, written
from tests.fuzz.world import Answer, World

Draw = Callable[[st.SearchStrategy[Any]], Any]

CODINGS = ("", "identity", "zstd", "zq1", "gzip", "br", "zstd, zstd", "ZSTD", "x" * 5_000)
NUMBERS = (
    "",
    "0",
    "1",
    "5",
    "999999999999",
    "1000000000000",
    "-1",
    "+1",
    " 1",
    "1.0",
    "²",
    "1e3",
    "0x1",
    "00",
    "x" * 300,
)
WORDS = st.one_of(st.sampled_from(TEXTS), st.text(max_size=60))


def a_turn_is_sent(world: World, draw: Draw) -> None:
    """`POST /v1/sync`: the turn, the acts in it, twice; what was told of an act stays told."""
    if draw(st.booleans()):
        world.desk.send(filed("a0", a_child_draft(0)))
    body = draw(message(a_turn(world.desk)))
    first = world.post("/v1/sync", body)
    world.check(first)
    again = world.post("/v1/sync", body)
    world.check(again)
    if first.status == again.status == 200:
        told, repeated = (msgspec.json.decode(one.body, type=SyncAnswer) for one in (first, again))
        assert told.results == repeated.results


def one_act_is_spoilt(world: World, draw: Draw) -> None:
    """The acts before it are good, so that it is reached in every state of its application."""
    turn = a_turn(world.desk)
    place = draw(st.integers(0, len(turn["acts"]) - 1))
    turn["acts"][place] = draw(spoilt(turn["acts"][place], most=2))
    answer = world.post("/v1/sync", draw(written(turn)))
    world.check(answer)


def a_body_is_packed(world: World, draw: Draw) -> None:
    """zstd frames that lie: damaged, cut, with other sizes, under another coding, within one another."""
    body = json.dumps(a_turn(world.desk)).encode()
    how = draw(st.sampled_from(("plain", "sized", "unsized", "trained", "twice", "bomb")))
    packed = _packed(world, how, body)
    coding = draw(st.sampled_from(CODINGS))
    accept = draw(st.sampled_from(("", "zstd", "zq1", "zq1, zstd", "*", "zstd;q=0")))
    world.check(
        world.post("/v1/sync", draw(damaged(packed)), Content_Encoding=coding, Accept_Encoding=accept)
    )


def _packed(world: World, how: str, body: bytes) -> bytes:
    compressor = zstandard.ZstdCompressor()
    if how == "unsized":
        return zstandard.ZstdCompressor(write_content_size=False).compress(body)
    if how == "trained":
        return world.packing.packed(body, "zq1")[0]
    if how == "twice":
        return compressor.compress(compressor.compress(body))
    if how == "bomb":
        return zstandard.ZstdCompressor(write_content_size=False).compress(b" " * 17_000_000)
    return body if how == "plain" else compressor.compress(body)


def a_desk_begins(world: World, draw: Draw) -> None:
    """`/v1/enroll`, `/v1/keys`, `/v1/renew`, `/v1/refeed`, `/v1/diff`: becoming a desk, again and anew."""
    code = administration.enrol_code(world.ledger, SCHOOL.id, "Counter", MORNING)
    world.desk.send(filed("a0", a_child_draft(0)))
    path, tree = draw(st.sampled_from(_beginnings(world, code)))
    world.check(world.post(path, draw(message(tree))))


def _beginnings(world: World, code: str) -> list[tuple[str, Any]]:
    keys = msgspec.to_builtins(world.bureau.keys.public)
    at = MORNING.isoformat()
    result = {"n": 2, "outcome": "applied", "seq": 9}
    receipt = {"epoch": "e", "at": at, "results": [result], "signature": "0" * 128}
    row = {"kind": "application", "id": "x", "ver": 1, "seq": 99, "body": _a_row(world)}
    head = {"epoch": world.ledger.epoch, "after": world.desk.n, "head": world.desk.head}
    refed = {**head, "acts": a_turn(world.desk)["acts"][:1], "receipts": [receipt], "rows": [], "done": False}
    return [
        ("/v1/enroll", {"code": code, "name": "Терезе 1"}),
        ("/v1/keys", keys),
        ("/v1/renew", {"acts": ["id-000005", "nobody"]}),
        ("/v1/refeed", refed),
        ("/v1/refeed", {**head, "rows": [row], "done": True}),
        ("/v1/diff", {"epoch": world.ledger.epoch, "cursor": 0, "digests": "0" * 16 * 256}),
    ]


def _a_row(world: World) -> Any:
    return msgspec.to_builtins(world.bureau.application("a0")) | {"row": "application", "id": "x"}


def an_application_comes_online(world: World, draw: Draw) -> None:
    """`/v1/intake` and its withdrawal: the message, the reference, the address made of it."""
    tree = an_intake(attachments=[attached(code) for code in ("photo", "vaccinations", "health")])
    if draw(st.booleans()):
        tree["reference"] = draw(WORDS)
    if draw(st.integers(0, 3)) == 0:
        tree["attachments"][0]["content"] = base64.b64encode(draw(damaged(PDF))).decode()
    body = draw(message(tree))
    first, again = (world.post("/v1/intake", body, world.portal) for _ in range(2))
    world.check(first)
    world.check(again)
    assert (first.status, again.status) in ((201, 200), (first.status, first.status))
    where = f"/v1/intake/{_in_an_address(draw)}"
    world.check(world.ask("GET", where, headers={"Authorization": f"Bearer {world.portal}"}))
    world.check(world.post(f"{where}/withdrawal", draw(message({"reason": "көшті"})), world.portal))


def _in_an_address(draw: Draw) -> str:
    raw = draw(st.one_of(st.just(b"OQU-1"), st.binary(min_size=1, max_size=20)))
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in raw)


def a_file_comes_in_pieces(world: World, draw: Draw) -> None:
    """`HEAD`, `PATCH`, `GET /v1/blob/…`: pieces in any order and of any length, numbers that are none."""
    data = bytes(range(100))
    name = hashlib.sha256(data).hexdigest()
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.sampled_from((0, 0, 30, 60, 99, 100)))
        piece = data[start : start + draw(st.sampled_from((0, 30, 40, 100)))]
        headers = {
            "Authorization": f"Bearer {world.desk.token}",
            "Content-Type": draw(st.sampled_from(("application/octet-stream",) * 4 + ("text/plain", ""))),
            "Upload-Offset": draw(
                st.one_of(st.just(str(start)), st.just(str(start)), st.sampled_from(NUMBERS))
            ),
            "Upload-Length": draw(st.one_of(st.just("100"), st.just("100"), st.sampled_from(NUMBERS))),
        }
        answer = world.ask("PATCH", f"/v1/blob/{name}", draw(damaged(piece, most=1)), headers)
        world.check(answer)
        _check_offset(world, name, answer)
    other = draw(st.sampled_from((name, name.upper(), "0" * 64, "0" * 63, "..%2F..", "%00")))
    world.check(
        world.ask("GET", f"/v1/blob/{other}", headers={"Authorization": f"Bearer {world.desk.token}"})
    )


def _check_offset(world: World, name: str, answer: Answer) -> None:
    """What the answer says of the offset is so, and a whole file is the one of its name."""
    here = world.ask("HEAD", f"/v1/blob/{name}", headers={"Authorization": f"Bearer {world.desk.token}"})
    world.check(here, bodiless=True)
    offset = int(here.headers["upload-offset"])
    if answer.status in (204, 409):
        assert answer.headers["upload-offset"] == str(offset)
    whole = world.ledger.files / name[:2] / name
    if whole.exists():
        assert hashlib.sha256(whole.read_bytes()).hexdigest() == name
        assert offset == whole.stat().st_size


def anybody_knocks(world: World, draw: Draw) -> None:
    """Any method at any door with any token and any body."""
    doors = (
        "sync",
        "enroll",
        "keys",
        "renew",
        "refeed",
        "diff",
        "snapshot",
        "bundle",
        "health",
        "intake",
        "blob/" + "0" * 64,
    )
    door = draw(st.sampled_from(doors))
    method = draw(st.sampled_from(("GET", "POST", "PATCH", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "x")))
    latin = st.text(st.characters(max_codepoint=255), max_size=20)
    token = draw(st.one_of(st.sampled_from((world.desk.token, world.portal, "")), latin))
    headers = {"Authorization": draw(st.sampled_from(("Bearer ", "bearer ", "Basic ", ""))) + token}
    where = f"/v1/{door}{draw(st.sampled_from(('', '/', '?a=%00', '/%00', '//', '/..')))}"
    answer = world.ask(method, where, draw(st.binary(max_size=60)), headers)
    world.check(answer, bodiless=method == "HEAD")


DOORS = {
    "turns": a_turn_is_sent,
    "acts": one_act_is_spoilt,
    "packing": a_body_is_packed,
    "desks": a_desk_begins,
    "intake": an_application_comes_online,
    "files": a_file_comes_in_pieces,
    "knocks": anybody_knocks,
}

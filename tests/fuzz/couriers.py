"""A courier's stick with anything on it: sealed, signed, packed and written as it should be, but for one layer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import zstandard
from hypothesis import strategies as st

from admission.courier import ANSWER, BUNDLE, CourierTrouble, enveloped, taken_out
from central_server.keys import sealed
from desktop_app.models import queries
from desktop_app.sync import keys
from desktop_app.sync.courier import make_bundle, take_answer
from desktop_app.sync.session import Line, synchronise
from desktop_app.sync.trouble import ServerTrouble
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests.central_server.actors import EXECUTOR
from tests.centre import never
from tests.desk import a_draft
from tests.fuzz.hostile import acts_of, joined, kept
from tests.fuzz.spoiling import damaged, spoilt, written
from tests.fuzz.world import KEYS, World

Draw = Callable[[st.SearchStrategy[Any]], Any]
Turned = Callable[[bytes], bytes]

LAYERS = ("line", "line", "line", "contents", "packed", "envelope", "sealed")
MOST = 1 << 24


def a_bundle_is_brought(world: World, draw: Draw) -> None:
    """To the centre: it answers with a sentence, or with an answer the desk can take."""
    with joined(world) as (desk, line, _):
        replica = _busy(desk, line)
        good = make_bundle(line).sealed
        contents = _contents(KEYS.opened(good), BUNDLE)
        data = _stick(
            draw, BUNDLE, world.desk.id, contents, lambda words: keys.sign(replica, words),
            lambda whole: keys.sealed_to_centre(replica, whole),
        )  # fmt: skip
        answer = world.post("/v1/bundle", data)
        world.check(answer)
        if answer.status == 200:
            _take(line, answer.body)
        world.check(world.post("/v1/bundle", good))


def an_answer_is_brought(world: World, draw: Draw) -> None:
    """To the desk: it takes it in, or is as it was."""
    with joined(world) as (desk, line, _):
        replica = _busy(desk, line)
        answer = world.post("/v1/bundle", make_bundle(line).sealed).body
        contents = _contents(keys.opened(replica, answer), ANSWER)
        recipient = keys.public_keys(replica).recipient
        before = acts_of(replica)
        for _ in range(2):
            data = _stick(
                draw, ANSWER, world.desk.id, contents, KEYS.sign, lambda whole: sealed(whole, recipient)
            )
            _take(line, data)
        assert before <= acts_of(replica)
        for question in (queries.queue, queries.outbox, queries.attention):
            question(replica)


def _busy(desk: Desk, line: Line) -> Any:
    synchronise(line, never)
    officer = queries.officer(desk.replica, EXECUTOR)
    assert officer is not None
    file_application(desk, officer, a_draft())
    return desk.replica


def _take(line: Line, data: bytes) -> None:
    before = kept(line.replica)
    try:
        take_answer(line, data)
    except (CourierTrouble, ServerTrouble):
        assert kept(line.replica) == before


def _contents(whole: bytes, kind: str) -> bytes:
    _, packed = taken_out(whole, kind)
    return zstandard.ZstdDecompressor().decompress(packed, max_output_size=MOST)


def _stick(
    draw: Draw, kind: str, desk: str, contents: bytes, sign: Callable[[bytes], str], seal: Turned
) -> bytes:
    """The file on the stick, one of its layers spoilt, those above it made from what was spoilt."""
    layer = draw(st.sampled_from(LAYERS))
    if layer == "line":
        contents = _line_spoilt(draw, contents)
    elif layer == "contents":
        contents = draw(damaged(contents))
    packed = zstandard.ZstdCompressor().compress(contents)
    whole = enveloped(kind, desk, draw(damaged(packed)) if layer == "packed" else packed, sign)
    if layer == "envelope":
        line, _, rest = whole.partition(b"\n")
        whole = draw(written(draw(spoilt(json.loads(line))))) + b"\n" + rest
    data = seal(whole)
    return draw(damaged(data)) if layer == "sealed" else data


def _line_spoilt(draw: Draw, contents: bytes) -> bytes:
    lines = contents.split(b"\n")
    messages = [place for place, line in enumerate(lines) if line.startswith(b"{")]
    place = draw(st.sampled_from(messages))
    lines[place] = draw(written(draw(spoilt(json.loads(lines[place])))))
    return b"\n".join(lines)


COURIERS = {"bundles": a_bundle_is_brought, "answers": an_answer_is_brought}

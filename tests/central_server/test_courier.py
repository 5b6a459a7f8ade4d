"""What couriers bring to the centre: holes wait and are filled, forks and forgeries change nothing, in any order."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pyrage
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from admission.courier import (
    ANSWER,
    BUNDLE,
    AnswerHead,
    BundleHead,
    CourierTrouble,
    FileMark,
    enveloped,
    joined,
    parted,
    signed_words,
    taken_out,
)
from admission.exchange import KeysMessage, SyncAnswer, SyncRequest
from admission.wire import VERSION
from central_server import administration
from central_server.__main__ import REFUSED, main
from central_server.courier import Taken, take_bundle
from central_server.keys import holds, sealed
from central_server.models import feed
from central_server.models.tables import ACT, PARKED, ROW
from tests.central_server.actors import Bureau, Desk, a_child_draft, filed, proposed
from tests.desk import SCHOOL


@dataclass
class Packer:
    """A desk that hands its acts to couriers, in whatever pieces a test likes."""

    bureau: Bureau
    desk: Desk

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.identity = pyrage.x25519.Identity.generate()
        message = KeysMessage(
            verify_key=self.key.public_key().public_bytes_raw().hex(),
            recipient=str(self.identity.to_public()),
        )
        administration.keep_keys(self.bureau.ledger, self.desk.id, message)

    def acts(self, *bodies: Any) -> tuple[str, int, list[bytes]]:
        """The next acts of the desk: chain hash and number before them, and their bytes."""
        head, n = self.desk.head, self.desk.n
        return head, n, self.desk.acts(*bodies)

    def bundle(
        self, head: str, n: int, raws: list[bytes], scans: tuple[bytes, ...] = (), **other: Any
    ) -> bytes:
        """These acts as one sealed file; `other` fields of the head are told otherwise than they are."""
        marks = [FileMark(sha(data), len(data)) for data in scans]
        values: dict[str, Any] = {
            "desk": self.desk.id,
            "school": self.desk.school,
            "epoch": self.bureau.ledger.epoch,
            "first": n + 1,
            "last": n + len(raws),
            "head": head,
            "tail": self.desk.head,
            "cursor": 0,
            "schema": VERSION,
            "made_at": self.bureau.clock(),
            "turns": 1,
            "files": marks,
        }
        contents = joined(BundleHead(**(values | other)), [self.turn(head, raws)], scans)
        return self.sealed(zstandard.ZstdCompressor().compress(contents))

    def turn(self, head: str, raws: list[bytes]) -> bytes:
        """The request an online desk would send."""
        request = SyncRequest(
            p=1,
            epoch=self.bureau.ledger.epoch,
            cursor=0,
            now=self.bureau.clock(),
            head=head,
            acts=[msgspec.Raw(raw) for raw in raws],
        )
        return msgspec.json.encode(request)

    def sealed(self, packed: bytes, desk: str = "", kind: str = BUNDLE) -> bytes:
        """Packed contents, signed by this desk's key in the name of `desk` and sealed to the centre."""
        whole = enveloped(kind, desk or self.desk.id, packed, lambda words: self.key.sign(words).hex())
        return sealed(whole, self.bureau.keys.public.recipient)

    def bring(self, bundle: bytes) -> tuple[Taken, AnswerHead, list[SyncAnswer]]:
        """A courier brings it; what the desk will read in the answer."""
        answer, taken = take_bundle(self.bureau.exchange, bundle, self.bureau.clock())
        envelope, packed = taken_out(pyrage.decrypt(answer, [self.identity]), ANSWER)
        words = signed_words(ANSWER, self.desk.id, packed)
        assert holds(self.bureau.keys.public.verify_key, words, envelope.signature)
        head, turns, _ = parted(zstandard.decompress(packed), AnswerHead)
        return taken, head, [msgspec.json.decode(turn, type=SyncAnswer) for turn in turns]


def sha(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def packer(bureau: Bureau) -> Packer:
    return Packer(bureau, bureau.desk())


def counted(bureau: Bureau, table: Any) -> int:
    with bureau.ledger.read() as tx:
        return tx.connection.execute(select(func.count()).select_from(table)).scalar_one()


def outcomes(bureau: Bureau, desk: Desk) -> list[tuple[int, str]]:
    with bureau.ledger.read() as tx:
        question = select(ACT.c.n, ACT.c.outcome).where(ACT.c.desk == desk.id).order_by(ACT.c.n)
        return [(n, outcome) for n, outcome in tx.connection.execute(question)]


def everything(bureau: Bureau) -> tuple[int, int, int, str]:
    with bureau.ledger.read() as tx:
        digest = feed.digest(tx, SCHOOL.id)
    return counted(bureau, ACT), counted(bureau, ROW), counted(bureau, PARKED), digest


def filing(number: int) -> Any:
    return filed(f"a{number}", a_child_draft(number), f"А-{number:04}")


def code_of(bureau: Bureau, bundle: bytes) -> str:
    """Why it was refused; nothing was changed."""
    before = everything(bureau)
    with pytest.raises(CourierTrouble) as refused:
        take_bundle(bureau.exchange, bundle, bureau.clock())
    assert everything(bureau) == before
    return refused.value.code


# Holes


def three(packer: Packer) -> list[bytes]:
    """Three bundles of one act each: filed, proposed, filed."""
    return [packer.bundle(*packer.acts(body)) for body in (filing(1), proposed("a1"), filing(2))]


def test_acts_after_a_hole_wait_and_the_answer_names_what_is_missing(bureau, packer):
    _, _, last = three(packer)
    taken, head, answers = packer.bring(last)
    assert (taken.decided, taken.missing, head.missing) == (0, [(1, 2)], [(1, 2)])
    assert [result for answer in answers for result in answer.results] == []
    assert answers[-1].done
    assert len(answers[-1].rows) == counted(bureau, ROW)
    assert outcomes(bureau, packer.desk) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_bundles_in_any_order_and_twice_end_the_same(bureau, packer, order):
    bundles = three(packer)
    for place in (*order, *order):
        _, head, _ = packer.bring(bundles[place])
    assert head.missing == []
    assert outcomes(bureau, packer.desk) == [(1, "applied"), (2, "applied"), (3, "applied")]
    assert counted(bureau, PARKED) == 0
    assert bureau.application("a1").status.value == "on_signature"


def test_a_line_that_comes_back_fills_the_hole_too(bureau, packer):
    first, second, third = packer.acts(filing(1)), packer.acts(proposed("a1")), packer.acts(filing(2))
    packer.bring(packer.bundle(*third))
    packer.bring(packer.bundle(*second))
    accepted = packer.desk.deliver(first[2], first[0])
    assert [result.n for result in accepted.results] == [1]
    assert accepted.last_n == 3
    assert outcomes(bureau, packer.desk) == [(1, "applied"), (2, "applied"), (3, "applied")]
    assert counted(bureau, PARKED) == 0
    again = packer.desk.deliver(second[2] + third[2], second[0])
    assert [(result.n, result.outcome.value) for result in again.results] == [(2, "applied"), (3, "applied")]


def test_what_waited_is_forgotten_when_the_line_brings_it_all(bureau, packer):
    first, second = packer.acts(filing(1)), packer.acts(filing(2))
    packer.bring(packer.bundle(*second))
    packer.desk.deliver(first[2] + second[2], "")
    assert counted(bureau, PARKED) == 0
    assert len(outcomes(bureau, packer.desk)) == 2


def test_the_holes_between_what_waits_are_named_one_by_one(packer):
    pieces = [packer.acts(filing(number)) for number in range(1, 8)]
    packer.bring(packer.bundle(*pieces[2]))
    _, head, _ = packer.bring(packer.bundle(*pieces[5]))
    assert head.missing == [(1, 2), (4, 5)]


def test_what_waits_for_a_history_that_went_another_way_is_kept_and_never_decided(bureau, packer):
    packer.acts(filing(1))
    lost = packer.acts(filing(2))
    packer.bring(packer.bundle(*lost))
    packer.desk.n, packer.desk.head = 0, ""
    packer.desk.send(filing(3))
    packer.desk.send(filing(4))
    assert outcomes(bureau, packer.desk) == [(1, "applied"), (2, "applied")]
    assert counted(bureau, PARKED) == 1


def test_an_act_that_waited_came_when_it_came(bureau, packer):
    """Its time is bounded by the day it was brought, not by the day the hole was filled."""
    first = packer.acts(filing(1))
    head, n = packer.desk.head, packer.desk.n
    late = packer.desk.acts(filing(2), at=bureau.clock() + timedelta(days=9))
    brought = bureau.clock()
    packer.bring(packer.bundle(head, n, late))
    bureau.clock.forward(days=3)
    packer.bring(packer.bundle(*first))
    assert bureau.application("a2").received <= brought


def test_a_number_no_desk_reaches_is_not_kept(bureau, packer):
    head, _, _ = packer.acts(filing(1))
    packer.desk.n = 2**40
    n, raws = packer.desk.n, packer.desk.acts(filing(2))
    packer.bring(packer.bundle(head, n, raws))
    assert counted(bureau, PARKED) == 0


def test_another_history_under_the_same_numbers_is_told_so_and_decides_nothing(bureau, packer):
    packer.desk.send(filing(1))
    packer.desk.n, packer.desk.head = 0, ""
    before = everything(bureau)
    taken, head, answers = packer.bring(packer.bundle(*packer.acts(filing(2), filing(3))))
    assert (taken.code, head.code, answers) == ("forked", "forked", [])
    assert everything(bureau) == before


# Files


def test_files_that_are_what_their_names_say_are_kept_whole(bureau, packer):
    good, bad = b"%PDF-1.4 good", b"%PDF-1.4 bad"
    marks = [FileMark(sha(good), len(good)), FileMark(sha(b"another"), len(bad))]
    _, head, _ = packer.bring(packer.bundle("", 0, [], (good, bad), files=marks))
    assert head.whole == marks[:1]
    assert (bureau.ledger.files / sha(good)[:2] / sha(good)).read_bytes() == good


def test_files_of_a_revoked_desk_are_not_kept(bureau, packer):
    administration.revoke(bureau.ledger, packer.desk.id, bureau.clock())
    taken, head, answers = packer.bring(packer.bundle(*packer.acts(filing(1)), scans=(b"%PDF-1.4",)))
    assert (taken.code, head.whole) == ("desk-revoked", [])
    assert [row for answer in answers for row in answer.rows] == []
    assert outcomes(bureau, packer.desk) == [(1, "quarantined")]


# What is refused


def test_what_no_desk_of_ours_made_is_refused_by_name(bureau, packer):
    pieces = packer.acts(filing(1))
    good = packer.bundle(*pieces)
    stranger = Packer(bureau, bureau.desk())
    assert code_of(bureau, b"PK\x03\x04 a document") == "courier-foreign"
    assert code_of(bureau, b"") == "courier-cut"
    assert code_of(bureau, good[:-1]) == "courier-cut"
    assert code_of(bureau, sealed(b"a letter", bureau.keys.public.recipient)) == "courier-foreign"
    assert code_of(bureau, sealed(b"x" * 1024, str(stranger.identity.to_public()))) == "courier-for-another"
    assert code_of(bureau, stranger.sealed(b"", desk=packer.desk.id)) == "courier-signature-wrong"
    assert code_of(bureau, stranger.sealed(b"", desk="nobody")) == "courier-desk-unknown"
    assert code_of(bureau, packer.sealed(b"", desk=bureau.desk().id)) == "courier-desk-unknown"
    assert code_of(bureau, packer.sealed(b"no zstd")) == "courier-damaged"
    assert code_of(bureau, packer.sealed(b"", kind="qabyldau-bundle-2")) == "courier-newer"
    assert code_of(bureau, packer.sealed(b"", kind=ANSWER)) == "courier-foreign"
    assert code_of(bureau, bytes(64 * 1024 * 1024 + 1)) == "courier-too-large"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("epoch", "before the restore", "courier-epoch"),
        ("schema", VERSION + 1, "courier-newer"),
        ("school", "school-karakoga", "courier-foreign"),
        ("desk", "another", "courier-foreign"),
        ("turns", 2, "courier-damaged"),
        ("files", [FileMark("00" * 32, 10)], "courier-damaged"),
        ("files", [FileMark("00" * 32, -1)], "courier-damaged"),
    ],
)
def test_a_head_that_does_not_fit_is_refused_by_name(bureau, packer, field, value, code):
    assert code_of(bureau, packer.bundle(*packer.acts(filing(1)), **{field: value})) == code


def test_a_bomb_is_stopped_before_it_grows(bureau, packer):
    bomb = zstandard.ZstdCompressor().compress(bytes(256 * 1024 * 1024))
    assert code_of(bureau, packer.sealed(bomb)) == "courier-too-large"


def test_a_centre_that_is_being_restored_takes_nothing(bureau, packer):
    from central_server.models import recovery

    bundle = packer.bundle(*packer.acts(filing(1)))
    with bureau.ledger.write() as tx:
        recovery.close_school(tx, SCHOOL.id, packer.desk.id)
    assert code_of(bureau, bundle) == "courier-recovering"


@pytest.mark.parametrize("seed", range(3))
def test_a_cut_or_changed_file_is_never_taken_in(bureau, packer, seed):
    chance = random.Random(seed)
    bundle = packer.bundle(*packer.acts(filing(1)), scans=(chance.randbytes(70_000),))
    for _ in range(60):
        cut = chance.randrange(len(bundle))
        assert code_of(bureau, bundle[:cut]) in ("courier-cut", "courier-damaged")
        changed = bytearray(bundle)
        changed[chance.randrange(len(bundle))] ^= 1 << chance.randrange(8)
        assert code_of(bureau, bytes(changed)).startswith("courier-")
    assert packer.bring(bundle)[0].decided == 1


# From a shell


def test_a_stick_is_taken_in_from_a_shell_a_line_of_json_a_file(settings, bureau, packer, tmp_path, capsys):
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("the shell is the same for both databases")
    centre, stick = tmp_path / "centre", tmp_path / "stick"
    stick.mkdir()
    common = ["--data", str(centre), "--database", settings.database_url]
    assert main(["courier", "import", str(stick), *common]) == REFUSED
    assert json.loads(capsys.readouterr().out)["refused"] == "courier-no-bundle"
    # the shell's centre has keys of its own
    from central_server.keys import read_keys
    from central_server.settings import settings_in

    bureau.keys = read_keys(settings_in(centre).keys)
    (stick / "qabyldau-1.age").write_bytes(packer.bundle(*packer.acts(filing(1))))
    (stick / "qabyldau-2.age").write_bytes(b"half")
    assert main(["courier", "import", str(stick), *common]) == REFUSED
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert (good["answer"], good["acts"], good["decided"]) == ("qabyldau-1-answer.age", 1, 1)
    assert (bad["refused"], set(bad["text"])) == ("courier-foreign", {"kk", "ru", "en"})
    assert sorted(path.name for path in stick.iterdir()) == [
        "qabyldau-1-answer.age",
        "qabyldau-1.age",
        "qabyldau-2.age",
    ]
    (stick / "qabyldau-2.age").unlink()
    assert main(["courier", "import", str(stick), *common]) == 0
    assert main(["courier", "import", str(tmp_path / "gone"), *common]) == REFUSED

"""Asking about certificates under orders: a real responder over HTTP, its bytes kept, its lies and silences named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event

import msgspec
import pytest
from cryptography import x509
from cryptography.x509 import ocsp

from admission.order import EnrolmentOrder
from demo import keys
from desktop_app.building import asking_of
from desktop_app.models import files
from desktop_app.models.revocations import RevocationLine, revocation, revocations
from desktop_app.settings import Settings
from desktop_app.sync.revocation_line import MOST, NoAnswer, ask_responder, is_address
from desktop_app.usecases.ask_revocation import AT_ONCE, ask_revocation
from tests.desk import DIRECTOR, MORNING, SCHOOL, feed
from tests.verification import pki
from tests.verification.responder import DAY, Says, answer, listening, with_address
from tests.verification.test_timestamp import rsa_stamper, signature_of, stamped, token


class Responder:
    """An authority's responder: answers about the certificate that is asked for, as it was told to."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.said = b""
        self.changes: dict[str, object] = {}
        self.junk: bytes | None = None
        self.is_silent = False
        self.leaf: x509.Certificate | None = None

    def __call__(self, question: bytes) -> bytes | None:
        self.asked.append(ocsp.load_der_ocsp_request(question).serial_number)
        if self.is_silent:
            return None
        assert self.leaf is not None
        self.said = self.junk if self.junk is not None else answer(Says(self.leaf).also(**self.changes))
        return self.said


@pytest.fixture
def responder() -> Iterator[Responder]:
    made = Responder()
    with listening(made) as address:
        made.leaf = with_address(pki.certificate(), address, pki.authority())
        yield made


def sign(
    desk, leaf: x509.Certificate, name: str = "order-1", stamp: Callable[[bytes], bytes] = bytes
) -> None:
    """An order under this certificate, as the centre told of it."""
    with desk.write() as writing:
        kept = writing.files.keep_file(stamp(pki.signed(leaf)))
        order = EnrolmentOrder(
            id=name,
            school=SCHOOL.id,
            year=2026,
            number=name,
            dated=date(2026, 8, 25),
            language="kk",
            letter="А",
            applications=("a",),
            manifest_sha256="0" * 64,
            pdf_sha256="0" * 64,
            cms_sha256=kept,
            signed_by=DIRECTOR.id,
            signed_at=pki.NOW,
            act=name,
        )
        writing.absorb([], feed(order, start=1000 + int(name[-1])), 2000, MORNING)


def ask(desk, line: Callable[[str, bytes], bytes] = ask_responder) -> int:
    return ask_revocation(desk, pki.trust(), line)


def line(desk, name: str = "order-1") -> RevocationLine:
    found = revocation(desk.replica, name)
    assert found is not None
    return found


def test_a_good_answer_is_kept_to_the_byte_and_never_asked_for_again(desk, responder, clock):
    sign(desk, responder.leaf)
    assert ask(desk) == 1
    kept = line(desk)
    assert (kept.standing, kept.asked, kept.is_settled) == ("valid", MORNING, True)
    assert files.file_bytes(desk.replica, kept.answer) == responder.said
    clock.forward(days=3)
    assert (ask(desk), responder.asked) == (0, [responder.leaf.serial_number])


def test_the_programs_own_parts_ask_with_the_authorities_pinned_at_this_computer(
    desk, responder, tmp_path, catalogues
):
    settings = Settings(data=tmp_path / "data", catalogues=catalogues)
    ask_now = asking_of(settings, desk)
    sign(desk, responder.leaf)
    assert (ask_now(), responder.asked) == (0, []), "nobody is pinned yet"
    keys.make_trust(settings.trust, pki.authority())
    assert (ask_now(), line(desk).standing) == (1, "valid")


def test_the_time_stamp_on_a_signature_is_looked_at_too(desk, responder):
    stamper = rsa_stamper()
    sign(desk, responder.leaf, stamp=lambda cms: stamped(token(stamper, signature_of(cms)), cms))
    sign(desk, responder.leaf, "order-2", lambda cms: stamped(token(stamper, b"another"), cms))
    sign(desk, responder.leaf, "order-3")
    above = pki.read(pki.authority().issuing)
    ask_revocation(desk, msgspec.structs.replace(pki.trust(), issuers=(above,)), ask_responder)
    found = [line(desk, f"order-{place}") for place in (1, 2, 3)]
    assert [one.stamp for one in found] == ["good", "wrong", "none"]
    assert [one.stamped for one in found] == [pki.NOW, None, None]
    assert {one.standing for one in found} == {"valid"}


@pytest.mark.parametrize(
    ("since", "standing"),
    [(pki.NOW - DAY, "revoked-before"), (pki.NOW + timedelta(hours=1), "revoked-after")],
)
def test_a_revocation_is_kept_with_its_moment_and_why(desk, responder, clock, since, standing):
    responder.changes = {"revoked_at": since, "why": x509.ReasonFlags.key_compromise}
    sign(desk, responder.leaf)
    clock.forward(hours=2)
    ask(desk)
    kept = line(desk)
    assert (kept.standing, kept.revoked, kept.why) == (standing, since, "key-compromise")
    assert kept.is_settled


def test_a_suspended_certificate_is_asked_about_again_within_the_hour_not_sooner(desk, responder, clock):
    responder.changes = {"revoked_at": pki.NOW - DAY, "why": x509.ReasonFlags.certificate_hold}
    sign(desk, responder.leaf)
    ask(desk)
    assert line(desk).standing == "revoked-before"
    clock.forward(minutes=59)
    assert ask(desk) == 0
    clock.forward(minutes=1)
    responder.changes = {}
    assert (ask(desk), line(desk).standing) == (1, "valid")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"leaf": pki.certificate()}, "revocation-other-certificate"),
        ({"by": pki.other_authority()}, "responder-stranger"),
        ({"told": pki.NOW - 3 * DAY, "until": pki.NOW - 2 * DAY}, "revocation-stale"),
        ({"status": ocsp.OCSPCertStatus.UNKNOWN}, "revocation-unknown"),
    ],
)
def test_a_lie_leaves_the_state_unknown_with_its_reason_and_is_asked_again(
    desk, responder, clock, changes, reason
):
    responder.changes = changes
    sign(desk, responder.leaf)
    ask(desk)
    assert (line(desk).standing, line(desk).reason) == ("unknown", reason)
    clock.forward(hours=1)
    responder.changes = {}
    assert (ask(desk), line(desk).standing, line(desk).reason) == (1, "valid", "")


def test_an_answer_older_than_the_signature_settles_nothing(desk, responder):
    responder.changes = {"told": pki.NOW - DAY, "until": pki.NOW + DAY}
    sign(desk, responder.leaf)
    ask(desk)
    assert (line(desk).standing, line(desk).is_settled) == ("too-old", False)


def test_half_an_answer_is_broken_and_kept_for_whoever_asks_why(desk, responder):
    responder.junk = answer(Says(responder.leaf))[:-1]
    sign(desk, responder.leaf)
    ask(desk)
    assert (line(desk).standing, line(desk).reason) == ("unknown", "revocation-broken")
    assert files.file_bytes(desk.replica, line(desk).answer) == responder.junk


def test_a_megabyte_of_junk_is_not_read_to_its_end_and_not_kept(desk, responder):
    responder.junk = b"\x30" * 1_000_000
    sign(desk, responder.leaf)
    ask(desk)
    assert (line(desk).standing, line(desk).reason, line(desk).answer) == (
        "not-asked",
        "revocation-no-answer",
        "",
    )


def test_nobody_answers_then_the_line_rests_ten_minutes_and_all_is_asked_again(desk, responder, clock):
    responder.is_silent = True
    for name in ("order-1", "order-2"):
        sign(desk, responder.leaf, name)
    assert ask(desk) == 1, "silence ends the round"
    assert [one.reason for one in revocations(desk.replica).values()] == ["revocation-no-answer"]
    clock.forward(minutes=9)
    assert (ask(desk), len(responder.asked)) == (0, 1)
    clock.forward(minutes=1)
    responder.is_silent = False
    assert ask(desk) == 2
    assert {one.standing for one in revocations(desk.replica).values()} == {"valid"}


def test_silence_never_takes_the_place_of_an_answer(desk, responder, clock):
    responder.changes = {"status": ocsp.OCSPCertStatus.UNKNOWN}
    sign(desk, responder.leaf)
    ask(desk)
    before = line(desk)
    clock.forward(hours=1)
    responder.is_silent = True
    ask(desk)
    assert (line(desk).reason, line(desk).answer) == ("revocation-unknown", before.answer)
    assert line(desk).asked == clock.now


def test_a_certificate_without_an_address_is_asked_of_nobody(desk):
    sign(desk, pki.certificate())
    ask(desk, _nobody)
    assert (line(desk).standing, line(desk).reason) == ("not-asked", "revocation-no-address")


def test_a_certificate_that_no_pinned_root_vouches_for_is_asked_of_nobody(desk, responder):
    sign(desk, responder.leaf)
    assert ask_revocation(desk, pki.trust(pki.other_authority()), _nobody) == 0


def test_what_is_no_signature_is_passed_over(desk, responder):
    sign(desk, responder.leaf)
    with desk.write() as writing:
        writing.connection.exec_driver_sql("update file set content = x'00'")
    assert ask(desk, _nobody) == 0


def test_a_long_list_is_asked_in_short_turns(desk, responder):
    for place in range(AT_ONCE + 2):
        sign(desk, responder.leaf, f"order-{place}")
    assert (ask(desk), ask(desk), ask(desk)) == (AT_ONCE, 2, 0)


def _nobody(_address: str, _question: bytes) -> bytes:
    raise AssertionError("this must not be asked")


def test_a_responder_that_says_nothing_is_silent_after_its_time():
    with _hanging() as address, pytest.raises(NoAnswer, match="silent"):
        ask_responder(address, b"?", seconds=0.2)


@contextmanager
def _hanging() -> Iterator[str]:
    done = Event()

    def wait(_question: bytes) -> None:
        done.wait(5)

    with listening(wait) as address:
        try:
            yield address
        finally:
            done.set()


def test_nobody_there_is_silent():
    with listening(lambda _: b"") as address:
        pass
    with pytest.raises(NoAnswer, match="silent"):
        ask_responder(address, b"?", seconds=1)


def test_an_answer_that_drips_is_given_up():
    ticks = iter((0.0, 100.0))
    with listening(lambda _: b"x") as address, pytest.raises(NoAnswer, match="too-slow"):
        ask_responder(address, b"?", clock=lambda: next(ticks))


def test_an_answer_beyond_the_limit_is_refused_and_one_at_it_is_not():
    with listening(lambda _: b"x" * MOST) as address:
        assert len(ask_responder(address, b"?")) == MOST
    with listening(lambda _: b"x" * (MOST + 1)) as address, pytest.raises(NoAnswer, match="too-large"):
        ask_responder(address, b"?")


@pytest.mark.parametrize(
    "address",
    ["", "https://ocsp.example.kz/", "file:///etc/passwd", "http://", "http://a@b/", "http://[", "ldap://x/"],
)
def test_only_plain_http_to_a_named_host_is_asked(address):
    assert not is_address(address)
    with pytest.raises(NoAnswer, match="address-wrong"):
        ask_responder(address, b"?")

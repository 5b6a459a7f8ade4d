"""Our client against a stand-in that really signs, as its own process: every person at the window, every lie."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
from functools import partial

import pytest

from desktop_app.signing.ncalayer import NcaLayerSigner, Wish
from desktop_app.signing.ncalayer_line import Place
from desktop_app.signing.signer import Cancelled, Failed, NoAnswer, NotRunning, NotTrusted, SigningTrouble
from tests.ncalayer.people import DIRECTOR
from tests.ncalayer.process import HOUSE, running
from tests.verification import pki
from verification.cms import verify_cms
from verification.trust import load_trust
from verification.verdict import ExpectedSigner

DOCUMENTS = [f'{{"decision":{n}}}'.encode() for n in range(3)]
WISH = Wish(DIRECTOR.iin, DIRECTOR.bin)
WANTED = ExpectedSigner(DIRECTOR.iin, DIRECTOR.bin)
HOLDS = [None] * 3


def place(stand_in, **more) -> Place:
    root = ssl.PEM_cert_to_DER_cert(stand_in.line_root.read_text())
    return Place(url=stand_in.url, roots=(root,), **more)


def signed(stand_in, documents=DOCUMENTS, *, wish=WISH, language="kk", cancelled=lambda: False, **more):
    return NcaLayerSigner(wish, language, cancelled, place(stand_in, **more)).sign(documents)


def reasons(stand_in, signatures, expected=WANTED):
    verify = partial(verify_cms, trust=load_trust(stand_in.trust), expected=expected, at=pki.NOW)
    return [verify(cms, content).reason for cms, content in zip(signatures, DOCUMENTS, strict=True)]


@pytest.mark.parametrize("person", ["director", "director-256", "director-rsa"])
def test_a_batch_is_signed_in_one_window_and_every_signature_holds(stand_in, person):
    stand_in.script(person=person)
    assert reasons(stand_in, signed(stand_in)) == HOLDS
    assert len(stand_in.requests()) == 1


def test_one_document_comes_back_as_one_signature_from_newer_and_older_programs(stand_in):
    for mode in ("array", "string", "object"):
        stand_in.script(mode=mode)
        [cms] = signed(stand_in, DOCUMENTS[:1])
        assert verify_cms(cms, DOCUMENTS[0], load_trust(stand_in.trust), WANTED, pki.NOW).ok


def test_nothing_to_sign_opens_no_window(stand_in):
    assert signed(stand_in, []) == []
    assert stand_in.requests() == []


def test_the_request_wishes_for_the_director_of_this_school_and_a_detached_signature(stand_in):
    signed(stand_in, language="ru")
    [asked] = stand_in.requests()
    args = asked["args"]
    assert args["signerParams"] == {
        "extKeyUsageOids": ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2.1"],
        "iin": DIRECTOR.iin,
        "bin": DIRECTOR.bin,
        "serialNumber": "",
        "chain": None,
    }
    assert args["signingParams"] == {"decode": True, "encapsulate": False, "digested": False}
    assert (args["locale"], args["format"], "tsaProfile" in args) == ("ru", "cms", False)


@pytest.mark.parametrize(("language", "locale"), [("kk", "kk"), ("ru", "ru"), ("en", "kk")])
def test_the_window_speaks_a_language_it_knows(stand_in, language, locale):
    signed(stand_in, language=language)
    assert stand_in.requests()[0]["args"]["locale"] == locale


def test_a_person_with_the_right_to_sign_is_wished_for_where_the_school_delegated_it(stand_in):
    stand_in.script(person="delegate")
    wish = Wish("840415450261", DIRECTOR.bin, delegated=True)
    expected = ExpectedSigner("840415450261", DIRECTOR.bin, delegated=True)
    assert reasons(stand_in, signed(stand_in, wish=wish), expected) == HOLDS


def test_a_key_of_another_person_cannot_be_chosen_in_an_honest_window(stand_in):
    for person in ("other-bin", "other-iin", "employee", "natural-person", "login"):
        stand_in.script(person=person)
        with pytest.raises(Cancelled):
            signed(stand_in)


def test_test_keys_need_a_wish_that_lets_them_through(stand_in):
    stand_in.script(live=False)
    with pytest.raises(Cancelled):
        signed(stand_in)
    assert reasons(stand_in, signed(stand_in, wish=Wish(DIRECTOR.iin, DIRECTOR.bin, chain=()))) == HOLDS


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("employee", "role-wrong"),
        ("delegate", "role-wrong"),
        ("natural-person", "role-wrong"),
        ("login", "not-for-signing"),
        ("other-bin", "bin-wrong"),
        ("other-iin", "iin-wrong"),
        ("expired", "certificate-expired"),
        ("not-yet", "certificate-not-yet-valid"),
        ("forger", "chain-unknown"),
    ],
)
def test_the_wrong_key_is_found_out_even_when_the_window_lets_it_through(stand_in, person, reason):
    stand_in.script(person=person, insists=True)
    assert reasons(stand_in, signed(stand_in)) == [reason] * 3


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        ("other-bytes", ["digest-mismatch"] * 3),
        ("swapped", ["digest-mismatch", None, "digest-mismatch"]),
        ("same-for-all", [None, "digest-mismatch", "digest-mismatch"]),
        ("truncated", ["cms-broken"] * 3),
    ],
)
def test_a_false_signature_is_found_out_by_verification(stand_in, lie, found):
    stand_in.script(lie)
    assert reasons(stand_in, signed(stand_in)) == found


@pytest.mark.parametrize(
    ("lie", "detail"),
    [
        ("missing", "another-number-of-signatures"),
        ("one-too-many", "another-number-of-signatures"),
        ("empty-list", "another-number-of-signatures"),
        ("broken-base64", "signature-not-base64"),
        ("garbage", "answer-not-understood"),
        ("not-an-object", "answer-not-understood"),
        ("wrong-shape", "answer-not-understood"),
        ("nested", "answer-not-understood"),
        ("binary", "answer-not-understood"),
        ("no-status", "no-status"),
        ("bad-utf8", "line-broken"),
        ("half-a-frame", "line-broken"),
        ("close-after", "line-broken"),
        ("too-large", "line-closed"),
    ],
)
def test_an_answer_that_is_none_fails_and_nothing_is_taken_from_it(stand_in, lie, detail):
    stand_in.script(lie)
    with pytest.raises(Failed) as failed:
        signed(stand_in)
    assert failed.value.detail == detail


@pytest.mark.parametrize("lie", ["huge", "heartbeat-first", "twice"])
def test_what_is_odd_and_harmless_does_no_harm(stand_in, lie):
    stand_in.script(lie)
    assert reasons(stand_in, signed(stand_in)) == HOLDS
    assert reasons(stand_in, signed(stand_in)) == HOLDS


@pytest.mark.parametrize(
    "code", ["INVOCATION_ERROR", "INVALID_SIGNING_PARAMS", "SIGNING_FAILURE", "GENERAL_ERROR", "x" * 5000]
)
def test_an_error_of_the_program_keeps_its_code_for_the_log(stand_in, code):
    stand_in.script("error", code=code)
    with pytest.raises(Failed) as failed:
        signed(stand_in)
    assert failed.value.detail == code[:60]
    assert failed.value.code == "signing-failed"


def test_a_person_who_cancels_in_the_window_has_signed_nothing(stand_in):
    stand_in.script("cancel")
    with pytest.raises(Cancelled):
        signed(stand_in)


def test_a_person_who_cancels_in_our_window_is_heard_while_the_other_is_open(stand_in):
    stand_in.script("never")
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        signed(stand_in, cancelled=lambda: next(asked))


def test_a_slow_person_is_waited_for(stand_in):
    stand_in.script(wait=0.8)
    assert reasons(stand_in, signed(stand_in)) == HOLDS


def test_somebody_who_never_answers_is_not_waited_for_for_ever(stand_in):
    stand_in.script("never")
    with pytest.raises(NoAnswer):
        signed(stand_in, answer_seconds=0.5)


@pytest.mark.parametrize("lie", ["no-greeting", "strange-greeting", "plain-http", "close-before"])
def test_another_program_at_the_port_is_not_taken_for_ncalayer(stand_in, lie):
    stand_in.script(lie)
    expected = Failed if lie == "close-before" else NotRunning
    with pytest.raises(expected):
        signed(stand_in, greeting_seconds=0.5)


def test_nobody_at_the_port_is_a_program_that_does_not_run():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotRunning):
        NcaLayerSigner(WISH, "kk", lambda: False, Place(url=f"wss://127.0.0.1:{port}/")).sign(DOCUMENTS)


def test_a_line_nobody_vouches_for_is_not_trusted(stand_in):
    with pytest.raises(NotTrusted):
        NcaLayerSigner(WISH, "kk", lambda: False, Place(url=stand_in.url)).sign(DOCUMENTS)
    assert stand_in.requests() == []


def test_a_gost_root_among_those_that_vouch_does_no_harm(stand_in):
    gost = tuple(one.der for one in load_trust(stand_in.trust).roots)
    roots = (*gost, *place(stand_in).roots)
    signer = NcaLayerSigner(WISH, "kk", lambda: False, Place(url=stand_in.url, roots=roots))
    assert reasons(stand_in, signer.sign(DOCUMENTS)) == HOLDS


def test_documents_beyond_what_the_program_bears_are_not_sent(stand_in):
    with pytest.raises(Failed) as failed:
        signed(stand_in, [b"x" * 1_200_000])
    assert failed.value.detail == "request-too-large"
    assert stand_in.requests() == []


def test_a_program_that_dies_in_the_middle_has_signed_nothing(tmp_path):
    with running(tmp_path, pki.NOW) as doomed:
        doomed.script("quit")
        with pytest.raises(SigningTrouble) as trouble:
            signed(doomed)
    assert trouble.value.code == "signing-failed"


def test_the_library_of_the_line_is_loaded_by_the_first_signature_only():
    program = "import sys, desktop_app.signing.ncalayer; sys.exit('websocket' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=HOUSE, check=False).returncode == 0

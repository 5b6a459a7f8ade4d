"""GOST signatures go the same road as RSA: each forgery is refused for its own reason, by either kind of key."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from asn1crypto import cms as asn1
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.ncalayer.cms import made
from tests.ncalayer.gost_key import STREEBOG_512
from tests.ncalayer.people import DIRECTOR, Town, make_town
from tests.verification import pki
from verification.certificates import read_certificate
from verification.cms import verify_cms
from verification.trust import Trust
from verification.verdict import REASONS, ExpectedSigner

TOWN: Town = make_town(pki.NOW)
WANTED = ExpectedSigner(iin=DIRECTOR.iin, bin=DIRECTOR.bin)
KINDS = ("director", "director-256", "director-rsa")
OLD_KEY, OLD_HASH = "1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.3.1"


def trust(town: Town = TOWN) -> Trust:
    found = [read_certificate(der) for der in town.authorities]
    return Trust(
        roots=tuple(one for one in found if one.subject == one.issuer),
        issuers=tuple(one for one in found if one.subject != one.issuer),
    )


TRUST = trust()


def signed(who: str, content: bytes = pki.CONTENT, at=pki.NOW, *, embed: bool = False) -> bytes:
    return made(content, TOWN.people[who], at, embed=embed)


GOST_SIGNED = signed("director")


def reason(cms: bytes, content: bytes = pki.CONTENT, expected: ExpectedSigner = WANTED, at=pki.NOW):
    return verify_cms(cms, content, TRUST, expected, at).reason


@pytest.mark.parametrize("who", KINDS)
def test_the_directors_signature_holds_and_names_the_director(who):
    verdict = verify_cms(signed(who), pki.CONTENT, TRUST, WANTED, pki.NOW)
    assert (verdict.ok, verdict.reason) == (True, None)
    assert verdict.signer is not None
    assert (verdict.signer.iin, verdict.signer.roles) == (DIRECTOR.iin, ("legal-entity", "director"))
    assert verdict.signer.common_name == "ҒАБДУЛЛИН ЕРЖАН"


@pytest.mark.parametrize("who", KINDS)
def test_the_same_signature_over_another_document_is_refused(who):
    assert reason(signed(who), pki.CONTENT + b" ") == "digest-mismatch"
    assert reason(signed(who, b"another")) == "digest-mismatch"


@pytest.mark.parametrize("who", KINDS)
def test_an_attached_document_must_be_ours(who):
    assert reason(signed(who, embed=True)) is None
    assert reason(signed(who, b"another", embed=True)) == "digest-mismatch"


@pytest.mark.parametrize("who", KINDS)
def test_a_forged_digest_breaks_the_signature(who):
    cms = signed(who, b"forged")
    info = asn1.ContentInfo.load(cms)["content"]["signer_infos"][0]
    true = asn1.ContentInfo.load(signed(who))["content"]["signer_infos"][0]
    forged = cms.replace(info["signature"].native, true["signature"].native)
    assert reason(forged, b"forged") == "signature-wrong"


@pytest.mark.parametrize("who", KINDS)
def test_a_truncated_signature_is_broken(who):
    cms = signed(who)
    assert [reason(cms[:length]) for length in (0, 1, len(cms) // 2, len(cms) - 1)] == ["cms-broken"] * 4


@pytest.mark.parametrize(
    ("who", "code"),
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
def test_the_key_of_another_person_or_use_is_refused(who, code):
    assert reason(signed(who)) == code


def test_an_expired_certificate_held_while_it_was_valid():
    then = pki.NOW - timedelta(days=60)
    assert reason(signed("expired", at=then), at=then) is None
    assert reason(signed("expired", at=then)) == "certificate-expired"


def test_without_the_issuing_authority_in_the_trust_folder_the_chain_is_unknown():
    bare = msgspec.structs.replace(TRUST, issuers=())
    assert verify_cms(GOST_SIGNED, pki.CONTENT, bare, WANTED, pki.NOW).reason == "chain-unknown"


@pytest.mark.parametrize("field", ["digest_algorithm", "signature_algorithm"])
@pytest.mark.parametrize("old", [OLD_KEY, OLD_HASH])
def test_gost_of_2004_is_told_apart(field, old):
    envelope = asn1.ContentInfo.load(GOST_SIGNED)
    envelope["content"]["signer_infos"][0][field] = {"algorithm": old}
    assert reason(envelope.dump()) == "gost-2004-not-accepted"


def test_an_rsa_signature_does_not_pass_under_a_gost_name():
    envelope = asn1.ContentInfo.load(signed("director-rsa"))
    envelope["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": STREEBOG_512}
    assert reason(envelope.dump()) == "algorithm-not-accepted"


def test_no_bit_of_what_was_signed_is_overlooked():
    info = asn1.ContentInfo.load(GOST_SIGNED)["content"]["signer_infos"][0]
    for part in (
        info["signature"].native,
        info["signed_attrs"].contents,
        TOWN.people["director"].certificate,
    ):
        start = GOST_SIGNED.index(part)
        places = range(start, start + len(part), 7)
        flipped = (GOST_SIGNED[:at] + bytes([GOST_SIGNED[at] ^ 1]) + GOST_SIGNED[at + 1 :] for at in places)
        assert all(reason(one) is not None for one in flipped)


@settings(max_examples=150, deadline=None)
@given(some.integers(0, len(GOST_SIGNED) - 1), some.integers(1, 255))
def test_a_flipped_byte_is_answered_with_a_reason_and_never_raises(place, flip):
    data = GOST_SIGNED[:place] + bytes([GOST_SIGNED[place] ^ flip]) + GOST_SIGNED[place + 1 :]
    verdict = verify_cms(data, pki.CONTENT, TRUST, WANTED, pki.NOW)
    assert verdict.ok is (verdict.reason is None)
    assert verdict.reason in {None, *REASONS}

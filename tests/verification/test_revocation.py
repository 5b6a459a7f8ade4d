"""Revocation: an authority's answer is believed when it is proven, and every lie is refused for its own reason."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.ncalayer.gost_key import GostKey
from tests.ncalayer.people import make_town
from tests.verification import pki
from tests.verification.responder import DAY, Says, answer, delegate, gost_answer, published, with_address
from verification.certificates import read_certificate
from verification.gost import CURVE_512
from verification.revocation import REVOCATION_REASONS, Revocation, standing
from verification.revocation_answer import by_ocsp, ocsp_address, ocsp_question, signer_and_issuer
from verification.revocation_list import by_crl

LEAF = pki.certificate()
SAYS = Says(LEAF)
HONEST = answer(SAYS)
SIGNER, ISSUER = pki.read(LEAF), pki.read(pki.authority().issuing)
SINCE = pki.NOW - DAY


@cache
def town():
    return make_town(pki.NOW)


def told(data: bytes, at=pki.NOW) -> Revocation:
    return by_ocsp(data, SIGNER, ISSUER, at)


def test_the_authority_says_that_a_certificate_is_good():
    assert told(HONEST) == Revocation(state="good", told=pki.NOW)


@pytest.mark.parametrize("digest", [hashes.SHA1(), hashes.SHA256()])
def test_one_delegated_by_the_authority_may_answer(digest):
    by_delegate = SAYS.also(hand=delegate(pki.authority()), digest=digest)
    assert told(answer(by_delegate)).state == "good"


def test_a_revoked_certificate_is_told_with_its_moment_and_why():
    found = told(answer(SAYS.also(revoked_at=SINCE, why=x509.ReasonFlags.key_compromise)))
    assert (found.state, found.revoked_at, found.why) == ("revoked", SINCE, "key-compromise")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"leaf": pki.certificate()}, "revocation-other-certificate"),
        ({"by": pki.other_authority()}, "responder-stranger"),
        (
            {"by": pki.other_authority(), "encoding": ocsp.OCSPResponderEncoding.NAME},
            "revocation-signature-wrong",
        ),
        ({"hand": delegate(pki.other_authority())}, "responder-stranger"),
        ({"hand": delegate(pki.authority(), ExtendedKeyUsageOID.SERVER_AUTH)}, "responder-not-allowed"),
        ({"hand": delegate(pki.authority(), begins=pki.NOW - 30 * DAY)}, "responder-expired"),
        ({"told": pki.NOW + DAY, "until": None}, "revocation-not-yet"),
        ({"told": pki.NOW - 3 * DAY, "until": pki.NOW - 2 * DAY}, "revocation-stale"),
        ({"told": pki.NOW - 3 * DAY, "until": None}, "revocation-stale"),
        ({"status": ocsp.OCSPCertStatus.UNKNOWN}, "revocation-unknown"),
    ],
)
def test_an_answer_that_proves_nothing_is_refused_for_its_own_reason(changes, reason):
    assert told(answer(SAYS.also(**changes))) == Revocation(state="unknown", reason=reason)


def test_the_same_number_under_another_issuer_is_another_certificate():
    twin = msgspec.structs.replace(SIGNER, issuer=pki.read(pki.authority().root).subject)
    assert by_ocsp(HONEST, twin, ISSUER, pki.NOW).reason == "revocation-other-certificate"


def test_what_cannot_be_read_is_broken():
    lengths = (0, 1, len(HONEST) // 2, len(HONEST) - 1)
    assert {told(HONEST[:length]).reason for length in lengths} == {"revocation-broken"}
    assert told(b"\x30" * 1_000_000).reason == "revocation-broken"
    assert told(HONEST + b"\0" * 1_000_000).reason == "revocation-broken"


def test_a_responder_that_refuses_to_answer_says_nothing():
    refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    assert told(refusal.public_bytes(Encoding.DER)).reason == "revocation-refused"


def test_after_the_term_a_good_answer_says_nothing_but_a_revocation_still_does():
    later = SIGNER.not_after + DAY
    then = SAYS.also(told=later, until=later + DAY)
    assert told(answer(then), later).reason == "revocation-after-term"
    assert told(answer(then.also(revoked_at=SINCE)), later).state == "revoked"


@settings(max_examples=200, deadline=None)
@given(some.integers(0, len(HONEST) - 1), some.integers(1, 255))
def test_a_flipped_byte_never_changes_what_is_told_and_never_raises(place, flip):
    data = HONEST[:place] + bytes([HONEST[place] ^ flip]) + HONEST[place + 1 :]
    found = told(data)
    assert found == told(HONEST) or found.reason in REVOCATION_REASONS


def test_a_gost_authority_answers_by_the_same_road():
    leaf, issuing = town().people["director"].certificate, town().authorities[3]
    signer, issuer = read_certificate(leaf), read_certificate(issuing)
    key, other = GostKey(CURVE_512, 2_026_001), GostKey(CURVE_512, 666_001)
    assert by_ocsp(gost_answer(leaf, issuing, key), signer, issuer, pki.NOW).state == "good"
    found = by_ocsp(gost_answer(leaf, issuing, key, revoked_at=SINCE), signer, issuer, pki.NOW)
    assert (found.state, found.revoked_at) == ("revoked", SINCE)
    forged = gost_answer(leaf, issuing, other)
    assert by_ocsp(forged, signer, issuer, pki.NOW).reason == "revocation-signature-wrong"


def test_the_question_names_the_certificate_and_its_issuer():
    asked = ocsp.load_der_ocsp_request(ocsp_question(SIGNER, ISSUER))
    right = ocsp.OCSPRequestBuilder().add_certificate(LEAF, pki.authority().issuing, hashes.SHA1()).build()
    assert asked.public_bytes(Encoding.DER) == right.public_bytes(Encoding.DER)


def test_the_address_stands_in_the_certificate():
    there = with_address(LEAF, "http://ocsp.example.kz/", pki.authority())
    assert (ocsp_address(pki.read(there)), ocsp_address(SIGNER)) == ("http://ocsp.example.kz/", "")


def test_whose_certificate_it_is_must_be_proven_before_anybody_is_asked():
    assert signer_and_issuer(pki.signed(LEAF), pki.trust()) == (SIGNER, ISSUER)
    assert signer_and_issuer(pki.signed(LEAF), pki.trust(pki.other_authority())) is None


def test_a_published_list_tells_the_revoked_from_the_good():
    assert by_crl(published(), SIGNER, ISSUER, pki.NOW).state == "good"
    found = by_crl(published(LEAF), SIGNER, ISSUER, pki.NOW)
    assert (found.state, found.revoked_at, found.why) == ("revoked", SINCE, "key-compromise")


POINT: dict[str, Any] = {
    "full_name": None,
    "relative_name": None,
    "only_contains_user_certs": False,
    "only_contains_ca_certs": True,
    "only_some_reasons": None,
    "indirect_crl": False,
    "only_contains_attribute_certs": False,
}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (published(key=pki.other_authority().key), "revocation-signature-wrong"),
        (published(told=pki.NOW - 3 * DAY), "revocation-stale"),
        (published(told=pki.NOW + DAY), "revocation-not-yet"),
        (published(extension=x509.DeltaCRLIndicator(1)), "revocation-not-whole"),
        (published(extension=x509.IssuingDistributionPoint(**POINT)), "revocation-not-whole"),
        (published()[:-1], "revocation-broken"),
        (b"\x30" * 1_000_000, "revocation-broken"),
    ],
)
def test_a_list_that_proves_nothing_is_refused_for_its_own_reason(data, reason):
    assert by_crl(data, SIGNER, ISSUER, pki.NOW) == Revocation(state="unknown", reason=reason)


def test_the_list_of_another_authority_says_nothing():
    above = pki.read(pki.authority().root)
    assert by_crl(published(), SIGNER, above, pki.NOW).reason == "responder-stranger"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Revocation(state="good", told=pki.NOW + DAY), "valid"),
        (Revocation(state="good", told=pki.NOW - DAY), "too-old"),
        (Revocation(state="revoked", told=pki.NOW, revoked_at=pki.NOW), "revoked-before"),
        (
            Revocation(state="revoked", told=pki.NOW, revoked_at=pki.NOW + timedelta(seconds=1)),
            "revoked-after",
        ),
        (Revocation(state="unknown", reason="revocation-stale"), "unknown"),
    ],
)
def test_a_signature_made_before_the_revocation_still_holds(found, expected):
    assert standing(found, pki.NOW) == expected


def test_a_certificate_of_the_nca_tells_its_address_and_can_be_asked_about(nca_certificate):
    signer = read_certificate(nca_certificate("individual_2015_test.pem"))
    issuer = read_certificate(nca_certificate("nca_gost2015_test.cer"))
    assert ocsp_address(signer) == "http://test.pki.gov.kz/ocsp/"
    asked = ocsp.load_der_ocsp_request(ocsp_question(signer, issuer))
    assert asked.serial_number == signer.serial

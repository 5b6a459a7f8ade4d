"""Time stamps on signatures: proven by RSA and by GOST, and every lie refused for its own reason."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache

import pytest
from asn1crypto import cms as asn1
from asn1crypto import core, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as some

from demo import keys
from tests.ncalayer.cms import digest_of, made
from tests.ncalayer.gost_key import STREEBOG_512, GostKey
from tests.ncalayer.people import DIRECTOR, Person, dressed
from tests.verification import pki
from tests.verification.responder import DAY, delegate, lent
from tests.verification.test_gost_cms import TOWN, TRUST
from verification.__main__ import main
from verification.gost import CURVE_512
from verification.timestamp import STAMP_REASONS, TimeStamp, time_stamp
from verification.trust import Trust

SHA256, RSA_SIGNATURE, SHA1 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11", "1.3.14.3.2.26"
STAMP = "1.2.840.113549.1.9.16.1.4"
STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
SIGNED = made(pki.CONTENT, TOWN.people["director-rsa"], pki.NOW)
BELIEVED = Trust(
    roots=(pki.read(pki.authority().root), *TRUST.roots),
    issuers=(pki.read(pki.authority().issuing), *TRUST.issuers),
)


@cache
def rsa_stamper(
    purpose: x509.ObjectIdentifier = STAMPING, begins: datetime = pki.NOW, *, stranger: bool = False
) -> Person:
    by = pki.other_authority() if stranger else pki.authority()
    certificate, key = delegate(by, purpose, begins)

    def sign(data: bytes) -> bytes:
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    return Person(DIRECTOR, (), pki.der(certificate), (), SHA256, RSA_SIGNATURE, sign)


@cache
def gost_stamper() -> Person:
    """Its certificate by the town's GOST authority."""
    shape, _ = delegate(lent(), STAMPING)
    key, above = GostKey(CURVE_512, 37), GostKey(CURVE_512, 2_026_001)
    certificate = dressed(pki.der(shape), key.public, above)
    return Person(DIRECTOR, (), certificate, (), key.digest_oid, key.signature_oid, key.sign)


def signature_of(cms: bytes) -> bytes:
    return bytes(asn1.ContentInfo.load(cms)["content"]["signer_infos"][0]["signature"].native)


def token(by: Person, signature: bytes, digest: str = SHA256, at: datetime = pki.NOW) -> bytes:
    hashed = b"\0" * 20 if digest == SHA1 else digest_of(digest, signature)
    told = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.398.3.3.2.6.4",
            "message_imprint": {"hash_algorithm": {"algorithm": digest}, "hashed_message": hashed},
            "serial_number": 1,
            "gen_time": core.GeneralizedTime(at.replace(microsecond=0)),
        }
    )
    return made(told.dump(), by, at, embed=True, kind=STAMP)


def stamped(stamp: bytes, cms: bytes = SIGNED) -> bytes:
    envelope = asn1.ContentInfo.load(cms)
    value = asn1.ContentInfo.load(stamp)
    attribute = asn1.CMSAttribute({"type": "signature_time_stamp_token", "values": [value]})
    envelope["content"]["signer_infos"][0]["unsigned_attrs"] = asn1.CMSAttributes([attribute])
    return bytes(envelope.dump())


def by_rsa(**changes) -> bytes:
    return stamped(token(rsa_stamper(**changes), signature_of(SIGNED)))


GENUINE = by_rsa()


def test_a_signature_without_a_stamp_has_none():
    assert time_stamp(SIGNED, BELIEVED) == TimeStamp(state="none")


def test_a_genuine_stamp_tells_its_moment_and_who_stamped():
    assert time_stamp(GENUINE, BELIEVED) == TimeStamp(state="good", at=pki.NOW, authority="OCSP TEST")


def test_a_gost_authority_of_time_is_believed_by_the_same_road():
    cms = made(pki.CONTENT, TOWN.people["director"], pki.NOW)
    whole = stamped(token(gost_stamper(), signature_of(cms), STREEBOG_512), cms)
    assert time_stamp(whole, BELIEVED).ok
    assert time_stamp(whole, pki.trust()).reason == "time-stamp-stranger"


@pytest.mark.parametrize(
    ("cms", "reason"),
    [
        (stamped(token(rsa_stamper(), b"another")), "time-stamp-other-signature"),
        (stamped(token(rsa_stamper(), b"", SHA1)), "algorithm-not-accepted"),
        (by_rsa(purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION), "time-stamp-not-allowed"),
        (by_rsa(stranger=True), "time-stamp-stranger"),
        (by_rsa(begins=pki.NOW - 30 * DAY), "time-stamp-out-of-term"),
        (stamped(made(b"no stamp", rsa_stamper(), pki.NOW, embed=True, kind=STAMP)), "time-stamp-broken"),
        (stamped(made(b"", rsa_stamper(), pki.NOW)), "time-stamp-broken"),
        (b"junk", "cms-broken"),
        (GENUINE[:-1], "cms-broken"),
        (b"\x30" * 1_100_000, "cms-broken"),
    ],
)
def test_a_stamp_that_proves_nothing_is_wrong_for_its_own_reason(cms, reason):
    assert time_stamp(cms, BELIEVED) == TimeStamp(state="wrong", reason=reason)


def test_a_moment_written_over_breaks_the_stamp():
    stamp = token(rsa_stamper(), signature_of(SIGNED))
    moved = stamp.replace(b"20260825043000Z", b"20250825043000Z")
    assert moved != stamp
    assert time_stamp(stamped(moved), BELIEVED).reason == "digest-mismatch"


@settings(max_examples=150, deadline=None)
@given(some.integers(0, len(GENUINE) - 1), some.integers(1, 255))
def test_a_flipped_byte_never_moves_the_moment_and_never_raises(place, flip):
    data = GENUINE[:place] + bytes([GENUINE[place] ^ flip]) + GENUINE[place + 1 :]
    found = time_stamp(data, BELIEVED)
    assert found.at in (None, pki.NOW)
    assert found.state in ("good", "none") or found.reason in STAMP_REASONS


@pytest.mark.parametrize(
    ("cms", "status", "lines"),
    [
        (GENUINE, 0, ["time stamp: 25.08.2026 09:30", "Stamped by: OCSP TEST."]),
        (SIGNED, 1, ["there is no time stamp"]),
        (by_rsa(stranger=True), 1, ["the time stamp does not hold", "Why: a stranger stamped the time."]),
    ],
)
def test_a_shell_tells_of_the_stamp(tmp_path, capsys, catalogues, monkeypatch, cms, status, lines):
    monkeypatch.setattr("verification.__main__.CATALOGUES", catalogues)
    (tmp_path / "order.cms").write_bytes(cms)
    keys.make_trust(tmp_path / "trust", pki.authority())
    asked = ["timestamp", str(tmp_path / "order.cms"), "--trust", str(tmp_path / "trust")]
    assert main(["--language", "en", *asked]) == status
    assert capsys.readouterr().out.splitlines() == lines
    assert main(asked) == status
    assert json.loads(capsys.readouterr().out)["state"] in ("good", "wrong", "none")

"""Signatures that must not hold: each forgery is refused for its own reason, and no bytes make it fall over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from asn1crypto import cms as asn1
from asn1crypto import parser
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as some

from demo import keys
from desktop_app.signing.detached import detached_cms
from tests.verification import pki
from verification.cms import verify_cms
from verification.verdict import REASONS, ExpectedSigner

LEAF = pki.certificate()
SIGNED = pki.signed(LEAF)  # once, so that Hypothesis shrinks over one signature
STREEBOG_512 = "1.2.398.3.10.1.3.3"


def reason(cms, content=pki.CONTENT, trust=None, expected=pki.WANTED, at=pki.NOW):
    return verify_cms(cms, content, trust or pki.trust(), expected, at).reason


def retold(change, cms=SIGNED) -> bytes:
    """The signature with `change(signed_data, signer_info)` done to it and encoded again."""
    envelope = asn1.ContentInfo.load(cms)
    change(envelope["content"], envelope["content"]["signer_infos"][0])
    return bytes(envelope.dump())


def flipped(data: bytes, place: int, flip: int = 1) -> bytes:
    return data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]


def with_attributes(attributes: bytes) -> bytes:
    """A signature by the director's key over these DER attributes (tag SET)."""
    value = pki.key().sign(attributes, padding.PKCS1v15(), hashes.SHA256())

    def change(data, info):
        info["signed_attrs"] = asn1.CMSAttributes.load(attributes)
        info["signature"] = value

    return retold(change)


def attributes_of(cms: bytes) -> list[bytes]:
    info = asn1.ContentInfo.load(cms)["content"]["signer_infos"][0]
    return [one.dump() for one in info["signed_attrs"]]


def set_of(members: list[bytes]) -> bytes:
    return bytes(parser.emit(0, 1, 17, b"".join(members)))


def test_the_directors_signature_holds_and_names_the_director():
    verdict = verify_cms(SIGNED, pki.CONTENT, pki.trust(), pki.WANTED, pki.NOW)
    assert (verdict.ok, verdict.reason) == (True, None)
    assert verdict.signer is not None
    assert (verdict.signer.common_name, verdict.signer.patronymic) == ("ҒАБДУЛЛИН ЕРЖАН", "ҚАЙРАТҰЛЫ")
    assert (verdict.signer.iin, verdict.signer.bin) == (pki.DIRECTOR.iin, pki.DIRECTOR.bin)
    assert verdict.signer.roles == ("legal-entity", "director")
    assert verdict.signer.signing_time == pki.NOW


def test_nobody_in_particular_may_be_expected():
    assert reason(SIGNED, expected=ExpectedSigner()) is None


def test_an_expected_number_that_is_empty_is_met_by_nobody():
    nameless = pki.signed(pki.certificate(replace(pki.PERSON, iin="")))
    assert reason(nameless, expected=ExpectedSigner(bin="")) == "bin-wrong"
    assert reason(nameless, expected=ExpectedSigner(iin="")) == "iin-wrong"


@pytest.mark.parametrize("place", [0, len(pki.CONTENT) // 2, len(pki.CONTENT) - 1])
def test_one_bit_of_the_content_is_missed(place):
    assert reason(SIGNED, flipped(pki.CONTENT, place)) == "digest-mismatch"


def test_the_signature_of_another_document_is_refused():
    assert reason(pki.signed(content=b"another order")) == "digest-mismatch"


def test_one_bit_of_the_signature_is_missed():
    def change(data, info):
        info["signature"] = flipped(info["signature"].native, 100)

    assert reason(retold(change)) == "signature-wrong"


def test_another_signing_time_than_was_signed_is_refused():
    assert reason(SIGNED.replace(b"260825043000Z", b"260825043001Z")) == "signature-wrong"


def test_the_digest_put_right_for_a_forged_document_breaks_the_signature():
    forged = b"forged order"
    digest = hashes.Hash(hashes.SHA256())
    digest.update(pki.CONTENT)
    right = hashes.Hash(hashes.SHA256())
    right.update(forged)
    assert reason(SIGNED.replace(digest.finalize(), right.finalize()), forged) == "signature-wrong"


@pytest.mark.parametrize("end", [0, 1, 10, 300, -300, -1])
def test_a_truncated_signature_is_broken(end):
    assert reason(SIGNED[:end]) == "cms-broken"


@pytest.mark.parametrize("tail", [b"\0", SIGNED], ids=["a-byte", "another-signature"])
def test_bytes_after_the_signature_are_not_overlooked(tail):
    assert reason(SIGNED + tail) == "cms-broken"


def test_a_huge_file_is_not_even_read():
    assert reason(SIGNED + b"\0" * 1_000_000) == "cms-broken"


def test_a_root_with_the_right_names_and_another_key_is_not_believed():
    assert reason(pki.signed(by=pki.other_authority())) == "chain-unknown"
    assert reason(SIGNED, trust=pki.trust(pki.other_authority())) == "chain-unknown"


def test_a_person_cannot_issue_certificates():
    """A director's key signs a certificate for itself; the director's own stands in the chain."""
    director = pki.certificate()
    authority = keys.Authority(pki.authority().root, director, pki.key())
    forged = keys.issue(authority, pki.DIRECTOR, keys.DIRECTOR, pki.key(), pki.NOW - pki.MONTH)
    chain = [pki.der(director), pki.der(pki.authority().issuing)]
    assert reason(detached_cms(pki.CONTENT, pki.key(), pki.der(forged), chain, pki.NOW)) == "chain-unknown"


def test_the_issuing_authority_may_come_from_the_trust_folder():
    bare = detached_cms(pki.CONTENT, pki.key(), pki.der(pki.certificate()), [], pki.NOW)
    assert reason(bare) == "chain-unknown"
    helped = msgspec.structs.replace(pki.trust(), issuers=(pki.read(pki.authority().issuing),))
    assert reason(bare, trust=helped) is None


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (pki.NOW - timedelta(days=31), "certificate-not-yet-valid"),
        (pki.NOW + timedelta(days=336), "certificate-expired"),
        (pki.NOW + timedelta(days=334), None),
    ],
)
def test_the_certificate_must_have_been_valid_when_we_saw_the_signature(at, code):
    assert reason(SIGNED, at=at) == code


@pytest.mark.parametrize(
    ("days", "code"), [(-31, "certificate-not-yet-valid"), (336, "certificate-expired"), (1, None)]
)
def test_the_certificate_must_have_been_valid_by_the_signers_clock_too(days, code):
    assert reason(pki.signed(at=pki.NOW + timedelta(days=days))) == code


def test_an_expired_authority_vouches_for_nobody():
    old = keys.make_authority(pki.NOW - 9 * keys.YEAR)
    assert reason(pki.signed(by=old), trust=pki.trust(old)) == "certificate-expired"


@pytest.mark.parametrize(
    ("holder", "kind", "code"),
    [
        (pki.DIRECTOR, keys.LOGIN, "not-for-signing"),
        (pki.DIRECTOR, keys.Kind(keys.DIRECTOR.purposes, signs=False), "not-for-signing"),
        (pki.DIRECTOR, keys.Kind(keys.DIRECTOR.purposes[1:]), "not-for-signing"),
        (pki.DIRECTOR, keys.EMPLOYEE, "role-wrong"),
        (pki.DIRECTOR, keys.DELEGATE, "role-wrong"),
        (pki.PERSON, keys.NATURAL_PERSON, "role-wrong"),
        (replace(pki.DIRECTOR, bin="971240001315"), keys.DIRECTOR, "bin-wrong"),
        (pki.PERSON, keys.DIRECTOR, "bin-wrong"),
        (replace(pki.DIRECTOR, iin="840415450261"), keys.DIRECTOR, "iin-wrong"),
    ],
)
def test_the_key_of_another_person_or_use_is_refused(holder, kind, code):
    verdict = verify_cms(
        pki.signed(pki.certificate(holder, kind)), pki.CONTENT, pki.trust(), pki.WANTED, pki.NOW
    )
    assert verdict.reason == code
    assert verdict.signer is not None, "a signer the root vouches for is named"


def test_a_delegate_signs_only_where_the_school_delegated_it():
    delegated = msgspec.structs.replace(pki.WANTED, delegated=True)
    cms = pki.signed(pki.certificate(kind=keys.DELEGATE))
    assert (reason(cms, expected=delegated), reason(cms)) == (None, "role-wrong")
    assert reason(pki.signed(pki.certificate(kind=keys.EMPLOYEE)), expected=delegated) == "role-wrong"


def test_a_name_nobody_vouches_for_is_not_shown():
    verdict = verify_cms(pki.signed(by=pki.other_authority()), pki.CONTENT, pki.trust(), pki.WANTED, pki.NOW)
    assert verdict.signer is None


def test_another_certificate_of_the_same_key_is_not_slipped_in():
    """The signature names its certificate by digest; a later one of the same key has another role perhaps."""
    signing, later = pki.certificate(kind=keys.EMPLOYEE), pki.certificate()

    def change(data, info):
        leaf = asn1_x509.Certificate.load(pki.der(later))
        data["certificates"] = [leaf, asn1_x509.Certificate.load(pki.der(pki.authority().issuing))]
        named = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
        info["sid"] = asn1.SignerIdentifier({"issuer_and_serial_number": named})

    assert reason(retold(change, pki.signed(signing))) == "signature-wrong"


def test_attributes_are_checked_as_they_were_signed_even_out_of_order():
    """Not every program sorts them; encoding them again sorts, and that was not signed (SIGNING 3.3)."""
    upside_down = attributes_of(SIGNED)[::-1]
    cms = with_attributes(set_of(upside_down))
    assert b"".join(upside_down) in cms
    assert reason(cms) is None
    assert reason(asn1.ContentInfo.load(cms).dump(force=True)) == "signature-wrong"


@pytest.mark.parametrize("left_out", range(4))
def test_what_may_be_left_out_of_the_attributes(left_out):
    members = attributes_of(SIGNED)
    kept = members[:left_out] + members[left_out + 1 :]
    kind = asn1.CMSAttribute.load(members[left_out])["type"].native
    needed = {"content_type", "message_digest"}
    assert reason(with_attributes(set_of(kept))) == ("cms-broken" if kind in needed else None)


def test_an_attribute_may_not_stand_twice():
    members = attributes_of(SIGNED)
    small = [one for one in members if len(one) < 60]
    assert reason(with_attributes(set_of([*small, small[0]]))) == "cms-broken"


def test_a_signature_without_attributes_is_refused():
    """Else the signed attributes of one signature could pass for the document of another."""
    value = pki.key().sign(pki.CONTENT, padding.PKCS1v15(), hashes.SHA256())

    def change(data, info):
        fields = ("version", "sid", "digest_algorithm", "signature_algorithm")
        bare = {name: info[name] for name in fields}
        data["signer_infos"] = [asn1.SignerInfo({**bare, "signature": value})]

    assert reason(retold(change)) == "cms-broken"


def test_an_embedded_document_must_be_ours():
    def embed(document):
        def change(data, info):
            data["encap_content_info"] = {"content_type": "data", "content": document}

        return retold(change)

    assert reason(embed(pki.CONTENT)) is None
    assert reason(embed(b"what the reader would see")) == "digest-mismatch"


def test_two_signers_are_one_too_many():
    def change(data, info):
        data["signer_infos"] = [info.copy(), info.copy()]

    assert reason(retold(change)) == "cms-broken"


def test_a_weak_digest_is_not_accepted():
    def change(data, info):
        info["digest_algorithm"] = {"algorithm": "sha1"}

    assert reason(retold(change)) == "algorithm-not-accepted"


@pytest.mark.parametrize("field", ["digest_algorithm", "signature_algorithm"])
def test_a_gost_name_on_an_rsa_signature_is_not_accepted(field):
    def change(data, info):
        info[field] = {"algorithm": STREEBOG_512}

    assert reason(retold(change)) == "algorithm-not-accepted"


def test_a_gost_certificate_does_not_vouch_for_an_rsa_signature(nca_certificate):
    leaf = asn1_x509.Certificate.load(nca_certificate("individual_2015_test.pem"))

    def change(data, info):
        data["certificates"] = [leaf]
        named = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
        info["sid"] = asn1.SignerIdentifier({"issuer_and_serial_number": named})

    assert reason(retold(change)) == "algorithm-not-accepted"


@settings(max_examples=400, deadline=None)
@given(some.integers(0, len(SIGNED) - 1), some.integers(1, 255))
def test_a_flipped_byte_is_answered_with_a_reason_and_never_raises(place, flip):
    verdict = verify_cms(flipped(SIGNED, place, flip), pki.CONTENT, pki.trust(), pki.WANTED, pki.NOW)
    assert verdict.ok is (verdict.reason is None)
    assert verdict.reason in {None, *REASONS}


def test_no_bit_of_what_was_signed_is_overlooked():
    """Elsewhere a bit may be free: a version, a NULL, the unsigned list of algorithms."""
    info = asn1.ContentInfo.load(SIGNED)["content"]["signer_infos"][0]
    leaf = pki.der(LEAF)
    for part in (info["signature"].native, info["signed_attrs"].contents, leaf):
        start = SIGNED.index(part)
        places = range(start, start + len(part))
        assert [place for place in places if reason(flipped(SIGNED, place)) is None] == []


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=400))
def test_no_bytes_at_all_make_it_fall_over(data):
    assert reason(data) == "cms-broken"

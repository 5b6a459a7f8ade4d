"""OCSP (RFC 6960): the question about a certificate, and what a responder's answer to it says."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from verification.certificates import Certificate, PublicKey, read_certificate
from verification.chain import chain_to_root, issued_by
from verification.message import read_message
from verification.revocation import (
    UNREADABLE_HERE,
    Disbelieved,
    Revocation,
    believed,
    check_fresh,
    check_signed,
    good,
    revoked,
)
from verification.trust import Trust

LARGEST_ANSWER: Final = 100_000  # bytes; a usual one has two or three thousand
MOST_CERTIFICATES: Final = 8
OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"


def signer_and_issuer(cms: bytes, trust: Trust) -> tuple[Certificate, Certificate] | None:
    """Whose certificate is in a signature and who issued it; None where no path leads to a pinned root.

    Raises Broken for bytes that are no signature; whether the signature holds is not looked at.
    """
    message = read_message(cms)
    path = chain_to_root(message.signer, message.others, trust)
    return None if path is None else (path[0], path[1])


def ocsp_address(certificate: Certificate) -> str:
    """Where the authority answers about this certificate, as it says there; empty where it says nothing."""
    try:
        found = x509.load_der_x509_certificate(certificate.der).extensions
        places = found.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (*UNREADABLE_HERE, x509.ExtensionNotFound):
        return ""
    ways = (one for one in places if one.access_method == AuthorityInformationAccessOID.OCSP)
    addresses = (one.access_location.value for one in ways)
    return next((one for one in addresses if isinstance(one, str)), "")


def ocsp_question(signer: Certificate, issuer: Certificate) -> bytes:
    """DER of the question. SHA-1 only finds the certificate here, as every responder expects; it proves nothing."""
    sha1 = hashes.SHA1()  # noqa: S303
    name, key = _digest("sha1", signer.issuer), _digest("sha1", _key_bits(issuer))
    asked = ocsp.OCSPRequestBuilder().add_certificate_by_hash(name, key, signer.serial, sha1)
    return asked.build().public_bytes(Encoding.DER)


def by_ocsp(answer: bytes, signer: Certificate, issuer: Certificate, at: datetime) -> Revocation:
    """What the answer (DER) to a question asked at `at` says of the signer. Never raises for anything inside it.

    `issuer` must stand above the signer on a proven path. The answer's hand is checked first, then what it says.
    """
    return believed(lambda: _told(_opened(answer), signer, issuer, at))


def _opened(answer: bytes) -> ocsp.OCSPResponse:
    if len(answer) > LARGEST_ANSWER:
        raise Disbelieved("revocation-broken")
    response = ocsp.load_der_ocsp_response(answer)
    if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise Disbelieved("revocation-refused")
    return response


def _told(response: ocsp.OCSPResponse, signer: Certificate, issuer: Certificate, at: datetime) -> Revocation:
    responder = _responder(response, issuer, at)
    oid = response.signature_algorithm_oid.dotted_string
    check_signed(responder, oid, response.signature, response.tbs_response_bytes)
    single = _about(response, signer, issuer)
    told = single.this_update_utc
    check_fresh(told, single.next_update_utc, at)
    if single.certificate_status is ocsp.OCSPCertStatus.REVOKED:
        return revoked(told, single.revocation_time_utc, single.revocation_reason)
    if single.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        raise Disbelieved("revocation-unknown")
    return good(told, signer, at)


def _responder(response: ocsp.OCSPResponse, issuer: Certificate, at: datetime) -> Certificate:
    """Who may have signed: the issuer itself, or one it gave a certificate for just this (RFC 6960 4.2.2.2)."""
    if _is_named(response, issuer):
        return issuer
    offered = [one.public_bytes(Encoding.DER) for one in response.certificates[:MOST_CERTIFICATES]]
    found = [one for one in map(read_certificate, offered) if _is_named(response, one)]
    if not found or not issued_by(issuer, found[0]):
        raise Disbelieved("responder-stranger")
    (delegate, *_) = found
    if OCSP_SIGNING not in delegate.purposes or not delegate.is_understood:
        raise Disbelieved("responder-not-allowed")
    if not delegate.not_before <= at <= delegate.not_after:
        raise Disbelieved("responder-expired")
    return delegate


def _is_named(response: ocsp.OCSPResponse, certificate: Certificate) -> bool:
    name = response.responder_name
    if name is not None:
        return name.public_bytes() == certificate.subject
    return response.responder_key_hash == _digest("sha1", _key_bits(certificate))


def _about(response: ocsp.OCSPResponse, signer: Certificate, issuer: Certificate) -> ocsp.OCSPSingleResponse:
    for single in response.responses:
        if single.serial_number == signer.serial and _is_under(single, signer, issuer):
            return single
    raise Disbelieved("revocation-other-certificate")


def _is_under(single: ocsp.OCSPSingleResponse, signer: Certificate, issuer: Certificate) -> bool:
    digest = single.hash_algorithm.name
    named = (single.issuer_name_hash, single.issuer_key_hash)
    return named == (_digest(digest, signer.issuer), _digest(digest, _key_bits(issuer)))


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()


def _key_bits(certificate: Certificate) -> bytes:
    """The bits of the public key alone, by which responders are named."""
    return bytes(PublicKey.load(certificate.key, strict=True)["public_key"].native)

"""Revocation lists (CRL, RFC 5280 section 5): the second way to hear of a revoked certificate."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cryptography import x509

from verification.certificates import Certificate
from verification.revocation import (
    Disbelieved,
    Revocation,
    believed,
    check_fresh,
    check_signed,
    good,
    revoked,
)

LARGEST_LIST: Final = 30_000_000  # bytes
_UNDERSTOOD: Final = frozenset({x509.IssuingDistributionPoint.oid})


def by_crl(data: bytes, signer: Certificate, issuer: Certificate, at: datetime) -> Revocation:
    """What the list (DER) fetched at `at` says of the signer. Never raises for anything inside it.

    `issuer` must stand above the signer on a proven path; a delta or a list about others is not believed. The list of
    a GOST authority is slow to check: six seconds for each megabyte.
    """
    return believed(lambda: _told(_opened(data), signer, issuer, at))


def _opened(data: bytes) -> x509.CertificateRevocationList:
    if len(data) > LARGEST_LIST:
        raise Disbelieved("revocation-broken")
    return x509.load_der_x509_crl(data)


def _told(
    found: x509.CertificateRevocationList, signer: Certificate, issuer: Certificate, at: datetime
) -> Revocation:
    if found.issuer.public_bytes() != issuer.subject or signer.issuer != issuer.subject:
        raise Disbelieved("responder-stranger")
    if "crl_sign" not in issuer.usages:
        raise Disbelieved("responder-not-allowed")
    oid = found.signature_algorithm_oid.dotted_string
    check_signed(issuer, oid, found.signature, found.tbs_certlist_bytes)
    if not _is_whole(found):
        raise Disbelieved("revocation-not-whole")
    told = found.last_update_utc
    check_fresh(told, found.next_update_utc, at)
    entry = found.get_revoked_certificate_by_serial_number(signer.serial)
    return good(told, signer, at) if entry is None else revoked(told, entry.revocation_date_utc, _why(entry))


def _is_whole(found: x509.CertificateRevocationList) -> bool:
    """Whether it lists every revoked certificate of people under this authority (RFC 5280 5.2)."""
    for one in found.extensions:
        if one.critical and one.oid not in _UNDERSTOOD:
            return False
        if isinstance(one.value, x509.IssuingDistributionPoint) and _is_narrow(one.value):
            return False
    return True


def _is_narrow(point: x509.IssuingDistributionPoint) -> bool:
    flags = (point.only_contains_ca_certs, point.only_contains_attribute_certs, point.indirect_crl)
    parts = (point.only_some_reasons, point.full_name, point.relative_name)
    return any(flags) or any(part is not None for part in parts)


def _why(entry: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return None

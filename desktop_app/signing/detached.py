"""A detached CAdES-BES signature: one document's digest, the moment and the certificate, signed by an RSA key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from asn1crypto import algos, cms, core, parser, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_UNIVERSAL, _CONTEXT = 0, 2
_SEQUENCE, _SET = 16, 17
_DATA: Final = "1.2.840.113549.1.7.1"
_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_SIGNING_TIME: Final = "1.2.840.113549.1.9.5"


class _Fixed(NamedTuple):
    """What is the same in every signature of a batch, encoded; asn1crypto takes longer for it than RSA for signing."""

    version: bytes
    digest: bytes
    rsa: bytes
    certificates: bytes
    signer: bytes
    content_type: bytes
    named: bytes


def detached_cms(
    document: bytes,
    key: rsa.RSAPrivateKey,
    certificate: bytes,
    issuers: Sequence[bytes],
    signing_time: datetime,
) -> bytes:
    """DER of SignedData without the document; `certificate` and `issuers` are DER.

    Built by hand: `cryptography` stamps its own clock and names no signing certificate (SIGNING 3.3).
    """
    fixed = _fixed(certificate, tuple(issuers))
    attributes = _attributes(document, fixed, signing_time)
    signature = key.sign(_set(attributes), padding.PKCS1v15(), hashes.SHA256())
    info = (fixed.version, fixed.signer, fixed.digest, _tagged(attributes), fixed.rsa, _octets(signature))
    content = _sequence(_oid(_DATA))
    signed = (fixed.version, _set(fixed.digest), content, fixed.certificates, _set(_sequence(*info)))
    return _sequence(_oid(_SIGNED_DATA), _tagged(_sequence(*signed)))


@lru_cache(maxsize=4)
def _fixed(certificate: bytes, issuers: tuple[bytes, ...]) -> _Fixed:
    leaf = x509.Certificate.load(certificate)
    issued = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    hashed = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]})
    return _Fixed(
        version=core.Integer(1).dump(),
        digest=algos.DigestAlgorithm({"algorithm": "sha256"}).dump(),
        rsa=algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"}).dump(),
        certificates=_tagged(b"".join(sorted((certificate, *issuers)))),
        signer=cms.IssuerAndSerialNumber(issued).dump(),
        content_type=cms.CMSAttribute({"type": "content_type", "values": ["data"]}).dump(),
        named=cms.CMSAttribute({"type": "signing_certificate_v2", "values": [hashed]}).dump(),
    )


def _attributes(document: bytes, fixed: _Fixed, signing_time: datetime) -> bytes:
    """The attributes in the order DER asks of a set: by their bytes."""
    moment = core.UTCTime(signing_time.astimezone(UTC).replace(microsecond=0)).dump()
    digest = _octets(hashlib.sha256(document).digest())
    made = (
        fixed.content_type,
        fixed.named,
        _sequence(_oid(_SIGNING_TIME), _set(moment)),
        _sequence(_oid(_MESSAGE_DIGEST), _set(digest)),
    )
    return b"".join(sorted(made))


def _oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def _octets(data: bytes) -> bytes:
    return bytes(core.OctetString(data).dump())


def _sequence(*parts: bytes) -> bytes:
    return bytes(parser.emit(_UNIVERSAL, 1, _SEQUENCE, b"".join(parts)))


def _set(members: bytes) -> bytes:
    return bytes(parser.emit(_UNIVERSAL, 1, _SET, members))


def _tagged(content: bytes) -> bytes:
    return bytes(parser.emit(_CONTEXT, 1, 0, content))

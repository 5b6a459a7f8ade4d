"""A detached CAdES-BES signature: one document's digest, the moment and the certificate, signed by an RSA key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


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
    leaf = x509.Certificate.load(certificate)
    attributes = _attributes(document, certificate, signing_time)
    signature = key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [_sha256()],
            "encap_content_info": {"content_type": "data"},
            "certificates": [leaf, *map(x509.Certificate.load, issuers)],
            "signer_infos": [_signer_info(leaf, attributes, signature)],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _signer_info(leaf: Any, attributes: Any, signature: bytes) -> dict[str, Any]:
    named = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    return {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": named}),
        "digest_algorithm": _sha256(),
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        "signature": signature,
    }


def _attributes(document: bytes, certificate: bytes, signing_time: datetime) -> Any:
    moment = cms.Time({"utc_time": signing_time.astimezone(UTC).replace(microsecond=0)})
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]})
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "signing_time", "values": [moment]},
            {"type": "message_digest", "values": [hashlib.sha256(document).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
    )


def _sha256() -> Any:
    return algos.DigestAlgorithm({"algorithm": "sha256"})

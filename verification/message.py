"""A CMS signature taken apart: bytes of strangers in, plain values out, or one error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from asn1crypto import cms, core, tsp

from verification.certificates import UNREADABLE, Broken, Certificate, moment, read_certificate

LARGEST_CMS: Final = 1_000_000  # bytes; ours have three or four thousand
MOST_CERTIFICATES: Final = 16

DATA: Final = "1.2.840.113549.1.7.1"
_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.47"
_SET_TAG: Final = b"\x31"


class NamedCertificate(msgspec.Struct, frozen=True):
    """The digest by which a signer names the certificate meant (CAdES signingCertificateV2)."""

    algorithm: str
    digest: bytes


class SignedMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One signer's signature. `attributes` are the bytes that were signed; algorithms are dotted OIDs.

    `embedded` is the content of an attached signature; None when detached.
    """

    embedded: bytes | None
    digest_algorithm: str
    signature_algorithm: str
    content_digest: bytes
    attributes: bytes
    signature: bytes
    signing_time: datetime | None
    named: NamedCertificate | None
    signer: Certificate
    others: tuple[Certificate, ...]


def read_message(der: bytes, kind: str = DATA) -> SignedMessage:
    """Raises Broken unless this is SignedData over content of that kind, by one signer, with signed attributes.

    `kind` is a dotted OID; people sign plain data.
    """
    if len(der) > LARGEST_CMS:
        raise Broken("too large")
    try:
        envelope = cms.ContentInfo.load(der, strict=True)
        if envelope["content_type"].dotted != _SIGNED_DATA:
            raise Broken("not SignedData")
        return _read(envelope["content"], kind)
    except UNREADABLE as trouble:
        raise Broken("cms") from trouble


def _read(data: Any, kind: str) -> SignedMessage:
    (info,) = data["signer_infos"]
    certificates = _certificates(data["certificates"])
    signer = _find_signer(info["sid"], certificates)
    if data["encap_content_info"]["content_type"].dotted != kind:
        raise Broken("another kind of content")
    return SignedMessage(
        embedded=_embedded(data["encap_content_info"]),
        digest_algorithm=info["digest_algorithm"]["algorithm"].dotted,
        signature_algorithm=info["signature_algorithm"]["algorithm"].dotted,
        # The original bytes: encoding them again may give others than were signed (SIGNING 3.3).
        attributes=_SET_TAG + info["signed_attrs"].dump()[1:],
        signature=info["signature"].native,
        signer=signer,
        others=tuple(one for one in certificates if one is not signer),
        **_attributes(info["signed_attrs"], kind),
    )


def _embedded(content_info: Any) -> bytes | None:
    content = content_info["content"]
    if isinstance(content, core.Void):
        return None
    # asn1crypto knows the shape of plain data alone.
    return bytes(content.parse(core.OctetString) if isinstance(content, core.Any) else content)


def _certificates(choices: Any) -> list[Certificate]:
    found = [one.chosen.dump() for one in choices if one.name == "certificate"]
    if len(found) > MOST_CERTIFICATES:
        raise Broken("too many certificates")
    return [read_certificate(der) for der in found]


def _find_signer(sid: Any, certificates: Sequence[Certificate]) -> Certificate:
    for one in certificates:
        if _is_meant(sid, one):
            return one
    raise Broken("the signer's certificate is not inside")


def _is_meant(sid: Any, certificate: Certificate) -> bool:
    if sid.name == "subject_key_identifier":
        return bool(certificate.key_id == sid.chosen.native)
    named = (sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native)
    return named == (certificate.issuer, certificate.serial)


def _attributes(attributes: Any, kind: str) -> dict[str, Any]:
    """The fields of a SignedMessage that stand in its signed attributes; each may stand there once."""
    values = {one["type"].dotted: one["values"] for one in attributes}
    if len(values) != len(attributes):
        raise Broken("an attribute twice")
    (content_type,) = values[_CONTENT_TYPE]
    if content_type.dotted != kind:
        raise Broken("another content type was signed")
    (digest,) = values[_MESSAGE_DIGEST]
    return {
        "content_digest": digest.native,
        "signing_time": _signing_time(values.get(_SIGNING_TIME)),
        "named": _named(values.get(_SIGNING_CERTIFICATE)),
    }


def _signing_time(values: Any) -> datetime | None:
    if values is None:
        return None
    (stated,) = values
    return moment(stated)


def _named(values: Any) -> NamedCertificate | None:
    if values is None:
        return None
    (value,) = values
    first = tsp.SigningCertificateV2.load(value.dump(), strict=True)["certs"][0]
    return NamedCertificate(first["hash_algorithm"]["algorithm"].dotted, first["cert_hash"].native)

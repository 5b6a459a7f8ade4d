"""CMS as a key device makes it: built apart from the product's own, for any of the town's keys."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache

from asn1crypto import cms, core, parser, tsp, x509

from tests.ncalayer.gost_key import STREEBOG_256, STREEBOG_512
from tests.ncalayer.people import Person
from verification.streebog import streebog

SEQUENCE, SET = (0, 1, 16), (0, 1, 17)
DATA = "1.2.840.113549.1.7.1"
EXPLICIT = (2, 1, 0)  # and the implicit sets of a SignedData, which bear the same tag


def made(document: bytes, person: Person, at: datetime, *, embed: bool = False, kind: str = DATA) -> bytes:
    """DER of SignedData by one person over content of that kind; their certificate is inside, those above are not."""
    digest = algorithm(person.digest_oid)
    members = b"".join(sorted(_attributes(document, person, at, kind)))
    signature = core.OctetString(person.sign(der(SET, members))).dump()
    content = der(EXPLICIT, core.OctetString(document).dump()) if embed else b""
    one = core.Integer(1).dump()
    how = algorithm(person.signature_oid)
    info = der(SEQUENCE, one, _named(person.certificate), digest, der(EXPLICIT, members), how, signature)
    signed = der(
        SEQUENCE,
        one,
        der(SET, digest),
        der(SEQUENCE, oid(kind), content),
        der(EXPLICIT, person.certificate),
        der(SET, info),
    )
    return der(SEQUENCE, oid("1.2.840.113549.1.7.2"), der(EXPLICIT, signed))


def digest_of(oid: str, data: bytes) -> bytes:
    """Streebog or SHA-256."""
    sizes = {STREEBOG_256: 32, STREEBOG_512: 64}
    return streebog(data, sizes[oid]) if oid in sizes else hashlib.sha256(data).digest()


def der(tag: tuple[int, int, int], *parts: bytes) -> bytes:
    """One value of that class, method and number around these."""
    return bytes(parser.emit(*tag, b"".join(parts)))


def oid(dotted: str) -> bytes:
    """An object identifier."""
    return bytes(core.ObjectIdentifier(dotted).dump())


def algorithm(dotted: str) -> bytes:
    """An algorithm without parameters, as the NCA writes it."""
    return der(SEQUENCE, oid(dotted), core.Null().dump())


def _attributes(document: bytes, person: Person, at: datetime, kind: str) -> list[bytes]:
    moment = core.UTCTime(at.astimezone(UTC).replace(microsecond=0)).dump()
    digest = core.OctetString(digest_of(person.digest_oid, document)).dump()
    values = {
        "1.2.840.113549.1.9.3": oid(kind),
        "1.2.840.113549.1.9.5": moment,
        "1.2.840.113549.1.9.4": digest,
        "1.2.840.113549.1.9.16.2.47": _certificate_named(person.digest_oid, person.certificate),
    }
    return [der(SEQUENCE, oid(name), der(SET, value)) for name, value in values.items()]


@cache
def _named(certificate: bytes) -> bytes:
    leaf = x509.Certificate.load(certificate)
    named = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    return bytes(cms.IssuerAndSerialNumber(named).dump())


@cache
def _certificate_named(digest_oid: str, certificate: bytes) -> bytes:
    digest = digest_of(digest_oid, certificate)
    hashed = {"hash_algorithm": {"algorithm": digest_oid}, "cert_hash": digest}
    return bytes(tsp.SigningCertificateV2({"certs": [hashed]}).dump())

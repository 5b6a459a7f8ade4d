"""The people at the stand-in's window: certificates of the NCA's profile under authorities made for the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from asn1crypto import core, parser
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from admission.people import PersonName
from demo import keys
from demo.keys import Authority, Holder, Kind
from tests.ncalayer.gost_key import GostKey
from verification.gost import CURVE_256, CURVE_512

DIRECTOR = Holder(
    PersonName("Ғабдуллин", "Ержан", "Қайратұлы"), "880415300123", "020240000555", "№63 мектеп-лицей"
)
MONTH = timedelta(days=30)
_RSA_SIGNATURE, _SHA256 = "1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True)
class Person:
    """Whose key it is: DER of the certificate, of those above it, and what the key does."""

    holder: Holder
    purposes: tuple[str, ...]
    certificate: bytes
    issuers: tuple[bytes, ...]
    digest_oid: str
    signature_oid: str
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class Town:
    """Everybody by name, and the authorities to be pinned: two roots and two that issue."""

    people: Mapping[str, Person]
    authorities: tuple[bytes, ...]


def make_town(now: datetime) -> Town:
    """RSA keys are new each time, GOST keys the same; certificates are a month old at `now`."""
    plain, template, forged = (keys.make_authority(now, mark) for mark in ("TEST", "TEST GOST", "TEST GOST"))
    gost = _GostAuthority(template, secret=2_026_000)
    forger = _GostAuthority(forged, secret=666_000)
    begins, kind, key = now - MONTH, keys.DIRECTOR, GostKey(CURVE_512, 88_0415)
    other = replace(DIRECTOR, iin="840415450261")
    return Town(
        people={
            "director": gost.issue(DIRECTOR, kind, key, begins),
            "director-256": gost.issue(DIRECTOR, kind, GostKey(CURVE_256, 88_0415), begins),
            "director-rsa": _rsa_person(plain, DIRECTOR, kind, begins),
            "delegate": gost.issue(other, keys.DELEGATE, key, begins),
            "employee": gost.issue(DIRECTOR, keys.EMPLOYEE, key, begins),
            "natural-person": gost.issue(
                replace(DIRECTOR, bin="", organisation=""), keys.NATURAL_PERSON, key, begins
            ),
            "login": gost.issue(DIRECTOR, keys.LOGIN, key, begins),
            "other-bin": gost.issue(replace(DIRECTOR, bin="971240001315"), kind, key, begins),
            "other-iin": gost.issue(other, kind, key, begins),
            "expired": gost.issue(DIRECTOR, kind, key, now - keys.YEAR - MONTH),
            "not-yet": gost.issue(DIRECTOR, kind, key, now + MONTH),
            "forger": forger.issue(DIRECTOR, kind, key, begins),
        },
        authorities=(_der(plain.root), _der(plain.issuing), gost.root, gost.issuing),
    )


class _GostAuthority:
    """The NCA's GOST root and issuing authority; certificates of RSA lend their shape."""

    def __init__(self, template: Authority, secret: int) -> None:
        self._template = template
        self._key = GostKey(CURVE_512, secret + 1)
        above = GostKey(CURVE_512, secret)
        self.root = dressed(_der(template.root), above.public, above)
        self.issuing = dressed(_der(template.issuing), self._key.public, above)

    def issue(self, holder: Holder, kind: Kind, key: GostKey, begins: datetime) -> Person:
        shape = keys.issue(self._template, holder, kind, _any_rsa_key(), begins)
        certificate = dressed(_der(shape), key.public, self._key)
        oids = (key.digest_oid, key.signature_oid)
        return Person(holder, kind.purposes, certificate, (self.issuing,), *oids, key.sign)


def dressed(template: bytes, public: bytes, by: GostKey) -> bytes:
    """The certificate with another public key and another signer: names, terms and extensions stay."""
    parts = _children(_children(template)[0])
    algorithm = _sequence([core.ObjectIdentifier(by.signature_oid).dump(), core.Null().dump()])
    body = _sequence([*parts[:2], algorithm, *parts[3:6], public, *parts[7:]])
    return _sequence([body, algorithm, core.OctetBitString(by.sign(body)).dump()])


def _rsa_person(authority: Authority, holder: Holder, kind: Kind, begins: datetime) -> Person:
    key = _any_rsa_key()
    certificate = _der(keys.issue(authority, holder, kind, key, begins))

    def sign(data: bytes) -> bytes:
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    issuers = (_der(authority.issuing),)
    return Person(holder, kind.purposes, certificate, issuers, _SHA256, _RSA_SIGNATURE, sign)


@cache
def _any_rsa_key() -> rsa.RSAPrivateKey:
    return keys.new_key()


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _children(der: bytes) -> list[bytes]:
    content, found = parser.parse(der)[4], []
    while content:
        size = parser.peek(content)
        found.append(content[:size])
        content = content[size:]
    return found


def _sequence(parts: Sequence[bytes]) -> bytes:
    return bytes(parser.emit(0, 1, 16, b"".join(parts)))

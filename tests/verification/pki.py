"""Test keys made once for the whole run: generating RSA is the only slow thing here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from admission.people import PersonName
from demo import keys
from demo.keys import Authority, Holder, Kind
from desktop_app.signing.detached import detached_cms
from verification.certificates import Certificate, read_certificate
from verification.trust import Trust
from verification.verdict import ExpectedSigner

NOW = datetime(2026, 8, 25, 4, 30, tzinfo=UTC)
MONTH = timedelta(days=30)
CONTENT = b'{"number":"1-A","schema":"qabyldau/order/1"}'

DIRECTOR = Holder(
    PersonName("Ғабдуллин", "Ержан", "Қайратұлы"), "880415300123", "020240000555", "№63 мектеп-лицей"
)
PERSON = replace(DIRECTOR, bin="", organisation="")
WANTED = ExpectedSigner(iin=DIRECTOR.iin, bin=DIRECTOR.bin)


@cache
def authority() -> Authority:
    return keys.make_authority(NOW)


@cache
def other_authority() -> Authority:
    """The same names, other keys: what a forger would make."""
    return keys.make_authority(NOW)


@cache
def key() -> rsa.RSAPrivateKey:
    return keys.new_key()


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def trust(believed: Authority | None = None) -> Trust:
    chosen = believed or authority()
    return Trust(roots=(read_certificate(der(chosen.root)),))


def certificate(
    holder: Holder = DIRECTOR,
    kind: Kind = keys.DIRECTOR,
    by: Authority | None = None,
    begins: datetime = NOW - MONTH,
) -> x509.Certificate:
    return keys.issue(by or authority(), holder, kind, key(), begins)


def signed(
    leaf: x509.Certificate | None = None,
    by: Authority | None = None,
    content: bytes = CONTENT,
    at: datetime = NOW,
) -> bytes:
    chosen = by or authority()
    return detached_cms(content, key(), der(leaf or certificate(by=chosen)), [der(chosen.issuing)], at)


def read(chosen: x509.Certificate) -> Certificate:
    return read_certificate(der(chosen))

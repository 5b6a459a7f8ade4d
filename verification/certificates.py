"""Certificates of the NCA: DER in, plain values out; attributes are found by OID (SIGNING 2.1, 2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import msgspec
from asn1crypto import core, pem, x509

COMMON_NAME: Final = "2.5.4.3"
SERIAL_NUMBER: Final = "2.5.4.5"
ORGANISATION: Final = "2.5.4.10"
UNIT: Final = "2.5.4.11"
PATRONYMIC: Final = "2.5.4.42"  # GIVENNAME: the NCA keeps the patronymic there, not the first name

EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
ROLES: Final[Mapping[str, str]] = {
    "1.2.398.3.3.4.1.1": "natural-person",
    "1.2.398.3.3.4.1.2": "legal-entity",
    "1.2.398.3.3.4.1.2.1": "director",
    "1.2.398.3.3.4.1.2.2": "may-sign",
    "1.2.398.3.3.4.1.2.3": "may-sign-finance",
    "1.2.398.3.3.4.1.2.4": "personnel",
    "1.2.398.3.3.4.1.2.5": "employee",
}

_KEY_IDENTIFIER: Final = "2.5.29.14"
_KEY_USAGE: Final = "2.5.29.15"
_BASIC_CONSTRAINTS: Final = "2.5.29.19"
_POLICIES: Final = "2.5.29.32"
_EXTENDED_KEY_USAGE: Final = "2.5.29.37"
_READ: Final = frozenset({_KEY_IDENTIFIER, _KEY_USAGE, _BASIC_CONSTRAINTS, _EXTENDED_KEY_USAGE})
_UNDERSTOOD: Final = frozenset({_KEY_USAGE, _BASIC_CONSTRAINTS, _POLICIES, _EXTENDED_KEY_USAGE})

# What asn1crypto raises, here or there, on bytes that are not what they claim to be.
UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class Broken(ValueError):
    """These bytes are not what they should be."""


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """One X.509 certificate. `subject` and `issuer` are DER names; `attributes` are (OID, text) of the subject.

    `key` is the SubjectPublicKeyInfo; `signed`, `signature`, `algorithm` are what the issuer signed and how.
    `is_understood` is False where a critical extension means something that this room does not know.
    """

    der: bytes
    subject: bytes
    issuer: bytes
    serial: int
    attributes: tuple[tuple[str, str], ...]
    not_before: datetime
    not_after: datetime
    key: bytes
    key_algorithm: str
    key_id: bytes
    usages: frozenset[str]
    purposes: tuple[str, ...]
    is_authority: bool
    path_length: int | None
    is_understood: bool
    signed: bytes
    signature: bytes
    algorithm: str

    def text(self, oid: str) -> str:
        """The first value of a subject attribute, empty when absent."""
        return next((value for name, value in self.attributes if name == oid), "")

    @property
    def iin(self) -> str:
        """The twelve digits after `IIN` in SERIALNUMBER; empty unless there is exactly one such number."""
        return self._number(SERIAL_NUMBER, "IIN")

    @property
    def bin(self) -> str:
        """The twelve digits after `BIN` in OU; empty unless there is exactly one such number."""
        return self._number(UNIT, "BIN")

    @property
    def roles(self) -> tuple[str, ...]:
        """Codes of the roles among the extended key usages, as the certificate orders them."""
        return tuple(ROLES[oid] for oid in self.purposes if oid in ROLES)

    def _number(self, oid: str, prefix: str) -> str:
        shape = re.compile(rf"{prefix}([0-9]{{12}})")
        matches = [shape.fullmatch(value) for name, value in self.attributes if name == oid]
        numbers = [match[1] for match in matches if match]
        return numbers[0] if len(numbers) == 1 else ""


class _Algorithm(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]  # noqa: RUF012


class PublicKey(core.Sequence):  # type: ignore[misc]
    """asn1crypto's own PublicKeyInfo fails with KeyError on a key algorithm it does not know, as GOST is."""

    _fields = [("algorithm", _Algorithm), ("public_key", core.OctetBitString)]  # noqa: RUF012


def der_of(data: bytes) -> bytes:
    """The DER inside a file that may be armoured (PEM); Broken when the armour is."""
    try:
        return bytes(pem.unarmor(data)[2]) if pem.detect(data) else data
    except UNREADABLE as trouble:
        raise Broken("armour") from trouble


@lru_cache(maxsize=64)
def read_certificate(der: bytes) -> Certificate:
    """Raises Broken for bytes that are no certificate; those of a batch are read once."""
    try:
        return _read(x509.Certificate.load(der, strict=True), der)
    except UNREADABLE as trouble:
        raise Broken("certificate") from trouble


def moment(value: Any) -> datetime:
    """A time of ASN.1; Broken without a zone, for it could be compared with nothing."""
    stated = value.native
    if not isinstance(stated, datetime) or stated.tzinfo is None:
        raise Broken("no moment")
    return stated


def _read(parsed: Any, der: bytes) -> Certificate:
    body = parsed["tbs_certificate"]
    if body["signature"].dump() != parsed["signature_algorithm"].dump():
        raise Broken("two signature algorithms")
    key = body["subject_public_key_info"].dump()
    return Certificate(
        der=der,
        subject=body["subject"].dump(),
        issuer=body["issuer"].dump(),
        serial=body["serial_number"].native,
        attributes=tuple(_attributes(body["subject"])),
        not_before=moment(body["validity"]["not_before"]),
        not_after=moment(body["validity"]["not_after"]),
        key=key,
        key_algorithm=PublicKey.load(key, strict=True)["algorithm"]["algorithm"].dotted,
        signed=body.dump(),
        signature=parsed["signature_value"].native,
        algorithm=parsed["signature_algorithm"]["algorithm"].dotted,
        **_extensions(body["extensions"]),
    )


def _attributes(name: Any) -> list[tuple[str, str]]:
    return [(one["type"].dotted, str(one["value"].native)) for group in name.chosen for one in group]


def _extensions(extensions: Any) -> dict[str, Any]:
    """The fields of a Certificate that stand in its extensions."""
    found = {one["extn_id"].dotted: one for one in extensions}
    if len(found) != len(extensions):
        raise Broken("an extension twice")
    values = {oid: one["extn_value"].parsed for oid, one in found.items() if oid in _READ}
    constraints = values.get(_BASIC_CONSTRAINTS)
    return {
        "key_id": values[_KEY_IDENTIFIER].native if _KEY_IDENTIFIER in values else b"",
        "usages": frozenset(values[_KEY_USAGE].native) if _KEY_USAGE in values else frozenset(),
        "purposes": tuple(one.dotted for one in values.get(_EXTENDED_KEY_USAGE, ())),
        "is_authority": bool(constraints is not None and constraints["ca"].native),
        "path_length": None if constraints is None else constraints["path_len_constraint"].native,
        "is_understood": all(oid in _UNDERSTOOD for oid, one in found.items() if one["critical"].native),
    }

"""People and where they live: the child, the applicant, the address."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Sex = Literal["male", "female"]
Relation = Literal["mother", "father", "guardian", "trustee", "foster", "relative"]


class PersonName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name as the document spells it; the patronymic may be absent (seed 002)."""

    surname: str
    given: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """Surname first, single spaces."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def short(self) -> str:
        """Surname and initials, for signatures and journals."""
        initials = "".join(f"{part[0]}." for part in (self.given, self.patronymic) if part)
        return f"{self.surname} {initials}".strip()


class Address(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address in the fields of seed 003: region, district, rural okrug, locality, street, house, flat."""

    region: str = ""
    district: str = ""
    okrug: str = ""
    locality: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""

    @property
    def line(self) -> str:
        """One line, from the largest part to the smallest."""
        parts = (self.region, self.district, self.okrug, self.locality, self.street, self.house, self.flat)
        return ", ".join(part for part in parts if part)


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A birth certificate: its number as printed and the day it was issued; it never expires (DOMAIN 5 #22)."""

    number: str
    issued: date
    abroad: bool = False


class Child(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is to enter the first grade; `iin` is empty only for a foreigner without one (DOMAIN 5 #10)."""

    name: PersonName
    born: date
    sex: Sex
    iin: str = ""
    certificate: Certificate | None = None
    citizenship: str = "KZ"
    name_latin: str = ""

    @property
    def key(self) -> str:
        """What makes this child one person for the rules: the IIN, or name and birth date where there is none."""
        return key_of_child(self.name, self.born, self.iin)


def key_of_child(name: PersonName, born: date, iin: str) -> str:
    """What makes a child one person for the rules."""
    return iin or f"{name.full.casefold()}|{born.isoformat()}"


class Applicant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parent or legal representative who asks; `paper_until` is when their ID document expires, if known."""

    name: PersonName
    iin: str
    relation: Relation
    phone: str
    extra_phone: str = ""
    email: str = ""
    paper_until: date | None = None

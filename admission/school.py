"""The school and its desks, as the feed's reference rows."""

from __future__ import annotations

import msgspec

from admission.people import Address
from admission.territory import TerritoryStreet


class School(msgspec.Struct, frozen=True, kw_only=True, tag="school", tag_field="row"):
    """One school: its names, BIN, address, region code of the profiles, service territory.

    `takes_incomplete`: paper sets with something missing are registered (DOMAIN 5 #24); `profile`: the rules it
    runs under, empty for those in force.
    """

    id: str
    name_kk: str
    name_ru: str
    bin: str
    address: Address
    phone: str
    region: str
    territory: tuple[TerritoryStreet, ...] = ()
    transport: bool = False
    takes_incomplete: bool = False
    profile: str = ""


class DeskLine(msgspec.Struct, frozen=True, kw_only=True, tag="desk", tag_field="row"):
    """One desk of a school as everybody sees it: its name and the series letter it numbers under."""

    id: str
    school: str
    name: str
    series: str

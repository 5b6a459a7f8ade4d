"""The service territory: which addresses belong to a school, by street and house number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from admission.people import Address

Side = Literal["all", "even", "odd"]


class TerritoryStreet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Houses of one street, `first` to `last` inclusive, on one side or both; 0 to 0 is the whole street."""

    locality: str
    street: str
    first: int = 0
    last: int = 0
    side: Side = "all"


def serves(territory: Iterable[TerritoryStreet], address: Address) -> bool:
    """Whether the registered address belongs to the territory (seed 003; DOMAIN 5 #42)."""
    return any(_covers(part, address) for part in territory)


def _covers(part: TerritoryStreet, address: Address) -> bool:
    if _plain(part.locality, LOCALITY_WORDS) != _plain(address.locality, LOCALITY_WORDS):
        return False
    if _plain(part.street, STREET_WORDS) != _plain(address.street, STREET_WORDS):
        return False
    if part.last == 0:
        return True
    house = house_number(address.house)
    if house is None or not part.first <= house <= part.last:
        return False
    return part.side == "all" or (house % 2 == 0) == (part.side == "even")


def house_number(text: str) -> int | None:
    """The number a house stands under: 15 of `15А`, 1 of `1/2`; None when there is none."""
    found = re.match(r"\s*(\d+)", text)
    return int(found.group(1)) if found else None


def _plain(text: str, kinds: frozenset[str]) -> str:
    words = re.sub(r"[.,«»\"]", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in kinds)


STREET_WORDS = frozenset({"көшесі", "көше", "ул", "улица", "даңғылы", "пр", "проспект"})
LOCALITY_WORDS = frozenset({"қ", "қаласы", "г", "город", "а", "ауылы", "с", "село"})

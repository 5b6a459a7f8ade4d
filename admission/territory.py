"""The service territory: which addresses belong to a school, by settlement, street and house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, Protocol, TypeVar

import msgspec

from admission.houses import House, house_between, house_of, read_house
from admission.people import Address
from admission.problems import Problem
from admission.streets import StreetName, settlement, street_names

Side = Literal["all", "even", "odd"]
STREET_END: Final = House(999_999)


class TerritoryStreet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Houses of one street, `first` to `last` inclusive, on one side or both; 0 to 0 is the whole street,
    or its whole side.

    `first_part` and `last_part` begin or end inside a number (`А`, `/2`, `к3`); `houses` names single houses, beside
    the range or, where that is 0 to 0, in its place. `also` are other names of the same street: in Russian, an
    older one. `street` may be a microdistrict without streets; empty it is the whole settlement.
    """

    locality: str
    street: str
    first: int = 0
    last: int = 0
    side: Side = "all"
    first_part: str = ""
    last_part: str = ""
    houses: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Serving(Protocol):
    """Whatever has a territory: a school."""

    @property
    def territory(self) -> tuple[TerritoryStreet, ...]:
        """Its parts."""


SomeSchool = TypeVar("SomeSchool", bound=Serving)


class Reach(NamedTuple):
    """A range as houses in order; a side counts by the number, so 15А is odd."""

    first: House
    last: House
    side: Side

    def holds(self, house: House) -> bool:
        """Whether the house lies in the range and on its side."""
        return house_between(self.first, self.last, house) and self._is_on_side(house.number)

    @property
    def in_order(self) -> bool:
        """Whether its first house, the smallest it could hold, does not come after its last."""
        return house_between(self.first, self.last, self.first)

    @property
    def numbers(self) -> range:
        """The house numbers of its side, first to last."""
        if self.side == "all":
            return range(self.first.number, self.last.number + 1)
        start = self.first.number + (self.first.number % 2 != (self.side == "odd"))
        return range(start, self.last.number + 1, 2)

    def _is_on_side(self, number: int) -> bool:
        return self.side == "all" or (number % 2 == 0) == (self.side == "even")


def serves(territory: Iterable[TerritoryStreet], address: Address) -> bool:
    """Whether the registered address belongs to the territory (seed 003; DOMAIN 5 #42, #43)."""
    return any(_covers(part, address) for part in territory)


def schools_serving(schools: Iterable[SomeSchool], address: Address) -> tuple[SomeSchool, ...]:
    """Every school whose territory holds the address: of several the parent chooses, of none see DOMAIN 5 #41."""
    return tuple(school for school in schools if serves(school.territory, address))


def check_territory(territory: Iterable[TerritoryStreet], at: str = "territory") -> tuple[Problem, ...]:
    """What cannot be meant: no settlement, ends that are no house or stand the wrong way round, an empty side."""
    return tuple(
        problem for place, part in enumerate(territory) for problem in check_part(part, f"{at}.{place}")
    )


def check_part(part: TerritoryStreet, at: str) -> tuple[Problem, ...]:
    """The same of one part, at `{at}.locality`, `.street`, `.first`, `.last`, `.houses`; such a part serves nobody."""
    return (*_check_place(part, at), *_check_range(part, at), *_check_houses(part, at))


def house_number(text: str) -> int | None:
    """The number a house stands under: 15 of `15А`, 1 of `1/2`; None when there is none."""
    house = house_of(text)
    return house.number if house else None


def is_whole(part: TerritoryStreet) -> bool:
    """Whether every house of the street belongs to it, numbered or not."""
    return part.side == "all" and not part.houses and not _has_ends(part)


def reach(part: TerritoryStreet) -> Reach | None:
    """The range of a part, or one side of its whole street; None where there is none or an end is no house."""
    if not _has_ends(part):
        return None if part.houses or part.side == "all" else Reach(House(0), STREET_END, part.side)
    first, last = _end(part.first, part.first_part), _end(part.last, part.last_part)
    return Reach(first, last, part.side) if first and last else None


def listed(part: TerritoryStreet) -> tuple[House, ...]:
    """The single houses a part names, as far as they are houses."""
    return tuple(house for text in part.houses if (house := read_house(text)))


def names(part: TerritoryStreet) -> tuple[tuple[StreetName, ...], ...]:
    """Every readable name of the street, each from the microdistrict down; `()` alone is the whole settlement."""
    if not part.street.strip():
        return ((),)
    return tuple(name for text in (part.street, *part.also) if (name := street_names(text)))


def _has_ends(part: TerritoryStreet) -> bool:
    return (part.first, part.last, part.first_part, part.last_part) != (0, 0, "", "")


def _end(number: int, part: str) -> House | None:
    """An end of a range; more digits behind its number would make it another one."""
    return None if number < 0 or part[:1].isdigit() else read_house(f"{number}{part}")


def _covers(part: TerritoryStreet, address: Address) -> bool:
    if settlement(part.locality) != settlement(address.locality):
        return False
    told, whole = street_names(address.street), is_whole(part)
    if not any(lies_on(told, name, whole=whole) for name in names(part)):
        return False
    return whole or _holds(part, house_of(address.house))


def lies_on(told: tuple[StreetName, ...], name: tuple[StreetName, ...], *, whole: bool) -> bool:
    """Whether an address that tells these names lies where the territory says.

    All the territory names must be told: `6 мкр` holds every street of the microdistrict when all of it belongs to
    the school. Houses are numbered along the smallest thing told, so `6 мкр, 1-20` does not hold house 12 of a
    street in it, and `Абай көшесі, 1-20` holds the street in whichever microdistrict the address puts it.
    """
    if not all(any(one.is_same(other) for other in told) for one in name):
        return False
    return whole or (bool(name) == bool(told) and all(map(StreetName.is_same, name[-1:], told[-1:])))


def _holds(part: TerritoryStreet, house: House | None) -> bool:
    span = reach(part)
    if house is None:
        return False
    return bool(span and span.holds(house)) or any(house.is_listed_as(one) for one in listed(part))


def _check_place(part: TerritoryStreet, at: str) -> Iterator[Problem]:
    if not settlement(part.locality):
        yield Problem("territory-locality-missing", f"{at}.locality")
    for text in (part.street, *part.also):
        if text and not street_names(text):
            yield Problem("territory-street-unreadable", f"{at}.street", {"typed": text})


def _check_range(part: TerritoryStreet, at: str) -> Iterator[Problem]:
    if not _has_ends(part):
        return
    ends = {"first": f"{part.first}{part.first_part}", "last": f"{part.last}{part.last_part}"}
    if _end(part.first, part.first_part) is None:
        yield Problem("territory-house-unreadable", f"{at}.first", {"typed": ends["first"]})
    if _end(part.last, part.last_part) is None:
        yield Problem("territory-house-unreadable", f"{at}.last", {"typed": ends["last"]})
    span = reach(part)
    if span and not span.in_order:
        yield Problem(
            "territory-range-backwards", f"{at}.last", {"first": ends["first"], "last": ends["last"]}
        )
    elif span and not span.numbers:
        yield Problem(
            "territory-range-without-side", f"{at}.side", {"first": ends["first"], "last": ends["last"]}
        )


def _check_houses(part: TerritoryStreet, at: str) -> Iterator[Problem]:
    for text in part.houses:
        if not read_house(text):
            yield Problem("territory-house-unreadable", f"{at}.houses", {"typed": text})

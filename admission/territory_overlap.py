"""Where parts of a territory meet: the same houses named twice, or some houses named by two parts."""

from __future__ import annotations

from typing import NamedTuple

from admission.houses import House
from admission.streets import StreetName, settlement
from admission.territory import Reach, TerritoryStreet, is_whole, lies_on, listed, names, reach


class Ground(NamedTuple):
    """A part of a territory, read once to be laid beside many others; `doors` are its houses without blocks."""

    locality: str
    names: tuple[tuple[StreetName, ...], ...]
    whole: bool
    reach: Reach | None
    houses: frozenset[House]
    doors: frozenset[tuple[int, ...]]

    @property
    def words(self) -> frozenset[str]:
        """The last words of its names: parts without one in common never meet; empty is a whole settlement."""
        return frozenset(one.words[-1] for name in self.names for one in name)


def ground(part: TerritoryStreet) -> Ground:
    """What a part means."""
    houses = frozenset(listed(part))
    doors = frozenset(house[:4] for house in houses)
    return Ground(settlement(part.locality), names(part), is_whole(part), reach(part), houses, doors)


def repeats(one: Ground, other: Ground) -> bool:
    """Whether both name the same houses of one street."""
    return one[2:] == other[2:] and _share_a_street(one, other, whole=False)


def overlap(one: Ground, other: Ground) -> bool:
    """Whether some house belongs to both, as far as their names tell."""
    if one.whole or other.whole:
        return _share_a_street(one, other, whole=True)
    if not (one.reach or other.reach) and one.doors.isdisjoint(other.doors):
        return False
    return _share_a_street(one, other, whole=False) and _share_a_house(one, other)


def _share_a_street(one: Ground, other: Ground, *, whole: bool) -> bool:
    """Whether one lies on the street of the other; with `whole`, a street in a whole microdistrict does too."""
    if one.locality != other.locality:
        return False
    return any(
        lies_on(told, name, whole=whole and part.whole)
        for part, told_by in ((one, other), (other, one))
        for name in part.names
        for told in told_by.names
    )


def _share_a_house(one: Ground, other: Ground) -> bool:
    return bool(
        (one.reach and other.reach and _ranges_meet(one.reach, other.reach))
        or (one.reach and any(_holds_some_of(one.reach, house) for house in other.houses))
        or (other.reach and any(_holds_some_of(other.reach, house) for house in one.houses))
        or _lists_meet(one, other)
    )


def _lists_meet(one: Ground, other: Ground) -> bool:
    common = one.doors & other.doors
    return any(
        a.is_listed_as(b) or b.is_listed_as(a)
        for a in one.houses
        if a[:4] in common
        for b in other.houses
        if b[:4] == a[:4]
    )


def _ranges_meet(one: Reach, other: Reach) -> bool:
    side = other.side if one.side == "all" else one.side
    if {one.side, other.side} == {"even", "odd"}:
        return False
    common = Reach(max(one.first, other.first), min(one.last, other.last, key=_furthest), side)
    return common.in_order and bool(common.numbers)


def _furthest(house: House) -> tuple[float, ...]:
    """An end as the last house it includes: `15` goes further than `15Я`."""
    return (*house.told, float("inf"))


def _holds_some_of(span: Reach, house: House) -> bool:
    """Whether the house, or a block of it where it is listed with all of them, lies in the range."""
    return span.holds(house) or (span.first.is_listed_as(house) and span.holds(span.first))

"""Who goes to which class: a proposal, even in size, girls and special needs; twins as was asked for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, combinations_with_replacement
from typing import NamedTuple

from msgspec.structs import replace

from admission.application import TwinsWish
from admission.classes import Pupil, Tally, tally, twins_of, wish_of

Wishes = Mapping[str, TwinsWish]  # by what twins have in common


class _Unit(NamedTuple):
    """Who goes to one class together; `apart` names the twins this one must not meet."""

    ids: tuple[str, ...]
    counts: Tally
    apart: str

    @property
    def kind(self) -> tuple[Tally, str]:
        """Units of one kind may stand for each other."""
        return self.counts, self.apart


Cost = tuple[int, int, int, int]  # twins that should be apart, then squares of sizes, girls, special needs


class _Class:
    """One letter while it is filled: what is held in it stays, its units may still move."""

    def __init__(self, letter: str, held: Iterable[Pupil]) -> None:
        self.letter = letter
        self.units: list[_Unit] = []
        there = tuple(held)
        self.counts = tally(there).get(letter, Tally())
        self.parted = Counter(one.twins for one in there)

    def cost(self, less: Sequence[_Unit] = (), more: Sequence[_Unit] = ()) -> Cost:
        """What it would cost without these and with those."""
        size, girls, special = self.after(less, more)
        return self._met(less, more), size * size, girls * girls, special * special

    def after(self, less: Sequence[_Unit] = (), more: Sequence[_Unit] = ()) -> Tally:
        """Its numbers then."""
        size, girls, special = self.counts
        for sign, units in ((-1, less), (1, more)):
            for one in units:
                size += sign * one.counts.size
                girls += sign * one.counts.girls
                special += sign * one.counts.special
        return Tally(size, girls, special)

    def exchange(self, less: Sequence[_Unit], more: Sequence[_Unit]) -> None:
        """These go, those come."""
        self.counts = self.after(less, more)
        for one in less:
            self.units.remove(one)
        self.units.extend(more)
        self.units.sort()
        self.parted.subtract(one.apart for one in less)
        self.parted.update(one.apart for one in more)

    def _met(self, less: Sequence[_Unit], more: Sequence[_Unit]) -> int:
        parted = self.parted.copy() if any(one.apart for one in (*less, *more)) else self.parted
        if parted is not self.parted:
            parted.subtract(one.apart for one in less)
            parted.update(one.apart for one in more)
        return sum(n - 1 for twins, n in parted.items() if twins and n > 1)


def propose(pupils: Sequence[Pupil], letters: Sequence[str], limit: int) -> dict[str, str]:
    """A letter for every child, by id; who has one keeps it. `""` for whom no class of at most `limit` has room.

    The same children in another order get the same letters. Classes differ by one child at most, by two where twins
    who shall be together force it; girls by one, with such twins by two, as long as nobody stands in them yet; special
    needs as little as then can be. Twins nobody asked anything for are children like all others.
    """
    known = sorted(pupils, key=lambda one: one.id)
    wishes = {twins: wish_of(ones) for twins, ones in twins_of(known).items()}
    held = _with_their_twins(known, letters, limit, wishes)
    classes = [_Class(letter, _held(held, letter, wishes)) for letter in letters]
    units = _that_fit(_units([one for one in held if not one.letter], wishes), classes, limit)
    singles = {one.id: _unit((one,), wishes) for one in held}
    for unit in _deal(units, classes, limit):  # twins no class has room for
        _deal([singles[name] for name in unit.ids], classes, limit)
    while any(_improve(one, other, limit) for one, other in combinations(classes, 2)):
        pass
    placed = {name: one.letter for one in classes for unit in one.units for name in unit.ids}
    return {one.id: placed.get(one.id, one.letter) for one in held}


def _with_their_twins(
    pupils: Sequence[Pupil], letters: Sequence[str], limit: int, wishes: Wishes
) -> list[Pupil]:
    """Who shall be together with a twin that stands already goes there, while there is room."""
    standing = [one for one in reversed(pupils) if one.letter and one.letter in letters]
    home = {one.twins: one.letter for one in standing if wishes.get(one.twins) == "together"}
    sizes = {letter: found.size for letter, found in tally(pupils).items()}
    found = []
    for one in pupils:
        letter = "" if one.letter else home.get(one.twins, "")
        if letter and sizes[letter] < limit:
            sizes[letter] += 1
            found.append(replace(one, letter=letter))
        else:
            found.append(one)
    return found


def _held(pupils: Sequence[Pupil], letter: str, wishes: Wishes) -> Iterator[Pupil]:
    """Who stands there; of twins only those who want to be apart are remembered as such."""
    for one in pupils:
        if one.letter == letter:
            yield one if wishes.get(one.twins) == "apart" else replace(one, twins="")


def _units(pupils: Sequence[Pupil], wishes: Wishes) -> list[_Unit]:
    groups: dict[str, list[Pupil]] = {}
    for one in pupils:
        together = wishes.get(one.twins) == "together"
        groups.setdefault(f"twins {one.twins}" if together else f"child {one.id}", []).append(one)
    return [_unit(ones, wishes) for ones in groups.values()]


def _unit(ones: Sequence[Pupil], wishes: Wishes) -> _Unit:
    counts = Tally(len(ones), sum(one.girl for one in ones), sum(one.special for one in ones))
    twins = ones[0].twins
    return _Unit(tuple(one.id for one in ones), counts, twins if wishes.get(twins) == "apart" else "")


def _that_fit(units: Sequence[_Unit], classes: Sequence[_Class], limit: int) -> list[_Unit]:
    """As many as there is room for in all classes together, the earliest first."""
    room, kept = sum(max(0, limit - one.counts.size) for one in classes), []
    for unit in units:
        if unit.counts.size <= room:
            kept.append(unit)
            room -= unit.counts.size
    return kept


def _deal(units: Sequence[_Unit], classes: Sequence[_Class], limit: int) -> list[_Unit]:
    """Twins first, then special needs, then girls, each where it costs least; those no class has room for."""
    left = []
    for unit in sorted(units, key=_turn):
        open_to = [one for one in classes if one.counts.size + unit.counts.size <= limit]
        if open_to:
            min(open_to, key=partial(_more, unit)).exchange((), (unit,))
        else:
            left.append(unit)
    return left


def _more(unit: _Unit, one: _Class) -> Cost:
    """What the class costs more with this unit."""
    now, then = one.cost(), one.cost((), (unit,))
    return then[0] - now[0], then[1] - now[1], then[2] - now[2], then[3] - now[3]


def _turn(unit: _Unit) -> tuple[int, bool, int, int, tuple[str, ...]]:
    return -unit.counts.size, not unit.apart, -unit.counts.special, -unit.counts.girls, unit.ids


def _improve(one: _Class, other: _Class, limit: int) -> bool:
    """The first exchange between two classes that makes both together better, done; False where there is none."""
    before = _sum(one.cost(), other.cost())
    for gives, takes in _exchanges(one, other):
        fits = _fits(one, gives, takes, limit) and _fits(other, takes, gives, limit)
        if fits and _sum(one.cost(gives, takes), other.cost(takes, gives)) < before:
            one.exchange(gives, takes)
            other.exchange(takes, gives)
            return True
    return False


def _sum(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def _fits(one: _Class, less: Sequence[_Unit], more: Sequence[_Unit], limit: int) -> bool:
    return one.after(less, more).size <= max(limit, one.counts.size)


def _exchanges(one: _Class, other: _Class) -> Iterator[tuple[Sequence[_Unit], Sequence[_Unit]]]:
    """Every kind of exchange: one unit for nothing, one for one, twins for two single children."""
    ours, theirs = _one_of_each_kind(one), _one_of_each_kind(other)
    yield from (((), (unit,)) for unit in theirs)
    yield from (((unit,), ()) for unit in ours)
    yield from (((unit,), (for_it,)) for unit in ours for for_it in theirs)
    yield from (((unit,), two) for unit in ours if unit.counts.size > 1 for two in _two_singles(other))
    yield from ((two, (unit,)) for unit in theirs if unit.counts.size > 1 for two in _two_singles(one))


def _one_of_each_kind(of: _Class) -> list[_Unit]:
    return list({unit.kind: unit for unit in reversed(of.units)}.values())


def _two_singles(of: _Class) -> Iterator[tuple[_Unit, _Unit]]:
    """Two single children of the class, of every mixture of kinds."""
    kinds: dict[tuple[Tally, str], list[_Unit]] = {}
    for unit in of.units:
        if unit.counts.size == 1:
            kinds.setdefault(unit.kind, []).append(unit)
    for first, second in combinations_with_replacement(kinds, 2):
        if first != second or len(kinds[first]) > 1:
            yield kinds[first][0], kinds[second][-1]

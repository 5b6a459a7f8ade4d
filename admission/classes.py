"""Classes: the letters a school has, the children put down for them, and what one should know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Final, NamedTuple

import msgspec

from admission.application import TwinsWish
from admission.places import Stream
from admission.problems import Problem
from admission.profiles import RuleProfile

ALPHABET: Final = (
    "АӘБВГҒДЕЖЗИКҚЛМНОӨПРСТУҰҮФХЦЧШЭЮЯ"  # letters a class is called by; signs and И's likes are not
)


class Pupil(msgspec.Struct, frozen=True, kw_only=True):
    """A child to be put down for a class: `letter` where it stands already, `twins` is what twins have in common.

    `twins_wish`: what its parents asked for; said of one of them it holds for all.
    """

    id: str
    girl: bool
    special: bool = False
    twins: str = ""
    twins_wish: TwinsWish = ""
    letter: str = ""


class Tally(NamedTuple):
    """How many of a class there are: all, girls, children with special needs."""

    size: int = 0
    girls: int = 0
    special: int = 0

    @property
    def boys(self) -> int:
        """Those who are no girls."""
        return self.size - self.girls


def tally(pupils: Iterable[Pupil]) -> dict[str, Tally]:
    """The numbers of each letter; `""` for who stands in none."""
    found: dict[str, Tally] = {}
    for one in pupils:
        before = found.get(one.letter, Tally())
        found[one.letter] = Tally(*map(sum, zip(before, (1, one.girl, one.special), strict=True)))
    return found


def twins_of(pupils: Iterable[Pupil]) -> dict[str, tuple[Pupil, ...]]:
    """Twins by what they have in common; nobody stands in it alone."""
    found: dict[str, list[Pupil]] = {}
    for one in pupils:
        found.setdefault(one.twins, []).append(one)
    return {twins: tuple(ones) for twins, ones in found.items() if twins and len(ones) > 1}


def wish_of(twins: Iterable[Pupil]) -> TwinsWish:
    """What was asked for these twins; where it was not the same for all, they are not brought together by force."""
    wishes = {one.twins_wish for one in twins}
    return "apart" if "apart" in wishes else "together" if "together" in wishes else ""


def letters_of(streams: Iterable[Stream], norm: int) -> dict[str, tuple[str, ...]]:
    """The letters each language begins with: as many as its places need classes of `norm`, Kazakh classes first."""
    letters = _letters()
    ordered = sorted(streams, key=lambda one: (one.language != "kk", one.language))
    needed = {one.language: max(1, -(-one.capacity // norm)) for one in ordered}
    return {language: tuple(islice(letters, n)) for language, n in needed.items()}


def next_letter(taken: Collection[str]) -> str:
    """The first letter no class has; after the last one `А2`, `Ә2`, …"""
    return next(letter for letter in _letters() if letter not in taken)


def _letters() -> Iterator[str]:
    yield from ALPHABET
    yield from (f"{letter}{n}" for n in count(2) for letter in ALPHABET)


def check_classes(pupils: Sequence[Pupil], rules: RuleProfile) -> tuple[Problem, ...]:
    """What one should know of these classes; `at` is a letter. Nothing of it blocks: an order checks for itself."""
    return (*_check_twins(pupils), *_check_sizes(tally(pupils), rules))


def _check_sizes(classes: Mapping[str, Tally], rules: RuleProfile) -> Iterator[Problem]:
    for letter, found in sorted(classes.items()):
        if letter and found.size > rules.class_limit:
            params: dict[str, str | int] = {"count": found.size, "limit": rules.class_limit}
            yield Problem("class-too-large", letter, params, "warn")
        elif letter and found.size > rules.class_size:
            params = {"letter": letter, "count": found.size, "norm": rules.class_size}
            yield Problem("class-above-norm", letter, params, "warn")


def _check_twins(pupils: Sequence[Pupil]) -> Iterator[Problem]:
    """`child` is the id of one of them; twins nobody asked anything for may stand anywhere."""
    for ones in twins_of(pupils).values():
        letters = sorted(one.letter for one in ones if one.letter)
        twice = [letter for letter, n in Counter(letters).items() if n > 1]
        wish = wish_of(ones)
        if wish == "apart" and twice:
            yield Problem("twins-together", twice[0], {"child": ones[0].id, "letter": twice[0]}, "warn")
        elif wish == "together" and len(set(letters)) > 1:
            params: dict[str, str | int] = {"child": ones[0].id, "letters": ", ".join(letters)}
            yield Problem("twins-parted", letters[0], params, "warn")

"""Duplicates: which other children may be this one under a mistyped IIN or a differently spelled name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from admission.folding import fold
from admission.people import PersonName

_PATRONYMIC_ENDING: Final = re.compile(r" ?(?:ули|кизи|огли|оглу|ович|евич|овна|евна|инична|ич)$")

SAME_IIN: Final = 100
NEAR_IIN: Final = 90
SAME_NAME: Final = 80
SWAPPED_NAME: Final = 75
OTHER_PATRONYMIC: Final = -20
OTHER_IIN: Final = -20  # two valid numbers far apart are usually two children


class Candidate(msgspec.Struct, frozen=True):
    """A child as the comparison sees it; `iin` is empty where there is none."""

    id: str
    name: PersonName
    born: date
    iin: str = ""


class Match(msgspec.Struct, frozen=True):
    """Another child that may be the same one: 0-100, and the codes of the reasons."""

    id: str
    score: int
    reasons: tuple[str, ...]


def candidates(child: Candidate, others: Iterable[Candidate]) -> list[Match]:
    """Who may be the same child, likeliest first; twins are not: their first names differ (DOMAIN 5 #11)."""
    compared = (_compare(child, other) for other in others if other.id != child.id)
    return sorted((match for match in compared if match), key=lambda match: (-match.score, match.id))


def blocking_keys(child: Candidate) -> frozenset[str]:
    """Two children who match share at least one of these, so that an index can fetch the few to compare."""
    names = "+".join(sorted(_names(child)))
    keys = {f"born:{child.born.isoformat()}:{names}"}
    if child.iin:
        keys.add(f"iin:{child.iin}")
        # One wrong digit or two swapped ones touch at most two of the three thirds.
        keys.update(f"third{start}:{child.iin[start : start + 4]}:{names}" for start in (0, 4, 8))
    return frozenset(keys)


def _compare(child: Candidate, other: Candidate) -> Match | None:
    found = dict((*_iin_reasons(child, other), *_name_reasons(child, other)))
    if not found:
        return None
    score = best = max(found.values())
    if best < SAME_IIN and _other_patronymic(child, other):
        score += OTHER_PATRONYMIC
    if best < NEAR_IIN and child.iin and other.iin:
        score += OTHER_IIN
    return Match(other.id, score, tuple(found))


def _iin_reasons(child: Candidate, other: Candidate) -> Iterable[tuple[str, int]]:
    if not child.iin or not other.iin:
        return
    if child.iin == other.iin:
        yield "same-iin", SAME_IIN
    elif sorted(_names(child)) == sorted(_names(other)):
        reason = _typo(child.iin, other.iin)
        if reason:
            yield reason, NEAR_IIN


def _name_reasons(child: Candidate, other: Candidate) -> Iterable[tuple[str, int]]:
    if child.born != other.born:
        return
    mine, theirs = _names(child), _names(other)
    if mine == theirs:
        yield "same-name-and-date", SAME_NAME
    elif mine == theirs[::-1]:
        yield "swapped-name", SWAPPED_NAME


def _typo(mine: str, theirs: str) -> str | None:
    """How one slip of the hand explains the difference of two numbers, if it does."""
    if len(mine) != len(theirs):
        return None
    wrong = [place for place, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
    if len(wrong) == 1:
        return "iin-digit-wrong"
    first, last = wrong[0], wrong[-1]
    if len(wrong) == 2 and last == first + 1 and mine[first : last + 1] == theirs[last] + theirs[first]:
        return "iin-digits-swapped"
    return None


def _names(child: Candidate) -> tuple[str, str]:
    return fold(child.name.surname), fold(child.name.given)


def _other_patronymic(child: Candidate, other: Candidate) -> bool:
    mine, theirs = _fathers_name(child.name.patronymic), _fathers_name(other.name.patronymic)
    return bool(mine and theirs) and mine != theirs


def _fathers_name(patronymic: str) -> str:
    """The father's name in it: -ұлы and -ович say the same (DOMAIN 4.5)."""
    return _PATRONYMIC_ENDING.sub("", fold(patronymic)).rstrip("аеи")

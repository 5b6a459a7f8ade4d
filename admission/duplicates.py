"""Duplicates: which other children may be this one under a mistyped IIN or a differently spelled name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from admission.identifiers import check_iin
from admission.likeness import Likeness, father, likeness, other_sex, same_father, skeletons
from admission.people import PersonName
from admission.slips import near, slip

SAME_IIN: Final = 100
NEAR_IIN: Final = 90
SAME_NAME: Final = 80
SWAPPED_NAME: Final = 75
SIMILAR_NAME: Final = 65
NEAR_DATE: Final = 60
TWO_SLIPS: Final = 55
OTHER_PATRONYMIC: Final = -20
OTHER_IIN: Final = -20  # two valid numbers far apart are usually two children
OTHER_SEX: Final = -30
THRESHOLD: Final = 50  # below it two children are likelier than one

_IIN_SLIPS: Final = {"wrong": "iin-digit-wrong", "swapped": "iin-digits-swapped"}


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
    compared = (compare(child, other) for other in others if other.id != child.id)
    return sorted((match for match in compared if match), key=lambda match: (-match.score, match.id))


def compare(child: Candidate, other: Candidate) -> Match | None:
    """How likely and why `other` is `child`; None below the threshold."""
    alike = likeness(child.name, other.name)
    found = dict((*_iin_reasons(child, other, alike), *_name_reasons(child, other, alike)))
    if not found:
        return None
    best = max(found.values())
    score = best + sum(_doubts(child, other, best))
    return Match(other.id, score, tuple(found)) if score >= THRESHOLD else None


def blocking_keys(child: Candidate) -> frozenset[str]:
    """Two children who match share at least one of these, so that an index can fetch the few to compare."""
    names = skeletons(child.name)
    # Where one part of the name has a slip the other is whole, in whichever field; where both have, the father's is.
    keys = {f"born:{child.born.isoformat()}:{name}" for name in (*names, father(child.name)) if name}
    keys.add(f"name:{'+'.join(sorted(names))}")
    if child.iin:
        keys.add(f"iin:{child.iin}")
    return frozenset(keys)


def _iin_reasons(child: Candidate, other: Candidate, alike: Likeness | None) -> Iterable[tuple[str, int]]:
    if not child.iin or not other.iin:
        return
    if child.iin == other.iin:
        yield "same-iin", SAME_IIN
    reason = _IIN_SLIPS.get(slip(child.iin, other.iin) or "")
    if reason and alike and _near_iin_tells(child, other, alike):
        yield reason, NEAR_IIN


def _near_iin_tells(child: Candidate, other: Candidate, alike: Likeness) -> bool:
    """Twins may bear numbers as near, both right, and first names as near; a mistyped number is rarely right."""
    if not alike.slip:
        return True
    mistyped = bool(check_iin(child.iin, "") or check_iin(other.iin, ""))
    return child.born == other.born and (mistyped or alike == Likeness(slip="surname"))


def _name_reasons(child: Candidate, other: Candidate, alike: Likeness | None) -> Iterable[tuple[str, int]]:
    if alike is None:
        return
    if child.born != other.born:
        if alike == Likeness() and same_father(child.name, other.name) and near(child.born, other.born):
            yield "same-name-near-date", NEAR_DATE
        return
    if alike.slip == "both":
        yield "similar-names-same-father", TWO_SLIPS
    elif alike.slip:
        yield "similar-name-and-date", SIMILAR_NAME
    elif not alike.swapped:
        yield "same-name-and-date", SAME_NAME
    if alike.swapped:
        yield "swapped-name", TWO_SLIPS if alike.slip else SWAPPED_NAME


def _doubts(child: Candidate, other: Candidate, best: int) -> Iterable[int]:
    """What speaks against it; nothing does against the same IIN."""
    if best == SAME_IIN:
        return
    if same_father(child.name, other.name) is False:
        yield OTHER_PATRONYMIC
    if other_sex(child.name, other.name):
        yield OTHER_SEX
    if best < NEAR_IIN and child.iin and other.iin:
        yield OTHER_IIN

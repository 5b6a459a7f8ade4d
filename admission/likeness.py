"""Likeness of two names: whether surname and first name agree, and whether father or sex speak against it."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from admission.folding import fold, skeleton
from admission.people import PersonName, Sex
from admission.slips import slip

# Folded endings: -ұлы, -оглы, -ович; -қызы, -овна (DOMAIN 4.5).
_OF_A_SON: Final = re.compile(r" ?(?:ули|огли|оглу|угли|ович|евич|ич)$")
_OF_A_DAUGHTER: Final = re.compile(r" ?(?:кизи|гизи|овна|евна|инична|ична)$")
_WHOLE_FATHER: Final = 4  # so many letters of a father's name tell him even where the ending is mistyped

Where = Literal["", "surname", "given", "both"]
_SLIPS: Final = {"": 0, "both": 2}


class Likeness(NamedTuple):
    """Two names that agree: perhaps in each other's field, perhaps with a slip in one of them or in both."""

    swapped: bool = False
    slip: Where = ""


def likeness(mine: PersonName, theirs: PersonName) -> Likeness | None:
    """How the names agree; None where they are two names."""
    turned = PersonName(theirs.given, theirs.surname, theirs.patronymic)
    both = ((False, theirs), (True, turned))
    found = [Likeness(swapped, where) for swapped, other in both if (where := _slip(mine, other)) is not None]
    return min(found, key=lambda one: _SLIPS.get(one.slip, 1), default=None)


def skeletons(name: PersonName) -> tuple[str, str]:
    """Surname and first name, however they are spelled."""
    return skeleton(name.surname), skeleton(name.given)


def father(name: PersonName) -> str:
    """The skeleton of the father's name: -ұлы and -ович say the same; empty without patronymic."""
    stem = _OF_A_DAUGHTER.sub("", _OF_A_SON.sub("", fold(name.patronymic)))
    return skeleton(stem.rstrip("аеи"))


def same_father(mine: PersonName, theirs: PersonName) -> bool | None:
    """Whether the patronymics name one father, with one slip at most; None where a patronymic is absent."""
    one, other = sorted((father(mine), father(theirs)), key=len)
    if not one:
        return None
    return one == other or bool(slip(one, other)) or (len(one) >= _WHOLE_FATHER and other.startswith(one))


def other_sex(mine: PersonName, theirs: PersonName) -> bool:
    """Whether the names say a boy here and a girl there: by the patronymics, else as Ахметов and Ахметова do."""
    one, other = _sex(mine.patronymic), _sex(theirs.patronymic)
    if one and other:
        return one != other
    his, hers = sorted((fold(mine.surname), fold(theirs.surname)), key=len)
    return hers == f"{his}а"


def _slip(mine: PersonName, theirs: PersonName) -> Where | None:
    """Where the slips are, empty where there is none; None where more differs, or where nothing that is whole remains.

    Two slips need one father.
    """
    surname = _slips(mine.surname, theirs.surname)
    given = None if surname is None else _slips(mine.given, theirs.given)
    if given is None:
        return None
    if surname and given:
        return "both" if father(mine) and father(mine) == father(theirs) else None
    whole_surname, whole_given = (
        "" if surname else skeleton(mine.surname),
        "" if given else skeleton(mine.given),
    )
    if not (whole_surname or whole_given):
        return None
    if surname:
        return "surname"
    return "given" if given else ""


def _slips(mine: str, theirs: str) -> int | None:
    """How many slips, 0 or 1, None for more; in the skeletons, or before they lost doubled letters (Маатаев)."""
    one, other = skeleton(mine), skeleton(theirs)
    if one == other:
        return 0
    return 1 if slip(one, other) or slip(fold(mine), fold(theirs)) else None


def _sex(patronymic: str) -> Sex | None:
    folded = fold(patronymic)
    if _OF_A_SON.search(folded):
        return "male"
    return "female" if _OF_A_DAUGHTER.search(folded) else None

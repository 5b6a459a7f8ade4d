"""Slips: how one keystroke explains the difference of two texts, two numbers or two dates."""

from __future__ import annotations

from datetime import date
from typing import Literal

Slip = Literal["wrong", "swapped", "missing"]


def slip(mine: str, theirs: str) -> Slip | None:
    """One letter wrong, two neighbours swapped, one missing on either side; None where it is more, or nothing."""
    if abs(len(mine) - len(theirs)) > 1:
        return None
    start = _shared(mine, theirs)
    end = _shared(mine[start:][::-1], theirs[start:][::-1])
    left, right = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    if len(left) == len(right) == 1:
        return "wrong"
    if len(left) == len(right) == 2 and left == right[::-1]:
        return "swapped"
    return "missing" if len(left) + len(right) == 1 else None


def near(mine: date, theirs: date) -> bool:
    """Whether one digit is wrong, or day and month stand in each other's place."""
    if mine.year == theirs.year and (mine.month, mine.day) == (theirs.day, theirs.month):
        return mine != theirs
    return slip(mine.isoformat(), theirs.isoformat()) == "wrong"


def _shared(mine: str, theirs: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(mine, theirs, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(mine), len(theirs)))

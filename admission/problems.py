"""Problems: what stands in the way, as codes for machines and people to word; never sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One reason why something may not be done (`block`), must be confirmed first (`warn`), or be known (`note`).

    `at` names the field as a dotted path (`child.iin`); `params` fill the sentence that words the code.
    """

    code: str
    at: str = ""
    params: dict[str, str | int] = {}
    weight: Literal["block", "warn", "note"] = "block"


class ActRefused(Exception):
    """The rules do not allow this act; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


def blocks(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only those which no confirmation can lift."""
    return tuple(problem for problem in problems if problem.weight == "block")


def unconfirmed(problems: Iterable[Problem], confirmed: Iterable[str]) -> tuple[Problem, ...]:
    """Blocks, and the warnings whose codes nobody has confirmed yet."""
    known = frozenset(confirmed)
    return tuple(p for p in problems if p.weight == "block" or (p.weight == "warn" and p.code not in known))


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise ActRefused when there is any problem."""
    found = tuple(problems)
    if found:
        raise ActRefused(found)

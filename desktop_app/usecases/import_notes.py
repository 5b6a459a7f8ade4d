"""What an import has to tell: how many rows it took and left out, and why, as many reasons as a person will read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from admission.problems import Problem

MOST_TOLD = 100


@dataclass
class Notes:
    """`rows` taken, rows `left_out`, and the first problems with the file they stand in."""

    rows: int = 0
    left_out: int = 0
    told: list[tuple[Path, Problem]] = field(default_factory=list)
    untold: int = 0

    def leave_out(self, file: Path, problems: Iterable[Problem]) -> None:
        """One row is not taken, for these reasons."""
        self.left_out += 1
        self.tell(file, problems)

    def tell(self, file: Path, problems: Iterable[Problem]) -> None:
        """Remember the reasons while there is room for them."""
        for problem in problems:
            if len(self.told) < MOST_TOLD:
                self.told.append((file, problem))
            else:
                self.untold += 1

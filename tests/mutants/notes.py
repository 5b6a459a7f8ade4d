"""What is kept between runs, and what a run tells."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.mutants.changes import Mutant
from tests.mutants.children import KILLED, SURVIVED, TIMEOUT

EQUIVALENT = Path(__file__).with_name("equivalent.txt")


def hash_of(*parts: str) -> str:
    """A short name for these texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def equivalents(file: Path = EQUIVALENT) -> frozenset[str]:
    """The changes that change no answer: `module | scope | before -> after`, each under a comment with why."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@dataclass
class Notes:
    """Answers by module's source and mutant, one a line in a file that only grows."""

    file: Path
    known: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.file.exists():
            for line in self.file.read_text(encoding="utf-8").splitlines():
                source, mutant, answer, tests = json.loads(line)
                self.known[source, mutant] = (answer, tests)

    def answer(self, source: str, mutant: str, tests: str) -> str | None:
        """What is known; a survivor is asked again when its tests have changed."""
        answer, against = self.known.get((source, mutant), (None, ""))
        return answer if answer != SURVIVED or against == tests else None

    def keep(self, source: str, mutant: str, answer: str, tests: str) -> None:
        """Written at once: a stopped run has lost nothing."""
        self.known[source, mutant] = (answer, tests)
        with self.file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps([source, mutant, answer, tests], ensure_ascii=False) + "\n")


@dataclass
class Report:
    """Answers by module, and the survivors as lines of a diff."""

    answers: dict[str, Counter[str]] = field(default_factory=dict)
    survivors: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, module: str, mutant: Mutant, answer: str) -> None:
        self.answers.setdefault(module, Counter())[answer] += 1
        if answer == SURVIVED:
            told = f"- {mutant.before}\n+ {mutant.after}\n  {mutant.key}"
            self.survivors.setdefault(module, []).append((mutant.line, told))

    def lines(self) -> Iterable[str]:
        """A line a module and the total."""
        for module, counted in sorted(self.answers.items()):
            yield _line(module, counted)
        yield _line("total", sum(self.answers.values(), Counter()))

    def write_survivors(self, file: Path) -> None:
        """`file:line`, what stood there, what stands there instead, and its name for equivalent.txt."""
        found = [
            f"{module}:{line}\n{told}\n"
            for module, lines in sorted(self.survivors.items())
            for line, told in sorted(lines)
        ]
        file.write_text("\n".join(found), encoding="utf-8")


def _line(name: str, counted: Counter[str]) -> str:
    caught = counted[KILLED] + counted[TIMEOUT]
    score = 100 * caught / (caught + counted[SURVIVED] or 1)
    return (
        f"{name:24} {counted[KILLED]:>5} killed {counted[SURVIVED]:>4} survived"
        f" {counted[TIMEOUT]:>3} timeout {counted['equivalent']:>3} equivalent {score:6.1f} %"
    )


def load(file: Path) -> Any:
    """JSON, or nothing where there is none yet."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None

"""One run: which mutants are open, in which of two ways each is asked, what is known of the others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from types import CodeType
from typing import Any

from tests.mutants import testing
from tests.mutants.changes import Mutant, mutants
from tests.mutants.children import AGAIN, SURVIVED, ended
from tests.mutants.notes import Notes, equivalents, hash_of

# A mutant of a default or a table is shown to every test but the slow ones that do not even come near.
QUICK_SECONDS = 0.1


@cache
def text_of(file: str) -> str:
    return Path(file).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Module:
    """A module of the package, its tree and its mutants."""

    package: str
    path: str
    lines: dict[str, list[str]]

    @cached_property
    def file(self) -> Path:
        return Path.cwd() / self.package / self.path

    @cached_property
    def source(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def mutants(self) -> dict[str, Mutant]:
        return {mutant.key: mutant for mutant in mutants(self.tree)}

    @property
    def name(self) -> str:
        return f"{self.package}.{self.path.removesuffix('.py').replace('/', '.')}"

    def is_named_in(self, file: str) -> bool:
        """Whether a test file imports it by its name."""
        return bool(re.search(rf"{self.package}(\.| import ){self.file.stem}\b", text_of(file)))

    def code(self, mutant: Mutant) -> CodeType:
        return testing.mutated(self.tree, mutant, self.file)

    def tests(self, mutant: Mutant) -> tuple[set[str], bool]:
        """Who runs the changed lines; True where they run at import too and so may concern anybody."""
        found = self._running(str(line) for line in mutant.site.lines)
        for_all = not found or "" in found
        return (self._running(self.lines) if for_all else found) - {""}, for_all

    def runs_at_import(self, key: str) -> bool:
        """Whether the lines run before any test does."""
        return "" in self._running(str(line) for line in self.mutants[key].site.lines)

    def _running(self, lines: Iterable[str]) -> set[str]:
        return {test for line in lines for test in self.lines.get(line, ())}


@dataclass
class Run:
    """One run over a copy of the project, in which nobody edits meanwhile."""

    build: Path
    map: dict[str, Any]
    notes: Notes

    def stages(self, module: Module, mutant: Mutant) -> list[testing.Times]:
        """The tests to run with their seconds: the nearest first, of those the quickest."""
        near, for_all = module.tests(mutant)
        stages: list[testing.Times] = [{}, {}, {}]
        for test in sorted(self.map["times"], key=self.map["times"].__getitem__):
            seconds = self.map["times"][test]
            if test in near:
                stages[0][test] = seconds
            elif for_all and seconds < QUICK_SECONDS:
                stages[1 if module.is_named_in(test.split("::")[0]) else 2][test] = seconds
        return stages

    def times(self, module: Module, mutant: Mutant) -> testing.Times:
        """All of them."""
        return {test: seconds for stage in self.stages(module, mutant) for test, seconds in stage.items()}

    def against(self, module: Module, mutant: Mutant) -> str:
        """A name for what its tests are now."""
        tests = self.times(module, mutant)
        files = sorted({test.split("::")[0] for test in tests})
        return hash_of(self.map["helpers"], *sorted(tests), *(self.map["files"][file] for file in files))

    def open(self, module: Module) -> list[Mutant]:
        """Mutants without an answer."""
        return [one for one in module.mutants.values() if self.known(module, one) is None]

    def known(self, module: Module, mutant: Mutant) -> str | None:
        if f"{module.path} | {mutant.key}" in equivalents():
            return "equivalent"
        if not self.times(module, mutant):
            return SURVIVED
        return self.notes.answer(hash_of(module.source), mutant.key, self.against(module, mutant))

    def keep(self, module: Module, mutant: str, answer: str) -> None:
        against = self.against(module, module.mutants[mutant])
        self.notes.keep(hash_of(module.source), mutant, answer, against)

    def in_place(self, modules: Sequence[Module], collected: testing.Collected) -> None:
        """Mutants inside functions, in what is imported and collected already.

        What survives is asked again if the import runs its lines too, whose results are here already.
        """
        for module in modules:
            todo = [one for one in self.open(module) if one.site.function]
            jobs = ((one.key, partial(self._swap, module, one, collected)) for one in todo)
            for key, answer in ended(jobs):
                if answer != AGAIN and not (answer == SURVIVED and module.runs_at_import(key)):
                    self.keep(module, key, answer)

    def _swap(self, module: Module, mutant: Mutant, collected: testing.Collected) -> str:
        return collected.in_place(mutant, module.code(mutant), self.times(module, mutant))

    def fresh(self, module: Module) -> None:
        """The others, each with an import of its own."""
        jobs = ((one.key, partial(self._import, module, one)) for one in self.open(module))
        for key, answer in ended(jobs):
            self.keep(module, key, answer)

    def _import(self, module: Module, mutant: Mutant) -> str:
        stages = self.stages(module, mutant)
        return testing.in_a_fresh_import(module.name, module.code(mutant), stages)

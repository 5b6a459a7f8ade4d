"""pytest inside a process of ours: which test touches which line, and the tests in front of a mutant."""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.changes import Mutant
from tests.mutants.children import AGAIN, KILLED, SURVIVED, allow

QUIET = ("-x", "-c", os.devnull, "--import-mode=importlib", "--tb=no", "--assert=plain", "-q", "-W", "ignore",
         "-p", "no:cacheprovider", "-p", "no:faulthandler")  # fmt: skip
Times = dict[str, float]
PATIENT_IMPORT = 2.0


def run_pytest(files: Sequence[str], plugin: object) -> int:
    """pytest over these files, with nothing but its own plugins and this one; property tests always the same.

    For a process of its own: it is silent from here on.
    """
    from hypothesis import Phase, settings

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", database=None, deadline=None, derandomize=True, phases=phases)
    settings.load_profile("mutants")
    return int(pytest.main([*QUIET, "--rootdir", os.getcwd(), *files], plugins=[plugin]))


class Mapping:
    """Lines a test runs, and its seconds; a test that fails without any mutant is left out."""

    def __init__(self, package: str) -> None:
        import coverage

        self.package = Path.cwd() / package
        self.coverage = coverage.Coverage(data_file=None, config_file=False, source=[str(self.package)])
        self.times: Times = {}
        self.red: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.times[report.nodeid] = self.times.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.red.add(report.nodeid)

    def lines(self) -> dict[str, dict[int, list[str]]]:
        """Module -> line -> tests that run it; a line that runs at import has the empty test too."""
        data = self.coverage.get_data()
        return {
            Path(file).relative_to(self.package).as_posix(): data.contexts_by_lineno(file)
            for file in sorted(data.measured_files())
        }


def map_tests(package: str, suites: Sequence[str]) -> dict[str, Any]:
    """One run under coverage; to be called where the package is not imported yet."""
    mapping = Mapping(package)
    mapping.coverage.start()
    run_pytest([*suites, "--maxfail=1000"], mapping)
    mapping.coverage.stop()
    libraries = [name for name in sys.modules if not _is_ours(name)]
    times = {test: seconds for test, seconds in mapping.times.items() if test not in mapping.red}
    return {"lines": mapping.lines(), "times": times, "red": sorted(mapping.red), "libraries": libraries}


def _is_ours(name: str) -> bool:
    """A module of the project, or one that pytest made up while collecting."""
    file = getattr(sys.modules[name], "__file__", None)
    return not file or file.startswith(os.getcwd() + os.sep)


# --- a mutant that is imported anew -----------------------------------------------------------------------


class Chosen:
    """Only these tests, in this order, each under its clock."""

    def __init__(self, times: Times) -> None:
        self.times = times

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        places = {test: place for place, test in enumerate(self.times)}
        chosen = (one for one in items if one.nodeid in places)
        items[:] = sorted(chosen, key=lambda one: places[one.nodeid])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        allow(self.times[item.nodeid])


class MutantFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module changed, before any other finder finds it as it is."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, name: str, path: object, target: object = None) -> Any:
        if name != self.name:
            return None
        spec = importlib.util.spec_from_loader(name, self, origin=self.code.co_filename)
        if spec is not None:
            spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def mutated(tree: ast.Module, mutant: Mutant, file: Path) -> CodeType:
    """The module with the change; the tree stays changed, so this is for a process of its own."""
    mutant.site.put(mutant.node)
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


def in_a_fresh_import(name: str, code: CodeType, stages: Sequence[Times]) -> str:
    """What the tests say when everything is imported with the changed module; nothing of it may be before.

    Each stage is collected only when the one before found nothing.
    """
    sys.meta_path.insert(0, MutantFinder(name, code))
    for times in filter(None, stages):
        allow(PATIENT_IMPORT)
        files = sorted({test.split("::")[0] for test in times})
        if run_pytest(files, Chosen(times)):
            return KILLED
    return SURVIVED


# --- a mutant put into what is imported -------------------------------------------------------------------


class Collected:
    """Collects once, then asks: `ask` is called with what runs a mutant's function in place of the real one."""

    def __init__(self, ask: Callable[[Collected], None]) -> None:
        self.ask = ask
        self.items: dict[str, pytest.Item] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        gc.freeze()
        self.ask(self)
        return True

    def in_place(self, mutant: Mutant, code: CodeType, times: Times) -> str:
        """What the tests say with the changed function; "again" where it cannot be put in place."""
        if not _swapped(code, mutant.site.function):
            return AGAIN
        chosen = [self.items[test] for test in times if test in self.items]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            allow(times[item.nodeid])
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return KILLED
        return SURVIVED


def _swapped(code: CodeType, function: str) -> bool:
    """Every function object that runs this piece of the file now runs the changed one."""
    new = next((one for one in _codes(code) if one.co_qualname == function), None)
    gc.unfreeze()
    olds = [one for one in gc.get_objects() if isinstance(one, FunctionType) and _is_same(one.__code__, new)]
    for old in olds:
        if new is None or old.__code__.co_freevars != new.co_freevars:
            return False
        old.__code__ = new
    return bool(olds)


def _is_same(old: CodeType, new: CodeType | None) -> bool:
    return new is not None and (old.co_filename, old.co_qualname) == (new.co_filename, new.co_qualname)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)

"""A copy of the project in which nobody edits while its mutants live, and which of its tests runs which line."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.mutants import testing
from tests.mutants.notes import hash_of, load

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "build", "dist", "node_modules")


def move_into_a_copy(root: Path, copy: Path) -> None:
    """From here on `tests` and the package are those of the copy; what tests write goes away with it."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=NOT_COPIED)
    written = copy / "build"
    written.mkdir()
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(written)
    os.chdir(copy)
    sys.path[:] = [
        str(copy),
        *(place for place in sys.path if Path(place or ".").resolve() not in (root, ROOT)),
    ]
    for name in [name for name in sys.modules if name == "tests" or name.startswith("tests.")]:
        del sys.modules[name]


def map_of(package: str, suites: Sequence[str], file: Path) -> dict[str, Any]:
    """Which test runs which line, from a run under coverage or from the last one if no file has changed."""
    files = {one: _hash_of_file(one) for one in sorted(_python(package, *suites, "tests/*.py"))}
    now = hash_of(*(f"{name} {text}" for name, text in files.items()))
    known = load(file)
    if known is None or known["of"] != now or not known["times"]:
        in_a_child(lambda: _write_map(package, suites, file, now))
        known = load(file)
    helpers = [text for name, text in files.items() if not Path(name).name.startswith("test_")]
    return {**known, "files": files, "helpers": hash_of(*helpers)}


def _write_map(package: str, suites: Sequence[str], file: Path, now: str) -> None:
    mapped = testing.map_tests(package, suites)
    file.write_text(json.dumps({"of": now, **mapped}, ensure_ascii=False), encoding="utf-8")


def _python(*places: str) -> Iterator[str]:
    for place in places:
        for file in Path().glob(place if "*" in place else f"{place}/**/*.py"):
            yield file.as_posix()


def _hash_of_file(name: str) -> str:
    return hash_of(Path(name).read_text(encoding="utf-8"))


def in_a_child(work: Callable[[], object]) -> None:
    """In a process of its own without a clock, because what it imports must not be imported here."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        work()
    finally:
        os._exit(0)


def import_libraries(names: Sequence[str]) -> None:
    """What the tests import besides the project, once for all children."""
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)

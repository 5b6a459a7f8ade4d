"""`python -m tests.mutants [MODULE …]`: makes small mistakes in the rules and counts those the tests do not see."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.mutants import testing
from tests.mutants.asking import Module, Run
from tests.mutants.children import KILLED
from tests.mutants.copying import ROOT, import_libraries, in_a_child, map_of, move_into_a_copy
from tests.mutants.notes import Notes, Report

SUITES = ("tests/admission", "tests/edge_cases", "tests/differential")


def modules_of(package: str, chosen: Sequence[str], lines: dict[str, Any]) -> list[Module]:
    files = sorted(file.relative_to(package).as_posix() for file in Path(package).rglob("*.py"))
    unknown = set(chosen) - {file.removesuffix(".py") for file in files}
    if unknown:
        sys.exit(f"No module of {package}: {', '.join(sorted(unknown))}")
    return [
        Module(package, file, lines.get(file, {}))
        for file in files
        if not chosen or file.removesuffix(".py") in chosen
    ]


def main(arguments: Sequence[str]) -> int:
    """Map, ask, tell. Gives 0: a survivor is a question to a person."""
    chosen = _parser().parse_args(arguments)
    root, start = chosen.root.resolve(), time.monotonic()
    build = root / "build" / "mutants"
    build.mkdir(parents=True, exist_ok=True)
    move_into_a_copy(root, build / "tree")
    mapped = map_of(chosen.package, chosen.tests, build / "map.json")
    if not mapped["times"]:
        sys.exit("No test could be run.")
    print(f"{len(mapped['times'])} tests, {len(mapped['red'])} red ones left out", flush=True)
    before = len(Notes(build / "results.jsonl").known)
    modules = modules_of(chosen.package, chosen.modules, mapped["lines"])
    report = asked(Run(build, mapped, Notes(build / "results.jsonl")), modules, chosen.tests)
    report.write_survivors(build / "survivors.txt")
    print(*report.lines(), sep="\n")
    took, new = time.monotonic() - start, len(Notes(build / "results.jsonl").known) - before
    print(f"{new} new answers in {took:.0f} s; survivors: build/mutants/survivors.txt")
    return 0


def asked(run: Run, modules: Sequence[Module], suites: Sequence[str]) -> Report:
    """Every mutant has an answer."""
    import_libraries(run.map["libraries"])
    collected = testing.Collected(lambda collected: run.in_place(modules, collected))
    if any(one.site.function for module in modules for one in run.open(module)):
        in_a_child(lambda: testing.run_pytest(list(suites), collected))
    run = Run(run.build, run.map, Notes(run.notes.file))
    report = Report()
    for module in modules:
        run.fresh(module)
        for mutant in module.mutants.values():
            report.add(f"{module.package}/{module.path}", mutant, run.known(module, mutant) or KILLED)
    return report


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules of the package; without any all of them")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    parser.add_argument("--package", default="admission", help="the package with the modules")
    parser.add_argument("--tests", nargs="+", default=SUITES, help="folders with the tests")
    return parser


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("Mutants need fork(), which this system does not have.")
    sys.exit(main(sys.argv[1:]))

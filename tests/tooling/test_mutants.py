"""The mutants of a module of two lines: what its test sees, what it does not, and what a second run still knows."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.changes import mutants

ROOT = Path(__file__).parents[2]
RULE = '"""A rule."""\ndef is_of_age(years): return years >= 18\n'
TEST = "from rules.age import is_of_age\n\ndef test_age():\n    assert is_of_age(30) and not is_of_age(17)\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need fork()")


@pytest.fixture
def project(tmp_path):
    for name, text in {"rules/age.py": RULE, "suite/test_age.py": TEST}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run_mutants(project: Path, *modules: str) -> str:
    command = [sys.executable, "-m", "tests.mutants", *modules, "--root", str(project), "--package", "rules"]
    done = subprocess.run(
        [*command, "--tests", "suite"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=100
    )
    return done.stdout + done.stderr


def test_a_planted_survivor_is_found_and_a_second_run_goes_on_where_the_first_was(project):
    first = run_mutants(project)
    assert "rules/age.py                 3 killed    2 survived" in first
    found = (project / "build/mutants/survivors.txt").read_text(encoding="utf-8")
    assert found.count("rules/age.py:2\n") == 2
    assert "- years >= 18\n+ years > 18\n" in found
    assert "- 18\n+ 19\n" in found
    notes = project / "build/mutants/results.jsonl"
    before = notes.read_bytes()
    run_mutants(project, "age")
    assert notes.read_bytes() == before


def test_a_sharper_test_kills_the_survivor_and_an_edited_module_is_asked_anew(project):
    run_mutants(project)
    sharper = TEST.replace("is_of_age(30)", "is_of_age(18)")
    (project / "suite/test_age.py").write_text(sharper, encoding="utf-8")
    assert "5 killed    0 survived" in run_mutants(project)
    (project / "rules/age.py").write_text(RULE.replace("18", "21"), encoding="utf-8")
    assert "No test could be run" in run_mutants(project)


def test_an_unknown_module_is_told(project):
    assert "No module of rules: price" in run_mutants(project, "price")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", {"a <= b", "a >= b"}),
        ("x = a and not b", {"a or not b", "b"}),
        ("x = f(1, key=y)", {"f(1)", "2", "0"}),
        ("x = 'word'", {"''"}),
        ("def f(a: int = 1) -> str:\n    'Says.'\n    return a", {"2", "0", "return None"}),
        ("if a:\n    go(b)", {"if False:", "if True:", "pass"}),
        ("x = [one for one in a if one]", {"[]"}),
        ("raise Wrong('words', 5)", set()),
        ("parser.add_argument('--at', help='when')", {"pass", "''"}),
    ],
)
def test_a_change_is_one_small_mistake(source, expected):
    found = {mutant.after for mutant in mutants(ast.parse(source))}
    assert found == expected or (expected == {"[]"} and len(found) == 1)

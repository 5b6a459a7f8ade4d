"""The house rules no other tool checks: sizes, first sentences, locks, fonts, haste, machine paths."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path(__file__).parents[2]
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 25
NOT_OURS = {"build", "dist", "__pycache__"}
TEXT_SUFFIXES = frozenset(
    " .py .md .toml .po .in .lock .txt .json .yml .html .css .qss .svg .ini .mako .ps1 .spec".split(" ")
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|NotImplemented" + r"Error")
MACHINE_PATH = re.compile(r"(?<![\w.])/(wo" + r"rk/main|ro" + r"ot/|ho" + r"me/\w|Us" + r"ers/\w)")
KAZAKH_AND_SIGNS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі№₸«»—"
FONTS = ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Arimo-Regular", "Arimo-Bold")
COPIED_TEXTS = {"LICENSE", "OFL.txt"}


@cache
def our_files() -> tuple[Path, ...]:
    """Every file of the project, without hidden folders, builds and caches."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if (
            entry.is_dir()
            and entry.name not in NOT_OURS
            and (not entry.name.startswith(".") or entry.name == ".ci")
        ):
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


@cache
def modules() -> tuple[Path, ...]:
    return tuple(file for file in our_files() if file.suffix == ".py")


def texts() -> Iterator[tuple[Path, str]]:
    for file in our_files():
        if file.suffix in TEXT_SUFFIXES and file.name not in COPIED_TEXTS:
            yield file, file.read_text(encoding="utf-8")


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def code_lines(source: str) -> set[int]:
    """Numbers of the lines that hold code: no blank lines, no comments, no docstrings."""
    silent = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in silent:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines - _docstring_lines(ast.parse(source))


def _docstring_lines(tree: ast.AST) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and ast.get_docstring(node):
            lines.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def filled_lines(file: Path) -> int:
    return sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def long_functions(source: str) -> list[str]:
    lines = code_lines(source)
    return [
        f"{node.name} ({size} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := len(lines & set(range(node.lineno, (node.end_lineno or 0) + 1)))) > MAX_FUNCTION_LINES
    ]


def test_files_are_short():
    sizes = {place(file): filled_lines(file) for file in modules()}
    assert {file: size for file, size in sizes.items() if size > MAX_FILE_LINES} == {}


def test_functions_are_short():
    found = {place(file): long_functions(file.read_text(encoding="utf-8")) for file in modules()}
    assert {file: names for file, names in found.items() if names} == {}


def test_the_measure_of_functions_counts_code_only():
    body = "\n".join(f"    x = {n}" for n in range(MAX_FUNCTION_LINES - 1))
    padded = f'def f():\n    """Long\n\n    story."""\n\n    # why\n{body}\n'
    assert long_functions(padded) == []
    assert long_functions(padded + "    y = 1\n") == ["f (26 lines)"]


def test_every_module_says_what_lives_in_it():
    silent = [
        place(file)
        for file in modules()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_nothing_is_marked_unfinished():
    assert [place(file) for file, text in texts() if UNFINISHED.search(text)] == []


def test_no_file_names_a_path_of_one_machine():
    assert [place(file) for file, text in texts() if MACHINE_PATH.search(text)] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_hashes_and_no_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-zA-Z0-9._\[\]-]+==", text, flags=re.MULTILINE)
    assert len(pins) > 20
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pins)


@pytest.mark.parametrize(
    ("source", "lock"),
    [("requirements.in", "requirements.lock"), ("requirements-dev.in", "requirements-dev.lock")],
)
def test_a_lock_holds_everything_that_was_asked_for(source, lock):
    locked = {pin.split("==")[0] for pin in _pins(ROOT / lock)}
    assert set(_asked(ROOT / source)) <= locked


def test_both_locks_agree_on_what_runs():
    runtime, work = (set(_pins(ROOT / lock)) for lock in ("requirements.lock", "requirements-dev.lock"))
    assert runtime <= work


def _pins(lock: Path) -> list[str]:
    """`name==version` of every line; an extra in brackets is left out."""
    lines = re.sub(r"\[\w+\]", "", lock.read_text(encoding="utf-8"))
    return re.findall(r"^[a-z0-9-]+==[^ ;]+", lines, flags=re.MULTILINE)


def test_every_requirement_is_justified():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    asked = [name for source in ("requirements.in", "requirements-dev.in") for name in _asked(ROOT / source)]
    assert [name for name in asked if f"| {name} |" not in page] == []


def _asked(requirements: Path) -> list[str]:
    lines = requirements.read_text(encoding="utf-8").lower()
    return re.findall(r"^[a-z0-9][a-z0-9_-]*", lines, flags=re.MULTILINE)


@pytest.mark.parametrize("font", FONTS)
def test_a_font_draws_every_kazakh_letter(font):
    """Helvetica prints them as boxes and text extraction does not notice, so the glyphs are asked."""
    glyphs = TTFont(font, str(ROOT / "resources" / "fonts" / f"{font}.ttf")).face.charToGlyph
    assert [letter for letter in KAZAKH_AND_SIGNS if glyphs.get(ord(letter), 0) == 0] == []


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")

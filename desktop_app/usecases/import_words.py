"""What came of an import, in sentences for a shell: how much there is now, and every wrong row with its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from admission.problems import ActRefused, Problem
from desktop_app.usecases.import_children import ImportedChildren
from desktop_app.usecases.import_directory import ImportedDirectory
from desktop_app.usecases.import_notes import Notes

Words = Callable[..., str]


def imported_sentences(words: Words, done: ImportedDirectory | ImportedChildren) -> list[str]:
    """The problems first, then what there is now: that stands last on the screen."""
    if isinstance(done, ImportedDirectory):
        total = words("import-directory-done", streets=done.streets, houses=done.houses)
    else:
        total = words("import-children-done", children=done.children)
    return [*_noted(words, done.notes), total]


def refused_sentences(words: Words, refused: ActRefused) -> list[str]:
    """Why nothing was imported."""
    return [*(_sentence(words, problem) for problem in refused.problems), words("import-refused")]


def missing_sentence(words: Words, error: OSError) -> str:
    """The file is not there, or may not be read."""
    return words("import-no-file", file=error.filename or "")


def _noted(words: Words, notes: Notes) -> Iterator[str]:
    for file, problem in notes.told:
        yield f"{Path(file).name}: {_sentence(words, problem)}"
    if notes.untold:
        yield words("import-more", n=notes.untold)
    if notes.left_out:
        yield words("import-left-out", rows=notes.left_out)


def _sentence(words: Words, problem: Problem) -> str:
    told = words(f"problem-{problem.code}", **problem.params)
    return f"{words('territory-place', **problem.params)}: {told}" if "column" in problem.params else told

"""Import the list of children: every good row of the files, in the place of the list that was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from admission.children_rows import ListedChild, find_children_heading, read_child_row
from admission.problems import ActRefused, Problem
from desktop_app.models.census import keep_children
from desktop_app.usecases.import_notes import Notes
from desktop_app.usecases.import_table import open_table


@dataclass(frozen=True)
class ImportedChildren:
    """How many children the list has now, and what was wrong with the rows that it does not have."""

    children: int
    notes: Notes


def import_children(folder: Path, key: bytes, files: Sequence[Path]) -> ImportedChildren:
    """Read the files one after the other into the encrypted list beside the replica.

    A wrong row is told and left out; a child named twice is warned of and stands as the first row told it.
    ActRefused when a file cannot be read, has no heading or no good row; the old list stays then.
    """
    notes = Notes()
    children = keep_children(folder, key, _some(_rows(files, notes), notes))
    return ImportedChildren(children, notes)


def _rows(files: Sequence[Path], notes: Notes) -> Iterator[ListedChild]:
    seen: dict[str, int] = {}
    for file in files:
        table = open_table(file, find_children_heading)
        notes.tell(file, table.noticed)
        for row in table.rows:
            read = read_child_row(row, table.heading)
            if not isinstance(read, ListedChild):
                notes.leave_out(file, read)
            elif read.iin in seen:
                params: dict[str, str | int] = {"row": row.number, "other": seen[read.iin]}
                notes.leave_out(file, [Problem("import-child-twice", f"rows.{row.number}", params, "warn")])
            else:
                seen[read.iin] = row.number
                notes.rows += 1
                yield read


def _some(rows: Iterator[ListedChild], notes: Notes) -> Iterator[ListedChild]:
    yield from rows
    if not notes.rows:
        raise ActRefused([problem for _, problem in notes.told] or [Problem("import-empty", "rows")])

"""Import the address directory: every good row of the files, in the place of the directory that was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from admission.directory_rows import DirectoryRow, find_directory_heading, read_directory_row
from admission.problems import ActRefused, Problem
from desktop_app.models.directory_filling import fill_directory
from desktop_app.usecases.import_notes import Notes
from desktop_app.usecases.import_table import open_table


@dataclass(frozen=True)
class ImportedDirectory:
    """What the directory holds now, and what was wrong with the rows that it does not hold."""

    streets: int
    houses: int
    notes: Notes


def import_directory(folder: Path, files: Sequence[Path]) -> ImportedDirectory:
    """Read the files one after the other into `directory.db` of this folder.

    A wrong row is told and left out: an address that is not listed can still be typed. ActRefused when a file cannot
    be read, has no heading or no good row; the old directory stays then.
    """
    notes = Notes()
    streets, houses = fill_directory(folder, _some(_rows(files, notes), notes))
    return ImportedDirectory(streets, houses, notes)


def _rows(files: Sequence[Path], notes: Notes) -> Iterator[DirectoryRow]:
    for file in files:
        table = open_table(file, find_directory_heading)
        notes.tell(file, table.noticed)
        for row in table.rows:
            read = read_directory_row(row, table.heading)
            if isinstance(read, DirectoryRow):
                notes.rows += 1
                yield read
            else:
                notes.leave_out(file, read)


def _some(rows: Iterator[DirectoryRow], notes: Notes) -> Iterator[DirectoryRow]:
    yield from rows
    if not notes.rows:
        raise ActRefused([problem for _, problem in notes.told] or [Problem("import-empty", "rows")])

"""Export the registration book: what is filtered, as a workbook or as CSV, in which no cell can be a formula."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from admission.deadline import KAZAKHSTAN_TIME
from admission.roles import Officer
from desktop_app.models.registration_book import BookLine, all_entries
from desktop_app.models.replica import Replica
from desktop_app.usecases.watching import Cancelled, Watcher
from desktop_app.usecases.whole_file import whole_file
from desktop_app.usecases.workbook import FORMULA, Value, write_workbook

LOG = logging.getLogger(__name__)
TOLD_EVERY = 500


@dataclass(frozen=True)
class BookColumn:
    """A column of the export: its title, its width in characters, what a line shows there."""

    title: str
    width: int
    value: Callable[[BookLine], Value]


@dataclass(frozen=True)
class Sheet:
    """What is written: the columns, and the sheet's title."""

    title: str
    columns: Sequence[BookColumn]


def export_journal(
    replica: Replica, officer: Officer, wanted: Sequence[int], sheet: Sheet, path: Path, watcher: Watcher
) -> int | None:
    """Write these entries to `path` (.xlsx, else CSV), which is there whole or not at all; the watcher hears how many.

    How many entries; None when it was cancelled. ActRefused: the disk is full, the folder or the file is closed to us.
    """
    write = _workbook if path.suffix.lower() == ".xlsx" else _csv
    try:
        with whole_file(path) as part, closing(all_entries(replica, wanted)) as entries:
            lines = _Watched(entries, watcher)
            write(part, sheet, lines)
    except Cancelled:
        return None
    LOG.info("registration book exported by officer %s: %d entries", officer.id, lines.done)
    return lines.done


class _Watched:
    """Entries on their way into the file, counted."""

    def __init__(self, lines: Iterable[BookLine], watcher: Watcher) -> None:
        self.done = 0
        self._lines, self._watcher = lines, watcher

    def __iter__(self) -> Iterator[BookLine]:
        for line in self._lines:
            yield line
            self.done += 1
            if self.done % TOLD_EVERY == 0:
                self._watcher.tell(self.done)
        self._watcher.tell(self.done)


def _csv(part: Path, sheet: Sheet, lines: Iterable[BookLine]) -> None:
    """UTF-8 with its mark and semicolons: what Excel opens by a double click here."""
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow([_plain(column.title) for column in sheet.columns])
        table.writerows([_plain(column.value(line)) for column in sheet.columns] for line in lines)


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(KAZAKHSTAN_TIME):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _workbook(part: Path, sheet: Sheet, lines: Iterable[BookLine]) -> None:
    columns = sheet.columns
    rows = ([column.value(line) for column in columns] for line in lines)
    write_workbook(part, sheet.title, [one.width for one in columns], [one.title for one in columns], rows)

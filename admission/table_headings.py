"""The row of headings of an imported table: which column is which, in Kazakh, Russian and English, in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AnySet
from typing import Final

from admission.folding import fold
from admission.problems import Problem
from admission.territory_columns import Heading, TableRow

SEARCHED: Final = 20
SHOWN: Final = 60
IGNORED: Final = "ignored"
Titles = Mapping[str, str]
Found = tuple[Heading | None, tuple[Problem, ...]]


def titles_of(columns: Mapping[str, str]) -> Titles:
    """The column of every title; `columns` holds for each its titles, parted by ` / `."""
    return {_plain(title): column for column, titles in columns.items() for title in titles.split(" / ")}


def find_heading(rows: Sequence[TableRow], titles: Titles, enough: Callable[[AnySet[str]], bool]) -> Found:
    """The first of the leading rows whose known columns are `enough`, and what is odd about its columns."""
    for row in rows[:SEARCHED]:
        columns = [titles.get(_plain(cell), "") for cell in row.cells]
        if enough({column for column in columns if column}):
            return _heading(row, columns)
    return None, (Problem("import-heading-missing", "rows", {"searched": SEARCHED}),)


def cell_of(row: TableRow, heading: Heading, column: str) -> str:
    """What stands in that column of the row, in single spaces; empty where there is no such column."""
    place = heading.places.get(column, len(row.cells))
    return " ".join(row.cells[place].split()) if place < len(row.cells) else ""


def where(row: TableRow, heading: Heading, column: str, typed: str = "") -> dict[str, str | int]:
    """The parameters of a problem in a cell: its row, its column as the file calls it, what stands there."""
    return {"row": row.number, "column": heading.titles.get(column, column), "typed": typed[:SHOWN]}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|№", fold(text)))


def _heading(row: TableRow, columns: Sequence[str]) -> Found:
    places: dict[str, int] = {}
    problems = []
    for place, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        title: dict[str, str | int] = {"row": row.number, "column": cell.strip()[:SHOWN]}
        if column in places and column != IGNORED:
            problems.append(Problem("import-column-twice", f"rows.{row.number}", title))
        elif column:
            places[column] = place
        elif cell.strip():
            problems.append(Problem("import-column-unknown", f"rows.{row.number}", title, "warn"))
    titles = {column: row.cells[place].strip() for column, place in places.items()}
    return Heading(row.number, places, titles), tuple(problems)

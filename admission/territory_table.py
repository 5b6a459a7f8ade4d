"""A territory from a table: rows of text cells to streets, or every reason why not, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from admission.problems import Problem, blocks
from admission.territory import TerritoryStreet
from admission.territory_columns import TableRow, find_heading
from admission.territory_overlap import Ground, ground, overlap, repeats
from admission.territory_row import RowReader

MOST_ROWS = 3_000
Told = tuple[int, TerritoryStreet]


class TerritoryTable(msgspec.Struct, frozen=True):
    """What a table says: the territory, empty where any problem blocks; problems tell `row` and `column`."""

    territory: tuple[TerritoryStreet, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_territory(rows: Iterable[TableRow], locality: str = "") -> TerritoryTable:
    """The territory a table names; `locality` is meant where the table has no column of settlements.

    One row is one street: the whole of it, a range (`first`, `last`, `side`), or a list (`1-15 тақ; 18; 20А`).
    Everything wrong is told at once; rows that repeat or overlap earlier ones are warned of.
    """
    told = [row for row in rows if any(cell.strip() for cell in row.cells)]
    heading, problems = find_heading(told)
    if heading is None:
        return TerritoryTable(problems=problems)
    body = [row for row in told if row.number > heading.row]
    territory: list[Told] = []
    found = [*problems, *_check_size(len(body))]
    for row in body[:MOST_ROWS]:
        reader = RowReader(row, heading, locality)
        territory.extend((row.number, part) for part in reader.parts())
        found.extend(reader.problems)
    found.extend(_check_many(len(territory)))
    if blocks(found):
        return TerritoryTable(problems=tuple(found))
    return TerritoryTable(tuple(part for _, part in territory), (*found, *_check_meetings(territory)))


def _check_size(rows: int) -> Iterator[Problem]:
    if rows == 0:
        yield Problem("territory-empty", "rows")
    yield from _check_many(rows)


def _check_many(count: int) -> Iterator[Problem]:
    if count > MOST_ROWS:
        yield Problem("territory-too-many-rows", "rows", {"count": count, "limit": MOST_ROWS})


def _check_meetings(territory: Sequence[Told]) -> Iterator[Problem]:
    """The first earlier row that each row meets; only rows with a word in common are laid side by side."""
    seen: defaultdict[str, list[tuple[int, Ground]]] = defaultdict(list)
    everything: list[tuple[int, Ground]] = []
    earlier: list[tuple[int, Ground]] = []
    for number, part in territory:
        here = ground(part)
        nearby = [one for word in here.words for one in seen[word]] if here.words else earlier
        yield from _check_meeting(number, here, [*everything, *nearby])
        for word in here.words:
            seen[word].append((number, here))
        if not here.words:
            everything.append((number, here))
        earlier.append((number, here))


def _check_meeting(number: int, here: Ground, nearby: Sequence[tuple[int, Ground]]) -> Iterator[Problem]:
    for other, there in nearby:
        if repeats(here, there):
            yield Problem("territory-row-repeats", f"rows.{number}", {"row": number, "other": other}, "warn")
            return
    for other, there in nearby:
        if overlap(here, there):
            yield Problem("territory-rows-overlap", f"rows.{number}", {"row": number, "other": other}, "warn")
            return

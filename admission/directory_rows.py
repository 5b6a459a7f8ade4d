"""One row of an address directory: region, district, settlement, street, houses; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AnySet
from functools import lru_cache
from typing import Final, NamedTuple

from admission.houses import read_house
from admission.problems import Problem
from admission.streets import QUARTERS, settlement, street_names
from admission.table_headings import Found, cell_of, find_heading, titles_of, where
from admission.territory_cells import has_lost_letters, items
from admission.territory_columns import COLUMNS as OF_A_TERRITORY
from admission.territory_columns import Heading, TableRow

COLUMNS: Final = {
    "region": "облыс / облысы / область / регион / region / oblast",
    "district": "аудан / ауданы / район / район города / қаладағы аудан / district",
    "okrug": "ауылдық округ / ауылдық округі / сельский округ / rural okrug / okrug",
    "house": f"{OF_A_TERRITORY['houses']} / house number",
    **{column: OF_A_TERRITORY[column] for column in ("locality", "quarter", "street", "also", "ignored")},
}
_TITLES: Final = titles_of(COLUMNS)
_NAMES: Final = ("region", "district", "okrug", "locality", "quarter", "street", "also")
LONGEST: Final = 200


class Place(NamedTuple):
    """A street of a settlement as the directory writes it; `also` is its other name, `street` may be empty."""

    region: str
    district: str
    okrug: str
    locality: str
    street: str
    also: str


class DirectoryRow(NamedTuple):
    """What a row tells: a street and houses of it, none where only the street is known."""

    place: Place
    houses: tuple[str, ...]


def find_directory_heading(rows: Sequence[TableRow]) -> Found:
    """The row that names settlements beside streets, microdistricts or houses."""
    return find_heading(rows, _TITLES, _is_enough)


def read_directory_row(row: TableRow, heading: Heading) -> DirectoryRow | tuple[Problem, ...]:
    """The row, or every reason why not; houses are told in their one spelling (`15А`, `15/2`, `15к2`)."""
    cells = tuple(cell_of(row, heading, name) for name in _NAMES)
    told = items(cell_of(row, heading, "house"))
    houses = [_house(text) for text in told]
    if all(houses) and _is_sound(cells):
        return DirectoryRow(_place(cells), tuple(house for house in houses if house))
    return (*_check_cells(row, heading, cells), *_check_houses(row, heading, told))


def _is_enough(known: AnySet[str]) -> bool:
    return "locality" in known and bool(known & {"street", "quarter", "house"})


@lru_cache(maxsize=4096)  # the rows of one street stand together
def _is_sound(cells: tuple[str, ...]) -> bool:
    """Whether nothing is wrong with the names of a row."""
    _, _, _, locality, quarter, street, _ = cells
    readable = all(street_names(text) for text in (quarter, street) if text)
    whole = not any(has_lost_letters(cell) or len(cell) > LONGEST for cell in cells)
    return bool(settlement(locality)) and readable and whole


@lru_cache(maxsize=4096)
def _place(cells: tuple[str, ...]) -> Place:
    region, district, okrug, locality, quarter, street, also = cells
    told = any(name.kind in QUARTERS for name in street_names(quarter))
    part = quarter if told or not quarter else f"{quarter} шағын аудан"
    return Place(region, district, okrug, locality, ", ".join(filter(None, (part, street))), also)


@lru_cache(maxsize=65_536)
def _house(text: str) -> str:
    house = read_house(text)
    return str(house) if house else ""


def _check_cells(row: TableRow, heading: Heading, cells: tuple[str, ...]) -> Iterator[Problem]:
    for column, text in zip(_NAMES, cells, strict=True):
        at, told = f"rows.{row.number}.{column}", where(row, heading, column, text)
        if column == "locality" and not settlement(text):
            yield Problem("import-locality-missing", at, told)
        elif has_lost_letters(text):
            yield Problem("import-letters-lost", at, told)
        elif len(text) > LONGEST:
            yield Problem("import-cell-too-long", at, told)
        elif column in ("quarter", "street") and text and not street_names(text):
            yield Problem("import-street-unreadable", at, told)


def _check_houses(row: TableRow, heading: Heading, told: Sequence[str]) -> Iterator[Problem]:
    for text in told:
        if not _house(text):
            typed = where(row, heading, "house", text)
            yield Problem("import-house-unreadable", f"rows.{row.number}.house", typed)

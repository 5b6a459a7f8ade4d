"""The columns of a territory table: what their headings are called in Kazakh, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from admission.folding import fold
from admission.problems import Problem

COLUMNS: Final[Mapping[str, str]] = {
    "locality": "елді мекен / қала / ауыл / елді мекеннің атауы / населённый пункт / населенный пункт / город / село"
    " / наименование населенного пункта / locality / settlement / city",
    "quarter": "шағын аудан / ықшам аудан / микрорайон / мкр / квартал / microdistrict",
    "street": "көше / көшесі / көшелер / көшенің атауы / көше атауы / көше (қазақша) / көше (қаз) / улица / улицы"
    " / название улицы / наименование улицы / улица (каз) / улица (на казахском) / street / street kk",
    "also": "басқа атауы / басқа атаулары / бұрынғы атауы / көше (орысша) / көше (рус) / другое название"
    " / другие названия / прежнее название / старое название / улица (рус) / улица (на русском) / also"
    " / other names / street ru",
    "houses": "үй / үйлер / үйлері / үй нөмірі / үй нөмірлері / үйлердің нөмірлері / дом / дома / номер дома"
    " / номера домов / № дома / №№ домов / үй № / house / houses / house numbers",
    "first": "бірінші үй / үйден / бастап / басы / с дома / с / от / первый дом / начало / first / from",
    "last": "соңғы үй / үйге дейін / дейін / соңы / по дом / по / до / последний дом / конец / last / to",
    "side": "жағы / көше жағы / тақ-жұп / жұп-тақ / сторона / чётность / четность / четная/нечетная / side",
    "ignored": "№ / р/с / № р/с / № п/п / п/п / рет саны / ескерту / примечание / note / notes / no",
}
SEARCHED: Final = 20


class TableRow(NamedTuple):
    """One row of a sheet: its number as the program that made it shows it, its cells as text."""

    number: int
    cells: Sequence[str]


class Heading(NamedTuple):
    """The row of headings: where each known column stands, and what the file calls it."""

    row: int
    places: Mapping[str, int]
    titles: Mapping[str, str]


def _title(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|№", fold(text)))


_BY_TITLE: Final = {
    _title(title): column for column, titles in COLUMNS.items() for title in titles.split(" / ")
}


def find_heading(rows: Sequence[TableRow]) -> tuple[Heading | None, tuple[Problem, ...]]:
    """The first row that names streets or microdistricts beside something else; titles above it do not matter."""
    for row in rows[:SEARCHED]:
        columns = [_BY_TITLE.get(_title(cell), "") for cell in row.cells]
        known = {column for column in columns if column}
        if known & {"street", "quarter"} and len(known) > 1:
            return _heading(row, columns)
    return None, (Problem("territory-heading-missing", "rows", {"searched": SEARCHED}),)


def _heading(row: TableRow, columns: Sequence[str]) -> tuple[Heading, tuple[Problem, ...]]:
    places: dict[str, int] = {}
    problems = []
    for place, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        title = cell.strip()
        at = f"rows.{row.number}"
        if column in places and column != "ignored":
            problems.append(Problem("territory-column-twice", at, {"row": row.number, "column": title}))
        elif column:
            places[column] = place
        elif title:
            unknown: dict[str, str | int] = {"row": row.number, "column": title[:60]}
            problems.append(Problem("territory-column-unknown", at, unknown, "warn"))
    titles = {column: row.cells[place].strip() for column, place in places.items()}
    return Heading(row.number, places, titles), tuple(problems)

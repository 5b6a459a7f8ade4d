"""One row of a territory table: its cells to parts of the territory, its mistakes to problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from admission.houses import House, read_house
from admission.problems import Problem
from admission.streets import QUARTERS, street_names
from admission.territory import Side, TerritoryStreet, check_part
from admission.territory_cells import (
    Listed,
    has_lost_letters,
    is_everything,
    items,
    read_item,
    read_side,
)
from admission.territory_columns import Heading, TableRow

LONGEST_CELL = 2_000
SHOWN = 60


class RowReader:
    """Reads one row; what is wrong with it gathers in `problems`."""

    def __init__(self, row: TableRow, heading: Heading, locality: str) -> None:
        self.problems: list[Problem] = []
        self._row = row
        self._heading = heading
        self._cells = {"locality": locality}
        self._cells |= {column: self._text(place) for column, place in heading.places.items()}

    def parts(self) -> list[TerritoryStreet]:
        """The parts the row names: one for each range, one for all single houses, or the whole street."""
        self.problems.extend(self._check_cells())
        side = self._side()
        place = TerritoryStreet(self._cell("locality"), self._street(), also=self._also())
        told = self._items()
        parts = [_stretch(place, one, side) for one in (*told, *self._between()) if one.last or not one.first]
        houses = [one.first for one in told if one.first and not one.last]
        if houses:
            self.problems.extend(self._check_side(houses, side))
            parts.append(replace(place, houses=tuple(map(str, houses))))
        parts = parts or [replace(place, side=side)]
        self._check(parts)
        return parts

    def _text(self, place: int) -> str:
        return self._row.cells[place].strip() if place < len(self._row.cells) else ""

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _at(self, column: str) -> str:
        return f"rows.{self._row.number}.{column}"

    def _where(self, column: str, typed: str) -> dict[str, str | int]:
        """Row, heading of the column (a list of houses may tell what a column would), and what stands there."""
        title = self._heading.titles.get(column) or self._heading.titles.get("houses") or column
        return {"row": self._row.number, "column": title, "typed": typed[:SHOWN]}

    def _check_cells(self) -> Iterator[Problem]:
        for column, text in self._cells.items():
            if len(text) > LONGEST_CELL:
                yield Problem("territory-cell-too-long", self._at(column), self._where(column, text))
            elif column in ("locality", "quarter", "street", "also") and has_lost_letters(text):
                yield Problem("territory-letters-lost", self._at(column), self._where(column, text))

    def _street(self) -> str:
        """The street with its microdistrict; empty where a star stands for the whole settlement."""
        quarter, street = self._quarter(), self._cell("street")
        if not quarter and not street:
            self.problems.append(
                Problem("territory-street-missing", self._at("street"), self._where("street", ""))
            )
        if is_everything(street):
            return quarter
        return ", ".join(part for part in (quarter, street) if part)

    def _quarter(self) -> str:
        """`6` in the column of microdistricts is `6 шағын аудан`."""
        quarter = self._cell("quarter")
        told = any(name.kind in QUARTERS for name in street_names(quarter))
        return quarter if told or not quarter else f"{quarter} шағын аудан"

    def _also(self) -> tuple[str, ...]:
        quarter = self._quarter()
        names = [name.strip() for name in re.split(r"[;\n]", self._cell("also")) if name.strip()]
        return tuple(f"{quarter}, {name}" if quarter else name for name in names)

    def _side(self) -> Side:
        side = read_side(self._cell("side"))
        if side is None:
            typed = self._where("side", self._cell("side"))
            self.problems.append(Problem("territory-side-unreadable", self._at("side"), typed))
        return side or "all"

    def _items(self) -> list[Listed]:
        read = [(text, read_item(text)) for text in items(self._cell("houses")[:LONGEST_CELL])]
        self.problems.extend(
            Problem("territory-house-unreadable", self._at("houses"), self._where("houses", text))
            for text, item in read
            if item is None
        )
        return [item for _, item in read if item]

    def _between(self) -> list[Listed]:
        """The range of the columns `first` and `last`; half of one is no range."""
        ends = {column: self._cell(column) for column in ("first", "last")}
        if not any(ends.values()):
            return []
        houses = {column: read_house(text) for column, text in ends.items()}
        for column, text in ends.items():
            if not text:
                typed = self._where(column, "")
                self.problems.append(Problem("territory-range-half", self._at(column), typed))
            elif houses[column] is None:
                typed = self._where(column, text)
                self.problems.append(Problem("territory-house-unreadable", self._at(column), typed))
        return [Listed(houses["first"], houses["last"], None)] if all(houses.values()) else []

    def _check_side(self, houses: Iterable[House], side: Side) -> Iterator[Problem]:
        """A list tells its houses exactly; one that contradicts the row's side may be a slip."""
        for house in houses:
            if side != "all" and (house.number % 2 == 0) != (side == "even"):
                typed = self._where("houses", str(house))
                yield Problem("territory-house-off-side", self._at("houses"), typed, "warn")

    def _check(self, parts: Iterable[TerritoryStreet]) -> None:
        """What the territory itself would refuse, told with row and column; each once."""
        for problem in (problem for part in parts for problem in check_part(part, "")):
            named = problem.at.removeprefix(".")
            of_list = named in ("first", "last", "side") and not self._cell(named) and self._cell("houses")
            column = "houses" if of_list else named
            where = self._where(column, str(problem.params.get("typed", self._cell(column))))
            told = replace(problem, at=self._at(column), params={**problem.params, **where})
            if told not in self.problems:
                self.problems.append(told)


def _stretch(place: TerritoryStreet, item: Listed, side: Side) -> TerritoryStreet:
    """The part an item means: a range, or where it tells none a side of the whole street."""
    if item.first is None or item.last is None:
        return replace(place, side=item.side or side)
    return replace(
        place,
        first=item.first.number,
        last=item.last.number,
        first_part=item.first.part,
        last_part=item.last.part,
        side=item.side or side,
    )

"""Labels and their values, one fact a row or two side by side: what a table would do, at a third of its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop_app.printing.sheet import WIDTH

Fact = tuple[Flowable, Flowable]  # the label, the value
LABEL, VALUE, SECOND_LABEL = 48 * mm, 49 * mm, 33 * mm
ALONE = WIDTH - LABEL
SECOND_VALUE = ALONE - VALUE - SECOND_LABEL


def room_of(row: Sequence[object]) -> float:
    """Points every value of the row has at least."""
    return ALONE if len(row) == 1 else min(VALUE, SECOND_VALUE)


class Facts(Flowable):
    """Rows of facts, `below` points of air under each; a page may end between rows, never inside one.

    `columns`: how wide the label and the value of a row of one fact are; those of two need the whole WIDTH.
    """

    def __init__(
        self, rows: Sequence[Sequence[Fact]], below: float, columns: tuple[float, float] = (LABEL, ALONE)
    ) -> None:
        super().__init__()
        self._rows, self._below, self._columns = rows, below, columns
        self._heights: list[float] = []

    def wrap(self, _available_width: float, available_height: float) -> tuple[float, float]:
        if not self._heights:
            self._heights = [self._height(row, available_height) for row in self._rows]
        self.width, self.height = sum(self._columns), sum(self._heights)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        fitting = sum(1 for reached in accumulate(self._heights) if reached <= available_height)
        if fitting in (0, len(self._rows)):
            return []
        parts = self._rows[:fitting], self._rows[fitting:]
        return [Facts(rows, self._below, self._columns) for rows in parts]

    def draw(self) -> None:
        top = self.height
        for row, height in zip(self._rows, self._heights, strict=True):
            for left, _, cell in _cells(row, self._columns):
                cell.drawOn(self.canv, left, top - cell.height)
            top -= height

    def _height(self, row: Sequence[Fact], available_height: float) -> float:
        return (
            max(cell.wrap(width, available_height)[1] for _, width, cell in _cells(row, self._columns))
            + self._below
        )


def _cells(row: Sequence[Fact], columns: tuple[float, float]) -> Iterator[tuple[float, float, Flowable]]:
    """Left edge and width of each label and value of a row."""
    label, value = row[0]
    before, alone = columns if len(row) == 1 else (LABEL, VALUE)
    yield 0, before, label
    yield before, alone, value
    for second_label, second_value in row[1:]:
        yield LABEL + VALUE, SECOND_LABEL, second_label
        yield LABEL + VALUE + SECOND_LABEL, SECOND_VALUE, second_value

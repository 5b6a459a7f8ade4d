"""Columns side by side, each of a few parts: how much is due when, how much came in on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop_app.ui.chart_base import Bar, Chart, Look, fill
from desktop_app.ui.theme import Colours

HEIGHT, LOWEST = 180, 140
GAP = 0.3  # of a column's width
LEAST = 2.0  # pixels; what is there is seen


@dataclass(frozen=True)
class Part:
    """One part of a column: how it looks, how many."""

    look: Look
    number: int


@dataclass(frozen=True)
class Column:
    """A column: the word below it, its parts from the ground up, all of it in words, what opening it means.

    `short` stands below where there is no room for the word.
    """

    label: str
    parts: Sequence[Part]
    told: str
    target: str = ""
    short: str = ""

    @property
    def total(self) -> int:
        """All its parts."""
        return sum(part.number for part in self.parts)


class ColumnChart(Chart):
    """Columns over their labels, the sum above each; a column is walked to as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[Column] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_columns(self, name: str, columns: Sequence[Column]) -> None:
        """These numbers, in the words of the moment."""
        self._columns = columns
        self.tell(name, ". ".join(column.told for column in columns))

    def sizeHint(self) -> QSize:
        """As wide as its labels like."""
        return QSize(self._wide([column.label for column in self._columns]), round(HEIGHT * self.scale))

    def minimumSizeHint(self) -> QSize:
        """No narrower than its short labels."""
        labels = [column.short or column.label for column in self._columns]
        return QSize(self._wide(labels), round(LOWEST * self.scale))

    def arrange(self) -> Sequence[Bar]:
        """One bar a column, for walking; an empty one is as high as a word, so that it is found."""
        found = zip(self._places(), self._columns, strict=True)
        return [
            Bar(
                place.united(QRectF(place.left(), self._floor - self._line, place.width(), self._line)),
                column.parts[0].look,
                column.total,
                column.told,
                column.target,
            )
            for place, column in found
        ]

    def draw(self, painter: QPainter, colours: Colours) -> None:
        """The ground line, the labels, the sums."""
        line, floor = self._line, self._floor
        roomy = self.width() >= self._wide([column.label for column in self._columns]) or not self._short
        painter.setPen(QColor(colours["line"]))
        painter.drawLine(0, round(floor), self.width(), round(floor))
        for place, column in zip(self._places(), self._columns, strict=True):
            painter.setPen(QColor(colours["quiet"]))
            slot = QRectF(place.center().x() - self._slot / 2, floor + 4, self._slot, line)
            painter.drawText(slot, int(Qt.AlignmentFlag.AlignCenter), column.label if roomy else column.short)
            painter.setPen(QColor(colours["ink" if column.total else "quiet"]))
            slot.moveTop(place.top() - line - 2)
            painter.drawText(slot, int(Qt.AlignmentFlag.AlignCenter), str(column.total))

    def paint_bars(self, painter: QPainter, colours: Colours) -> None:
        """Every column by its parts, from the ground up."""
        for place, column in zip(self._places(), self._columns, strict=True):
            foot = place.bottom()
            for part in column.parts:
                if part.number:
                    high = place.height() * part.number / column.total
                    fill(painter, QRectF(place.left(), foot - high, place.width(), high), part.look, colours)
                    foot -= high

    @property
    def _line(self) -> float:
        return float(self.fontMetrics().height())

    @property
    def _floor(self) -> float:
        return self.height() - self._line - 6

    @property
    def _slot(self) -> float:
        return self.width() / max(1, len(self._columns))

    @property
    def _short(self) -> bool:
        return any(column.short for column in self._columns)

    def _wide(self, labels: Sequence[str]) -> int:
        """How wide columns with these labels are."""
        widest = max(map(self.fontMetrics().horizontalAdvance, labels), default=0)
        return (widest + 8) * len(labels)

    def _places(self) -> list[QRectF]:
        """Where each column stands."""
        room, most = self._floor - self._line - 6, max((one.total for one in self._columns), default=0)
        wide = self._slot * (1 - GAP)
        places = []
        for n, column in enumerate(self._columns):
            high = max(LEAST, room * column.total / most) if column.total else 0.0
            places.append(QRectF(self._slot * (n + GAP / 2), self._floor - high, wide, high))
        return places

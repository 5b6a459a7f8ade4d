"""Places of every stream: what is taken and free, below it who asks for the rest, below that the 3:1 opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop_app.ui.chart_base import Bar, Chart, Look
from desktop_app.ui.theme import Colours

TAKEN = Look("taken", "good", "solid")
FREE = Look("free", "edge", "empty")
OFFERED = Look("offered", "accent", "hatch")
REVIEW = Look("review", "info", "dots")
WAITING = Look("waiting", "warn", "cross")
OUTSIDE = Look("outside", "idle", "solid")
OPEN = Look("open", "edge", "empty")
WISH = Look("wish", "warn", "hatch")
LEGEND = (TAKEN, FREE, OFFERED, REVIEW, WAITING)
PLACES, DEMAND, APART = 22.0, 20.0, 12.0  # heights at scale 1
AIR = 18.0
LEAST = 3.0


@dataclass(frozen=True)
class Piece:
    """A part of a stream: its look, how many, what it says and means."""

    look: Look
    number: int
    told: str
    target: str = ""


@dataclass(frozen=True)
class StreamRow:
    """One stream in words and pieces; `opening` is the sentence of the 3:1 rule over its own pieces."""

    title: str
    sums: str
    opening: str
    capacity: int
    places: Sequence[Piece]
    demand: Sequence[Piece]
    outside: Sequence[Piece]

    @property
    def widest(self) -> int:
        """How many children its longest bar stands for."""
        taken = self.places[0].number
        asked = taken + sum(piece.number for piece in self.demand)
        return max(self.capacity, asked, sum(piece.number for piece in self.outside), 1)


class StreamChart(Chart):
    """All streams in one measure, so that lengths can be compared between them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[StreamRow] = ()

    def show_streams(self, name: str, rows: Sequence[StreamRow]) -> None:
        """These streams, in the words of the moment."""
        self._rows = rows
        self.tell(name, " ".join(f"{row.title}: {row.sums}. {row.opening}." for row in rows))

    def sizeHint(self) -> QSize:
        """As high as its streams."""
        return QSize(round(560 * self.scale), max(1, round(self._row * len(self._rows) - AIR * self.scale)))

    def minimumSizeHint(self) -> QSize:
        """Its words may be elided, its bars not left out."""
        return QSize(round(320 * self.scale), self.sizeHint().height())

    def arrange(self) -> Sequence[Bar]:
        """Row by row: places, demand from where the taken end, then those from outside."""
        unit = (self.width() - 8) / max((row.widest for row in self._rows), default=1)
        bars: list[Bar] = []
        for n, row in enumerate(self._rows):
            top = self._row * n + self._line + 4
            taken = 4 + unit * row.places[0].number
            bars += _line_of(row.places, 4, top, PLACES * self.scale, unit)
            top += PLACES * self.scale + 3
            bars += _line_of(row.demand, taken, top, DEMAND * self.scale, unit)
            top += DEMAND * self.scale + 5 + self._small
            bars += _line_of(row.outside, 4, top, APART * self.scale, unit)
        return bars

    def draw(self, painter: QPainter, colours: Colours) -> None:
        """Titles, sums, the sentence of 3:1, and a line where the places end."""
        unit = (self.width() - 8) / max((row.widest for row in self._rows), default=1)
        for n, row in enumerate(self._rows):
            top = self._row * n
            self._write_head(painter, colours, row, top)
            foot = top + self._line + 4 + (PLACES + DEMAND) * self.scale + 3
            painter.setPen(QPen(QColor(colours["ink"]), 1.5, Qt.PenStyle.DashLine))
            edge = 4 + unit * row.capacity
            painter.drawLine(round(edge), round(top + self._line + 2), round(edge), round(foot))
            font = painter.font()
            painter.setFont(self._small_font())
            painter.setPen(QColor(colours["quiet"]))
            _write(painter, QRectF(4, foot + 3, self.width() - 8, self._small), row.opening)
            painter.setFont(font)

    def _write_head(self, painter: QPainter, colours: Colours, row: StreamRow, top: float) -> None:
        font = QFont(painter.font())
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colours["ink"]))
        wide = min(self.width() / 2, painter.fontMetrics().horizontalAdvance(row.title) + 8.0)
        _write(painter, QRectF(4, top, wide, self._line), row.title)
        painter.setFont(font)
        rest = QRectF(4 + wide, top, self.width() - wide - 8, self._line)
        _write(painter, rest, row.sums, Qt.AlignmentFlag.AlignRight)

    @property
    def _line(self) -> float:
        return float(self.fontMetrics().height())

    @property
    def _small(self) -> float:
        return self._line * 0.95

    @property
    def _row(self) -> float:
        return self._line + self._small + (PLACES + DEMAND + APART + AIR) * self.scale + 12

    def _small_font(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(max(11, round(small.pixelSize() * 0.87)))
        return small


def _line_of(pieces: Sequence[Piece], left: float, top: float, high: float, unit: float) -> list[Bar]:
    """One bar after another; what is there is at least LEAST wide, what is not there is left out."""
    shown = [piece for piece in pieces if piece.number]
    wide = [max(LEAST, unit * piece.number) for piece in shown]
    starts = accumulate(wide, initial=left)
    return [
        Bar(QRectF(start, top, width, high), piece.look, piece.number, piece.told, piece.target)
        for start, width, piece in zip(starts, wide, shown, strict=False)
    ]


def _write(
    painter: QPainter, place: QRectF, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

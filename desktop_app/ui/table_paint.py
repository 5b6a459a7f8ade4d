"""Painting a table's rows in one go: two lines a cell, a dot before what has a tone, the colours of the office.

Qt's own way asks Python for every cell anew; each time the sync may take the interpreter for a while.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop_app.ui.theme import Colours

TEXT_MARGIN = 10
SMALLER = 0.87
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
SELECTION_BAR = 4


class Cell(NamedTuple):
    """What stands in one cell: the text, a quieter one under it, a tone."""

    text: str
    under: str
    tone: str


class RowPainter:
    """Paints cells with one painter; fonts and colours are made once for all of them."""

    def __init__(self, painter: QPainter, font: QFont, colours: Colours) -> None:
        self._painter = painter
        self._colours = {name: QColor(value) for name, value in colours.items()}
        bold, small = QFont(font), QFont(font)
        bold.setBold(True)
        small.setPixelSize(max(11, round(font.pixelSize() * SMALLER)))
        self._bold, self._plain, self._small = (
            (one, QFontMetrics(one)) for one in (bold, QFont(font), small)
        )

    def ground(self, place: QRect, selected: bool) -> None:
        """The row's ground and the thin line under it."""
        if selected:
            bar = QRect(place.topLeft(), QPoint(place.left() + SELECTION_BAR - 1, place.bottom()))
            self._painter.setPen(Qt.PenStyle.NoPen)
            for part, colour in ((place, "accent_soft"), (bar, "accent")):
                self._painter.setBrush(self._colours[colour])  # fillRect would have PySide make 180 gradients
                self._painter.drawRect(part)
        self._painter.setPen(self._colours["sunken"])
        self._painter.drawLine(place.bottomLeft(), place.bottomRight())

    def frame(self, place: QRect) -> None:
        """A frame above and below a row."""
        self._painter.setPen(self._colours["focus"])
        for step in (0, 1):
            lines = place.adjusted(0, step, 0, -step)
            self._painter.drawLine(lines.topLeft(), lines.topRight())
            self._painter.drawLine(lines.bottomLeft(), lines.bottomRight())

    def cell(self, place: QRect, told: Cell, bold: bool) -> None:
        """The words of a cell, never wider than it."""
        inside = place.adjusted(TEXT_MARGIN, 6, -TEXT_MARGIN, -6)
        shown = f"● {told.text}" if told.tone else told.text
        upper = QRect(inside.topLeft(), QPoint(inside.right(), inside.top() + inside.height() // 2 - 1))
        self._line(
            upper if told.under else inside, shown, self._bold if bold else self._plain, told.tone or "ink"
        )
        if told.under:
            self._line(upper.translated(0, inside.height() // 2), told.under, self._small, "quiet")

    def _line(self, place: QRect, text: str, dressed: tuple[QFont, QFontMetrics], colour: str) -> None:
        if text:
            font, metrics = dressed
            self._painter.setFont(font)
            self._painter.setPen(self._colours[colour])
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            self._painter.drawText(place, LEFT, shown)

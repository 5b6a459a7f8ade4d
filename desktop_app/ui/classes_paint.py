"""Painting one child in the list of a class: the name, and at the end its marks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.table import Index
from desktop_app.ui.table_paint import LEFT, SELECTION_BAR, SMALLER
from desktop_app.ui.theme import worn

MARKS: Final = int(Qt.ItemDataRole.UserRole) + 1
QUIET: Final = int(Qt.ItemDataRole.UserRole) + 2
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MARGIN: Final = 7
AIR: Final = 12


class ChildPainter(QStyledItemDelegate):
    """One line a child; nothing of it is coloured only: the marks are signs, the tooltip says them in words."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        """As high as the words and some air."""
        return QSize(0, QFontMetrics(_small(option.font)).height() + AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the name, the marks."""
        colours, place = worn(option.palette), option.rect
        painter.save()
        self._ground(painter, option, place)
        font, marks = _small(option.font), str(index.data(MARKS))
        metrics, inside = QFontMetrics(font), place.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setFont(font)
        painter.setPen(QColor(colours["quiet"]))
        painter.drawText(inside, RIGHT, marks)
        room = inside.width() - metrics.horizontalAdvance(marks) - (MARGIN if marks else 0)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(colours["quiet" if index.data(QUIET) else "ink"]))
        painter.drawText(inside, LEFT, name)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect) -> None:
        colours = worn(option.palette)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(colours["accent_soft"]))
            bar = QRect(place.left(), place.top(), SELECTION_BAR, place.height())
            painter.fillRect(bar, QColor(colours["accent"]))
        painter.setPen(QColor(colours["sunken"]))
        painter.drawLine(place.bottomLeft(), place.bottomRight())


def _small(font: QFont) -> QFont:
    """Many names beside each other."""
    small = QFont(font)
    small.setPixelSize(max(11, round(font.pixelSize() * SMALLER)))
    return small

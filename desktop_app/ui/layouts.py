"""Layouts that are written anew again and again, emptied without ghosts on the screen; what scrolls, what wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QWidget,
)


def empty(layout: QLayout) -> None:
    """Take everything out, widgets of inner layouts too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


class _Whole(QScrollArea):
    """As wide as what is in it needs."""

    def minimumSizeHint(self) -> QSize:
        """In pixels, the bar beside it counted."""
        least, inside = super().minimumSizeHint(), self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(inside.minimumSizeHint().width() + bar, least.height()) if inside is not None else least

    def event(self, event: QEvent) -> bool:
        """What is in it needs another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


def scrolled(
    inside: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus, *, whole: bool = False
) -> QScrollArea:
    """It scrolls up and down where it is too long; the cursor stops on the area itself only where `focus` says so.

    `whole`: what lies beside it gives way before its words are cut off.
    """
    area = _Whole() if whole else QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(focus)
    area.setWidget(inside)
    return area


def wrapped(label: QLabel) -> QLabel:
    """The label, its words wrapping."""
    label.setWordWrap(True)
    return label


class WrappingRow(QHBoxLayout):
    """A QHBoxLayout where everything fits; in a narrower place what does not fit goes on below.

    What follows a stretch stays at the right edge of its line; what has a stretch takes what its line leaves.
    """

    def minimumSize(self) -> QSize:
        """No narrower than its widest part."""
        margins = self.contentsMargins()
        widest = max((part.least for part in self._parts()), default=0)
        return QSize(widest + margins.left() + margins.right(), super().minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All its lines, in pixels."""
        if self._fits(width):
            wraps = super().hasHeightForWidth()
            return super().heightForWidth(width) if wraps else super().sizeHint().height()
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        heights = [_height(line, _widths(line, room, self._gap())) for line in self._lines(room)]
        return sum(heights) + self._gap() * (len(heights) - 1) + margins.top() + margins.bottom()

    def minimumHeightForWidth(self, width: int) -> int:
        """A line does not give way."""
        return self.heightForWidth(width)

    def setGeometry(self, place: QRect) -> None:
        """Everything to where it belongs."""
        if self._fits(place.width()):
            super().setGeometry(place)
        elif place != self.geometry():
            QLayout.setGeometry(self, place)
            self._put(place.marginsRemoved(self.contentsMargins()))

    def _fits(self, width: int) -> bool:
        """Whether everything has its room in one line; a box squeezes buttons that have a stretch."""
        if width < super().minimumSize().width():
            return False
        parts, margins = self._parts(), self.contentsMargins()
        room = width - margins.left() - margins.right() - self._gap() * (len(parts) - 1)
        free = room - sum(part.least for part in parts if not part.grows)
        shares = sum(part.grows for part in parts)
        return free >= 0 and all(free * one.grows // shares >= one.least for one in parts if one.squeezed)

    def _gap(self) -> int:
        return max(0, self.spacing())

    def _parts(self) -> list[_Part]:
        found: list[_Part] = []
        pushed = False
        for place in range(self.count()):
            item = self.itemAt(place)
            assert item is not None, "it was counted"
            if item.spacerItem() is not None:
                pushed = pushed or bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            elif not item.isEmpty():
                found.append(_Part(item, self.stretch(place), pushed))
                pushed = False
        return found

    def _lines(self, room: int) -> list[list[_Part]]:
        lines: list[list[_Part]] = []
        left = 0
        for part in self._parts():
            if not lines or part.wide > left:
                lines.append([])
                left = room
            lines[-1].append(part)
            left -= part.wide + self._gap()
        return lines

    def _put(self, inside: QRect) -> None:
        top, gap = inside.top(), self._gap()
        for line in self._lines(inside.width()):
            widths = _widths(line, inside.width(), gap)
            left, high = inside.left(), _height(line, widths)
            free = inside.width() - sum(widths) - gap * (len(line) - 1)
            for part, width in zip(line, widths, strict=True):
                if part.pushed:
                    left, free = left + free, 0
                part.item.setGeometry(QRect(left, top, width, high))
                left += width + gap
            top += high + gap


class _Part:
    """What stands in a row: how wide it wants to be and must be, its stretch, whether a stretch stands before it."""

    def __init__(self, item: QLayoutItem, grows: int, pushed: bool) -> None:
        self.item, self.grows, self.pushed = item, grows, pushed
        self.wide = max(item.sizeHint().width(), item.minimumSize().width())
        button = isinstance(item.widget(), QAbstractButton)
        self.least = self.wide if button else item.minimumSize().width()
        self.squeezed = button and grows > 0

    def height(self, width: int) -> int:
        """At this width."""
        wraps = self.item.hasHeightForWidth()
        return self.item.heightForWidth(width) if wraps else self.item.sizeHint().height()


def _widths(line: Sequence[_Part], room: int, gap: int) -> list[int]:
    """What has a stretch takes what is left; what is wider than a line has all of it."""
    shares = sum(part.grows for part in line)
    left = max(0, room - sum(part.wide for part in line) - gap * (len(line) - 1))
    return [min(room, part.wide + (left * part.grows // shares if shares else 0)) for part in line]


def _height(line: Sequence[_Part], widths: Sequence[int]) -> int:
    return max(part.height(width) for part, width in zip(line, widths, strict=True))

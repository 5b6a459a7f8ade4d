"""What every drawing of numbers can do: bars with words, walked by arrows, opened by Enter, told to who listens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.ui.theme import Colours, scale_of, worn

BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
OPEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
LEAST_CATCH = 6  # pixels; a thinner bar could not be pointed at
PATTERNS = {
    "solid": Qt.BrushStyle.SolidPattern,
    "hatch": Qt.BrushStyle.BDiagPattern,
    "dots": Qt.BrushStyle.Dense6Pattern,
    "cross": Qt.BrushStyle.DiagCrossPattern,
    "empty": Qt.BrushStyle.NoBrush,
}


@dataclass(frozen=True)
class Look:
    """How a kind of number is drawn: its colour only helps, the pattern tells it too."""

    name: str
    tone: str
    pattern: str


@dataclass(frozen=True)
class Bar:
    """One part of a drawing: where it is, how it looks, what it says, and what is wanted when it is opened."""

    place: QRectF
    look: Look
    number: int
    told: str
    target: str = ""

    @property
    def catch(self) -> QRectF:
        """Where the mouse finds it."""
        lacking = max(0.0, LEAST_CATCH - self.place.width()) / 2
        return self.place.adjusted(-lacking, 0, lacking, 0)


class Chart(QWidget):
    """Bars one can walk through; `chosen`: the target of the one opened; `pointed`: the words of the one stood on."""

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bars: Sequence[Bar] = ()
        self.at = 0
        self._whole = ""

    @property
    def scale(self) -> float:
        """How much larger than usual the words are, and the bars with them."""
        return scale_of(self.font())

    def tell(self, name: str, whole: str) -> None:
        """The title, and all numbers in words, for a screen reader; bars are laid out anew."""
        self._whole = whole
        self.setAccessibleName(name)
        self.setAccessibleDescription(whole)
        self.updateGeometry()
        self._again()

    def arrange(self) -> Sequence[Bar]:
        """The bars at the size of the moment."""
        return ()

    def draw(self, painter: QPainter, colours: Colours) -> None:
        """What is not a bar: words, lines."""

    def paint_bars(self, painter: QPainter, colours: Colours) -> None:
        """Every bar with its number."""
        for bar in self.bars:
            paint_bar(painter, bar, colours)

    def point_at(self, place: int) -> None:
        """Stand on a bar, the first or last one where there are no more."""
        if self.bars:
            self.at = min(max(place, 0), len(self.bars) - 1)
            told = self.bars[self.at].told
            self.setAccessibleDescription(f"{told}. {self._whole}")
            self.pointed.emit(told)
        self.update()

    def bar_at(self, point: QPointF) -> int:
        """The bar under a point, or -1."""
        found = (n for n, bar in enumerate(self.bars) if bar.catch.contains(point))
        return next(found, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars have other places now."""
        super().resizeEvent(event)
        self._again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End jump, Enter opens."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Home: -len(self.bars), Qt.Key.Key_End: len(self.bars)}
        if key in OPEN and self.bars:
            self.chosen.emit(self.bars[self.at].target)
        elif key in BACK or key in ON or key in steps:
            self.point_at(self.at + steps.get(key, 1 if key in ON else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is walking there and Enter."""
        super().mousePressEvent(event)
        hit = self.bar_at(event.position())
        if hit >= 0:
            self.point_at(hit)
            self.chosen.emit(self.bars[hit].target)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """On the bar one stood on last."""
        super().focusInEvent(event)
        self.point_at(self.at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No bar is stood on."""
        super().focusOutEvent(event)
        self.setAccessibleDescription(self._whole)
        self.pointed.emit("")
        self.update()

    def event(self, event: QEvent) -> bool:
        """A tooltip says the bar under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.bar_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.bars[hit].told if hit >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Words and lines, the bars, and a ring round the one stood on."""
        colours = worn(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, colours)
        self.paint_bars(painter, colours)
        if self.hasFocus() and self.bars:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours["focus"]), 2))
            painter.drawRoundedRect(self.bars[self.at].place.adjusted(-3, -3, 3, 3), 4, 4)
        painter.end()

    def _again(self) -> None:
        self.bars = self.arrange()
        self.at = min(self.at, max(0, len(self.bars) - 1))
        self.update()


def paint_bar(painter: QPainter, bar: Bar, colours: Colours) -> None:
    """The bar with its pattern and edge, its number in it where there is room."""
    fill(painter, bar.place, bar.look, colours)
    text, metrics = str(bar.number), painter.fontMetrics()
    wide, high = metrics.horizontalAdvance(text) + 10.0, float(metrics.height())
    if bar.number and bar.place.width() >= wide + 6 and bar.place.height() >= high:
        pill = QRectF(0, 0, wide, high - 2)
        pill.moveCenter(bar.place.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["surface"]))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(QColor(colours["ink"]))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)


def fill(painter: QPainter, place: QRectF, look: Look, colours: Colours) -> None:
    """The ground, the pattern over it and the edge of a part."""
    colour = QColor(colours[look.tone])
    ground = colours["surface"] if look.pattern == "empty" else colours[f"{look.tone}_soft"]
    painter.setPen(Qt.PenStyle.NoPen)
    for brush in (QBrush(QColor(ground)), QBrush(colour, PATTERNS[look.pattern])):
        painter.setBrush(brush)
        painter.drawRect(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawRect(place)

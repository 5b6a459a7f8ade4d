"""The legend of a drawing: each look with its word, so that no colour has to be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.ui.chart_base import Look, fill
from desktop_app.ui.fields import styled
from desktop_app.ui.theme import scale_of, worn

SIDE = 16


class Swatch(QWidget):
    """A sample of a look."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        side = round(SIDE * scale_of(self.font()))
        self.setFixedSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The look, small."""
        painter = QPainter(self)
        fill(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self.look, worn(self.palette()))
        painter.end()


class Legend(QWidget):
    """Looks and words in a row."""

    def __init__(self, looks: Sequence[Look]) -> None:
        super().__init__()
        self.labels = [styled(QLabel(), role="small") for _ in looks]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for look, label in zip(looks, self.labels, strict=True):
            row.addWidget(Swatch(look))
            row.addWidget(label)
            row.addSpacing(10)
        row.addStretch()

    def say(self, words: Iterable[str]) -> None:
        """The words, one for each look."""
        for label, word in zip(self.labels, words, strict=True):
            label.setText(word)

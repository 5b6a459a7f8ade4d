"""The keys that work here, as many as there is room for: the last ones go first, all of them are in the tooltip."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop_app.ui.fields import key_cap, styled
from desktop_app.ui.layouts import empty

Hint = tuple[str, str]  # a key as it is printed on the keyboard, the key of the words for what it does
GAP = 12


class HintBar(QWidget):
    """A row of keys with their words; it takes what the rest of the footer leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._pairs: list[QWidget] = []

    def show_hints(self, hints: Sequence[Hint], words: Callable[[str], str]) -> None:
        """These keys instead of those before."""
        empty(self._row)
        self._pairs = [_pair(key, words(name)) for key, name in hints]
        for pair in self._pairs:
            self._row.addWidget(pair)
        self.setToolTip("   ".join(f"{key} {words(name)}" for key, name in hints))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """No width of its own: what does not fit is left out."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: others fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        for pair in self._pairs:
            room -= pair.sizeHint().width()
            pair.setVisible(room >= 0)
            room -= GAP


def _pair(key: str, words: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(styled(QLabel(words), role="small"))
    return pair

"""Keys pressed for the reference family: every one is counted, a held Alt or Ctrl as one more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.test_intake import hand_over_papers_and_consents, key, page, type_address_and_wish, type_people

__all__ = ["page"]


class Counter(QObject):
    """Counts what a finger does."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self._last: object = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is QApplication.focusWidget():
            held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
            self.pressed += 1 + bool(held)
        return False


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[Counter]:
    made = Counter()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_before(qtbot, page, counter):
    type_people()
    print("people", counter.pressed)
    type_address_and_wish(page)
    print("address", counter.pressed)
    hand_over_papers_and_consents(page)
    with qtbot.waitSignal(page.show_paper):
        key(Qt.Key.Key_F9)
    print("all", counter.pressed)

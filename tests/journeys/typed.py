"""Families as their papers read, field by field, and fingers that type them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from demo.counter import fields_of
from demo.families import Family

NO_KEY = Qt.KeyboardModifier.NoModifier
PEOPLE = "200915590004 Дүйсенбаев Әлихан Ерболұлы _ _ 1234567890 30092020 _"
APPLICANT = "840415450261 _ Гүлнар Төлебайқызы ↓ 87027972250 _ _"


def here() -> QWidget:
    """Where the cursor stands."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def type_here(text: str) -> None:
    """Letters of any alphabet, one by one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(here(), QKeyEvent(kind, 0, NO_KEY, letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    """One key of the keyboard."""
    QTest.keyClick(here(), key, modifier)


def type_row(row: str) -> None:
    """Fields parted by spaces, Enter after each; `_` leaves one as it is, an arrow chooses from a list."""
    for text in row.split():
        if text == "↓":
            press(Qt.Key.Key_Down)
        elif text != "_":
            type_here(text)
        press(Qt.Key.Key_Return)


def form_of(family: Family) -> dict[str, str]:
    """Everything the clerk ticks and types for a family with all its papers."""
    fields = {**fields_of(family), "data_correct": "1", "data_consent": "1"}
    fields |= {f"documents.{code}": "1" for code in family.papers}
    if family.special_needs:
        fields |= {"special_needs": "1", "documents.pmpk.valid_until": family.pmpk_valid_until}
    if family.child.citizenship != "KZ":
        fields |= {"child.foreigner": "1", "child.citizenship": family.child.citizenship}
    return fields | {"transport": "1" if family.transport else ""}

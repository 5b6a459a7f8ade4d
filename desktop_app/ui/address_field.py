"""The line a street is typed in: below it, what the directory knows; it offers and never insists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QVBoxLayout, QWidget

from desktop_app.ui.fields import styled
from desktop_app.ui.intake_fields import LineEntry

WIDTH = 560
EDGE = 8
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
OURS = TAKES | STEPS.keys() | {Qt.Key.Key_Escape}
BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Suggestions(QFrame):
    """The list over the page: a part of the window, no window of its own, and never under the cursor."""

    picked = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        styled(self, role="suggestions")
        self.rows, self.keys = styled(QListWidget(), role="suggestions"), styled(QLabel(), role="small")
        for part in (self, self.rows, self.rows.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.clicked.connect(lambda index: self.picked.emit(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.rows)
        column.addWidget(self.keys)
        self.hide()

    def show_under(self, line: QWidget, lines: Sequence[str], chosen: int) -> None:
        """These lines below the widget, inside the window; `chosen` is marked, none where it is -1."""
        self.rows.clear()
        self.rows.addItems(list(lines))
        self.rows.setCurrentRow(chosen)
        self.rows.setFixedHeight(max(1, len(lines)) * self.rows.sizeHintForRow(0) + 4)
        self.setFixedWidth(min(WIDTH, self.window().width() - 2 * EDGE))
        self.adjustSize()
        self.move(self._place(line))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """One line down or up; above the first none is chosen."""
        self.rows.setCurrentRow(max(-1, min(self.rows.count() - 1, self.rows.currentRow() + by)))

    def _place(self, line: QWidget) -> QPoint:
        """Under the line; above it where there is no room below."""
        window = self.window()
        below = line.mapTo(window, QPoint(0, line.height() + 2))
        left = max(EDGE, min(below.x(), window.width() - self.width() - EDGE))
        fits = below.y() + self.height() <= window.height()
        return QPoint(left, below.y() if fits else below.y() - line.height() - self.height() - 4)


class AddressEntry(LineEntry):
    """`asked`: what was typed, at every key; `taken`: the place of the suggestion that was chosen."""

    asked = Signal(str)
    taken = Signal(int)

    def __init__(self, key: str) -> None:
        self._list: Suggestions | None = None
        self._told: Sequence[str] = ()
        super().__init__(key)
        self._name, self._hint = "", ""
        self.line.textEdited.connect(self.asked)
        self.line.installEventFilter(self)

    def accept(self) -> None:
        """The grey words show how to type, they are no proposal."""

    def propose(self, _text: str, _mark: str) -> None:
        """Nothing is proposed here but in the list."""

    def say(self, text: str, tone: str = "danger") -> None:
        """A problem does not silence the line that is chosen."""
        super().say(text, tone)
        if self.offers:
            self.line.setAccessibleDescription(self._told[self.chosen + 1])

    def name_list(self, name: str, keys: str) -> None:
        """What the list is called, and the keys that work in it."""
        self._name, self._hint = name, keys

    def offer(self, lines: Sequence[str], told: Sequence[str], chosen: int) -> None:
        """Show these lines; `told[n + 1]` is said to those who listen when line n is chosen, `told[0]` when none is."""
        self._told = told
        if not lines or not self.line.hasFocus():
            self.withdraw()
            return
        shown = self._suggestions()
        shown.rows.setAccessibleName(self._name)
        shown.keys.setText(self._hint)
        shown.show_under(self.line, lines, chosen)
        self._say_chosen()

    def withdraw(self) -> None:
        """No list any more; what was typed stays."""
        if self._list is not None:
            self._list.hide()
        self.line.setAccessibleDescription(self.problem.text())

    @property
    def offers(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and not self._list.isHidden()

    @property
    def chosen(self) -> int:
        """The line that Enter takes, -1 where it takes none."""
        return self._list.rows.currentRow() if self._list is not None and self.offers else -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is shown its keys are its own; leaving the line closes it."""
        if watched is self.line and event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.withdraw()
        if watched is not self.line or not self.offers or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in OURS or event.modifiers() not in BARE:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # Escape and Enter mean the list, whatever else they mean on this page
            return True
        return event.type() == QEvent.Type.KeyPress and self._press(event.key())

    def _press(self, key: int) -> bool:
        """Whether the line must not see this key. Enter takes and then goes on, like Enter in any field."""
        if key in TAKES:
            self._take(self.chosen)
            return False
        if key == Qt.Key.Key_Escape:
            self.withdraw()
        else:
            self._suggestions().step(STEPS[Qt.Key(key)])
            self._say_chosen()
        return True

    def _take(self, row: int) -> None:
        self.withdraw()
        if row >= 0:
            self.taken.emit(row)

    def _say_chosen(self) -> None:
        """A screen reader hears the line that is chosen, though the cursor stays in the text."""
        told = self._told[self.chosen + 1]
        self.line.setAccessibleDescription(told)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, told))

    def _suggestions(self) -> Suggestions:
        if self._list is None or self._list.window() is not self.window():
            self._list = Suggestions(self.window())
            self._list.picked.connect(self._take)
        return self._list

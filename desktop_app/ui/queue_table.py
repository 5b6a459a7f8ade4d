"""The table of the queue: rows may be marked, by Shift and arrows, Ctrl+A, or Space."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.ui.table import Column, Index, LineTable, Table

Flag = QItemSelectionModel.SelectionFlag
MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class MarkedTable(Table):
    """Space marks a row and goes one on; from then on the arrows move without unmarking, until a click or Esc."""

    marking = False

    def __init__(
        self, model: LineTable[Any], columns: Sequence[Column[Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(model, columns, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def marked(self) -> list[int]:
        """The rows that are marked, from above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def mark(self, rows: Collection[int]) -> None:
        """Exactly these."""
        chosen = self.selectionModel()
        chosen.clearSelection()
        for row in rows:
            chosen.select(self.model().index(row, 0), Flag.Select | Flag.Rows)

    def framed(self, row: int) -> bool:
        """While rows are being marked, the row the cursor stands on has a frame."""
        return self.marking and row == self.currentIndex().row()

    def unmark(self) -> None:
        """Only the row the cursor stands on."""
        self.marking = False
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        self.viewport().update()

    def selectAll(self) -> None:
        """Every row of the list, those that are not loaded yet too."""
        self.fetch_all()
        super().selectAll()

    def fetch_all(self) -> None:
        """Load the whole list."""
        while self.model().canFetchMore(QModelIndex()):
            self.model().fetchMore(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks; everything else is the table's."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._mark_current()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A plain click chooses one row again."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.marking = False
        super().mousePressEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """What happens to the marks when the cursor moves."""
        moved = isinstance(event, QKeyEvent) and event.key() in MOVES and not event.modifiers()
        return Flag.NoUpdate if self.marking and moved else super().selectionCommand(index, event)

    def _mark_current(self) -> None:
        here = self.currentIndex()
        if not here.isValid():
            return
        first, self.marking = not self.marking and len(self.marked()) < 2, True
        self.selectionModel().select(here, (Flag.Select if first else Flag.Toggle) | Flag.Rows)
        below = self.model().index(here.row() + 1, here.column())
        if below.isValid():
            self.selectionModel().setCurrentIndex(below, Flag.NoUpdate)
            self.scrollTo(below)
        self.viewport().update()

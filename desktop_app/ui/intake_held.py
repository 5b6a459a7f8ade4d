"""What lies with the unfinished form already: one line a paper, to be taken back where it was bound wrongly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.models.draft_papers import HeldLine
from desktop_app.ui.fields import link, section
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of

NUMBER = Qt.ItemDataRole.UserRole
HEIGHT = 84  # pixels: three lines


class HeldList(QListWidget):
    """`given_up`: Delete was pressed on a line."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes back; everything else is a list's own."""
        if event.key() == Qt.Key.Key_Delete:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class HeldPapers(QWidget):
    """Seen only when something is held; `taken_back`: the number of a paper that shall show no document any more."""

    taken_back = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._lines = office, list[HeldLine]()
        self.title, self.back, self.list = section(), link(), HeldList()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list)
        self.back.clicked.connect(self._take_back)
        self.list.itemActivated.connect(self._take_back)
        self.list.given_up.connect(self._take_back)
        self.show_lines(())

    def show_lines(self, lines: Sequence[HeldLine]) -> None:
        """These are bound to a document."""
        words, row = self._office.words, self.list.currentRow()
        self._lines = [one for one in lines if one.document]
        self.list.clear()
        for one in self._lines:
            told = f"{words.document(one.document)} · {one.name} · {words.size(one.size)}"
            item = QListWidgetItem(told)
            item.setData(NUMBER, one.n)
            item.setToolTip(told)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.list.setFixedHeight(round(HEIGHT * scale_of(self.font())))
        self.setVisible(bool(self._lines))

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("intake-papers-held"))
        self.back.setText(words("intake-papers-back"))
        self.back.setToolTip(words("intake-papers-back-tip"))
        self.list.setAccessibleName(words("intake-papers-held"))
        self.show_lines(self._lines)

    def _take_back(self, _: object = None) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.taken_back.emit(item.data(NUMBER))

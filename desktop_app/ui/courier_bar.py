"""The courier's place under the outbox: what a stick is for, its two buttons, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.fields import Banner, quiet, secondary
from desktop_app.ui.file_dialogs import ask_folder
from desktop_app.ui.office import Office


class CourierBar(QWidget):
    """Asks for the folder of the stick; `save` and `take_in` tell which one was chosen, `stop` that it is enough."""

    stop = Signal()
    save = Signal(str)
    take_in = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.explain, self.told = quiet(), Banner("good")
        self.saving, self.taking, self.stopping = secondary(), secondary(), secondary()
        self.stopping.clicked.connect(self._stop)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._stop)
        self._escape.setEnabled(False)
        self.saving.clicked.connect(partial(self._ask_folder, "courier-save", self.save.emit))
        self.taking.clicked.connect(partial(self._ask_folder, "courier-take", self.take_in.emit))
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; what was told was told in the language of then."""
        words = self._office.words
        self.explain.setText(words("courier-explain"))
        self.saving.setText(words("courier-save"))
        self.taking.setText(words("courier-take"))
        self.stopping.setText(words("courier-stop"))

    def rest(self, busy: bool) -> None:
        """While the stick is written or read, one button is left: to stop."""
        began = busy and any(button.hasFocus() for button in (self.saving, self.taking))
        self.stopping.setVisible(busy)
        self.stopping.setEnabled(busy)
        self._escape.setEnabled(busy)
        for button in (self.saving, self.taking):
            button.setEnabled(not busy)
        if began:
            self.stopping.setFocus()

    def _stop(self) -> None:
        """Once: it takes the moment that the piece at hand takes."""
        self.stopping.setEnabled(False)
        self._escape.setEnabled(False)
        self.stop.emit()

    def say(self, text: str, tone: str) -> None:
        """What came of it."""
        self.told.say(text, tone)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.explain, 1)
        row.addWidget(self.saving)
        row.addWidget(self.taking)
        row.addWidget(self.stopping)
        self.stopping.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addLayout(row)

    def _ask_folder(self, title: str, chosen: Callable[[str], None]) -> None:
        ask_folder(self, self._office.words(title), chosen)

"""The dialog “Other printer…”: which printer, and by how many millimetres paper lies askew in it; both are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop_app.settings import Preferences
from desktop_app.ui.fields import Field, heading, primary, quiet, secondary
from desktop_app.ui.office import Office

MOST_ASKEW = 10.0  # millimetres
SIZE = (480, 430)


class PrinterDialog(QDialog):
    """`chosen`: these preferences hold from now on. It closes by itself."""

    chosen = Signal(object)

    def __init__(self, office: Office, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: Preferences = office.preferences
        words = office.words
        self.setWindowTitle(words("printer-title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*SIZE)
        self.printers = Field(QListWidget(), words("printer-which"))
        self.right = Field(_millimetres(), words("printer-shift-right"))
        self.down = Field(_millimetres(), words("printer-shift-down"))
        self.take, self.leave = primary(words("printer-take")), secondary(words("printer-leave"))
        self._fill(names)
        self._lay_out(words("printer-explain"))
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)
        self.list.itemActivated.connect(self._take)
        self.list.setFocus()

    @property
    def list(self) -> QListWidget:
        """The printers."""
        assert isinstance(self.printers.widget, QListWidget)
        return self.printers.widget

    def _fill(self, names: Sequence[str]) -> None:
        self.list.addItems(list(names))
        self.list.setCurrentRow(names.index(self._kept.printer) if self._kept.printer in names else 0)
        spin(self.right).setValue(self._kept.shift_right_mm)
        spin(self.down).setValue(self._kept.shift_down_mm)

    def _take(self, _: object = None) -> None:
        if self.list.currentRow() < 0:
            return
        preferences = replace(
            self._kept,
            printer=self.list.currentItem().text(),
            shift_right_mm=spin(self.right).value(),
            shift_down_mm=spin(self.down).value(),
        )
        self.accept()
        self.chosen.emit(preferences)

    def _lay_out(self, explain: str) -> None:
        shifts, buttons = QHBoxLayout(), QHBoxLayout()
        shifts.addWidget(self.right)
        shifts.addWidget(self.down)
        shifts.addStretch()
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(12)
        column.addWidget(heading(self.windowTitle()))
        column.addWidget(quiet(explain))
        column.addWidget(self.printers, 1)
        for row in (shifts, buttons):
            column.addLayout(row)


def spin(field: Field) -> QDoubleSpinBox:
    """The number in a field of millimetres."""
    assert isinstance(field.widget, QDoubleSpinBox)
    return field.widget


def _millimetres() -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setRange(-MOST_ASKEW, MOST_ASKEW)
    made.setSingleStep(0.5)
    made.setDecimals(1)
    made.setMinimumSize(110, 34)
    return made

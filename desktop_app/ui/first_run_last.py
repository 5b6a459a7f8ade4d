"""The last steps: a printer, or later; and the first fill, with its bytes and minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar

from desktop_app.settings import keep_preferences, read_preferences
from desktop_app.sync.beginning import Beginning
from desktop_app.sync.session import SyncReport
from desktop_app.ui.fields import Banner, Field, secondary
from desktop_app.ui.first_run_step import Step
from desktop_app.ui.first_run_words import sentence
from desktop_app.ui.lane import Lane
from desktop_app.ui.wording import Words

MOST_ASKEW = 10.0  # millimetres
LOOK_EVERY_MS = 300
LATER = ""


class PrinterStep(Step):
    """The printer of this desk and how its paper lies; "later" is an answer."""

    name = "printer"

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.printer = Field(QComboBox())
        self.right, self.down = Field(_millimetres()), Field(_millimetres())
        self.column.addWidget(self.printer)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.right)
        row.addWidget(self.down)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addStretch()

    @property
    def box(self) -> QComboBox:
        """The list of printers; the first line is "later"."""
        assert isinstance(self.printer.widget, QComboBox)
        return self.printer.widget

    def retranslate(self) -> None:
        super().retranslate()
        self.printer.set_label(self.words("first-printer"))
        self.right.set_label(self.words("first-shift-right"))
        self.down.set_label(self.words("first-shift-down"))
        if self.box.count():
            self.box.setItemText(0, self.words("first-printer-later"))

    def arrive(self) -> None:
        from PySide6.QtPrintSupport import QPrinterInfo

        if not self.box.count():
            self.offer(QPrinterInfo.availablePrinterNames())
        self.box.setFocus()

    def offer(self, names: list[str]) -> None:
        """These printers are here."""
        kept = read_preferences(self.beginning.settings.data)
        self.box.clear()
        self.box.addItem(self.words("first-printer-later"), LATER)
        for name in names:
            self.box.addItem(name, name)
        self.box.setCurrentIndex(max(0, self.box.findData(kept.printer)))
        _spin(self.right).setValue(kept.shift_right_mm)
        _spin(self.down).setValue(kept.shift_down_mm)

    def work(self) -> Callable[[], object]:
        data = self.beginning.settings.data
        chosen = replace(
            read_preferences(data),
            printer=self.box.currentData() or LATER,
            shift_right_mm=_spin(self.right).value(),
            shift_down_mm=_spin(self.down).value(),
        )

        def keep() -> None:
            keep_preferences(data, chosen)
            self.beginning.go_on_at("fill")

        return keep


class FillStep(Step):
    """Everything the school has, fetched once; the window may be closed, the rest comes at the next start."""

    name = "fill"

    def __init__(self, words: Words, beginning: Beginning, lane: Lane) -> None:
        super().__init__(words, beginning)
        self._lane = lane
        self.bar, self.told, self.trouble, self.again = QProgressBar(), QLabel(), Banner("warn"), secondary()
        self.bar.setTextVisible(False)
        for part in (self.bar, self.told, self.trouble):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addStretch()
        self.again.clicked.connect(self._begin)
        self._stopping, self._error = False, BaseException()
        self.filled: SyncReport | None = None
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def retranslate(self) -> None:
        super().retranslate()
        self.again.setText(self.words("first-fill-again"))
        self.bar.setAccessibleName(self.words("first-fill-title"))
        self.again.setVisible(bool(self.trouble.text))
        if self.trouble.text:
            self.trouble.say(sentence(self.words, self._error), "warn")
        if self.filled is not None:
            self.told.setText(self.words("first-fill-done", rows=self.filled.received))

    def arrive(self) -> None:
        self._stopping = False
        if self.filled is None and not self._timer.isActive():
            self._begin()

    def leave(self) -> None:
        self._stopping = True
        self._timer.stop()

    def work(self) -> Callable[[], object]:
        return partial(self.beginning.go_on_at, "")

    def look(self) -> None:
        """How far it has come."""
        done, total = self.beginning.progress()
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        spent = time.monotonic() - self._began
        minutes = round((total - done) * spent / done / 60) if done and total else None
        carried = self.words.carried(done, total, minutes or None) if total else self.words.size(done)
        self.told.setText(carried)

    def _begin(self) -> None:
        self.trouble.say("")
        self.again.hide()
        self.waits.emit(True)
        self._began = time.monotonic()
        self._timer.start()
        self._lane.run(partial(self.beginning.fill, lambda: self._stopping), self._filled, self._broke_off)

    def _filled(self, report: SyncReport) -> None:
        self._timer.stop()
        self.filled = report
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self.retranslate()
        self.waits.emit(False)

    def _broke_off(self, error: BaseException) -> None:
        self._timer.stop()
        self.bar.setRange(0, 1)
        self._error = error
        self.trouble.say(sentence(self.words, error), "warn")
        self.again.show()
        self.again.setFocus()


def _millimetres() -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(-MOST_ASKEW, MOST_ASKEW)
    spin.setSingleStep(0.5)
    spin.setDecimals(1)
    spin.setMinimumSize(110, QLineEdit().sizeHint().height())
    return spin


def _spin(field: Field) -> QDoubleSpinBox:
    assert isinstance(field.widget, QDoubleSpinBox)
    return field.widget

"""The export of the registration book: where to, how far it is, a way to stop it, and what became of it."""

from __future__ import annotations

import threading
from array import array
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused
from desktop_app.ui.fields import Banner, secondary
from desktop_app.ui.journal_columns import Names, sheet
from desktop_app.ui.office import Office
from desktop_app.usecases.export_journal import Watcher, export_journal

KINDS = {"XLSX (*.xlsx)": ".xlsx", "CSV (*.csv)": ".csv"}


class JournalExport(QWidget):
    """A bar and a sentence; hidden parts take no room. `busy`: one export is under way, another has to wait."""

    busy = Signal(bool)
    _written = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._stopped = threading.Event()
        self.bar, self.stop, self.told = QProgressBar(), secondary(), Banner()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.told)
        self.stop.clicked.connect(self._stopped.set)
        self._written.connect(self.bar.setValue, Qt.ConnectionType.QueuedConnection)
        self._show_work(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; what was told stays told."""
        self.stop.setText(self._office.words("book-export-stop"))
        self.bar.setAccessibleName(self._office.words("book-export-going"))

    def leave(self) -> None:
        """What was told is read."""
        self.told.say("")

    def ask(self, places: array[int], names: Names) -> None:
        """Where to write these entries."""
        words = self._office.words
        today = self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()
        dialog = QFileDialog(self, words("book-export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(KINDS))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(KINDS[chosen][1:]))
        dialog.selectFile(words("book-export-file", day=f"{today:%Y-%m-%d}"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.write(Path(path), places, names))
        dialog.open()

    def write(self, path: Path, places: array[int], names: Names) -> None:
        """Write them there on the desk lane."""
        office = self._office
        self._stopped.clear()
        self.bar.setRange(0, len(places))
        self.bar.setValue(0)
        self._show_work(True)
        self.told.say("")
        watcher = Watcher(self._written.emit, self._stopped.is_set)
        told = sheet(names, office.words)
        work = partial(export_journal, office.desk.replica, office.officer, places, told, path, watcher)
        office.do(work, partial(self._done, path), self._refused, quietly=True)

    def _done(self, path: Path, written: int | None) -> None:
        words = self._office.words
        self._show_work(False)
        if written is None:
            self.told.say(words("book-export-stopped"), "idle")
        else:
            self.told.say(words("book-export-done", n=written, name=path.name), "good")

    def _refused(self, refused: ActRefused) -> None:
        self._show_work(False)
        self.told.say(self._office.trouble(refused), "warn")

    def _show_work(self, on: bool) -> None:
        self.bar.setVisible(on)
        self.stop.setVisible(on)
        self.busy.emit(on)

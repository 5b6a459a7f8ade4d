"""The export of the registration book: where to, how far it is, a way to stop it, and what became of it."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused
from desktop_app.ui.fields import Banner
from desktop_app.ui.journal_columns import Names, sheet
from desktop_app.ui.office import Office
from desktop_app.ui.work_bar import WorkBar
from desktop_app.usecases.export_journal import export_journal
from desktop_app.usecases.watching import Watcher

KINDS = {"XLSX (*.xlsx)": ".xlsx", "CSV (*.csv)": ".csv"}


class JournalExport(QWidget):
    """A bar and a sentence; hidden parts take no room. `busy`: one export is under way, another has to wait."""

    busy = Signal(bool)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self.going = office, False
        self.work, self.told = WorkBar(office, "book-export-going"), Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.work)
        column.addWidget(self.told)
        self.work.seen.connect(self._seen)

    def retranslate(self) -> None:
        """Every word again; what was told stays told."""
        self.work.retranslate()

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
        office, told = self._office, sheet(names, self._office.words)
        self._rest(True)
        self.told.say("")

        def export(watcher: Watcher) -> int | None:
            return export_journal(office.desk.replica, office.officer, places, told, path, watcher)

        work = self.work.watched(export, len(places))
        office.do(work, partial(self._done, path), self._refused, quietly=True)

    def _done(self, path: Path, written: int | None) -> None:
        words = self._office.words
        if written is None:
            self.told.say(words("book-export-stopped"), "idle")
        else:
            self.told.say(words("book-export-done", n=written, name=path.name), "good")
        self._rest(False)

    def _refused(self, refused: ActRefused) -> None:
        self.told.say(self._office.trouble(refused), "warn")
        self._rest(False)

    def _seen(self, on: bool) -> None:
        """Whatever trouble ended it, another one may begin."""
        self.going = self.going and on

    def _rest(self, on: bool) -> None:
        self.going = on
        self.busy.emit(on)

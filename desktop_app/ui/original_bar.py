"""Above a scan: how far it has come, and the original behind its small copy, fetched only when somebody asks."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.models import queries
from desktop_app.models.lines import FileLine
from desktop_app.sync.pace import RATE, Progress, minutes_for
from desktop_app.ui.fields import link, quiet
from desktop_app.ui.office import Office


class OriginalBar(QWidget):
    """`chosen`: look again at this file, somebody wants its original or no more. Hidden without words."""

    chosen = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._file: FileLine | None = None
        self._asked = False
        self._progress: Progress | None = None
        self.told, self.show_it, self.stop = quiet(), link(), link()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.show_it)
        row.addWidget(self.stop)
        self.show_it.clicked.connect(self._ask)
        self.stop.clicked.connect(self._stop)
        office.carried.connect(self.carry)
        self.hide()

    def leave(self) -> None:
        """Another scan is looked at, or none."""
        self._file, self._asked, self._progress = None, False, None
        self.hide()

    def best_of(self, file: FileLine) -> str:
        """SHA-256 of what of this file is to be shown now; empty while nothing of it is here."""
        if self._asked and file.original_here:
            return file.original
        return file.sha256 if file.here else file.thumbnail

    def offer(self, file: FileLine) -> None:
        """Say how it stands with this file."""
        self._file = file
        waits = self._asked and not file.original_here
        told = self._told(file)
        self.told.setText(told)
        self.show_it.setText(self._offered(file))
        self.show_it.setVisible(bool(file.original) and file.here and not self._asked)
        self.stop.setText(self._office.words("original-stop"))
        self.stop.setVisible(waits)
        self.setVisible(bool(told) or not self.show_it.isHidden())

    def carry(self, progress: Progress) -> None:
        """News from the line, of this file perhaps."""
        if self._file is not None and progress.file in (self._file.sha256, self._file.original):
            self._progress = progress
            self.offer(self._file)

    def _told(self, file: FileLine) -> str:
        words = self._office.words
        if not file.here:
            return self._coming("scan-coming", file.sha256) or (words("scan-small") if file.thumbnail else "")
        if not self._asked:
            return ""
        if file.original_here:
            return words("original-shown", size=words.size(file.original_size))
        return self._coming("original-coming", file.original) or words("original-asked")

    def _coming(self, key: str, sha256: str) -> str:
        words, progress = self._office.words, self._progress
        if progress is None or progress.file != sha256:
            return ""
        return words(key, carried=words.carried(progress.done, progress.total, progress.minutes))

    def _offered(self, file: FileLine) -> str:
        words, size = self._office.words, self._office.words.size(file.original_size)
        rate = float(queries.meta(self._office.desk.replica, RATE) or 0)
        minutes = None if file.original_here else minutes_for(file.original_size, rate)
        if minutes is None:
            return words("original-show", size=size)
        return words("original-show-minutes", size=size, span=words.span(timedelta(minutes=minutes)))

    def _ask(self) -> None:
        assert self._file is not None, "the button belongs to a file"
        self._asked = True
        if not self._file.original_here:
            self._office.wanted.emit([self._file.original])
        self.chosen.emit(self._file)

    def _stop(self) -> None:
        assert self._file is not None, "the button belongs to a file"
        self._asked, self._progress = False, None
        self._office.unwanted.emit([self._file.original])
        self.chosen.emit(self._file)

"""A long work of the desk lane: how far it is, in words, and a way to end it; seen only where it lasts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.ui.fields import quiet, secondary, section
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.watching import Watcher

T = TypeVar("T")
PATIENCE = 700  # milliseconds before anything is shown
WIDTH = 460  # pixels
Work = Callable[[Watcher], T]


class WorkBar(QWidget):
    """The bar speaks by the key `far` (`{n}`, `{total}` and what else the work counts); its name is `going`.

    News of the work come through its lane, which outlives the bar.

    `seen`: it is to be seen now, or no more; `stopping`: a person wants an end.
    """

    seen = Signal(bool)
    stopping = Signal()

    def __init__(self, office: Office, going: str, far: str = "work-far") -> None:
        super().__init__()
        self._office, self._going, self._far = office, going, far
        self._wanted_no_more = threading.Event()
        self._patience = QTimer(self)
        self.bar, self.stop, self.far = QProgressBar(), secondary(), quiet()
        self._lay_out()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._appear)
        self.stop.clicked.connect(self.end_it)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; how far it is follows with the next step."""
        words = self._office.words
        self.stop.setText(words("work-stopping" if self._wanted_no_more.is_set() else "work-stop"))
        self.bar.setAccessibleName(words(self._going))

    def speak(self, going: str, far: str) -> None:
        """By these keys from now on."""
        self._going, self._far = going, far

    def watched(self, work: Work[T], total: int = 0) -> Callable[[], T]:
        """The work for the lane; the bar goes when it ends, however it does."""
        self.begin(total)
        return partial(self._watched, work)

    def begin(self, total: int = 0) -> None:
        """Something of so many parts begins; 0: nobody knows yet."""
        self._wanted_no_more.clear()
        self.stop.setEnabled(True)
        self.retranslate()
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.far.setText("")
        self._patience.start(PATIENCE)

    def show_far(self, done: int, total: int = 0, more: dict[str, int] | None = None) -> None:
        """So many parts are done."""
        if total:
            self.bar.setMaximum(total)
        self.bar.setValue(done)
        self.far.setText(self._office.words(self._far, n=done, total=self.bar.maximum(), **(more or {})))

    def end_it(self) -> None:
        """Once: it takes the moment that the part at hand takes."""
        self._wanted_no_more.set()
        self.stop.setEnabled(False)
        self.retranslate()
        self.stopping.emit()

    def end(self) -> None:
        """It is over."""
        self._patience.stop()
        self.hide()
        self.seen.emit(False)

    def _lay_out(self) -> None:
        self.bar.setTextVisible(False)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(10)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.far)

    def _appear(self) -> None:
        self.show()
        self.seen.emit(True)

    def _tell(self, done: int, total: int = 0, **more: int) -> None:
        self._office.desk_lane.say(partial(self.show_far, done, total, more))

    def _watched(self, work: Work[T]) -> T:
        try:
            return work(Watcher(self._tell, self._wanted_no_more.is_set))
        finally:
            self._office.desk_lane.say(self.end)


class WorkDialog(QDialog):
    """The same over a window whose parts may be written anew meanwhile; Esc ends the work, not only the look at it."""

    def __init__(self, office: Office, over: QWidget) -> None:
        super().__init__(over)
        self._office = office
        self.setModal(True)
        self.title, self.work = wrapped(section()), WorkBar(office, "work-stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addWidget(self.work)
        self.setMinimumWidth(WIDTH)
        self.work.seen.connect(self._follow)

    def about(self, going: str, far: str) -> WorkBar:
        """The bar, for another work."""
        self.setWindowTitle(self._office.words(going))
        self.title.setText(self._office.words(going))
        self.work.speak(going, far)
        return self.work

    def reject(self) -> None:
        """It closes when the work has come to its end."""
        self.work.end_it()

    def _follow(self, on: bool) -> None:
        if on:
            self.open()
            self.work.stop.setFocus()
        else:
            self.hide()


def over_window(office: Office, going: str, far: str, over: QWidget, work: Work[T]) -> Callable[[], T]:
    """The work for the lane, watched in the window's own dialog, which stays: the lane may hold it a moment longer."""
    dialog = over.findChild(WorkDialog) or WorkDialog(office, over)
    return dialog.about(going, far).watched(work)

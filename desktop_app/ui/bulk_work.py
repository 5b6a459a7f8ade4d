"""Bulk work: one deed on many applications, each its own act, one after the other; every outcome is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from admission.problems import ActRefused
from desktop_app.models.lines import ApplicationLine
from desktop_app.ui.office import Office

Work = Callable[[], Any]
Step = Callable[[ApplicationLine], Work | str]


class Told(NamedTuple):
    """What became of one application: an empty `why` means done."""

    line: ApplicationLine
    why: str = ""


class BulkWork(QObject):
    """`progress`: how many are through, of how many; `finished`: a Told for each, in their order.

    A trouble of disk or key ends it: what was not begun is told so, like what a person stopped.
    """

    progress = Signal(int, int)
    finished = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lines: Sequence[ApplicationLine] = ()
        self._told: list[Told] = []
        self._step: Step = lambda _: ""
        self._stop = ""
        self.busy = False

    def start(self, lines: Sequence[ApplicationLine], step: Step) -> None:
        """Do `step` of each line: it gives the work for the desk lane, or says why it may not be done."""
        if self.busy:
            return
        self._lines, self._step, self._told, self._stop, self.busy = tuple(lines), step, [], "", True
        self._go_on()

    def stop(self) -> None:
        """Begin no more of them; what was done stays done."""
        if self.busy:
            self._stop = self._office.words("bulk-stopped")

    def _go_on(self) -> None:
        """Until something runs on the lane, or nothing is left."""
        while len(self._told) < len(self._lines):
            line = self._lines[len(self._told)]
            work = self._stop or self._step(line)
            if not isinstance(work, str):
                self._office.desk_lane.run(work, self._done, self._failed)
                return
            self._told.append(Told(line, work))
        self.busy = False
        self._office.changed.emit()
        self.finished.emit(tuple(self._told))

    def _done(self, _: object) -> None:
        self._tell("")

    def _failed(self, error: BaseException) -> None:
        why = self._office.trouble(error)
        if not isinstance(error, ActRefused):
            self._stop = self._office.words("bulk-not-begun")
        self._tell(why)

    def _tell(self, why: str) -> None:
        self._told.append(Told(self._lines[len(self._told)], why))
        self.progress.emit(len(self._told), len(self._lines))
        self._go_on()

"""Scans of receipts one after the other on the desk lane, so that other work comes in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.office import Office
from desktop_app.ui.paper_drops import Brought
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.rebuild import CheckedPaper, check_papers, in_time, rebuild
from verification.receipt_files import files_of, found_in

Job = Callable[[], Sequence[CheckedPaper]]


class ReceiptWork(QObject):
    """`told`: what came of the next papers; `moved`: a key of words, how many are done, and of how many."""

    told = Signal(object)
    moved = Signal(str, int, int)
    rested = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._jobs: list[Job] = []
        self._key, self._done = "", 0

    @property
    def busy(self) -> bool:
        """Whether there is something to stop."""
        return bool(self._jobs)

    def check(self, brought: Sequence[Brought]) -> None:
        """Every receipt in these files, and in the files of these folders."""
        desk = self._office.desk
        files = [(name, one) for name, data in brought for one in _unfolded(data)]
        jobs = [
            partial(check_one, desk, one.name if isinstance(one, Path) else name, one) for name, one in files
        ]
        self._begin("receipt-working", jobs)

    def rebuild(self, papers: Sequence[CheckedPaper]) -> None:
        """File again those that are genuine and not known here, the oldest first."""
        jobs = [partial(rebuild, self._office.desk, [one]) for one in in_time(papers)]
        self._begin("receipt-rebuilding", jobs)

    def stop(self) -> None:
        """What is done stays done."""
        del self._jobs[1:]

    def _begin(self, key: str, jobs: Sequence[Job]) -> None:
        if jobs and not self.busy:
            self._key, self._done, self._jobs = key, 0, list(jobs)
            self._next()

    def _next(self) -> None:
        self.moved.emit(self._key, self._done, self._done + len(self._jobs))
        last = len(self._jobs) == 1 and self._key == "receipt-rebuilding"
        self._office.do(self._jobs[0], self._took, self._failed, quietly=not last)

    def _took(self, papers: Sequence[CheckedPaper]) -> None:
        self.told.emit(papers)
        self._done += 1
        del self._jobs[:1]
        if self._jobs:
            self._next()
        else:
            self.rested.emit()

    def _failed(self, error: Exception) -> None:
        self._jobs.clear()
        self._office.notice.emit(self._office.trouble(error))
        self.rested.emit()


def check_one(desk: Desk, name: str, data: bytes | Path) -> tuple[CheckedPaper, ...]:
    """What one file holds; a file that went away meanwhile is one that cannot be opened."""
    try:
        content = data.read_bytes() if isinstance(data, Path) else data
    except OSError:
        content = b""
    return check_papers(desk, found_in(content, name))


def _unfolded(data: bytes | Path) -> Sequence[bytes | Path]:
    return list(files_of(data)) if isinstance(data, Path) else [data]

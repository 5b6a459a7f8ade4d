"""The heartbeat: when to talk to the centre, and what came of it; the talking itself is sync's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.models import outgoing, queries
from desktop_app.models.mark import WIPED
from desktop_app.sync.files import carry_files, fetch_files
from desktop_app.sync.session import Line, SyncReport, synchronise
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words

EVERY = timedelta(seconds=30)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)

Errand = Callable[[Sequence[str], Callable[[], bool]], SyncReport]


@dataclass(frozen=True)
class Beat:
    """How it stands with the centre: `at` is when we last heard it; `said` is its sentence in trouble."""

    state: Literal["starting", "talking", "good", "offline", "trouble", "revoked"]
    at: datetime | None = None
    began_with: int = 0
    said: str = ""


def errand(connect: Callable[[], Line]) -> Errand:
    """Acts up and rows down, then the files that wait, then the files that somebody here wants to see.

    `connect` is asked once, on the lane: its libraries are not needed for the first window.
    """
    made: list[Line] = []

    def run(wanted: Sequence[str], stop: Callable[[], bool]) -> SyncReport:
        if not made:
            made.append(connect())
        line = made[0]
        report = synchronise(line, stop)
        carry_files(line, stop)
        brought = fetch_files(line, wanted, stop).received
        return msgspec.structs.replace(report, received=report.received + brought)

    return run


def _of_code(words: Words, code: str) -> str:
    known = f"problem-{code}"
    return words(known) if words.has(known) else words("sync-trouble", code=code)


class Heartbeat(QObject):
    """Talks to the centre every `every`, at once when something waits, later and later while it is away.

    One errand runs at a time; what is asked meanwhile is done once, right after it.
    """

    beat = Signal(object)

    def __init__(self, office: Office, lane: Lane, run: Errand, every: timedelta = EVERY) -> None:
        super().__init__()
        self._office, self._lane, self._run, self._every = office, lane, run, every
        self._pause = FIRST_PAUSE
        self._running = self._again = self._away = self._telling = self._stopping = False
        self._wanted: set[str] = set()
        self.now = Beat("starting")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_now)
        office.changed.connect(self._something_changed)
        office.wanted.connect(self._want)

    def start(self) -> None:
        """The first talk comes at once; a computer that was emptied has nothing to say."""
        if queries.meta(self._office.desk.replica, WIPED):
            self._end()
        self.sync_now()

    def sync_now(self) -> None:
        """Talk now; while talking, once more afterwards."""
        if self._stopping:
            return
        self._again = self._running
        if not self._running:
            self._begin()

    def close(self) -> None:
        """Break off between two turns, and wait for the lane."""
        self._stopping = True
        self._timer.stop()
        self._lane.close()

    @property
    def pause(self) -> timedelta:
        """How long until the next talk."""
        return timedelta(milliseconds=self._timer.interval())

    def _begin(self) -> None:
        self._timer.stop()
        self._running = True
        waiting = self._waiting()
        self._say(Beat("talking", self.now.at, waiting))
        work = partial(self._run, tuple(sorted(self._wanted)), lambda: self._stopping)
        self._lane.run(work, self._went_well, self._went_wrong)

    def _went_well(self, report: SyncReport) -> None:
        self._away, self._pause = False, FIRST_PAUSE
        again = self._rest(self._every)
        self._say(Beat("good", self._office.desk.now()))
        if report.sent or report.received:
            self._tell()
        if again:
            self.sync_now()

    def _went_wrong(self, error: BaseException) -> None:
        if queries.meta(self._office.desk.replica, WIPED):
            self._end()
            return
        self._away = True
        self._rest(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if isinstance(error, ServerUnreachable):
            self._say(Beat("offline", self.now.at))
        else:
            self._say(Beat("trouble", self.now.at, said=self._sentence(error)))

    def _end(self) -> None:
        """This computer was revoked and emptied: there is nothing left to talk about."""
        self._running, self._stopping = False, True
        self._say(Beat("revoked", said=self._office.words("sync-desk-wiped")))

    def _tell(self) -> None:
        self._telling = True
        self._office.changed.emit()
        self._telling = False

    def _sentence(self, error: BaseException) -> str:
        words = self._office.words
        if isinstance(error, DeskRevoked):
            return words("sync-desk-revoked")
        if isinstance(error, ServerTrouble):
            return error.message.get(words.language) or _of_code(words, error.code)
        return self._office.trouble(error)

    def _rest(self, pause: timedelta) -> bool:
        """Wait for the next talk; whether another one was asked for meanwhile."""
        again, self._again, self._running = self._again, False, False
        if not self._stopping:
            self._timer.start(int(pause.total_seconds() * 1000))
        return again

    def _something_changed(self) -> None:
        if not self._away and not self._telling and self._waiting():
            self.sync_now()

    def _want(self, files: Sequence[str]) -> None:
        new = set(files) - self._wanted
        self._wanted |= new
        if new and not self._away:
            self.sync_now()

    def _waiting(self) -> int:
        return outgoing.counts(self._office.desk.replica, self._office.desk.now()).outbox

    def _say(self, beat: Beat) -> None:
        self.now = beat
        self.beat.emit(beat)

"""The heartbeat: when to talk to the centre, and what came of it; the talking itself is sync's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.models import outgoing, queries
from desktop_app.models.mark import WIPED
from desktop_app.sync.pace import Listener
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words

if TYPE_CHECKING:
    from desktop_app.sync.porter import Porter
    from desktop_app.sync.session import Line, SyncReport

EVERY = timedelta(seconds=30)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)

GATHERING = frozenset({"centre-recovering", "recovering"})

Asked = Callable[[], bool]
Errand = Callable[[Sequence[str], Asked, Asked], "SyncReport"]


@dataclass(frozen=True)
class Beat:
    """How it stands with the centre: `at` is when we last heard it; `said` and `code` tell its trouble."""

    state: Literal["starting", "talking", "good", "offline", "trouble", "revoked"]
    at: datetime | None = None
    began_with: int = 0
    said: str = ""
    code: str = ""

    @property
    def gathering(self) -> bool:
        """The centre was put back from a backup and gathers what it lost: nobody's trouble, work goes on."""
        return self.code in GATHERING


def errand(
    connect: Callable[[], Line], listen: Listener, shown: Callable[[], object] = lambda: None
) -> Errand:
    """Acts up and rows down, then files, until somebody calls; `listen` hears of the files from the lane.

    `shown` is called on the lane when a first fill has brought the top of the queue and goes on.
    `connect` is asked once, on the lane: its libraries are not needed for the first window.
    """
    made: list[tuple[Line, Porter]] = []

    def run(wanted: Sequence[str], stop: Asked, called: Asked) -> SyncReport:
        from desktop_app.sync.session import synchronise  # and SQLAlchemy with it

        if not made:
            from desktop_app.sync.porter import Porter

            line = replace(connect(), shown=shown)
            made.append((line, Porter(line, listen)))
        line, porter = made[0]
        report = synchronise(line, stop)
        carried = porter.work(wanted, lambda: stop() or called())
        return msgspec.structs.replace(
            report, received=report.received + carried.received, more=carried.left and not stop()
        )

    return run


def _of_code(words: Words, code: str) -> str:
    known = f"problem-{code}"
    return words(known) if words.has(known) else words("sync-trouble", code=code)


class Heartbeat(QObject):
    """Talks to the centre every `every`, at once when something waits, later and later while it is away.

    One errand runs at a time; what is asked meanwhile is done once, right after it, and files make way for it.
    """

    beat = Signal(object)

    def __init__(self, office: Office, lane: Lane, run: Errand, every: timedelta = EVERY) -> None:
        super().__init__()
        self._office, self._lane, self._run, self._every = office, lane, run, every
        self._pause = FIRST_PAUSE
        self._running = self._again = self._away = self._telling = self._stopping = False
        self._wanted: tuple[str, ...] = ()
        self.now = Beat("starting")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_now)
        office.changed.connect(self._something_changed)
        office.beginning.connect(self._begun)
        office.wanted.connect(self._want)
        office.unwanted.connect(self._forget)

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
        work = partial(self._run, self._wanted, lambda: self._stopping, lambda: self._again)
        self._lane.run(work, self._went_well, self._went_wrong)

    def _went_well(self, report: SyncReport) -> None:
        self._away, self._pause = False, FIRST_PAUSE
        again = self._rest(self._every)
        state: Literal["talking", "good"] = "talking" if report.more else "good"
        self._say(Beat(state, self._office.desk.now()))
        if report.sent or report.received:
            self._tell()
        if again or report.more:
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
            code = error.code if isinstance(error, ServerTrouble) else ""
            self._say(Beat("trouble", self.now.at, said=self._sentence(error), code=code))

    def _begun(self) -> None:
        """The first fill has brought the top of the queue: work can begin."""
        self._tell()
        self._office.notice.emit(self._office.words("fill-begun"))

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
        """The newest first: somebody sits before it."""
        new = not set(files) <= set(self._wanted)
        self._wanted = tuple(dict.fromkeys((*files, *self._wanted)))
        if new and not self._away:
            self.sync_now()

    def _forget(self, files: Sequence[str]) -> None:
        """Nobody waits for these any more; what came of them is kept for another time."""
        self._wanted = tuple(one for one in self._wanted if one not in files)
        self._again = self._running

    def _waiting(self) -> int:
        return outgoing.counts(self._office.desk.replica, self._office.desk.now()).outbox

    def _say(self, beat: Beat) -> None:
        self.now = beat
        self.beat.emit(beat)

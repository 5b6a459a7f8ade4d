"""The neighbourhood: when to talk to the desks next door, and what came of it; the talking itself is sync's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop_app.models import neighbours, outgoing
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office

if TYPE_CHECKING:
    from desktop_app.sync.neighbours.finding import Found
    from desktop_app.sync.neighbours.house import House
    from desktop_app.sync.session import Line

T = TypeVar("T")
Make = Callable[[Callable[[], object]], "House"]
AWAY, MIRROR = (
    timedelta(seconds=3),
    timedelta(seconds=30),
)  # between two talks: without the centre, and with it


class Neighbourhood(QObject):
    """Works on a lane of its own: the sync lane may be waiting for a centre that is not there.

    `busy`: whether somebody waits for it; `told`: a sentence and its tone; `shown`: a code, until when, and where this
    computer listens; `found`: who announces himself; `paired`: there is a new pair, or one less.
    """

    busy = Signal(bool)
    told = Signal(str, str)
    shown = Signal(str, object, str)
    found = Signal(object)
    paired = Signal()
    _heard = Signal()

    def __init__(self, office: Office, lane: Lane, make: Make) -> None:
        super().__init__()
        self._office, self._lane, self._make = office, lane, make
        self._house: House | None = None
        self._running = self._again = self._telling = self._stopping = self._away = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.talk)
        self._heard.connect(self._told_at_the_door, Qt.ConnectionType.QueuedConnection)
        office.changed.connect(self._something_changed)

    def start(self) -> None:
        """Listen and talk where this desk has a pair; else nothing is opened."""
        if self._pairs():
            self._lane.run(lambda: self._there().open_for_pairs(), lambda _: self.talk(), self._failed)

    def close(self) -> None:
        """Say goodbye, and wait for the lane."""
        self._stopping = True
        self._timer.stop()
        self._lane.run(self._shut, _nothing, _nothing)  # after whatever opens it just now
        self._lane.close()

    def take(self, beat: Beat) -> None:
        """How it stands with the centre: without it, neighbours are asked often."""
        away = beat.state in ("offline", "trouble")
        if away and not self._away:
            self._again = self._running
            self.talk()
        self._away = away

    def talk(self) -> None:
        """Talk to every neighbour; once more afterwards if it was asked for meanwhile."""
        if self._stopping or self._running or not self._pairs():
            self._again = self._running
            return
        self._running = True
        self._timer.stop()
        self._lane.run(lambda: self._there().talk_to_all(), self._talked, self._not_talked)

    def show_code(self) -> None:
        """A code for another computer to enter."""
        self._ask(self._coded, lambda one: self.shown.emit(*one))

    def hide_code(self) -> None:
        """The code is void."""
        self._ask(self._hidden, _nothing)

    def look(self) -> None:
        """Who announces himself on the local network."""
        self._ask(self._seen, self.found.emit)

    def enter(self, code: str, address: str) -> None:
        """Pair with the computer at this address, whose screen shows the code."""
        self._ask(partial(self._entered, code, address), self._now_paired)

    def forget(self, desk: str) -> None:
        """No neighbour any more."""
        self._ask(partial(self._forgotten, desk), lambda _: self._tell())

    def name_of(self, desk: str) -> str:
        """What the desk is called in the office."""
        from desktop_app.models import queries

        names = {one.id: one.name for one in queries.desks(self._office.desk.replica)}
        return names.get(desk) or desk

    def _there(self) -> House:
        """Made on the lane: its libraries are not needed for the first window."""
        if self._house is None:
            self._house = self._make(self._heard.emit)
        return self._house

    def _shut(self) -> None:
        if self._house is not None:
            self._house.close()

    def _coded(self) -> tuple[str, datetime, str]:
        house = self._there()
        code, until = house.show_code()
        return code, until, house.where()

    def _hidden(self) -> None:
        house = self._there()
        house.hide_code()
        house.rest()

    def _seen(self) -> list[Found]:
        house = self._there()
        house.open()
        return house.look()

    def _entered(self, code: str, address: str) -> str:
        return self._there().enter(code, address)

    def _forgotten(self, desk: str) -> None:
        house = self._there()
        house.unpair(desk)
        house.rest()

    def _ask(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self.busy.emit(True)

        def finished(result: T) -> None:
            self.busy.emit(False)
            done(result)

        self._lane.run(work, finished, self._failed)

    def _failed(self, error: BaseException) -> None:
        from desktop_app.sync.neighbours.messages import NeighbourTrouble

        self.busy.emit(False)
        words = self._office.words
        if isinstance(error, ServerUnreachable):
            self.told.emit(words("problem-neighbour-unreachable"), "warn")
        elif isinstance(error, NeighbourTrouble):
            self.told.emit(trouble_sentence(self._office, error.code), "warn")
        else:
            self.told.emit(self._office.trouble(error), "warn")

    def _now_paired(self, desk: str) -> None:
        self.told.emit(self._office.words("neighbours-paired", name=self.name_of(desk)), "good")
        self.paired.emit()
        self.talk()

    def _talked(self, news: bool) -> None:
        self._rest()
        if news:
            self._tell()
        else:
            self.paired.emit()

    def _not_talked(self, error: BaseException) -> None:
        self._rest()
        self.told.emit(self._office.trouble(error), "warn")

    def _rest(self) -> None:
        again, self._again, self._running = self._again, False, False
        if not self._stopping:
            pause = AWAY if self._away else MIRROR
            self._timer.start(0 if again else int(pause.total_seconds() * 1000))

    def _tell(self) -> None:
        """The replica changed, by what a neighbour said."""
        self._telling = True
        self._office.changed.emit()
        self._telling = False
        self.paired.emit()
        if not self._running and not self._timer.isActive():
            self.talk()

    def _told_at_the_door(self) -> None:
        """What was heard may have scans, which are fetched now."""
        self._tell()
        self.talk()

    def _something_changed(self) -> None:
        if not self._telling and self._waiting():
            self.talk()

    def _waiting(self) -> int:
        return outgoing.counts(self._office.desk.replica, self._office.desk.now()).outbox

    def _pairs(self) -> bool:
        return bool(neighbours.neighbours(self._office.desk.replica))


def house_over(connect: Callable[[], Line]) -> Make:
    """What makes the house of this desk, once it is needed."""

    def make(heard: Callable[[], object]) -> House:
        from desktop_app.sync.neighbours.house import House

        return House(connect(), heard)

    return make


def trouble_sentence(office: Office, code: str) -> str:
    """What is the matter between two computers; a code of a newer program is told as it is."""
    known = f"problem-{code}"
    return office.words(known) if office.words.has(known) else office.words("problem-unknown", code=code)


def _nothing(_: object) -> None:
    """Nobody waits for it."""

"""The street: two desks of a school talk directly, over a local network on which this and that happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop_app.sync.neighbours.calling import PORT
from desktop_app.sync.neighbours.finding import Found
from desktop_app.sync.neighbours.house import House
from desktop_app.sync.neighbours.messages import NeighbourTrouble
from desktop_app.sync.trouble import ServerUnreachable
from tests.histories.computer import Computer
from tests.histories.faults import Killed, Trip
from tests.histories.invariants import hold

if TYPE_CHECKING:
    from tests.histories.world import World

LETTERS = 8  # of old messages somebody on the network has kept
HOLDS = {
    "neighbour": "desk, address, has, hash, heard",
    "neighbour_act": "desk, n",
    "neighbour_bundle": "desk, last",
}
FORGETTING = ("restore", "killed desk")  # what makes a desk forget which messages it has heard
Post = Callable[[str, str, bytes], bytes]


class Doorstep(House):
    """A desk's own house; whoever knocks is answered in his own thread, not through a socket."""

    def __init__(self, computer: Computer, post: Post, near: Sequence[Computer]) -> None:
        super().__init__(computer.line, lambda: None, finder=None, post=post)
        self._near = near

    @property
    def port(self) -> int:
        return PORT

    def open(self) -> None:
        """Its door stands open."""

    def found(self) -> list[Found]:
        """Who announces itself at this moment."""
        return [Found(one.meta("desk"), address_of(one)) for one in self._near]

    def answer(self, path: str, message: bytes, host: str) -> bytes:
        """What a caller is answered; NeighbourTrouble."""
        return self._serve(path, message, host)


def address_of(computer: Computer) -> str:
    """Where this computer listens."""
    return f"10.0.0.{computer.place}:{PORT}"


class Street:
    """What lies between two computers while they meet; their other neighbours are away."""

    def __init__(self, world: World, one: Computer, other: Computer, trip: Trip) -> None:
        self.world, self.one, self.other, self.trip = world, one, other, trip
        self.here = Doorstep(one, self.post, [other])
        self.there = Doorstep(other, _nobody, [one])

    def pair(self) -> None:
        """A code is read from the other's screen and typed here. NeighbourTrouble, ServerUnreachable."""
        code, _ = self.there.show_code()
        self.here.enter(code, address_of(self.other))

    def post(self, address: str, path: str, message: bytes) -> bytes:
        """One message and its answer, over this line."""
        if address != address_of(self.other):
            raise ServerUnreachable("away")
        if not self.trip.strikes():
            return self.served(path, message)
        self.world.counts[f"street: {self.trip.fault}"] += 1
        return BY_FAULT[self.trip.fault](self, path, message)

    def served(self, path: str, message: bytes) -> bytes:
        answer = self.there.answer(path, message, f"10.0.0.{self.one.place}")
        self.world.letters = [*self.world.letters, (path, message, answer)][-LETTERS:]
        return answer

    def lost(self, path: str, message: bytes) -> bytes:
        """Nothing arrives, though somebody has kept it."""
        self.world.letters = [*self.world.letters, (path, message, b"")][-LETTERS:]
        raise ServerUnreachable("lost")

    def unanswered(self, path: str, message: bytes) -> bytes:
        self.served(path, message)
        raise ServerUnreachable("lost")

    def twice(self, path: str, message: bytes) -> bytes:
        self.served(path, message)
        return self.served(path, message)

    def cut_there(self, path: str, message: bytes) -> bytes:
        return self.served(path, message[: self.trip.k * 97 % len(message)])

    def cut_back(self, path: str, message: bytes) -> bytes:
        answer = self.served(path, message)
        return answer[: self.trip.k * 97 % len(answer)]

    def stale(self, path: str, message: bytes) -> bytes:
        """The answer to an earlier message."""
        before = [answer for was, _, answer in self.world.letters if was == path and answer]
        answer = self.served(path, message)
        return before[self.trip.k % len(before)] if before else answer

    def replayed(self, path: str, message: bytes) -> bytes:
        """Before this message an old one comes once more, from somewhere else."""
        if self.world.letters:
            was, old, answer = self.world.letters[self.trip.k % len(self.world.letters)]
            before, spoke = self._holds(), "talked"
            try:
                self.there.answer(was, old, "10.0.0.66")
            except NeighbourTrouble as trouble:
                spoke = trouble.code
            self.world.counts[f"street: replayed: {spoke}"] += 1
            forgot = any(self.world.counts[one] for one in FORGETTING)
            hold("15", forgot or not answer or self._holds() == before, "a message was heard twice")
        return self.served(path, message)

    def _holds(self) -> list[object]:
        """What a message could change at the other desk."""
        return [
            self.other.sql(f"select {names} from {table} order by 1, 2") for table, names in HOLDS.items()
        ]

    def killed(self, path: str, message: bytes) -> bytes:
        """kill -9 of the other program while it answers."""
        self.world.breaker.arm(self.other.engine, self.trip.k, self.other.die)
        try:
            return self.served(path, message)
        except Killed:
            self.world.counts["killed desk"] += 1
            self.other.start_again()
            self.there = Doorstep(self.other, _nobody, [self.one])
            raise ServerUnreachable("killed") from None
        finally:
            self.world.breaker.disarm()


def _nobody(address: str, path: str, message: bytes) -> bytes:
    raise ServerUnreachable("away")


BY_FAULT: dict[str, Callable[[Street, str, bytes], bytes]] = {
    "lost": Street.lost,
    "unanswered": Street.unanswered,
    "twice": Street.twice,
    "cut-there": Street.cut_there,
    "cut-back": Street.cut_back,
    "stale": Street.stale,
    "replayed": Street.replayed,
    "other-killed": Street.killed,
}

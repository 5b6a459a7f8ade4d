"""Two desks on one local network, for tests: real doors on loopback, paired by a real code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop_app.models import neighbours, queries
from desktop_app.sync.neighbours.calling import call
from desktop_app.sync.neighbours.door import Door
from desktop_app.sync.neighbours.house import House
from tests.centre import Joined

LOOPBACK = "127.0.0.1"


@dataclass
class Neighbour:
    """A desk with its door; `heard` counts how often news came through it."""

    joined: Joined
    house: House = field(init=False)
    heard: int = 0

    def __post_init__(self) -> None:
        self.house = House(self.joined.line, self._count, host=LOOPBACK, port=0, finder=None)
        self.house.open()

    def _count(self) -> None:
        self.heard += 1

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.house.port}"

    @property
    def id(self) -> str:
        return queries.meta(self.joined.desk.replica, "desk")

    @property
    def replica(self):
        return self.joined.desk.replica

    def send_to(self, other: Neighbour, address: str) -> None:
        self.joined.line.write(lambda writing: writing.neighbours.move(other.id, address))

    def knows(self, other: Neighbour) -> neighbours.Neighbour:
        found = neighbours.neighbour(self.replica, other.id)
        assert found is not None
        return found


def pair(shows: Neighbour, enters: Neighbour) -> None:
    """A code is read from one screen and typed at the other."""
    code, _ = shows.house.show_code()
    enters.house.enter(code, shows.address)


@contextmanager
def street(*desks: Joined) -> Iterator[list[Neighbour]]:
    """Every desk with its door open; the first shows its codes to all others."""
    houses = [Neighbour(one) for one in desks]
    try:
        for other in houses[1:]:
            pair(houses[0], other)
        yield houses
    finally:
        for one in houses:
            one.house.close()


class Relay:
    """Stands between two desks as an eavesdropper or worse: keeps what passes, and may change it."""

    def __init__(self, to: str) -> None:
        self.to = to
        self.seen: list[bytes] = []
        self.up: Callable[[bytes], bytes] = unchanged
        self.down: Callable[[bytes], bytes] = unchanged
        self._door = Door(self._pass, 0, LOOPBACK)
        self.address = f"{LOOPBACK}:{self._door.port}"

    def close(self) -> None:
        self._door.close()

    def _pass(self, path: str, body: bytes, host: str) -> bytes:
        answer = call(self.to, path, self.up(body))
        self.seen += [body, answer]
        return self.down(answer)


def unchanged(data: bytes) -> bytes:
    return data


@contextmanager
def between(one: Neighbour, other: Neighbour) -> Iterator[Relay]:
    """Everything `one` says to `other` goes through somebody else."""
    relay = Relay(other.address)
    one.send_to(other, relay.address)
    try:
        yield relay
    finally:
        relay.close()
        one.send_to(other, other.address)


def state(one: Neighbour) -> tuple[object, ...]:
    """Everything a neighbour's message could change, but how it was last met."""
    with one.replica.read() as db:
        tables = ("row", "application_line", "act", "neighbour_act", "neighbour_bundle")
        pairs = db.execute("select desk, has, hash from neighbour order by desk").fetchall()
        return pairs, *(db.execute(f"select * from {name} order by 1, 2").fetchall() for name in tables)

"""Our own desk and centre as one of the peers: the same commands, the same records, the same counting proxy."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import uuid_utils

from admission.acts import Filed
from admission.application import Application
from admission.exchange import RowLine
from admission.wire import dump_row
from benchmarks.crowd import crowd, feed
from benchmarks.figures import milliseconds
from benchmarks.peers_proxy import Proxy, proxied
from central_server.models import feed as ledger_feed
from desktop_app.models import queries
from tests.central_server import postgres
from tests.centre import Centre, Joined, centre_in
from tests.desk import EXECUTOR, SCHOOL, FakeClock

PAGE = 50
LOOK_EVERY = 0.01  # seconds
BETWEEN_ACTS = 400.0  # seconds, twice the mean of a desk's morning
# What PostgreSQL itself starts with: every commit waits for the disk.
DURABLE = {"listen_addresses": "", "max_connections": "60"}


def new_id() -> str:
    """An id as the program makes it; the tests' counted ones would pack too well."""
    return str(uuid_utils.uuid7())


@dataclass
class Ours:
    """A centre with a crowd, and one desk of it behind the proxy."""

    centre: Centre
    clock: FakeClock
    most: int
    lines: list[RowLine] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    page_ms: float = 0.0  # from the beginning of the fill until the first page could be read
    _chance: random.Random = field(default_factory=lambda: random.Random(1))
    _rest: Iterator[Application] = field(default_factory=lambda: iter(()))

    @property
    def desk(self) -> Joined:
        """The desk that is measured."""
        return self.joined[-1]

    def tell(self, command: str, count: int = 0) -> float:
        """Milliseconds a command took."""
        commands: dict[str, Callable[[int], object]] = {
            "seed": self._seed,
            "enrol": self._enrol,
            "fill": self._fill,
            "settle": self._sync,
            "work": self._work,
            "sync": self._sync,
            "change": self._change,
        }
        return milliseconds(lambda: commands[command](count))

    def _seed(self, count: int) -> None:
        self._rest = crowd(self.most, SCHOOL.id)
        with self.centre.ledger.write() as tx:
            head = ledger_feed.lock_head(tx, SCHOOL.id)
            assert head is not None, "the school is there"
            self.lines = feed((next(self._rest) for _ in range(count)), first=head + 1)
            ledger_feed.put_rows(tx, SCHOOL.id, self.lines)
            ledger_feed.move_head(tx, SCHOOL.id, self.lines[-1].seq)

    def _enrol(self, _count: int) -> None:
        made = self.centre.enrolled(f"desk-{len(self.joined)}")
        desk = replace(made.desk, new_id=new_id)
        self.joined.append(replace(made, desk=desk, line=replace(made.line, new_id=new_id)))

    def _fill(self, _count: int) -> None:
        """A sync, while somebody looks at the queue now and then, as the window does."""
        done, began = threading.Event(), time.perf_counter()
        looking = threading.Thread(target=self._look, args=(began, done), name="looking")
        looking.start()
        try:
            self._sync(0)
        finally:
            done.set()
            looking.join()
        assert self.page_ms, "the queue is here"

    def _look(self, began: float, done: threading.Event) -> None:
        self.page_ms, last = 0.0, False
        while not self.page_ms and not last:
            last = done.wait(LOOK_EVERY)
            if len(queries.queue(self.desk.desk.replica, limit=PAGE)) == PAGE:
                self.page_ms = (time.perf_counter() - began) * 1000

    def _sync(self, _count: int) -> None:
        assert self.desk.sync().agrees, "both sides hold the same"

    def _work(self, count: int) -> None:
        desk = self.desk.desk
        with desk.write() as writing:
            for _ in range(count):
                one = next(self._rest)
                self.clock.forward(seconds=self._chance.uniform(0, BETWEEN_ACTS))
                number = f"А-{writing.next_number('А/2026'):04}"
                filed = Filed(application=new_id(), number=number, year=one.year, draft=one.draft)
                writing.record(filed, person=EXECUTOR.id, at=desk.now(), rules=desk.rules.id)

    def _change(self, count: int) -> None:
        """The centre writes new versions of the first rows, as another desk's acts would."""
        with self.centre.ledger.write() as tx:
            head = ledger_feed.lock_head(tx, SCHOOL.id)
            assert head is not None, "the school is there"
            changed = [_later(line, head + n) for n, line in enumerate(self.lines[:count], 1)]
            ledger_feed.put_rows(tx, SCHOOL.id, changed)
            ledger_feed.move_head(tx, SCHOOL.id, head + count)
        self.lines[:count] = changed


def _later(line: RowLine, seq: int) -> RowLine:
    row = msgspec.json.decode(line.body, type=Application)
    body = dump_row(msgspec.structs.replace(row, due=row.due + timedelta(seconds=61)))
    return msgspec.structs.replace(line, ver=line.ver + 1, seq=seq, body=msgspec.Raw(body))


@contextmanager
def ours(folder: Path, catalogues: Path, most: int, database_url: str = "") -> Iterator[tuple[Ours, Proxy]]:
    """A centre without a crowd yet, and the line to it; `most` records may be asked for in all."""
    clock = FakeClock()
    with centre_in(folder, catalogues, clock, database_url) as centre, proxied(port_of(centre.url)) as proxy:
        yield Ours(replace(centre, url=proxy.url), clock, most), proxy


def port_of(url: str) -> int:
    """The port in an address."""
    port = urlsplit(url).port
    assert port is not None, "a served centre names its port"
    return port


@contextmanager
def durable_postgresql() -> Iterator[postgres.Server | None]:
    """A PostgreSQL that waits for the disk; None where it is not installed."""
    binaries = postgres.programs()
    if binaries is None:
        yield None
        return
    with postgres.running(binaries, DURABLE) as server:
        yield server

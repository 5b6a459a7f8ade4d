"""A proxy on loopback that counts what a line carries each way, and can be as slow and lossy as a village's."""

from __future__ import annotations

import queue
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

REQUEST = re.compile(rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[^\r\n]{0,4000} HTTP/1\.[01]\r\n")
LONGEST_REQUEST_LINE = 4_100
AT_ONCE = 64 * 1024
SEGMENT = 1_460  # bytes of one TCP segment's content
SEGMENT_HEADERS = 40


@dataclass(frozen=True)
class Slowness:
    """A line of so many bits a second; seconds of a round trip; a lost segment stalls what follows it."""

    bits: float
    round_trip: float
    loss: float = 0.0
    stall: float = 1.0

    def crossing(self, size: int) -> float:
        """Seconds for which a segment of this content occupies the line."""
        return (size + SEGMENT_HEADERS) * 8 / self.bits


class Carried(NamedTuple):
    """Bytes each way, HTTP requests, and milliseconds of waiting for answers, since the proxy began."""

    up: float
    down: float
    turns: float
    waited: float

    def since(self, before: Carried) -> Carried:
        """What was carried after `before`."""
        return Carried(*(now - then for now, then in zip(self, before, strict=True)))


@dataclass
class Proxy:
    """Forwards to a port of loopback; set `slowness` at any time, it holds for what comes afterwards."""

    target: int
    port: int
    slowness: Slowness | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    up: int = 0
    down: int = 0
    turns: int = 0
    waited: float = 0.0
    _asked: float | None = None
    _open: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address to speak to in place of the target's."""
        return f"http://127.0.0.1:{self.port}"

    def carried(self) -> Carried:
        """The counters at this moment."""
        return Carried(self.up, self.down, self.turns, self.waited)

    def admit(self, data: bytes) -> bytes:
        """As much of the bytes as the line still carries; where that is less, the connection is cut after it."""
        return data

    def asked(self) -> None:
        """Bytes went up: somebody waits for an answer from now on, or still."""
        if self._asked is None:
            self._asked = time.perf_counter()

    def answered(self) -> None:
        """Bytes came down: nobody waits any more."""
        if self._asked is not None:
            self.waited += (time.perf_counter() - self._asked) * 1000
            self._asked = None

    def connect(self, near: socket.socket) -> None:
        """Join a client's new connection to the target; the first bytes wait for the handshake of a slow line."""
        try:
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            near.close()
            return
        for one in (near, far):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open += [near, far]
        began = time.monotonic() + (self.slowness.round_trip if self.slowness else 0.0)
        self._start(_Way(self, near, far, began, upwards=True))
        self._start(_Way(self, far, near, began, upwards=False))

    def hang_up(self) -> None:
        """Cut every connection, and wait until nobody carries anything any more."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._open:
            one.close()
        self._open.clear()
        self._threads.clear()

    def _start(self, way: _Way) -> None:
        for work in (way.take, way.hand_over):
            thread = threading.Thread(target=work, name="proxy")
            thread.start()
            self._threads.append(thread)


class _Way:
    """One direction of one connection: `take` reads and stamps, `hand_over` writes when the time has come."""

    def __init__(
        self, proxy: Proxy, source: socket.socket, sink: socket.socket, began: float, *, upwards: bool
    ) -> None:
        self._proxy, self._source, self._sink, self._upwards = proxy, source, sink, upwards
        self._free = self._last = began
        self._queue: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._tail = b""
        self._cut = False

    def take(self) -> None:
        """Until the source ends."""
        with suppress(OSError):
            while not self._cut and (data := self._source.recv(AT_ONCE)):
                carried = self._proxy.admit(data)
                self._cut = len(carried) < len(data)
                self._count(carried)
                for at, piece in self._stamped(carried):
                    self._queue.put((at, piece))
        self._queue.put((0.0, b""))

    def hand_over(self) -> None:
        """Until what was taken is written."""
        with suppress(OSError):
            while piece := self._next():
                self._sink.sendall(piece)
        with suppress(OSError):
            self._sink.shutdown(socket.SHUT_RDWR if self._cut else socket.SHUT_WR)
            if self._cut:
                self._source.shutdown(socket.SHUT_RDWR)

    def _next(self) -> bytes:
        at, piece = self._queue.get()
        wait = at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        return piece

    def _stamped(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        slow = self._proxy.slowness
        if slow is None:
            yield 0.0, data
            return
        for start in range(0, len(data), SEGMENT):
            piece = data[start : start + SEGMENT]
            self._free = max(self._free, time.monotonic()) + slow.crossing(len(piece))
            stalled = slow.stall if self._proxy.chance.random() < slow.loss else 0.0
            self._last = max(self._last, self._free + slow.round_trip / 2 + stalled)
            yield self._last, piece

    def _count(self, data: bytes) -> None:
        if not self._upwards:
            self._proxy.down += len(data)
            self._proxy.answered()
            return
        self._proxy.up += len(data)
        self._proxy.asked()
        seen = self._tail + data
        found = [match.end() for match in REQUEST.finditer(seen)]
        self._proxy.turns += len(found)
        self._tail = seen[found[-1] if found else 0 :][-LONGEST_REQUEST_LINE:]


P = TypeVar("P", bound=Proxy)


@contextmanager
def proxied(target: int) -> Iterator[Proxy]:
    """A proxy before this port of loopback, while the block runs."""
    with proxied_by(Proxy, target) as proxy:
        yield proxy


@contextmanager
def proxied_by(make: Callable[[int, int], P], target: int) -> Iterator[P]:
    """The same, made by `make` of the port before it and its own."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=128)) as listening:
        proxy = make(target, listening.getsockname()[1])
        thread = threading.Thread(target=_accept, args=(listening, proxy), name="proxy")
        thread.start()
        try:
            yield proxy
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            proxy.hang_up()


def _accept(listening: socket.socket, proxy: Proxy) -> None:
    with suppress(OSError):
        while True:
            near, _ = listening.accept()
            proxy.connect(near)

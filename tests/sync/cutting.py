"""A line that can be cut: stands between a desk and its centre, counts bytes, breaks off where it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

BLOCK = 2048
BREATH = 0.0005  # seconds a block takes: the centre reads what has come before more comes


class Cutter:
    """`cut_up`, `cut_down`: after so many more bytes of that direction the connection is gone; None: never."""

    def __init__(self, url: str) -> None:
        self.up = self.down = 0
        self.cut_up: int | None = None
        self.cut_down: int | None = None
        self._spoil_at: int | None = None
        self._there = (str(urlsplit(url).hostname), int(urlsplit(url).port or 80))
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._welcome)]
        self._threads[0].start()
        self._open: list[socket.socket] = []

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for one in self._open:
            _shut(one)
        for thread in self._threads:
            thread.join(10)

    def _welcome(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(self._there)
            self._open += [near, far]
            for one, other, way in ((near, far, "up"), (far, near, "down")):
                thread = threading.Thread(target=self._carry, args=(one, other, way))
                self._threads.append(thread)
                thread.start()

    def _carry(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):
            while block := source.recv(BLOCK):
                left = getattr(self, f"cut_{way}")
                passed = block if left is None else block[:left]
                target.sendall(self._spoiled(passed) if way == "up" else passed)
                setattr(self, way, getattr(self, way) + len(passed))
                threading.Event().wait(BREATH)
                if left is not None:
                    setattr(self, f"cut_{way}", left - len(passed))
                    if left <= len(block):
                        setattr(self, f"cut_{way}", None)
                        break
        for one in (source, target):
            _shut(one)

    def spoil(self, at: int) -> None:
        """Turn one bit of the byte `at` of what goes up, once."""
        self._spoil_at = at

    @property
    def has_spoilt(self) -> bool:
        """Whether that was done."""
        return self._spoil_at is None

    def _spoiled(self, block: bytes) -> bytes:
        at = self._spoil_at
        if at is None or not self.up <= at < self.up + len(block):
            return block
        self._spoil_at = None
        broken = bytearray(block)
        broken[at - self.up] ^= 1
        return bytes(broken)


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def cutter(url: str) -> Iterator[Cutter]:
    """Such a line while the block runs."""
    made = Cutter(url)
    try:
        yield made
    finally:
        made.close()

"""A line on loopback that is cut after so many bytes from the centre, or lets only so many a second through."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

AT_ONCE = 4096


@dataclass
class CutLine:
    """`left` bytes come down before the next cut (None: no cut), at `rate` bytes a second; `url` is told to a desk."""

    url: str
    left: int | None = None
    rate: float | None = None
    down: int = 0

    def carry(self, block: bytes, to: socket.socket) -> bool:
        """Let the block through; False where the line was cut in the middle of it."""
        if self.rate is not None:
            time.sleep(len(block) / self.rate)
        whole = self.left is None or len(block) <= self.left
        through = block if whole else block[: self.left]
        if self.left is not None:
            self.left -= len(through)
        self.down += len(through)
        to.sendall(through)
        return whole


def _serve(door: socket.socket, port: int | None, line: CutLine, threads: list[threading.Thread]) -> None:
    while True:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        centre = socket.create_connection(("127.0.0.1", port))
        for thread in (
            threading.Thread(target=_up, args=(visitor, centre)),
            threading.Thread(target=_down, args=(centre, visitor, line)),
        ):
            threads.append(thread)
            thread.start()


@contextmanager
def cut_line(target: str) -> Iterator[CutLine]:
    """Such a line to the centre at `target`, while the block runs."""
    port = urlsplit(target).port
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = CutLine(f"http://127.0.0.1:{door.getsockname()[1]}")

        serving = threading.Thread(target=_serve, args=(door, port, line, threads))
        serving.start()
        try:
            yield line
        finally:
            door.shutdown(socket.SHUT_RDWR)
            serving.join()
            for thread in threads:
                thread.join()


def _up(visitor: socket.socket, centre: socket.socket) -> None:
    with suppress(OSError):
        while block := visitor.recv(AT_ONCE):
            centre.sendall(block)
    _close(centre)


def _down(centre: socket.socket, visitor: socket.socket, line: CutLine) -> None:
    with suppress(OSError):
        while (block := centre.recv(AT_ONCE)) and line.carry(block, visitor):
            pass
    _close(visitor)
    _close(centre)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()

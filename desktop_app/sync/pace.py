"""The pace of a line: how quick it was, how large a piece may be, how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

SECONDS_A_PIECE = 8.0  # so long waits an act that was done while a piece travels
SMALLEST, FIRST, LARGEST = 16 * 1024, 32 * 1024, 1024 * 1024
TELLING = 4 * 1024  # bytes; smaller pieces say more of the way to and fro than of the line
RATE = "line_rate"  # this setting holds the newest measure, in bytes a second
ACTS_A_TURN, FEWEST_ACTS, MOST_ACTS, MOST_ROWS = 250, 50, 1000, 2000  # the centre takes and gives no more
QUICK_TURN = 1.0  # seconds; one of four times as many acts holds up nobody
TELL_EVERY = 0.2  # seconds; nobody reads faster


@dataclass(frozen=True)
class Progress:
    """How far files have come: bytes, and bytes a second (0: not known yet).

    `file` is the SHA-256 of one that comes down; empty while files are sent.
    """

    done: int
    total: int
    rate: float
    file: str = ""

    @property
    def minutes(self) -> int | None:
        """Minutes the rest will take, at least 1; None while the line is not known."""
        return minutes_for(self.total - self.done, self.rate)


Listener = Callable[[Progress], object]


class Pace:
    """Measures a line by the pieces it carried; `rate` in bytes a second, `ticks` in seconds."""

    def __init__(self, rate: float = 0.0, ticks: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.ticks = ticks

    @property
    def piece(self) -> int:
        """How many bytes to hand over at once."""
        return min(LARGEST, max(SMALLEST, int(self.rate * SECONDS_A_PIECE))) if self.rate else FIRST

    def took(self, size: int, since: float) -> None:
        """A piece of so many bytes was carried; the newest counts as much as all before."""
        if size >= TELLING:
            now = size / max(self.ticks() - since, 0.001)
            self.rate = (self.rate + now) / 2 if self.rate else now

    def was_cut(self) -> None:
        """The line broke: smaller pieces, until it shows what it can do."""
        self.rate /= 2


class Portion:
    """How many acts go up in a turn and rows down: few, until the line and the centre have shown how quick they are."""

    def __init__(self, rows: int, ticks: Callable[[], float] = time.monotonic) -> None:
        self.acts = ACTS_A_TURN
        self.rows = rows
        self.ticks = ticks

    def took(self, since: float) -> None:
        """A turn with as many acts was begun at `since` and is over."""
        seconds = self.ticks() - since
        if seconds < QUICK_TURN:
            self.acts = min(MOST_ACTS, self.acts * 4)
            self.rows = min(MOST_ROWS, self.rows * 4)
        elif seconds > SECONDS_A_PIECE:
            self.acts = max(FEWEST_ACTS, self.acts // 2)


class Meter:
    """Adds up what was carried, over pauses too, and tells a listener now and then."""

    def __init__(self, pace: Pace, listen: Listener, file: str = "") -> None:
        self._pace, self._listen, self._file = pace, listen, file
        self._told = 0.0
        self.done = self.total = 0

    def begin(self, rest: int) -> None:
        """So many bytes are to be carried still; after a pause that is no news."""
        self.total = self.done + rest
        if rest and not self.done:
            self._tell()

    def put_back(self, size: int) -> None:
        """So many bytes will be counted again: their file goes on another time."""
        self.done -= size

    def moved(self, size: int) -> None:
        """So many bytes more are there."""
        self.done += size
        if self.done >= self.total or self._pace.ticks() - self._told >= TELL_EVERY:
            self._tell()

    def _tell(self) -> None:
        self._told = self._pace.ticks()
        self._listen(Progress(self.done, self.total, self._pace.rate, self._file))


def minutes_for(size: int, rate: float) -> int | None:
    """Whole minutes for so many bytes, at least 1; None for an unknown rate."""
    return max(1, round(size / rate / 60)) if rate > 0 else None


def nobody(_: Progress) -> None:
    """Listens to nothing."""

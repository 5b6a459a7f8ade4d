"""Faults: a process killed between two SQL statements, a database that refuses, a line that loses, cuts, repeats."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.histories.wire import Answered

LINE = (
    "none",
    "lost",
    "unanswered",
    "twice",
    "cut",
    "late",
    "stale",
    "refused",
    "raced",
    "centre-killed",
    "desk-killed",
)


class Killed(BaseException):
    """kill -9: nothing after this statement is done, nobody tidies up."""


class Breaker:
    """Does something to the one engine it is armed for, before its statement number `left`."""

    def __init__(self) -> None:
        self._dialect: Dialect | None = None
        self._left = 0
        self._strike: Callable[[], None] | None = None

    def arm(self, engine: Engine, left: int, strike: Callable[[], None]) -> None:
        self._dialect, self._left, self._strike = engine.dialect, left, strike

    def disarm(self) -> bool:
        """Whether it had struck."""
        struck = self._dialect is not None and self._strike is None
        self._dialect = self._strike = None
        return struck

    def tick(self, connection: Any, *_: object) -> None:
        if self._strike is None or connection.dialect is not self._dialect:
            return
        self._left -= 1
        if self._left < 0:
            strike, self._strike = self._strike, None
            strike()


@contextmanager
def a_breaker() -> Iterator[Breaker]:
    """A breaker that sees every statement of every engine."""
    made = Breaker()
    event.listen(Engine, "before_cursor_execute", made.tick)
    try:
        yield made
    finally:
        event.remove(Engine, "before_cursor_execute", made.tick)


def refuse() -> None:
    """The disk is full."""
    raise OperationalError("statement", {}, Exception("disk I/O error"))


def race() -> None:
    """Another school's transaction came first."""
    raise IntegrityError("statement", {}, Exception("unique constraint failed"))


def keep_image(database: Path, image: Path) -> None:
    """The files of a SQLite database as they lie there at this moment; `image` is a folder."""
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir(parents=True)
    for file in _files(database):
        if file.exists():
            shutil.copy2(file, image / file.name)


def put_back(database: Path, image: Path) -> None:
    """The files of a database are those of the image, and no others; its owner has let them go."""
    for file in _files(database):
        file.unlink(missing_ok=True)
        if (image / file.name).exists():
            shutil.copy2(image / file.name, file)


def _files(database: Path) -> list[Path]:
    """Without the index of the WAL, which is memory that the next opener makes anew."""
    return [database, database.with_name(f"{database.name}-wal")]


def no_answer() -> requests.ConnectionError:
    return requests.ConnectionError("the line is gone")


def cut(answered: Answered, after: int) -> Answered:
    """Only so many bytes of the body arrive, though the header announces all."""
    length = [("content-length", str(len(answered.body)))]
    headers = [one for one in answered.headers if one[0] != "content-length"] + length
    return Answered(answered.status, headers, answered.body[: min(after, max(0, len(answered.body) - 1))])


class Trip:
    """What goes wrong in one exchange of a desk: `fault` at its request number `at`, where `k` says how far."""

    def __init__(self, fault: str = "none", at: int = 0, k: int = 0) -> None:
        self.fault, self.at, self.k = fault, at, k
        self.count = 0
        self.struck = False

    def strikes(self) -> bool:
        """Whether it is this request's turn; asked once for each."""
        mine = self.fault != "none" and self.count == self.at
        self.count += 1
        self.struck = self.struck or mine
        return mine

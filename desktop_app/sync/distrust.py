"""What a desk does not take from a centre: rows that are none, numbers nobody can keep, turns without an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from admission.exchange import RowLine, SyncAnswer
from admission.wire import kind_of_row, load_row
from desktop_app.models import exchange
from desktop_app.models.couriered import drop_pages_aside
from desktop_app.models.exchange import Outgoing
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

UNREADABLE = "answer-unreadable"
UNKEPT = (msgspec.DecodeError, UnicodeDecodeError, OverflowError, RecursionError)
FEW = frozenset({"school", "officer", "desk", "stream", "order"})  # of these the windows read every row
MOST_STANDSTILLS = 3


@contextmanager
def readable(line: Line) -> Iterator[None]:
    """What the block cannot read of an answer becomes ServerTrouble; pages laid aside are read anew."""
    try:
        yield
    except UNKEPT as error:
        if exchange.outgoing(line.replica, 0).staged:
            line.write(drop_pages_aside)
        raise ServerTrouble(UNREADABLE) from error


def check_rows(rows: Sequence[RowLine]) -> None:
    """msgspec.ValidationError for a row that is not what it says; kinds of a newer centre pass."""
    for line in rows:
        if line.kind in FEW:
            row = load_row(bytes(line.body))
            if (kind_of_row(row), row.id) != (line.kind, line.id):
                raise msgspec.ValidationError(line.kind)


def unproved_leap(answer: SyncAnswer, asked: Outgoing) -> SyncAnswer:
    """The answer; one that moves the cursor without a row or a digest leaves it where it was.

    The line may repeat an old answer to a desk that was put back from a copy: it would step over rows unseen.
    """
    if answer.rows or answer.digest or not answer.done:
        return answer
    return msgspec.structs.replace(answer, cursor=asked.cursor)


class Standstill:
    """Notices turns after which as many acts wait and as much was read as before."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._place = self._now()
        self._times = 0

    def check(self) -> None:
        """Another turn is to come; ServerTrouble after too many that moved nothing."""
        before, self._place = self._place, self._now()
        self._times = self._times + 1 if before == self._place else 0
        if self._times > MOST_STANDSTILLS:
            raise ServerTrouble(UNREADABLE)

    def _now(self) -> tuple[int, int]:
        replica = self._line.replica
        return exchange.waiting_count(replica), exchange.outgoing(replica, 0).cursor

"""Acceptance: the acts of a desk are decided one by one, and recorded with their effects in one transaction."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Literal

import msgspec

from admission.exchange import ActResult, CardOpened
from admission.wire import chain
from central_server.court import LONGEST_ID, Court, Incoming
from central_server.law import Law
from central_server.models import acts, desks, feed, parked
from central_server.models.acts import ActRecord
from central_server.models.desks import DeskState
from central_server.models.ledger import Ledger, Transaction
from central_server.models.parked import ParkedAct
from central_server.models.working import Working

logger = logging.getLogger(__name__)

LARGEST_NUMBER = 2**31 - 1
CHAIN_HASH = re.compile(r"[0-9a-f]{64}")


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Acts as a desk sends them: exact bytes in order; `head` is the chain hash before the first.

    `cursor` is how far the desk had read the feed.
    """

    acts: Sequence[bytes]
    head: str = ""
    cursor: int = 0
    opened: Sequence[CardOpened] = ()


class Accepted(msgspec.Struct, frozen=True):
    """How far the desk's acts are known now; each act's outcome in the batch's order; the chain hash of its last."""

    last_n: int
    results: list[ActResult]
    head: str = ""


class HistoryBroken(Exception):
    """The acts do not go on where this desk's known acts end: `gap` misses some, `forked` contradicts them."""

    def __init__(self, code: Literal["gap", "forked"], expected: int) -> None:
        self.code = code
        self.expected = expected
        super().__init__(f"{code}: {expected} is expected next")


class CursorAhead(Exception):
    """The desk has read more than this centre has ever written: the centre stands on an older copy."""


class DeskUnknown(Exception):
    """There is no such desk."""


class _Numbered(msgspec.Struct):
    n: int


def accept(ledger: Ledger, desk: str, batch: Batch, now: datetime, law: Law) -> Accepted:
    """Decide what is new, answer what is known as it was answered before; all of it or nothing.

    HistoryBroken, CursorAhead, DeskUnknown or LedgerTrouble: nothing was written.
    """
    return ledger.write_again(lambda tx: accept_within(tx, desk, batch, now, law))


def accept_within(tx: Transaction, desk: str, batch: Batch, now: datetime, law: Law) -> Accepted:
    """The same in a transaction of the caller."""
    state = desks.lock_desk(tx, desk)
    if state is None:
        raise DeskUnknown(desk)
    seq = feed.lock_head(tx, state.school)
    assert seq is not None, "a desk has a school"
    if batch.cursor > seq:
        raise CursorAhead(desk)
    known, fresh = _split(tx, state, batch)
    waiting = parked.parked(tx, state.id) if fresh else []
    later = _filled(waiting, fresh)
    court = Court(tx, state, now, law, Working(tx, state.school, seq))
    records = _decide_all(court, [*fresh, *later]) if fresh else []
    acts.add_acts(tx, records)
    if waiting:
        parked.forget_decided(tx, state.id)
    acts.add_openings(tx, desk, [one for one in batch.opened if _can_be_kept(one)], now)
    after = _moved(state, records, now)
    desks.move_desk(tx, after)
    told = [*known, *records[: len(fresh)]]
    return Accepted(after.last_n, [record.result for record in told], told[-1].hash if told else "")


def park(ledger: Ledger, desk: str, batch: Batch, now: datetime) -> None:
    """Keep acts that came before those they follow, to be decided with them (SYNC C7). DeskUnknown, LedgerTrouble."""
    ledger.write_again(lambda tx: _park(tx, desk, batch, now))


def _park(tx: Transaction, desk: str, batch: Batch, now: datetime) -> None:
    state = desks.lock_desk(tx, desk)
    if state is None:
        raise DeskUnknown(desk)
    first = _first_number(tx, state, batch)
    if state.last_n + 1 < first <= LARGEST_NUMBER:
        parked.park(tx, desk, [_waiting(one, now) for one in _chained(first, batch)])


def _waiting(incoming: Incoming, now: datetime) -> ParkedAct:
    return ParkedAct(incoming.n, incoming.before, incoming.hash, incoming.raw, now)


def _filled(waiting: Sequence[ParkedAct], fresh: Sequence[Incoming]) -> list[Incoming]:
    """What a courier brought too early and these new acts make room for."""
    found = parked.following(waiting, fresh[-1].n, fresh[-1].hash) if waiting else []
    return [Incoming(one.n, one.body, one.before, one.hash, one.at_centre) for one in found]


def _decide_all(court: Court, fresh: Sequence[Incoming]) -> list[ActRecord]:
    court.prepare(fresh)
    records = [court.record(incoming) for incoming in fresh]
    court.working.flush()
    for record in records:
        logger.info("desk %s act %s %s: %s", record.desk, record.n, record.kind, record.outcome.value)
    return records


def _moved(state: DeskState, records: Sequence[ActRecord], now: datetime) -> DeskState:
    if not records:
        return msgspec.structs.replace(state, last_heard=now)
    last = records[-1]
    return msgspec.structs.replace(state, last_n=last.n, last_hash=last.hash, last_heard=now)


def _split(tx: Transaction, state: DeskState, batch: Batch) -> tuple[list[ActRecord], list[Incoming]]:
    """The acts that were decided before, and the new ones; HistoryBroken where they do not join."""
    if not batch.acts:
        return [], []
    first = _first_number(tx, state, batch)
    if first > state.last_n + 1:
        raise HistoryBroken("gap", state.last_n + 1)
    incoming = _chained(first, batch)
    known = acts.stored_acts(tx, state.id, first, first + len(incoming) - 1)
    joined = [record.hash for record in known] == [one.hash for one in incoming[: len(known)]]
    if not joined or (not known and batch.head != state.last_hash):
        raise HistoryBroken("forked", state.last_n + 1)
    return known, incoming[len(known) :]


def _chained(first: int, batch: Batch) -> list[Incoming]:
    incoming = []
    before = batch.head
    for n, raw in enumerate(batch.acts, first):
        after = chain(before, raw)
        incoming.append(Incoming(n, raw, before, after))
        before = after
    return incoming


def _first_number(tx: Transaction, state: DeskState, batch: Batch) -> int:
    """As the first act that can be read says; where none can be read, as the chain says. HistoryBroken."""
    if batch.head and not CHAIN_HASH.fullmatch(batch.head):
        raise HistoryBroken("forked", state.last_n + 1)
    for place, raw in enumerate(batch.acts):
        n = _number(raw)
        if n is not None and n <= place:
            raise HistoryBroken("forked", state.last_n + 1)
        if n is not None:
            return n - place
    if not batch.head:
        return 1
    before = acts.number_of(tx, state.id, batch.head)
    return state.last_n + 1 if before is None else before + 1


def _number(raw: bytes) -> int | None:
    try:
        return msgspec.json.decode(raw, type=_Numbered).n
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _can_be_kept(opened: CardOpened) -> bool:
    words = (opened.id, opened.person, opened.application)
    has_moment = opened.at.tzinfo is not None and MINYEAR < opened.at.year < MAXYEAR
    return has_moment and all(len(w) <= LONGEST_ID and "\0" not in w for w in words)

"""One turn of a desk: acts in, outcomes and changed rows out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from admission.earlier import for_version
from admission.exchange import SyncAnswer, SyncRequest
from admission.receipts import Answered, receipt_statement
from admission.wire import VERSION
from central_server.acceptance import Accepted, Batch, CursorAhead, accept
from central_server.keys import CentreKeys
from central_server.law import Law
from central_server.models import desks, feed, recovery
from central_server.models.desks import DeskState
from central_server.models.digests import Digests
from central_server.models.ledger import Ledger, Transaction

MOST_ROWS = 2_000
MOST_ACTS = 1_000
MOST_NEIGHBOURS = 50
HEARD_EVERY = timedelta(minutes=1)


class TooManyActs(Exception):
    """More acts than are decided in one transaction."""


@dataclass(frozen=True)
class Exchange:
    """What a turn needs beside the desk and its request."""

    ledger: Ledger
    law: Law
    keys: CentreKeys
    digests: Digests = field(default_factory=Digests)


def take_turn(exchange: Exchange, desk: DeskState, request: SyncRequest, now: datetime) -> SyncAnswer:
    """Decide the acts sent, answer with the rows after the desk's cursor; a revoked desk gets outcomes only.

    A desk of another epoch, or of a school that is closed for recovery, is told where we stand and nothing else.
    HistoryBroken, TooManyActs, LedgerTrouble; CursorAhead closes the school until an administrator has looked.
    """
    ledger = exchange.ledger
    apart = _apart(ledger, desk, request, now)
    if apart is not None:
        return apart
    if len(request.acts) > MOST_ACTS:
        raise TooManyActs(desk.id)
    try:
        return _turn(exchange, desk, request, now)
    except CursorAhead:
        with ledger.write() as tx:
            recovery.close_school(tx, desk.school, desk.id)
        raise


def _turn(exchange: Exchange, desk: DeskState, request: SyncRequest, now: datetime) -> SyncAnswer:
    ledger = exchange.ledger
    accepted = _accepted(exchange, desk, request, now)
    answer = SyncAnswer(
        epoch=ledger.epoch,
        now=now,
        last_n=accepted.last_n,
        results=accepted.results,
        cursor=request.cursor,
        receipt=_receipt(exchange, desk, accepted, now),
    )
    if desk.revoked_at is not None or (request.more and request.acts):
        return msgspec.structs.replace(answer, done=False)  # it asks again: for rows, or to be told to stop
    with ledger.read() as tx:
        return _with_rows(tx, desk, request, answer, exchange.digests)


def _apart(ledger: Ledger, desk: DeskState, request: SyncRequest, now: datetime) -> SyncAnswer | None:
    with ledger.read() as tx:
        closed = recovery.is_closed(tx, desk.school)
        if not closed and request.epoch in ("", ledger.epoch):
            return None
        head = feed.head(tx, desk.school)
    return SyncAnswer(epoch=ledger.epoch, now=now, last_n=desk.last_n, cursor=head, recover=closed)


def _accepted(exchange: Exchange, desk: DeskState, request: SyncRequest, now: datetime) -> Accepted:
    lately = desk.last_heard is not None and now - desk.last_heard < HEARD_EVERY
    if lately and not request.acts and not request.opened:
        return Accepted(desk.last_n, [])
    raws = [bytes(raw) for raw in request.acts]
    batch = Batch(acts=raws, head=request.head, cursor=request.cursor, opened=request.opened)
    return accept(exchange.ledger, desk.id, batch, now, exchange.law)


def _receipt(exchange: Exchange, desk: DeskState, accepted: Accepted, now: datetime) -> str:
    if not accepted.results:
        return ""
    answered = Answered(
        epoch=exchange.ledger.epoch, desk=desk.id, at=now, head=accepted.head, results=accepted.results
    )
    return exchange.keys.sign(receipt_statement(answered))


def _with_rows(
    tx: Transaction, desk: DeskState, request: SyncRequest, answer: SyncAnswer, digests: Digests
) -> SyncAnswer:
    limit, asked = max(1, min(request.max_rows, MOST_ROWS)), max(0, request.cursor)
    page = feed.page(tx, desk.school, asked, limit)
    moved = bool(page.rows) or page.cursor != asked
    reads = request.reads if desk.verify_key else 2
    if request.cursor > page.head:
        raise CursorAhead(desk.id)
    return msgspec.structs.replace(
        answer,
        rows=page.rows if reads >= VERSION else [for_version(reads, row) for row in page.rows],
        cursor=page.cursor,
        done=page.done,
        digest=digests.at(tx, desk.school, page.head) if page.done and moved else "",
        known=_known(tx, desk, request) if page.done else {},
    )


def _known(tx: Transaction, desk: DeskState, request: SyncRequest) -> dict[str, int]:
    """How far the acts are decided that this desk has from neighbours of its school."""
    asked = [desks.desk_by_id(tx, one) for one in list(request.holds)[:MOST_NEIGHBOURS]]
    return {one.id: one.last_n for one in asked if one is not None and one.school == desk.school}

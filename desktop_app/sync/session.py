"""One sync: waiting acts up, outcomes and rows down, applied in one transaction with the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from admission.exchange import PROTOCOL, ROWS_A_TURN, CardOpened, SyncAnswer, SyncRequest
from admission.receipts import Answered, receipt_statement, wipe_statement
from admission.wire import VERSION
from desktop_app.models import exchange, neighbours, people, queries
from desktop_app.models.census import forget_children
from desktop_app.models.judge import Judge
from desktop_app.models.mark import RENEW
from desktop_app.models.replica import Replica
from desktop_app.models.wiping import wipe
from desktop_app.sync.distrust import Standstill, check_rows, readable, unproved_leap
from desktop_app.sync.fill import fill
from desktop_app.sync.keys import centre_signed, exchange_keys
from desktop_app.sync.neighbours.delivering import Deliveries, Share
from desktop_app.sync.pace import Portion
from desktop_app.sync.refeeding import meet_restored
from desktop_app.sync.renewal import renew
from desktop_app.sync.repair import repair
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing
    from desktop_app.sync.server import Server

NO_CURSOR = 0
FORKED = "forked"


def nothing_more() -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Line:
    """A replica and the centre it belongs to, with what writing into it needs."""

    replica: Replica
    judge: Judge
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    server: Server
    shown: Callable[[], object] = (
        nothing_more  # called when there is something to look at, in the middle of a sync
    )

    def write(self, work: Callable[[Writing], None]) -> None:
        """One transaction of the sync lane."""
        with self.replica.write(self.judge, self.new_id) as writing:
            work(writing)


class SyncReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one sync did: acts sent, answered well or otherwise, rows received, turns and bytes; `more`: files wait.

    `agrees` is False when the two sides turned out to hold different rows; `repaired` of them were fetched anew.
    """

    sent: int = 0
    confirmed: int = 0
    refused: int = 0
    received: int = 0
    turns: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    agrees: bool = True
    repaired: int = 0
    more: bool = False


def synchronise(line: Line, stop: Callable[[], bool], rows_a_turn: int = ROWS_A_TURN) -> SyncReport:
    """Exchange until nothing waits on either side; safe to break off anywhere.

    ServerUnreachable, ServerTrouble and DeskRevoked leave the replica as it was after the last whole turn.
    """
    server = line.server
    up, down, turns = server.bytes_up, server.bytes_down, server.turns
    try:
        report = _turns(line, stop, rows_a_turn)
    except DeskRevoked as revoked:
        _obey(line, revoked)
        raise
    return msgspec.structs.replace(
        report,
        turns=server.turns - turns,
        bytes_up=server.bytes_up - up,
        bytes_down=server.bytes_down - down,
    )


def _obey(line: Line, revoked: DeskRevoked) -> None:
    """Empty this computer if the centre has signed for it, and for having every act that was done here."""
    desk, newest = queries.meta(line.replica, "desk"), exchange.newest(line.replica)
    waits = exchange.waiting_ids(line.replica)
    if not waits and centre_signed(line.replica, wipe_statement(desk, newest), revoked.order):
        forget_children(line.replica)
        line.write(wipe)


def _turns(line: Line, stop: Callable[[], bool], rows_a_turn: int) -> SyncReport:
    exchange_keys(line)
    if queries.meta(line.replica, RENEW):
        renew(line)
    report, again, renewed = SyncReport(received=fill(line, stop)), True, False
    standstill, deliveries, portion = Standstill(line), Deliveries(line), Portion(rows_a_turn)
    while again and not stop():
        try:
            share = deliveries.share()
            report, again = _turn(line, report, share, portion)
            again = again or deliveries.frees(share)
        except ServerTrouble as trouble:
            if trouble.code != FORKED or renewed:
                raise
            renew(line)
            renewed = True
        if again:
            standstill.check()
    return report


def _turn(line: Line, report: SyncReport, share: Share, portion: Portion) -> tuple[SyncReport, bool]:
    began = portion.ticks()
    waiting = exchange.outgoing(line.replica, portion.acts, share.last)
    opened = people.unsent_openings(line.replica)
    now = line.now().replace(microsecond=0)  # the centre's clock counts, not this one
    holds = neighbours.held(line.replica)
    answer = line.server.sync(_request(waiting, opened, now, portion.rows, holds))
    if answer.recover or (waiting.epoch and answer.epoch != waiting.epoch):
        meet_restored(line, answer)
        return report, True
    with readable(line):
        check_rows(answer.rows)
        answer = unproved_leap(answer, waiting)
        answered = proved(line, answer)
        line.write(lambda writing: _take(writing, answer, answered, opened))
    if waiting.full:
        portion.took(began)
    repaired = _repaired(line, answer)
    again = share.more or not answer.done or waiting.full
    return _counted(report, len(waiting.acts), answer, repaired), again


def _counted(report: SyncReport, sent: int, answer: SyncAnswer, repaired: int | None) -> SyncReport:
    good = sum(result.outcome.value == "applied" for result in answer.results)
    return msgspec.structs.replace(
        report,
        sent=report.sent + sent,
        confirmed=report.confirmed + good,
        refused=report.refused + len(answer.results) - good,
        received=report.received + len(answer.rows),
        agrees=report.agrees and repaired is None,
        repaired=report.repaired + (repaired or 0),
    )


def proved(line: Line, answer: SyncAnswer) -> Answered | None:
    """What the centre signed for, checked; ServerTrouble when the signature is not the centre's."""
    if not (answer.results and answer.receipt):
        return None
    answered = Answered(
        epoch=answer.epoch,
        desk=queries.meta(line.replica, "desk"),
        at=answer.now,
        head=exchange.hash_of(line.replica, answer.results[-1].n),
        results=answer.results,
    )
    if not centre_signed(line.replica, receipt_statement(answered), answer.receipt):
        raise ServerTrouble("receipt-wrong")
    return answered


def _request(
    waiting: exchange.Outgoing,
    opened: list[CardOpened],
    now: datetime,
    most_rows: int,
    holds: dict[str, int],
) -> SyncRequest:
    return SyncRequest(
        p=PROTOCOL,
        epoch=waiting.epoch,
        cursor=waiting.cursor,
        now=now,
        head=waiting.head if waiting.acts else "",
        acts=[msgspec.Raw(body) for body in waiting.acts],
        opened=opened,
        max_rows=most_rows,
        more=waiting.full,
        holds=holds,
        reads=VERSION,
    )


def _take(writing: Writing, answer: SyncAnswer, answered: Answered | None, opened: list[CardOpened]) -> None:
    writing.set_meta("epoch", answer.epoch)
    if answered is not None:
        writing.receipts.keep_receipt(answered, answer.receipt)
    writing.people.note_openings_sent([one.id for one in opened])
    if answer.done:
        arrived = writing.neighbours.forget(answer.known)
        writing.absorb(answer.results, answer.rows, answer.cursor, answer.now)
        if arrived:
            writing.show_again()
    else:
        writing.stage(answer.rows, answer.cursor)
        writing.settle(answer.results, answer.now)


def _repaired(line: Line, answer: SyncAnswer) -> int | None:
    """How many rows were fetched anew; None where both sides hold the same, or the centre did not say."""
    if not answer.done or not answer.digest:
        return None
    if exchange.digest(line.replica) == answer.digest:
        return None
    repaired = repair(line)
    if repaired is None:
        line.write(lambda writing: writing.set_meta("cursor", str(NO_CURSOR)))
    return repaired or 0

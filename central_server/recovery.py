"""Recovery of a restored centre: the desks bring back what it lost, and it is decided anew as it was once told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR

import msgspec

from admission.application import Application, Status
from admission.context import Decision, Outcome
from admission.counting import counted
from admission.exchange import ActResult, ReceiptMessage, RefeedAnswer, RefeedRequest, RowLine
from admission.order import EnrolmentOrder, joined
from admission.places import Stream
from admission.receipts import Answered, receipt_statement
from admission.wire import NUL, FeedRow, chain, kind_of_row, load_row
from central_server.acceptance import LARGEST_NUMBER, DeskUnknown, HistoryBroken
from central_server.court import Court, Incoming
from central_server.keys import CentreKeys
from central_server.law import Law
from central_server.models import acts, desks, feed, intakes, recovery
from central_server.models.acts import ActRecord
from central_server.models.desks import DeskState
from central_server.models.ledger import Ledger, Transaction
from central_server.models.recovery import Conflict, RefedAct
from central_server.models.working import Working, child_key

WITHOUT_EFFECT = frozenset({Outcome.REFUSED, Outcome.QUARANTINED})


class ReceiptWrong(Exception):
    """A receipt that is not ours, or an act that stands in none."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """How many acts and rows of a school came back, and what could not be kept as it was told."""

    school: str
    acts: int
    rows: int
    conflicts: list[Conflict] = []


def take_refed(
    ledger: Ledger, keys: CentreKeys, law: Law, desk: DeskState, brought: RefeedRequest
) -> RefeedAnswer:
    """Keep a page of what a desk brings; where its school is open already, decide it with the last page.

    ReceiptWrong, HistoryBroken, DeskUnknown: nothing was written.
    """

    def keep(tx: Transaction) -> RefeedAnswer:
        state = desks.lock_desk(tx, desk.id)
        if state is None:
            raise DeskUnknown(desk.id)
        feed.lock_head(tx, state.school)
        returned = _returned(state, _newest(tx, state), brought, keys)
        recovery.add_refed(tx, returned)
        trusted = brought.rows if state.revoked_at is None else ()  # acts have receipts, rows do not
        wanted = [row for row in trusted if _is_usable(row, state.school)]
        recovery.add_refed_rows(tx, state.school, wanted)
        if brought.done and not recovery.is_closed(tx, state.school):
            settle_school(tx, state.school, law)
        return RefeedAnswer(last_n=_newest(tx, state)[0], rows=len(wanted))

    return ledger.write_again(keep)


def reopen(ledger: Ledger, law: Law) -> list[Settled]:
    """Decide everything that came back, school by school, and serve again."""
    with ledger.read() as tx:
        schools = feed.schools(tx)
    settled = [ledger.write_again(lambda tx, one=one: settle_school(tx, one, law)) for one in schools]  # type: ignore[misc]
    with ledger.write() as tx:
        recovery.open_all(tx)
    return settled


def settle_school(tx: Transaction, school: str, law: Law) -> Settled:
    """The acts in the order they were once decided, then the rows that no act of a desk explains."""
    seq = feed.lock_head(tx, school)
    assert seq is not None, "the school is there"
    returning = Returning(tx, law, Working(tx, school, seq))
    brought = recovery.refed_acts(tx, school)
    for act in brought:
        recovery.settle_refed(tx, act, returning.decide(act))
    rows = recovery.refed_rows(tx, school)
    for row in rows:
        recovery.settle_row(tx, school, kind_of_row(row), row.id, returning.take_over(row))
    returning.finish()
    found = [one for one in recovery.conflicts(tx) if one.school == school]
    return Settled(school=school, acts=len(brought), rows=len(rows), conflicts=found)


def _newest(tx: Transaction, desk: DeskState) -> tuple[int, str]:
    known = (desk.last_n, desk.last_hash)
    return max(known, recovery.newest_refed(tx, desk.id) or known)


def _returned(
    desk: DeskState, newest: tuple[int, str], brought: RefeedRequest, keys: CentreKeys
) -> list[RefedAct]:
    """The acts of a page with what was told of each, those we have already left out."""
    n, head = newest
    if brought.after > n:
        raise HistoryBroken("gap", n + 1)
    hashes, before = {}, brought.head
    for number, raw in enumerate(brought.acts, brought.after + 1):
        before = hashes[number] = chain(before, bytes(raw))
    if {brought.after: brought.head, **hashes}.get(n, head) != head:
        raise HistoryBroken("forked", n + 1)
    told = _told(desk.id, brought.receipts, hashes, keys)
    numbered = enumerate(brought.acts, brought.after + 1)
    fresh = [(number, bytes(raw)) for number, raw in numbered if number > n]
    if any(number not in told for number, _ in fresh):
        raise ReceiptWrong(desk.id)
    return [_refed(desk, number, raw, hashes[number], *told[number]) for number, raw in fresh]


def _told(
    desk: str, receipts: Sequence[ReceiptMessage], hashes: dict[int, str], keys: CentreKeys
) -> dict[int, tuple[ReceiptMessage, ActResult]]:
    found: dict[int, tuple[ReceiptMessage, ActResult]] = {}
    for one in receipts:
        if not one.results or one.results[-1].n not in hashes:
            raise ReceiptWrong(desk)
        head = hashes[one.results[-1].n]
        answered = Answered(epoch=one.epoch, desk=desk, at=one.at, head=head, results=one.results)
        if not (MINYEAR < one.at.year < MAXYEAR and keys.signed(receipt_statement(answered), one.signature)):
            raise ReceiptWrong(desk)
        found |= {result.n: (one, result) for result in one.results}
    return found


def _is_usable(line: RowLine, school: str) -> bool:
    """Whether this is an application or an order of the desk's school, under its own name."""
    body = bytes(line.body)
    try:
        row = load_row(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    if not isinstance(row, Application | EnrolmentOrder) or row.school != school or NUL in body:
        return False
    fits = 0 <= line.seq <= LARGEST_NUMBER and 0 < getattr(row, "year", 1) <= MAXYEAR
    return fits and (line.kind, line.id) == (kind_of_row(row), row.id)


def _refed(
    desk: DeskState, n: int, raw: bytes, act_hash: str, receipt: ReceiptMessage, result: ActResult
) -> RefedAct:
    return RefedAct(
        desk=desk.id,
        n=n,
        school=desk.school,
        told_seq=result.seq,
        told_at=receipt.at,
        outcome=result.outcome,
        reason=result.reason,
        body=raw,
        hash=act_hash,
    )


@dataclass
class Returning:
    """A school's acts and rows on their way back, while its head is locked."""

    tx: Transaction
    law: Law
    working: Working
    _desks: dict[str, DeskState] = field(default_factory=dict)
    _taken_over: bool = False

    def decide(self, act: RefedAct) -> str:
        """Decide it again by the same rules; what was told stays told. A code where the two do not meet."""
        desk = self._desk(act.desk)
        if act.n <= desk.last_n:
            return ""
        if act.n > desk.last_n + 1:
            return "gap"
        court = Court(self.tx, desk, act.told_at, self.law, self.working)
        incoming = Incoming(act.n, act.body, desk.last_hash, act.hash)
        court.prepare([incoming])
        found: list[str] = []
        record = court.record(incoming, lambda decision: _as_told(decision, act, found))
        acts.add_acts(self.tx, [msgspec.structs.replace(record, outcome=act.outcome, reason=act.reason)])
        self._desks[desk.id] = _after(desk, record)
        return found[0] if found else ""

    def take_over(self, row: FeedRow) -> str:
        """A row no act of ours explains, such as an online application; a code where it cannot stand beside ours."""
        if isinstance(row, EnrolmentOrder):
            ours = self.working.get(("order", row.id))
            both = joined(ours, row) if isinstance(ours, EnrolmentOrder) else row
            return "" if both == ours else self._put(both)
        if not isinstance(row, Application):
            return "kind-unknown"
        mine = self.working.get(("application", row.id))
        if mine is None:
            return self._take_in(row)
        assert isinstance(mine, Application), "the key names an application"
        return self._catch_up(mine, row)

    def finish(self) -> None:
        """Write everything, count the places anew if rows came without their acts."""
        if self._taken_over:
            self._count_places()
        self.working.flush()
        for desk in self._desks.values():
            desks.move_desk(self.tx, desk)

    def _desk(self, desk: str) -> DeskState:
        if desk not in self._desks:
            state = desks.lock_desk(self.tx, desk)
            assert state is not None, "its acts were kept under its lock"
            self._desks[desk] = msgspec.structs.replace(state, revoked_at=None)  # it was answered before
        return self._desks[desk]

    def _catch_up(self, mine: Application, theirs: Application) -> str:
        ours, brought = ([move.act for move in one.history] for one in (mine, theirs))
        if brought == ours[: len(brought)]:
            return ""
        if ours != brought[: len(ours)]:
            return "told-otherwise"
        return self._take_in(theirs)

    def _take_in(self, row: Application) -> str:
        holder = self.working.holder(child_key(row.draft.child, row.year)) if row.active else None
        if holder is not None and holder.application != row.id:
            self._put(msgspec.structs.replace(row, status=Status.DUPLICATE_HOLD))
            return "duplicate-hold"
        return self._put(row)

    def _put(self, row: FeedRow) -> str:
        self.working.put(row)
        self._taken_over = True
        if isinstance(row, Application):
            intakes.keep_number(self.tx, row)
        return ""

    def _count_places(self) -> None:
        self.working.flush()
        kept = feed.rows_of_kind(self.tx, self.working.school, "application")
        applications = [row for row in kept if isinstance(row, Application)]
        for stream in feed.rows_of_kind(self.tx, self.working.school, "stream"):
            if isinstance(stream, Stream):
                self.working.put(counted(stream, applications))


def _as_told(decision: Decision, act: RefedAct, found: list[str]) -> Decision:
    """The decision with the outcome that somebody holds a receipt of; effects only where both have some."""
    told_nothing, means_nothing = (one in WITHOUT_EFFECT for one in (act.outcome, decision.outcome))
    if decision.outcome is not act.outcome:
        found.append("told-otherwise")
    effects = () if told_nothing or means_nothing else decision.effects
    outcome = decision.outcome if not told_nothing else act.outcome
    return msgspec.structs.replace(decision, outcome=outcome, effects=effects)


def _after(desk: DeskState, record: ActRecord) -> DeskState:
    return msgspec.structs.replace(desk, last_n=record.n, last_hash=record.hash)

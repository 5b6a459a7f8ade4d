"""The court: one act at a time is read, judged by `admission.decide`, and its effects put into the working set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from admission.acts import Act, Filed, Resumed, kind_of
from admission.application import Application, Status
from admission.context import (
    ActiveElsewhere,
    Context,
    Decision,
    Key,
    Outcome,
    Row,
    first_reads,
    made_active,
    second_reads,
)
from admission.decide import decide
from admission.order import EnrolmentOrder
from admission.problems import Problem
from admission.profiles import RuleProfile
from admission.roles import Officer, Role
from admission.wire import ActUnreadable, load_act, says_before
from central_server.law import Law
from central_server.models import acts
from central_server.models.acts import ActRecord
from central_server.models.desks import DeskState
from central_server.models.ledger import Transaction
from central_server.models.working import ChildKey, Working, child_key

LONGEST_ID = 200
UNREADABLE = "unreadable"


class Incoming(msgspec.Struct, frozen=True):
    """An act on its way in: its number, its exact bytes, the chain hash before it and with it.

    `came`: when it reached the centre, where that was before now.
    """

    n: int
    raw: bytes
    before: str
    hash: str
    came: datetime | None = None


class Reading(msgspec.Struct, frozen=True):
    """An act that could be read, or why it could not be."""

    act: Act | None
    wrong: Problem | None = None


@dataclass
class Court:
    """Everything the acts of one batch are judged by, while desk and school are locked."""

    tx: Transaction
    desk: DeskState
    now: datetime
    law: Law
    working: Working
    _readings: dict[int, Reading] = field(default_factory=dict)
    _earlier: dict[str, ActRecord] = field(default_factory=dict)
    _times: dict[int, datetime | None] = field(default_factory=dict)

    def prepare(self, batch: Sequence[Incoming]) -> None:
        """Read the acts, and with a handful of questions all that they will look at."""
        self._readings = {one.n: read_act(one, self.desk) for one in batch}
        found = [reading.act for reading in self._readings.values() if reading.act is not None]
        self._earlier = acts.acts_by_id(self.tx, [act.id for act in found])
        keys = {key for act in found for key in (*first_reads(act), ("officer", act.person))}
        self.working.load(keys)
        self.working.load(second_reads(self.working.rows(keys)))
        children = [self._child_of(act) for act in found]
        self.working.load_holders([child for child in children if child is not None])

    def record(self, incoming: Incoming, ruled: Callable[[Decision], Decision] | None = None) -> ActRecord:
        """Decide one act and keep its effects in the working set; `ruled` has the last word on the decision."""
        reading = self._readings[incoming.n]
        act = reading.act
        if act is None:
            return self._recorded(incoming, None, _quarantined(reading.wrong or Problem("act-unreadable")))
        earlier = self._earlier.get(act.id)
        if earlier is not None:
            return self._again(incoming, act, earlier)
        decision = self._decide(act, incoming.came or self.now)
        if ruled is not None:
            decision = ruled(decision)
        record = self._recorded(incoming, act, decision)
        if decision.outcome in (Outcome.APPLIED, Outcome.CHANGED):
            for row in decision.effects:
                self.working.put(row)
        self._earlier[act.id] = record
        return record

    def _recorded(self, incoming: Incoming, act: Act | None, decision: Decision) -> ActRecord:
        return ActRecord(
            desk=self.desk.id,
            n=incoming.n,
            id=act.id if act else None,
            kind=kind_of(act.body) if act else UNREADABLE,
            v=act.v if act else 0,
            body=incoming.raw,
            hash=incoming.hash,
            outcome=decision.outcome,
            reason=decision.reason,
            school=self.desk.school,
            seq=self.working.next_seq(),
            at_centre=self.now,
        )

    def _again(self, incoming: Incoming, act: Act, earlier: ActRecord) -> ActRecord:
        """An act that came before under another number: the same answer, and no second effect (SYNC C10)."""
        if earlier.school != self.desk.school or load_act(earlier.body).body != act.body:
            return self._recorded(incoming, None, _quarantined(Problem("act-id-used")))
        return msgspec.structs.replace(
            earlier, desk=self.desk.id, n=incoming.n, id=None, body=incoming.raw, hash=incoming.hash
        )

    def _decide(self, act: Act, came: datetime) -> Decision:
        rows = self.working.rows(first_reads(act))
        if _is_shown(act, rows.values()):
            return Decision(outcome=Outcome.APPLIED)
        if self.desk.revoked_at is not None:
            return _quarantined(Problem("desk-revoked"))
        rules = self.law.profiles.get(act.rules)
        if rules is None:
            return _quarantined(Problem("rules-unknown", params={"rules": act.rules}))
        if isinstance(act.body, Filed) and act.body.year != rules.year:
            return _quarantined(Problem("year-of-another-campaign", params={"year": act.body.year}))
        rows |= self.working.rows(second_reads(rows))
        return self._one_active(decide(act, self._context(act, rows, rules, came)))

    def _context(self, act: Act, rows: Mapping[Key, Row], rules: RuleProfile, came: datetime) -> Context:
        child = self._child_of(act)
        return Context(
            rules=rules,
            calendar=self.law.calendar,
            officer=self._officer(act.person),
            rows=rows,
            active=None if child is None else self.working.holder(child),
            knows_all_schools=True,
            not_before=self._heard_at(act.since),
            not_after=came,
            others=self._others(made_active(act, rows)),
        )

    def _others(self, applications: Sequence[Application]) -> dict[str, ActiveElsewhere]:
        """Which of these have another active application for their child, in whatever school."""
        found = {one.id: self.working.holder(child_key(one.draft.child, one.year)) for one in applications}
        return {one: holder for one, holder in found.items() if holder is not None}

    def _child_of(self, act: Act) -> ChildKey | None:
        """The child whose other active application this act must look at."""
        body = act.body
        if isinstance(body, Filed):
            return child_key(body.draft.child, body.year)
        row = self.working.get(("application", body.application)) if isinstance(body, Resumed) else None
        return child_key(row.draft.child, row.year) if isinstance(row, Application) else None

    def _officer(self, person: str) -> Officer | None:
        """An officer of this school; the portal acts through its own desk only."""
        row = self.working.get(("officer", person))
        if not isinstance(row, Officer) or (Role.PORTAL in row.roles) != self.desk.is_portal:
            return None
        return row

    def _heard_at(self, since: int) -> datetime | None:
        """The centre's clock when it wrote what the desk had read before this act: it is not older (SYNC C6)."""
        known = max(0, min(since, self.working.seq))
        if known not in self._times:
            self._times[known] = acts.centre_time(self.tx, self.desk.school, known)
        return self._times[known]

    def _one_active(self, decision: Decision) -> Decision:
        """Whatever the rules say, a second active application of a child is held (SYNC C11, 1)."""
        second = next((row for row in decision.effects if self._is_second(row)), None)
        if not isinstance(second, Application):
            return decision
        return msgspec.structs.replace(
            decision,
            outcome=Outcome.CHANGED,
            reason=Problem("duplicate-hold", params={"number": second.number}),
            effects=tuple(_held(second) if row is second else row for row in decision.effects),
            notices=(*decision.notices, "duplicate"),
        )

    def _is_second(self, row: Row) -> bool:
        if not isinstance(row, Application) or not row.active:
            return False
        holder = self.working.holder(child_key(row.draft.child, row.year))
        return holder is not None and holder.application != row.id


def _is_shown(act: Act, rows: Collection[Row]) -> bool:
    """A restored centre was brought the row that this act had changed before the act itself (SYNC C10)."""
    orders = {row.act for row in rows if isinstance(row, EnrolmentOrder)}
    lines = {line.act for row in rows if isinstance(row, Application) for line in row.history}
    return act.id in orders | lines


def read_act(incoming: Incoming, desk: DeskState) -> Reading:
    """The act, if it is one this centre can judge and it belongs where it came from."""
    try:
        act = load_act(incoming.raw)
    except ActUnreadable:
        return Reading(None, Problem("act-unreadable"))
    wrong = _misplaced(act, incoming, desk)
    return Reading(None, Problem(wrong)) if wrong else Reading(act)


def _misplaced(act: Act, incoming: Incoming, desk: DeskState) -> str | None:
    if act.v < 1 or max(map(len, _ids(act))) > LONGEST_ID:
        return "act-unreadable"
    if act.n != incoming.n or not says_before(act, incoming.before):
        return "act-out-of-chain"
    if act.desk != desk.id:
        return "act-of-another-desk"
    return "act-of-another-school" if act.school != desk.school else None


def _ids(act: Act) -> list[str]:
    return [act.id, act.person, act.rules, *(row_id for _, row_id in first_reads(act))]


def _quarantined(reason: Problem) -> Decision:
    return Decision(outcome=Outcome.QUARANTINED, reason=reason)


def _held(row: Application) -> Application:
    *before, last = row.history
    line = msgspec.structs.replace(last, after=Status.DUPLICATE_HOLD)
    return msgspec.structs.replace(row, status=Status.DUPLICATE_HOLD, history=(*before, line))

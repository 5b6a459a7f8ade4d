"""The door: every change to a case, ours or theirs, enters the replica through one `Writing`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from admission.acts import Act, Body, kind_of
from admission.context import Decision, Key, Outcome
from admission.exchange import ActResult, RowLine
from admission.problems import ActRefused, Problem
from admission.wire import VERSION, FeedRow, chain, dump_act, load_act
from desktop_app.models.instants import instant
from desktop_app.models.judge import Judge
from desktop_app.models.kept_attention import KeptAttention
from desktop_app.models.kept_draft_papers import KeptDraftPapers
from desktop_app.models.kept_files import KeptFiles
from desktop_app.models.kept_neighbours import KeptNeighbours
from desktop_app.models.kept_papers import KeptPapers
from desktop_app.models.kept_people import KeptPeople
from desktop_app.models.kept_receipts import KeptReceipts
from desktop_app.models.kept_revocations import KeptRevocations
from desktop_app.models.mark import Mark
from desktop_app.models.neighbours import HeldBundle
from desktop_app.models.overlay import Overlay, forget_reached, forget_shown, shown_applications
from desktop_app.models.projection import confirm, project
from desktop_app.models.rebasing import Reach, Waiting, reach, settled_acts, waiting_acts, whole
from desktop_app.models.tables import ACT, META, STAGED

SETTLED = "settled"  # this setting: acts that were answered while what they showed still stands
NOTHING = "[]"
SETTING = "select value from meta where name = ?"
KEEP_SETTING = """insert into meta (name, value) values (?, ?)
    on conflict (name) do update set value = excluded.value"""
BODY = "select body from act where n = ?"
WAITING = "select n from act where state = 'waiting' and n between ? and ?"
ANSWERED = "update act set state = ?, seq = ? where n = ?"
PUT_ROW = """insert into row (kind, id, ver, seq, confirmed) values (?, ?, ?, ?, ?) on conflict (kind, id) do update
    set ver = excluded.ver, seq = excluded.seq, confirmed = excluded.confirmed,
    shown = case when row.shown <> excluded.confirmed then row.shown end where excluded.seq >= row.seq"""
UNCONFIRM = "update row set confirmed = null, ver = 0, seq = 0 where kind = ? and id = ?"
DROP_EMPTY = "delete from row where kind = ? and id = ? and confirmed is null and shown is null"


class Writing:
    """One transaction. `record` for an act of ours, `absorb` for what the centre says."""

    def __init__(self, connection: Connection, judge: Judge, new_id: Callable[[], str]) -> None:
        self.connection = connection
        self.new_id = new_id
        self.people = KeptPeople(connection)
        self.draft_papers = KeptDraftPapers(connection)
        self.files = KeptFiles(connection)
        self.papers = KeptPapers(connection)
        self.receipts = KeptReceipts(connection)
        self.revocations = KeptRevocations(connection)
        self.attention = KeptAttention(connection)
        self.neighbours = KeptNeighbours(connection)
        self.mark: Mark | None = None
        self._judge = judge
        self._overlay = Overlay(connection, judge, self.heard())
        self._touched: set[str] = set()
        self._foreseen: set[str] = set()

    def record(self, body: Body, *, person: str, at: datetime, rules: str, simply: bool = False) -> Decision:
        """An act done at this desk: decided, into the journal, waiting to be sent; ActRefused if refused.

        `simply`: refused as well where it would not be done as it was meant.
        """
        before, n = self.newest_act()
        act = self._new_act(n + 1, body, person, at, rules)
        decision = self._shown(act, simply)
        self.keep_act(act, before)
        return decision

    def redo(self, act: Act, before: str) -> None:
        """An act of a lost computer as our next one, after the chain hash `before`; ActRefused where it may not be."""
        self._shown(act, simply=False)
        self.keep_act(act, before)

    def rehearse(self, body: Body, *, person: str, at: datetime, rules: str) -> None:
        """The same `simply`, but for the journal: for a transaction that will not last."""
        self._shown(self._new_act(self.newest_act()[1] + 1, body, person, at, rules), simply=True)

    def _shown(self, act: Act, simply: bool) -> Decision:
        decision = self._overlay.weigh(act)
        allowed = (Outcome.APPLIED,) if simply else (Outcome.APPLIED, Outcome.CHANGED)
        if decision.outcome not in allowed:
            raise ActRefused((decision.reason or Problem("refused"),))
        self._overlay.show(decision)
        return decision

    def overhear(self, acts: Sequence[tuple[Act, bytes]], newest_hash: str, bundle: HeldBundle) -> None:
        """Acts of a neighbour with their bytes, newer than all that is held of it: shown on top of everything else."""
        _, after = self.newest_act()
        if self.neighbours.add(acts, newest_hash, bundle, after):
            self._rebuild()
            return
        self._show([act for act, _ in acts])

    def knows(self, rules: str) -> bool:
        """Whether this desk can decide by these rules."""
        return rules in self._judge.profiles

    def shown(self, key: Key) -> FeedRow | None:
        """A row as it is shown at this moment of the transaction."""
        return self._overlay.get(key)

    def absorb(
        self, results: Sequence[ActResult], rows: Sequence[RowLine], cursor: int, heard: datetime
    ) -> None:
        """Outcomes and rows of the centre; the overlay is built again from what still waits. Twice is harmless."""
        self.settle(results, heard)
        staged = self._unstaged()
        settled = settled_acts(self.connection, self._take_settled())  # while their pages are in memory
        if rows or staged or settled:
            self._upsert([*staged, *rows])
            self._rebase({(row.kind, row.id) for row in (*staged, *rows)}, settled)
        self.set_meta("cursor", str(max(cursor, self.cursor())))
        self.set_meta("heard", heard.isoformat())

    def settle(self, results: Sequence[ActResult], heard: datetime) -> None:
        """What became of acts that were sent; those not simply applied ask for a person's attention."""
        if results:
            self._settle(sorted(results, key=lambda result: result.n), heard)
            numbers = {*self._take_settled(), *(result.n for result in results)}
            self.set_meta(SETTLED, msgspec.json.encode(sorted(numbers)).decode())

    def stage(self, rows: Sequence[RowLine], cursor: int) -> None:
        """Keep a complete page of an answer that has more to come."""
        values = [
            {"seq": row.seq, "kind": row.kind, "id": row.id, "ver": row.ver, "body": bytes(row.body)}
            for row in rows
        ]
        if values:
            self.connection.execute(insert(STAGED).on_conflict_do_nothing(), values)
        self.set_meta("staged", str(cursor))

    def replace_rows(self, rows: Sequence[RowLine], gone: Collection[Key]) -> None:
        """The centre holds exactly these rows in place of what was here of them, and none of those gone."""
        keys = {(row.kind, row.id) for row in rows}
        wrong = sorted({*gone, *keys})
        if wrong:
            self.connection.exec_driver_sql(UNCONFIRM, wrong)
            self.connection.exec_driver_sql(DROP_EMPTY, wrong)
        self._touched |= {row_id for kind, row_id in gone if kind == "application"}
        self._upsert(rows)
        self._rebase({*keys, *gone}, settled_acts(self.connection, self._take_settled()))

    def finish(self) -> None:
        """Write the overlay and the lines of everything this transaction touched."""
        self._touched |= self._overlay.flush()
        self._project()

    def show_again(self) -> None:
        """Build the overlay anew: after waiting acts were changed or taken away."""
        self._rebuild()

    def forget(self) -> None:
        """What this transaction was about to write of rows is void: they were wiped."""
        self._overlay = Overlay(self.connection, self._judge, None)
        self._touched, self._foreseen = set(), set()

    def meta(self, name: str, default: str = "") -> str:
        """One setting of the replica."""
        found = self.connection.exec_driver_sql(SETTING, (name,)).scalar()
        return default if found is None else str(found)

    def set_meta(self, name: str, value: str) -> None:
        """Keep one setting of the replica."""
        self.connection.exec_driver_sql(KEEP_SETTING, (name, value))

    def next_number(self, counter: str) -> int:
        """The next number of a gapless series of this desk, from 1."""
        number = int(self.meta(f"counter:{counter}", "0")) + 1
        self.set_meta(f"counter:{counter}", str(number))
        return number

    def cursor(self) -> int:
        """How far the feed was read."""
        return int(self.meta("cursor", "0"))

    def heard(self) -> datetime | None:
        """The centre's clock in the newest answer."""
        text = self.meta("heard")
        return datetime.fromisoformat(text) if text else None

    def newest_act(self) -> tuple[str, int]:
        """Chain hash and number of this desk's newest act; empty and 0 before the first."""
        last = self.connection.execute(select(ACT.c.n, ACT.c.hash).order_by(ACT.c.n.desc()).limit(1)).first()
        return ("", 0) if last is None else (last.hash, last.n)

    def _new_act(self, n: int, body: Body, person: str, at: datetime, rules: str) -> Act:
        return Act(
            id=self.new_id(),
            desk=self.meta("desk"),
            n=n,
            school=self.meta("school"),
            person=person,
            at=at,
            rules=rules,
            body=body,
            since=self.cursor(),
            v=VERSION,
        )

    def keep_act(self, act: Act, before: str) -> None:
        """Into the journal, waiting to be sent; `before` is the chain hash of the act before it."""
        data = dump_act(act)
        self._noted(act)
        self.connection.execute(
            insert(ACT).values(
                n=act.n,
                id=act.id,
                kind=kind_of(act.body),
                application=getattr(act.body, "application", getattr(act.body, "order", "")),
                person=act.person,
                at=instant(act.at),
                body=data,
                hash=chain(before, data),
                state="waiting",
            )
        )

    def _noted(self, act: Act) -> None:
        numbers = "counter:"
        found = self.connection.execute(select(META).where(META.c.name.startswith(numbers)))
        counters = {name.removeprefix(numbers): int(value) for name, value in found}
        self.mark = Mark(act.desk, act.n, counters)

    def _settle(self, results: Sequence[ActResult], heard: datetime) -> None:
        between = (results[0].n, results[-1].n)
        waiting = set(self.connection.exec_driver_sql(WAITING, between).scalars().all())
        fresh = [result for result in results if result.n in waiting]
        if fresh:
            values = [(result.outcome.value, result.seq, result.n) for result in fresh]
            self.connection.exec_driver_sql(ANSWERED, values)
        for result in fresh:
            if result.outcome is not Outcome.APPLIED:
                act = self.connection.execute(select(ACT).where(ACT.c.n == result.n)).one()
                self.attention.ask_about(act, result, heard)

    def _unstaged(self) -> list[RowLine]:
        staged = self.connection.execute(select(STAGED).order_by(STAGED.c.seq)).all()
        if staged:
            self.connection.execute(STAGED.delete())
        self.set_meta("staged", "")
        return [
            RowLine(kind=one.kind, id=one.id, ver=one.ver, seq=one.seq, body=msgspec.Raw(one.body))
            for one in staged
        ]

    def _upsert(self, rows: Sequence[RowLine]) -> None:
        """Write these versions; what is shown exactly so already needs no line made anew."""
        if rows:
            before = shown_applications(self.connection)
            values = [(row.kind, row.id, row.ver, row.seq, bytes(row.body)) for row in rows]
            self.connection.exec_driver_sql(PUT_ROW, values)
            self._foreseen |= before - shown_applications(self.connection) - self._touched
        self._touched |= {row.id for row in rows if row.kind == "application"}

    def _rebuild(self) -> None:
        """Show again: the centre's rows, then what still waits, in the order it was done."""
        self._touched |= forget_shown(self.connection)
        self._project()
        self._decide_again(self.neighbours.in_order())

    def _rebase(self, changed: Collection[Key], settled: Sequence[Waiting]) -> None:
        """The same, for as much of it as these rows and the acts answered since the last time can have changed."""
        if self.neighbours.any_act():  # what a neighbour did may reach anywhere
            self._rebuild()
            return
        acts = waiting_acts(self.connection)
        if not acts and not settled:
            self._project()
            self._overlay = Overlay(self.connection, self._judge, self.heard())
            return
        reached = reach(self.connection, acts, settled, changed)
        while reached is not None:
            wider = self._show_reached(reached, acts)
            if wider == reached:
                return
            reached = wider
        self._rebuild()

    def _show_reached(self, reached: Reach, acts: Sequence[Waiting]) -> Reach:
        """Show this much anew; where it turns out to reach further, that is the answer and all is to be done again."""
        forget_reached(self.connection, reached)
        self._touched |= reached.applications
        self._project()
        wider = whole(self.connection, acts, reached)
        if wider != reached:
            return wider
        numbers = [act.n for act in acts if act.application in reached.applications]
        self._decide_again([self.connection.exec_driver_sql(BODY, (n,)).scalar_one() for n in numbers])
        self._project()
        return whole(self.connection, acts, reached)

    def _decide_again(self, bodies: Sequence[bytes]) -> None:
        self._overlay = Overlay(self.connection, self._judge, self.heard())
        self._show([load_act(body) for body in bodies])
        self._touched |= self._overlay.flush()

    def _show(self, acts: Sequence[Act]) -> None:
        """On top of what is shown; what the rows of the centre tell of already is not done twice."""
        for act in acts:
            if not self._overlay.tells_of(act):
                self._overlay.apply(act)

    def _project(self) -> None:
        project(self.connection, self._touched - self._foreseen)
        confirm(self.connection, self._foreseen)
        self._touched, self._foreseen = set(), set()

    def _take_settled(self) -> list[int]:
        """Numbers of the acts answered since what is shown was last built."""
        numbers: list[int] = msgspec.json.decode(self.meta(SETTLED, NOTHING))
        if numbers:
            self.set_meta(SETTLED, NOTHING)
        return numbers

"""The overlay: the centre's rows with this desk's waiting acts decided on top of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from admission.acts import Act, Body, Filed, Resumed
from admission.application import Application
from admission.context import (
    ActiveElsewhere,
    Context,
    Decision,
    Key,
    Outcome,
    Row,
    first_reads,
    key_of,
    made_active,
    second_reads,
)
from admission.decide import decide
from admission.roles import Officer
from admission.wire import FeedRow, dump_row, load_row
from desktop_app.models.judge import Judge
from desktop_app.models.rebasing import Reach

PUT = """insert into row (kind, id, shown) values (?, ?, ?)
    on conflict (kind, id) do update set shown = excluded.shown"""
SHOWN = "select coalesce(shown, confirmed) from row where kind = ? and id = ?"
CURSOR = "select value from meta where name = 'cursor'"
OF_CHILD = "select id from application_line where child_key = ? and year = ?"


class Overlay:
    """Rows as they are shown while acts are decided one after the other; `flush` writes what changed."""

    def __init__(self, connection: Connection, judge: Judge, heard: datetime | None) -> None:
        self._connection = connection
        self._judge = judge
        self._heard = heard
        self._seen: dict[Key, FeedRow | None] = {}
        self._put: dict[Key, Row] = {}

    def apply(self, act: Act) -> Decision:
        """Decide the act over what is shown now and, unless it is refused, show its effects."""
        decision = self.weigh(act)
        if decision.outcome in (Outcome.APPLIED, Outcome.CHANGED):
            self.show(decision)
        return decision

    def weigh(self, act: Act) -> Decision:
        """What would become of the act over what is shown now; nothing changes."""
        return decide(act, self._context(act))

    def show(self, decision: Decision) -> None:
        """What it does is shown from now on."""
        for row in decision.effects:
            self._put[key_of(row)] = row
            self._seen[key_of(row)] = row

    def tells_of(self, act: Act) -> bool:
        """Whether its application has this act in its history: the centre decided it, the answer is on its way."""
        row = self.get(("application", getattr(act.body, "application", "")))
        return isinstance(row, Application) and any(step.act == act.id for step in row.history)

    def get(self, key: Key) -> FeedRow | None:
        """The row as shown, or None."""
        if key not in self._seen:
            self._seen[key] = self._load(key)
        return self._seen[key]

    def flush(self) -> set[str]:
        """Write the shown rows; the ids of the applications among them."""
        if self._put:
            shown = [(kind, row_id, dump_row(row)) for (kind, row_id), row in self._put.items()]
            self._connection.exec_driver_sql(PUT, shown)
        touched = {row.id for row in self._put.values() if isinstance(row, Application)}
        self._put.clear()
        return touched

    def _load(self, key: Key) -> FeedRow | None:
        found = self._connection.exec_driver_sql(SHOWN, key).scalar()
        return None if found is None else load_row(found)

    def _context(self, act: Act) -> Context:
        rows: dict[Key, Row] = {}
        self._read(first_reads(act), rows)
        self._read(second_reads(rows), rows)
        officer = self.get(("officer", act.person))
        return Context(
            rules=self._judge.profiles[act.rules],
            calendar=self._judge.calendar,
            officer=officer if isinstance(officer, Officer) else None,
            rows=rows,
            active=self._active(act.body),
            not_before=self._heard_before(act),
            others=self._others(made_active(act, rows)),
        )

    def _heard_before(self, act: Act) -> datetime | None:
        """What we last heard bounds what was done after it, not a lost computer's act that is done again."""
        read = self._connection.exec_driver_sql(CURSOR).scalar()
        return self._heard if act.since >= int(read or 0) else None

    def _read(self, keys: tuple[Key, ...], rows: dict[Key, Row]) -> None:
        for key in keys:
            row = self.get(key)
            if row is not None and not isinstance(row, Officer):
                rows[key] = row  # type: ignore[assignment]  # the keys of `first_reads` name only these kinds

    def _active(self, body: Body) -> ActiveElsewhere | None:
        """The child's other active application, where the act is judged by it."""
        if isinstance(body, Filed):
            return self._other(body.application, body.draft.child.key, body.year)
        asked = self.get(("application", body.application)) if isinstance(body, Resumed) else None
        if isinstance(asked, Application):
            return self._other(asked.id, asked.draft.child.key, asked.year)
        return None

    def _others(self, applications: Iterable[Application]) -> dict[str, ActiveElsewhere]:
        """Which of these have another active application for their child."""
        found = {one.id: self._other(one.id, one.draft.child.key, one.year) for one in applications}
        return {one: other for one, other in found.items() if other is not None}

    def _other(self, application: str, child: str, year: int) -> ActiveElsewhere | None:
        known = self._connection.exec_driver_sql(OF_CHILD, (child, year)).scalars()
        fresh = [row.id for row in self._put.values() if _is_for(row, child, year)]
        for other in dict.fromkeys([*known, *fresh]):
            row = self.get(("application", other))
            if (
                isinstance(row, Application)
                and row.active
                and other != application
                and _is_for(row, child, year)
            ):
                return ActiveElsewhere(row.id, row.school, row.number)
        return None


def _is_for(row: Row, child: str, year: int) -> bool:
    return isinstance(row, Application) and row.draft.child.key == child and row.year == year


def shown_applications(connection: Connection) -> set[str]:
    """Ids of the applications of which something else is shown than the centre's row."""
    found = connection.exec_driver_sql("select id from row where kind = 'application' and shown is not null")
    return set(found.scalars().all())


def forget_shown(connection: Connection) -> set[str]:
    """Drop every overlay row; the ids of the applications that were shown from it."""
    shown = connection.exec_driver_sql("select kind, id from row where shown is not null").all()
    if shown:
        connection.exec_driver_sql("delete from row where shown is not null and confirmed is null")
        connection.exec_driver_sql("update row set shown = null where shown is not null")
    return {row_id for kind, row_id in shown if kind == "application"}


def forget_reached(connection: Connection, reached: Reach) -> None:
    """Drop the overlay rows of what is shown anew."""
    of_one = "where kind = 'application' and id = ?"
    ids = [(one,) for one in sorted(reached.applications & shown_applications(connection))]
    if ids:
        connection.exec_driver_sql(f"delete from row {of_one} and confirmed is null", ids)
        connection.exec_driver_sql(f"update row set shown = null {of_one}", ids)
    if reached.streams:
        connection.exec_driver_sql("delete from row where kind = 'stream' and confirmed is null")
        connection.exec_driver_sql("update row set shown = null where kind = 'stream'")

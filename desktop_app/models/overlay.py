"""The overlay: the centre's rows with this desk's waiting acts decided on top of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

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
    second_reads,
)
from admission.decide import decide
from admission.roles import Officer
from admission.wire import FeedRow, dump_row, load_row
from desktop_app.models.judge import Judge
from desktop_app.models.tables import LINE, ROW


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
        decision = decide(act, self._context(act))
        if decision.outcome in (Outcome.APPLIED, Outcome.CHANGED):
            for row in decision.effects:
                self._put[key_of(row)] = row
                self._seen[key_of(row)] = row
        return decision

    def get(self, key: Key) -> FeedRow | None:
        """The row as shown, or None."""
        if key not in self._seen:
            self._seen[key] = self._load(key)
        return self._seen[key]

    def flush(self) -> set[str]:
        """Write the shown rows; the ids of the applications among them."""
        if self._put:
            shown = [{"kind": k, "id": i, "shown": dump_row(row)} for (k, i), row in self._put.items()]
            statement = insert(ROW).values(
                kind=bindparam("kind"), id=bindparam("id"), shown=bindparam("shown")
            )
            again = statement.on_conflict_do_update(
                index_elements=["kind", "id"], set_={"shown": statement.excluded.shown}
            )
            self._connection.execute(again, shown)
        touched = {row.id for row in self._put.values() if isinstance(row, Application)}
        self._put.clear()
        return touched

    def _load(self, key: Key) -> FeedRow | None:
        kind, row_id = key
        found = self._connection.execute(
            select(func.coalesce(ROW.c.shown, ROW.c.confirmed)).where(ROW.c.kind == kind, ROW.c.id == row_id)
        ).scalar()
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
            not_before=self._heard,
        )

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

    def _other(self, application: str, child: str, year: int) -> ActiveElsewhere | None:
        known = self._connection.execute(
            select(LINE.c.id).where(LINE.c.child_key == child, LINE.c.year == year)
        ).scalars()
        fresh = [row.id for row in self._put.values() if _is_for(row, child, year)]
        for other in dict.fromkeys([*known, *fresh]):
            row = self.get(("application", other))
            if isinstance(row, Application) and row.active and other != application:
                return ActiveElsewhere(row.id, row.school, row.number)
        return None


def _is_for(row: Row, child: str, year: int) -> bool:
    return isinstance(row, Application) and row.draft.child.key == child and row.year == year


def forget_shown(connection: Connection) -> set[str]:
    """Drop every overlay row; the ids of the applications that were shown from it."""
    shown = connection.execute(select(ROW.c.kind, ROW.c.id).where(ROW.c.shown.is_not(None))).all()
    if shown:
        connection.execute(ROW.delete().where(ROW.c.shown.is_not(None), ROW.c.confirmed.is_(None)))
        connection.execute(update(ROW).where(ROW.c.shown.is_not(None)).values(shown=None))
    return {row_id for kind, row_id in shown if kind == "application"}

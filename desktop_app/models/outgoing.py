"""Questions about what waits: the outbox, what needs attention, how much there is of each."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import Problem
from admission.roles import Officer
from admission.wire import load_row
from desktop_app.models.instants import instant
from desktop_app.models.lines import AttentionItem, Counts, OutboxLine
from desktop_app.models.replica import Replica


def outbox(replica: Replica) -> list[OutboxLine]:
    """Acts the centre has not answered yet, in the order they were done."""
    question = """select a.n, a.id, a.kind, a.application, coalesce(l.number, ''), coalesce(l.child, ''), a.at,
        length(a.body) from act a left join application_line l on l.id = a.application
        where a.state = 'waiting' order by a.n"""
    with replica.read() as db:
        found = db.execute(question).fetchall()
    return [
        OutboxLine(
            n=n, act=act, kind=kind, application=one, number=number, child=child, at=_moment(at), size=size
        )
        for n, act, kind, one, number, child, at, size in found
    ]


def attention(replica: Replica) -> list[AttentionItem]:
    """What the centre refused, changed or set aside, newest first; settled items stay at the end."""
    question = """select a.id, a.act, a.kind, a.application, coalesce(l.number, ''), coalesce(l.child, ''),
        a.outcome, a.reason, a.at, (select coalesce(shown, confirmed) from row where kind = 'officer'
        and id = a.person), a.seen is not null from attention a
        left join application_line l on l.id = a.application order by a.seen is not null, a.at desc"""
    with replica.read() as db:
        found = db.execute(question).fetchall()
    return [
        AttentionItem(
            id=row[0],
            act=row[1],
            kind=row[2],
            application=row[3],
            number=row[4],
            child=row[5],
            outcome=row[6],
            reason=msgspec.json.decode(row[7], type=Problem),
            at=_moment(row[8]),
            by=_short_name(row[9]),
            seen=bool(row[10]),
        )
        for row in found
    ]


def counts(replica: Replica, now: datetime) -> Counts:
    """How much waits at this moment; `today` ends at midnight of the school's day."""
    local = now.astimezone(KAZAKHSTAN_TIME)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    question = """select coalesce(sum(due < ?), 0), coalesce(sum(due >= ? and due < ?), 0),
        coalesce(sum(due >= ?), 0) from application_line
        where status in ('under_review', 'sent_for_registration', 'registered')"""
    at, end = instant(now), instant(midnight)
    with replica.read() as db:
        late, today, later = db.execute(question, (at, at, end, end)).fetchone()
        (signing,) = db.execute(
            "select count(*) from application_line where status = 'on_signature'"
        ).fetchone()
        waiting, oldest = db.execute("select count(*), min(at) from act where state = 'waiting'").fetchone()
        (asking,) = db.execute("select count(*) from attention where seen is null").fetchone()
    return Counts(
        late=late,
        today=today,
        later=later,
        on_signature=signing,
        outbox=waiting,
        attention=asking,
        oldest_waiting=_moment(oldest) if oldest else None,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _short_name(body: bytes | None) -> str:
    row = load_row(body) if body else None
    return row.name.short if isinstance(row, Officer) else ""

"""Questions about what waits: the outbox, and how much there is of everything."""

from __future__ import annotations

from datetime import datetime, timedelta

from admission.deadline import KAZAKHSTAN_TIME
from desktop_app.models.instants import instant
from desktop_app.models.lines import Counts, OutboxLine
from desktop_app.models.print_log import asking_amount
from desktop_app.models.replica import Replica


def outbox(replica: Replica) -> list[OutboxLine]:
    """Acts the centre has not answered yet, in the order they were done."""
    question = """select a.n, a.id, a.kind, a.application, coalesce(l.number, ''), coalesce(l.child, ''), a.at,
        length(a.body), a.id in (select id from former_act) from act a
        left join application_line l on l.id = a.application where a.state = 'waiting' order by a.n"""
    with replica.read() as db:
        found = db.execute(question).fetchall()
    return [
        OutboxLine(
            n=row[0],
            act=row[1],
            kind=row[2],
            application=row[3],
            number=row[4],
            child=row[5],
            at=_moment(row[6]),
            size=row[7],
            again=bool(row[8]),
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
        prints=asking_amount(replica),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

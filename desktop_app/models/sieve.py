"""The sieve: which applications of the queue an officer wants to see; kept by name, on this computer only."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from admission.application import Application
from desktop_app.models.instants import instant
from desktop_app.models.lines import ApplicationLine
from desktop_app.models.queries import LINE, SHOWN, as_line
from desktop_app.models.replica import Replica

NOBODY = "-"  # as `assigned`: everybody's
BODY = f"(select cast({SHOWN} as text) from row where kind = 'application' and row.id = application_line.id)"
FORMER = "id in (select application from act where id in (select id from former_act))"


class Sieve(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What must be so; an empty field lets everything through.

    `assigned`: an officer's id, or NOBODY. `unsure`: not confirmed by the centre, or done when this computer was
    another desk. `wanting`: papers are missing or no good.
    """

    status: str = ""
    language: str = ""
    grade: int = 0
    channel: str = ""
    assigned: str = ""
    wanting: bool = False
    unsure: Literal["", "waiting", "former"] = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A list of the queue: statuses, due from `since` and before `until`, through the sieve.

    `among`: only these ids, where the sieve asks what no column tells (missing papers).
    """

    statuses: tuple[str, ...]
    sieve: Sieve = Sieve()
    since: datetime | None = None
    until: datetime | None = None
    among: frozenset[str] | None = None


def lines(replica: Replica, question: Question, limit: int = 200, offset: int = 0) -> list[ApplicationLine]:
    """Applications that answer the question, earliest deadline first."""
    where, values = _where(question)
    text = f"select {LINE} from application_line where {where} order by due, number limit ? offset ?"
    with replica.read() as db:
        return [as_line(row) for row in db.execute(text, (*values, limit, offset))]


def ids(replica: Replica, question: Question, limit: int = 5000) -> list[str]:
    """The ids alone, in the same order."""
    where, values = _where(question)
    text = f"select id from application_line where {where} order by due, number limit ?"
    with replica.read() as db:
        return [row[0] for row in db.execute(text, (*values, limit))]


def applications(replica: Replica, question: Question, limit: int = 5000) -> list[Application]:
    """The applications themselves, as they are shown, in the same order."""
    where, values = _where(question)
    text = f"select {BODY} from application_line where {where} order by due, number limit ?"
    with replica.read() as db:
        bodies = db.execute(text, (*values, limit)).fetchall()
    return [msgspec.json.decode(body, type=Application) for (body,) in bodies]


def amount(replica: Replica, question: Question) -> int:
    """How many there are."""
    where, values = _where(question)
    with replica.read() as db:
        found = db.execute(f"select count(*) from application_line where {where}", values).fetchone()
    return int(found[0])


def _where(question: Question) -> tuple[str, tuple[str | int, ...]]:
    """Conditions and their values; the cheap ones stand first, the row's body is opened last."""
    sieve = question.sieve
    statuses = [sieve.status] if sieve.status else sorted(question.statuses)
    asked: list[tuple[str, list[str | int]]] = [
        (f"status in ({','.join('?' * len(statuses))})", [*statuses]),
        ("due >= ?", [instant(question.since)] if question.since else []),
        ("due < ?", [instant(question.until)] if question.until else []),
        ("language = ?", [sieve.language] if sieve.language else []),
        ("channel = ?", [sieve.channel] if sieve.channel else []),
        (f"json_extract({BODY}, '$.draft.grade') = ?", [sieve.grade] if sieve.grade else []),
        (f"coalesce(json_extract({BODY}, '$.assigned'), '') = ?", _assigned(sieve)),
    ]
    used = [(text, values) for text, values in asked if values]
    plain = ["waiting"] if sieve.unsure == "waiting" else [FORMER] if sieve.unsure == "former" else []
    if question.among is not None:
        used.append((f"id in ({','.join('?' * len(question.among))})", sorted(question.among)))
    conditions = [*(text for text, _ in used), *plain]
    return " and ".join(conditions), tuple(value for _, values in used for value in values)


def _assigned(sieve: Sieve) -> list[str | int]:
    return [sieve.assigned.strip(NOBODY)] if sieve.assigned else []

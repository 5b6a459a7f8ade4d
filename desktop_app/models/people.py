"""What the office keeps about its own people: unfinished forms, failed sign-ins, whose cards they opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import delete, update
from sqlalchemy.dialects.sqlite import insert

from admission.exchange import CardOpened
from desktop_app.models.instants import instant
from desktop_app.models.lines import KeptDraft
from desktop_app.models.replica import Replica
from desktop_app.models.tables import ATTEMPT, ATTENTION, DRAFT, OPENED
from desktop_app.models.writing import Writing


def keep_fields(writing: Writing, officer: str, fields: Mapping[str, str], field: str, at: datetime) -> None:
    """Keep an officer's unfinished form, in place of the one kept before."""
    values = {"fields": msgspec.json.encode(dict(fields)), "field": field, "at": instant(at)}
    statement = insert(DRAFT).values(officer=officer, **values)
    writing.connection.execute(statement.on_conflict_do_update(index_elements=["officer"], set_=values))


def drop_fields(writing: Writing, officer: str) -> None:
    """The form was filed or given up."""
    writing.connection.execute(delete(DRAFT).where(DRAFT.c.officer == officer))


def kept_draft(replica: Replica, officer: str) -> KeptDraft | None:
    """An officer's unfinished form, or None."""
    with replica.read() as db:
        found = db.execute("select fields, field, at from draft where officer = ?", (officer,)).fetchone()
    if found is None:
        return None
    fields = msgspec.json.decode(found[0], type=dict[str, str])
    return KeptDraft(fields=fields, field=found[1], at=datetime.fromisoformat(found[2]))


def failures(replica: Replica, login: str) -> tuple[int, datetime | None]:
    """Failed sign-ins in a row, and until when the login is locked."""
    with replica.read() as db:
        found = db.execute("select failures, until from attempt where login = ?", (login,)).fetchone()
    if found is None:
        return 0, None
    return found[0], datetime.fromisoformat(found[1])


def note_failure(writing: Writing, login: str, count: int, until: datetime) -> None:
    """One more failed sign-in; the login is locked until then."""
    values = {"failures": count, "until": instant(until)}
    statement = insert(ATTEMPT).values(login=login, **values)
    writing.connection.execute(statement.on_conflict_do_update(index_elements=["login"], set_=values))


def forget_failures(writing: Writing, login: str) -> None:
    """The sign-in was good."""
    writing.connection.execute(delete(ATTEMPT).where(ATTEMPT.c.login == login))


def note_opened(writing: Writing, opened: CardOpened) -> None:
    """An officer opened a card; the centre is told with the next sync."""
    writing.connection.execute(
        insert(OPENED).values(
            id=opened.id, person=opened.person, application=opened.application, at=instant(opened.at)
        )
    )


def unsent_openings(replica: Replica) -> list[CardOpened]:
    """Openings the centre has not been told of."""
    with replica.read() as db:
        found = db.execute(
            "select id, person, application, at from opened where sent = 0 limit 500"
        ).fetchall()
    return [
        CardOpened(id=one, person=person, application=application, at=datetime.fromisoformat(at))
        for one, person, application, at in found
    ]


def note_openings_sent(writing: Writing, ids: list[str]) -> None:
    """The centre knows of these."""
    writing.connection.execute(update(OPENED).where(OPENED.c.id.in_(ids)).values(sent=1))


def settle_item(writing: Writing, item: str, at: datetime) -> None:
    """A person has dealt with an item that needed attention."""
    writing.connection.execute(
        update(ATTENTION).where(ATTENTION.c.id == item, ATTENTION.c.seen.is_(None)).values(seen=instant(at))
    )

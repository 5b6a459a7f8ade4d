"""Writing what the office keeps about its own people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, update
from sqlalchemy.dialects.sqlite import insert

from admission.exchange import CardOpened
from desktop_app.models.instants import instant
from desktop_app.models.tables import ATTEMPT, ATTENTION, DRAFT, OPENED


class KeptPeople:
    """Within one transaction: unfinished forms, failed sign-ins, opened cards, settled items."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_fields(self, officer: str, fields: Mapping[str, str], field: str, at: datetime) -> None:
        """Keep an officer's unfinished form, in place of the one kept before."""
        values = {"fields": msgspec.json.encode(dict(fields)), "field": field, "at": instant(at)}
        statement = insert(DRAFT).values(officer=officer, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["officer"], set_=values))

    def drop_fields(self, officer: str) -> None:
        """The form was filed or given up."""
        self._connection.execute(delete(DRAFT).where(DRAFT.c.officer == officer))

    def note_failure(self, login: str, count: int, until: datetime) -> None:
        """One more failed sign-in; the login is locked until then."""
        values = {"failures": count, "until": instant(until)}
        statement = insert(ATTEMPT).values(login=login, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["login"], set_=values))

    def forget_failures(self, login: str) -> None:
        """The sign-in was good."""
        self._connection.execute(delete(ATTEMPT).where(ATTEMPT.c.login == login))

    def note_opened(self, opened: CardOpened) -> None:
        """An officer opened a card; the centre is told with the next sync."""
        self._connection.execute(
            insert(OPENED).values(
                id=opened.id, person=opened.person, application=opened.application, at=instant(opened.at)
            )
        )

    def note_openings_sent(self, ids: list[str]) -> None:
        """The centre knows of these."""
        self._connection.execute(update(OPENED).where(OPENED.c.id.in_(ids)).values(sent=1))

    def settle_item(self, item: str, person: str, at: datetime) -> None:
        """A person has dealt with an item that needed attention; who was first stays."""
        self._connection.execute(
            update(ATTENTION)
            .where(ATTENTION.c.id == item, ATTENTION.c.seen.is_(None))
            .values(seen=f"{instant(at)} {person}")
        )

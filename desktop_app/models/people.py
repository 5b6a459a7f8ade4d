"""What the office keeps about its own people: unfinished forms, failed sign-ins, whose cards they opened."""

from __future__ import annotations

from datetime import datetime

import msgspec

from admission.exchange import CardOpened
from desktop_app.models.lines import KeptDraft
from desktop_app.models.replica import Replica


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

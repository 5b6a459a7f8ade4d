"""The projection: one flat, searchable line for every application that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from admission.application import Application
from admission.duplicates import Candidate, blocking_keys
from admission.folding import fold
from admission.wire import load_row
from desktop_app.models.instants import instant
from desktop_app.models.tables import LIKENESS, LINE, ROW

CHUNK = 500


def project(connection: Connection, ids: Iterable[str]) -> None:
    """Bring the lines of these applications in step with what is shown."""
    for chunk in _chunks(sorted(ids)):
        rows = connection.execute(
            select(func.coalesce(ROW.c.shown, ROW.c.confirmed), ROW.c.shown.is_not(None)).where(
                ROW.c.kind == "application", ROW.c.id.in_(chunk)
            )
        ).all()
        shown = [(load_row(body), bool(waiting)) for body, waiting in rows]
        lines = [(row, waiting) for row, waiting in shown if isinstance(row, Application)]
        gone = set(chunk) - {row.id for row, _ in lines}
        if gone:
            connection.execute(delete(LINE).where(LINE.c.id.in_(gone)))
            connection.execute(delete(LIKENESS).where(LIKENESS.c.application.in_(gone)))
        _write(connection, lines)


def rekey(connection: Connection) -> None:
    """Make the keys of likeness again for every application; nothing else is touched."""
    connection.execute(delete(LIKENESS))
    ids = connection.execute(select(ROW.c.id).where(ROW.c.kind == "application").order_by(ROW.c.id)).scalars()
    for chunk in _chunks(ids.all()):
        bodies = connection.execute(
            select(func.coalesce(ROW.c.shown, ROW.c.confirmed)).where(
                ROW.c.kind == "application", ROW.c.id.in_(chunk)
            )
        ).scalars()
        rows = [load_row(body) for body in bodies]
        _keep_keys(connection, [row for row in rows if isinstance(row, Application)])


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _write(connection: Connection, lines: Sequence[tuple[Application, bool]]) -> None:
    if not lines:
        return
    statement = insert(LINE)
    values = {c.name: statement.excluded[c.name] for c in LINE.c if c.name not in ("line", "id")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=values),
        [line_of(application, waiting) for application, waiting in lines],
    )
    connection.execute(delete(LIKENESS).where(LIKENESS.c.application.in_([row.id for row, _ in lines])))
    _keep_keys(connection, [application for application, _ in lines])


def _keep_keys(connection: Connection, applications: Sequence[Application]) -> None:
    keys = [
        {"key": key, "application": application.id}
        for application in applications
        for key in blocking_keys(candidate_of(application))
    ]
    if keys:
        connection.execute(insert(LIKENESS), keys)


def line_of(application: Application, waiting: bool) -> dict[str, Any]:
    """The columns of one application's line."""
    draft = application.draft
    child, applicant = draft.child, draft.applicant
    words = (child.name.full, applicant.name.full, application.number, child.iin, applicant.phone)
    return {
        "id": application.id,
        "number": application.number,
        "child": child.name.full,
        "applicant": applicant.name.full,
        "applicant_iin": applicant.iin,
        "phone": applicant.phone,
        "iin": child.iin,
        "child_key": child.key,
        "year": application.year,
        "status": application.status.value,
        "language": draft.language,
        "inside": int(draft.by_territory),
        "channel": draft.channel,
        "received": instant(application.received),
        "due": instant(application.due),
        "flags": ",".join(application.flags),
        "waiting": int(waiting),
        "folded": fold(" ".join(words)),
    }


def candidate_of(application: Application) -> Candidate:
    """The child of an application as the duplicate rules compare it."""
    child = application.draft.child
    return Candidate(application.id, child.name, child.born, child.iin)

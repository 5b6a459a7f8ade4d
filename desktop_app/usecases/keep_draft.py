"""Keep a draft: every field of an unfinished form, so that a power cut costs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def keep_draft(desk: Desk, officer: Officer, fields: Mapping[str, str], field: str) -> None:
    """Keep the fields as typed, and the one the cursor stands in."""
    with desk.write() as writing:
        writing.people.keep_fields(officer.id, fields, field, desk.now())


def drop_draft(desk: Desk, officer: Officer) -> None:
    """Forget the unfinished form and the papers brought for it."""
    with desk.write() as writing:
        writing.people.drop_fields(officer.id)
        writing.draft_papers.drop_all(officer.id)

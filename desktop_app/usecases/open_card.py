"""Open: looking at a child's card leaves a trace of who looked, and when."""

from __future__ import annotations

from admission.exchange import CardOpened
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def open_card(desk: Desk, officer: Officer, application: str) -> None:
    """Note the opening; the centre is told with the next sync."""
    opened = CardOpened(id=desk.new_id(), person=officer.id, application=application, at=desk.now())
    with desk.write() as writing:
        writing.people.note_opened(opened)

"""Note: somebody of the office leaves a remark on an application, for the office alone."""

from __future__ import annotations

from admission.acts import NOTE_LETTERS, Noted
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def note(desk: Desk, officer: Officer, application: str, text: str) -> None:
    """It stands in the history and on no paper; ActRefused when it is empty or too long."""
    text = text.strip()
    if not text:
        raise ActRefused((Problem("note-empty"),))
    if len(text) > NOTE_LETTERS:
        raise ActRefused((Problem("note-too-long", params={"letters": len(text), "most": NOTE_LETTERS}),))
    desk.record(officer, Noted(application=application, text=text))

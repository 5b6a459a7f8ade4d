"""Ask: the applicant shall bring papers that are missing or no good, by a day."""

from __future__ import annotations

from datetime import date

from admission.acts import NOTE_LETTERS, Asked
from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def ask_papers(
    desk: Desk, officer: Officer, application: str, documents: tuple[str, ...], until: date, note: str = ""
) -> None:
    """`documents` are codes of the profile; ActRefused without any, or for a day that is past."""
    if not documents:
        raise ActRefused((Problem("asked-nothing"),))
    if until < desk.now().astimezone(KAZAKHSTAN_TIME).date():
        raise ActRefused((Problem("asked-until-past", params={"until": until.isoformat()}),))
    if len(note) > NOTE_LETTERS:
        raise ActRefused((Problem("note-too-long", params={"letters": len(note), "most": NOTE_LETTERS}),))
    desk.record(officer, Asked(application=application, documents=documents, until=until, note=note.strip()))

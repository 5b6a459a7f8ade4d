"""File: a walk-in application gets its number, for good, in one transaction."""

from __future__ import annotations

from msgspec.structs import replace

from admission.acts import Filed
from admission.application import ACTIVE, ApplicationDraft, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.numbers import application_number
from admission.problems import ActRefused, Problem, unconfirmed
from admission.roles import Officer, Role
from desktop_app.models import queries
from desktop_app.usecases.attach_held import attach_held
from desktop_app.usecases.desk import Desk


def check_draft(desk: Desk, draft: ApplicationDraft, officer: Officer | None = None) -> tuple[Problem, ...]:
    """Every problem of the draft on what this desk knows: the rules, and the child's other applications."""
    filing_desk = FilingDesk(
        rules=desk.rules,
        school=queries.school(desk.replica),
        languages=tuple(stream.language for stream in queries.streams(desk.replica)),
        today=desk.now().astimezone(KAZAKHSTAN_TIME).date(),
        calendar=desk.calendar,
        director=officer is not None and officer.may(Role.DIRECTOR),
    )
    return (*check_filing(draft, filing_desk), *_check_others(desk, draft))


def file_application(desk: Desk, officer: Officer, draft: ApplicationDraft) -> str:
    """Number the application and write it, durable, with the papers held for it; its id.

    ActRefused lists blocks and unconfirmed warnings.
    """
    problems = unconfirmed(check_draft(desk, draft, officer), draft.confirmed)
    if problems:
        raise ActRefused(problems)
    application, year = desk.new_id(), desk.rules.year
    draft = replace(draft, previous=_previous(desk, draft))
    with desk.write() as writing:
        series = writing.meta("series")
        number = application_number(series, writing.next_number(f"{series}/{year}"))
        filed = Filed(application=application, number=number, year=year, draft=draft)
        writing.record(filed, person=officer.id, at=desk.now(), rules=desk.rules.id)
        attach_held(writing, desk, officer, application)
        writing.people.drop_fields(officer.id)
    return application


def _previous(desk: Desk, draft: ApplicationDraft) -> str:
    """The number of the child's last application that was refused or withdrawn (DOMAIN 5 #52)."""
    same = [found.line for found in queries.similar(desk.replica, draft.child) if "same-iin" in found.reasons]
    ended = [line for line in same if line.status in (Status.REFUSED, Status.WITHDRAWN)]
    return max(ended, key=lambda line: line.received).number if ended else ""


def _check_others(desk: Desk, draft: ApplicationDraft) -> tuple[Problem, ...]:
    """Active elsewhere in this school or enrolled: block; the likeness of another child: warn (seed 003)."""
    problems = []
    for found in queries.similar(desk.replica, draft.child):
        line = found.line
        params: dict[str, str | int] = {"number": line.number, "status": line.status, "score": found.score}
        same = "same-iin" in found.reasons
        if same and line.status == Status.ENROLLED:
            problems.append(Problem("already-admitted", "child.iin", params))
        elif same and line.status in ACTIVE:
            problems.append(Problem("active-application", "child.iin", params))
        elif not same and line.status in ACTIVE | {Status.ENROLLED}:
            problems.append(Problem("similar-child", "child.name.surname", params, "warn"))
    return tuple(problems)

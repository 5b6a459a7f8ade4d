"""Correct: the office puts right one field of an application that was filed; the old value stays readable."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from admission.acts import Amended, Change
from admission.application import ALLOWED, Application, allowed_acts
from admission.corrections import corrected
from admission.problems import ActRefused, Problem, refuse_if
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.usecases.compare_amended import value_there
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import check_draft


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One field by its dotted path, the value that was seen there, the value it becomes (text), and why."""

    application: str
    field: str
    seen: str
    value: str
    reason: str


def check_correction(desk: Desk, row: Application, officer: Officer, wish: Correction) -> Iterator[Problem]:
    """What forbids it, and what the rules newly say about the field; warnings inform and forbid nothing."""
    if "amended" not in ALLOWED[row.status]:
        yield Problem("status-forbids", params={"number": row.number, "status": row.status.value})
        return
    if "amended" not in allowed_acts(row.status, officer.roles):
        yield Problem("role-missing")
    if not wish.reason.strip():
        yield Problem("reason-missing")
    if wish.value == wish.seen:
        yield Problem("correction-same", wish.field)
    elif value_there(row, wish.field) != wish.seen:
        yield Problem("changed-meanwhile", params={"field": wish.field})
    else:
        yield from _new_problems(desk, row, wish)


def _new_problems(desk: Desk, row: Application, wish: Correction) -> Iterator[Problem]:
    draft, unread = corrected(row.draft, [Change(wish.field, wish.seen, wish.value)])
    if unread:
        yield Problem("value-unreadable", params={"field": wish.field})
        return
    known = {(one.code, one.at) for one in check_draft(desk, row.draft)}
    for problem in check_draft(desk, draft):
        if (problem.code, problem.at) not in known and problem.at == wish.field:
            yield problem


def correct(desk: Desk, officer: Officer, wish: Correction) -> None:
    """One act with one change; ActRefused when it may not be, or the value breaks a rule of its field."""
    row = queries.application(desk.replica, wish.application)
    if row is None:
        raise ActRefused((Problem("application-unknown"),))
    refuse_if(one for one in check_correction(desk, row, officer, wish) if one.weight == "block")
    change = Change(wish.field, wish.seen, wish.value)
    desk.record(officer, Amended(application=row.id, changes=(change,), reason=wish.reason.strip()))

"""Amend again: of two corrections that met, a person says which value stands."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from admission.acts import Amended, Change
from admission.application import ALLOWED, Application, allowed_acts
from admission.context import Decision
from admission.corrections import corrected
from admission.problems import ActRefused, Problem, refuse_if
from admission.roles import Officer
from desktop_app.usecases.compare_amended import value_there
from desktop_app.usecases.desk import Desk


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The value that shall stand in a field; `shown` is the one the person saw there while choosing."""

    application: str
    field: str
    shown: str
    value: str
    reason: str


def amend_again(desk: Desk, officer: Officer, choice: Choice) -> Decision:
    """One more correction, over the value that stands now; ActRefused when that is no longer the one shown."""
    with desk.write() as writing:
        row = writing.shown(("application", choice.application))
        if not isinstance(row, Application):
            raise ActRefused([Problem("application-unknown")])
        refuse_if(_why_not(row, officer, choice))
        change = Change(choice.field, choice.shown, choice.value)
        body = Amended(application=row.id, changes=(change,), reason=choice.reason)
        return writing.record(body, person=officer.id, at=desk.now(), rules=row.rules)


def _why_not(row: Application, officer: Officer, choice: Choice) -> Iterator[Problem]:
    if "amended" not in ALLOWED[row.status]:
        yield Problem("status-forbids", params={"number": row.number, "status": row.status.value})
    elif "amended" not in allowed_acts(row.status, officer.roles):
        yield Problem("role-missing")
    elif value_there(row, choice.field) not in (choice.shown, None):
        yield Problem("changed-meanwhile", params={"field": choice.field})
    elif corrected(row.draft, [Change(choice.field, choice.shown, choice.value)])[1]:
        yield Problem("value-unreadable", params={"field": choice.field})

"""Resume: of two applications for a child the parent chose the one that was held, and it goes on."""

from __future__ import annotations

from admission.acts import Resumed
from admission.application import Status
from admission.context import Decision
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk


def resume_application(desk: Desk, officer: Officer, application: str, reason: str = "") -> Decision:
    """It begins anew, with a new deadline; ActRefused while another one is active, or when the child is enrolled."""
    _refuse_admitted(desk, application)
    return desk.record(officer, Resumed(application=application, reason=reason))


def _refuse_admitted(desk: Desk, application: str) -> None:
    """The other one may have come to its good end while this one was held (DOMAIN 5 #51)."""
    held = queries.application(desk.replica, application)
    for found in queries.similar(desk.replica, held.draft.child) if held else ():
        line = found.line
        if "same-iin" in found.reasons and line.status == Status.ENROLLED and line.id != application:
            raise ActRefused(
                (Problem("already-admitted", params={"number": line.number, "status": line.status}),)
            )

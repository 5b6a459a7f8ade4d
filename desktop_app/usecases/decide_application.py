"""Decide: the director accepts or refuses; offline the decision waits for the centre."""

from __future__ import annotations

from admission.acts import Decided
from admission.context import Decision
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def decide_application(
    desk: Desk,
    officer: Officer,
    application: str,
    accept: bool,
    grounds: tuple[str, ...] = (),
    reason: str = "",
    transport: bool | None = None,
) -> Decision:
    """What the rules make of it here: accepted, waitlisted or refused; ActRefused when not allowed."""
    body = Decided(
        application=application, accept=accept, grounds=grounds, reason=reason, transport=transport
    )
    return desk.record(officer, body)

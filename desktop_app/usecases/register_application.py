"""Register: the education department takes an application on, or refuses to, before the school sees it."""

from __future__ import annotations

from admission.acts import Registered
from admission.context import Decision
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def register_application(
    desk: Desk,
    officer: Officer,
    application: str,
    accept: bool,
    grounds: tuple[str, ...] = (),
    reason: str = "",
) -> Decision:
    """The first of the two stages of seed 002; ActRefused without a ground, a reason or the role."""
    body = Registered(application=application, accept=accept, grounds=grounds, reason=reason)
    return desk.record(officer, body)

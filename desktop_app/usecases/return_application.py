"""Return: the director gives an application back to the executor, and says why."""

from __future__ import annotations

from admission.acts import Returned
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def return_application(desk: Desk, officer: Officer, application: str, reason: str) -> None:
    """Back under review; ActRefused without a reason."""
    desk.record(officer, Returned(application=application, reason=reason))

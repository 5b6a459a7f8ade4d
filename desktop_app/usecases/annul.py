"""Annul: the director strikes out a mis-registration; the number stays used."""

from __future__ import annotations

from admission.acts import Annulled
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def annul(desk: Desk, officer: Officer, application: str, reason: str) -> None:
    """ActRefused without a reason, or when the application is past review."""
    desk.record(officer, Annulled(application=application, reason=reason))

"""Reverse: the director takes an acceptance by mistake back, by an order and for a reason."""

from __future__ import annotations

from admission.acts import Reversed
from admission.context import Decision
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def reverse_acceptance(
    desk: Desk, officer: Officer, application: str, order_number: str, reason: str
) -> Decision:
    """The application is reviewed anew and its place is free again (DOMAIN 5 #56); ActRefused when not allowed."""
    return desk.record(officer, Reversed(application=application, order_number=order_number, reason=reason))

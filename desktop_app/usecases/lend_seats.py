"""Lend: free places of a stream become one computer's own until a moment, so that it accepts for certain offline."""

from __future__ import annotations

from datetime import datetime

from admission.acts import Lent
from admission.context import Decision
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def lend_seats(desk: Desk, officer: Officer, stream: str, to: str, seats: int, until: datetime) -> Decision:
    """The desk `to` holds `seats` places from now on, in place of those it held; 0 gives back this desk's own.

    ActRefused: more than are free, a moment that is past or too far, places another desk was promised.
    """
    return desk.record(officer, Lent(stream=stream, desk=to, seats=seats, until=until))

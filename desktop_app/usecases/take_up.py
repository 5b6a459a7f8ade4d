"""Take up: the school begins with an application that the education department has registered."""

from __future__ import annotations

from admission.acts import TakenUp
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def take_up(desk: Desk, officer: Officer, application: str) -> None:
    """From here it goes the road of every application (seed 002); ActRefused when it is not registered."""
    desk.record(officer, TakenUp(application=application))

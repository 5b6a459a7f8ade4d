"""Assign: an application becomes one officer's work, or everybody's again."""

from __future__ import annotations

from admission.acts import Assigned
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk


def assign(desk: Desk, officer: Officer, application: str, to: str) -> None:
    """`to` is an officer's id, or empty for everybody; ActRefused for somebody who does not work here."""
    found = queries.officer(desk.replica, to) if to else None
    if to and (found is None or not found.active):
        raise ActRefused((Problem("assigned-unknown"),))
    desk.record(officer, Assigned(application=application, officer=to))

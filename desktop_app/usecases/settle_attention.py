"""Settle: a person has dealt with what the centre refused or changed."""

from __future__ import annotations

from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def settle(desk: Desk, officer: Officer, item: str) -> None:
    """The item stays readable, with who settled it and when, but asks no longer."""
    with desk.write() as writing:
        writing.people.settle_item(item, officer.id, desk.now())

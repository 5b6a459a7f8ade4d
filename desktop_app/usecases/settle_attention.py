"""Settle: a person has dealt with what the centre refused or changed."""

from __future__ import annotations

from desktop_app.usecases.desk import Desk


def settle(desk: Desk, item: str) -> None:
    """The item stays readable, but asks no longer."""
    with desk.write() as writing:
        writing.people.settle_item(item, desk.now())

"""A computer that is switched on: the desk over whatever its folder holds."""

from __future__ import annotations

from pathlib import Path

from desktop_app.usecases.desk import Desk
from tests.desk import FakeClock, calendar, counted_ids, make_replica, rules


def awake(folder: Path) -> Desk:
    """The desk as it was left, by whatever end."""
    law = rules()
    return Desk(make_replica(folder), FakeClock(), counted_ids("awake"), {law.id: law}, law, calendar())

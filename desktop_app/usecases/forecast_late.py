"""Forecast: which files of the queue will be late if work goes on as it may; nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from admission.forecast import Expected, OpenFile, Pace, late_files
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk

PER_FILE: Final = timedelta(minutes=15)  # the longest a service may take (seed 004)
LOOKED_AT: Final = 500


def forecast_late(desk: Desk) -> tuple[Expected, ...]:
    """Files not late yet that will be, the one due first at the head; every executor works on the queue."""
    now = desk.now()
    lines = queries.queue(desk.replica, limit=LOOKED_AT)
    executors = sum(one.may(Role.EXECUTOR) for one in queries.officers(desk.replica))
    pace = Pace(per_file=PER_FILE, officers=max(1, executors))
    files = [OpenFile(id=line.id, due=line.due) for line in lines]
    return tuple(one for one in late_files(files, pace, now, desk.calendar) if one.due > now)

"""Explain: where an application stands in line for a place, and why; the rules' own answer, nothing is written."""

from __future__ import annotations

from msgspec.structs import replace

from admission.allocation import Place, allocate, askers_of
from admission.application import Application
from admission.places import lent_to_others
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk


def explain_place(desk: Desk, application: Application) -> Place | None:
    """The place on what this desk knows (seed 003, 3 to 1); None where the school has no such stream.

    Places lent to other desks are none for this one.
    """
    stream = next((one for one in queries.streams(desk.replica) if one.id == application.stream), None)
    if stream is None:
        return None
    lent = lent_to_others(stream, queries.meta(desk.replica, "desk"), desk.now())
    rules = desk.profiles[application.rules]
    line = askers_of(stream, queries.in_stream(desk.replica, stream))
    return allocate(replace(stream, capacity=stream.capacity - lent), line, rules).place(application.id)

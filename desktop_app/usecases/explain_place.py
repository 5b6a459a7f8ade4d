"""Explain: where applications stand in line for a place, and why; the rules' own answer, nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from admission.allocation import Allocation, Place, allocate, askers_of
from admission.application import Application
from admission.places import Stream, lent_to_others
from desktop_app.models import ledger, queries
from desktop_app.usecases.desk import Desk


def explain_place(desk: Desk, application: Application) -> Place | None:
    """The place on what this desk knows (seed 003, 3 to 1); None where the school has no such stream.

    Places lent to other desks are none for this one.
    """
    stream = next((one for one in queries.streams(desk.replica) if one.id == application.stream), None)
    if stream is None:
        return None
    line = queries.in_stream(desk.replica, stream)
    return _allocation(desk, stream, application.rules, line).place(application.id)


class Places:
    """The same for many, as they stand at one look: every line is counted once, and only if somebody asks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[tuple[str, str], Mapping[str, Place]] = {}

    def of(self, application: Application) -> Place | None:
        """As `explain_place` says."""
        stream = self._streams.get(application.stream)
        if stream is None:
            return None
        key = (stream.id, application.rules)
        if key not in self._known:
            made = _allocation(self._desk, stream, application.rules, self._lines[stream.id])
            self._known[key] = {place.application: place for place in made.places}
        return self._known[key].get(application.id)

    @cached_property
    def _streams(self) -> Mapping[str, Stream]:
        return {one.id: one for one in queries.streams(self._desk.replica)}

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[Application]]:
        lines: defaultdict[str, list[Application]] = defaultdict(list)
        for one in ledger.all_applications(self._desk.replica):
            lines[one.stream].append(one)
        return lines


def _allocation(desk: Desk, stream: Stream, rules: str, line: Sequence[Application]) -> Allocation:
    lent = lent_to_others(stream, queries.meta(desk.replica, "desk"), desk.now())
    own = askers_of(stream, line)
    return allocate(replace(stream, capacity=stream.capacity - lent), own, desk.profiles[rules])

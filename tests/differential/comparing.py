"""Both implementations asked the same: what they answer, where they differ, and the smallest case that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from msgspec.structs import replace

from admission.allocation import allocate
from admission.application import Status
from admission.deadline import due
from admission.forecast import Pace, forecast
from admission.places import Stream
from admission.priority import queue_order, waiting_position
from tests.differential import cases, naive
from tests.differential.cases import DoneCase, DueCase, OrderCase, PlacesCase

Answer = object
STREAM = Stream(id="", school="", year=2026, language="kk", capacity=0)


class Question(NamedTuple):
    """How a case is drawn, and what the two implementations make of it."""

    draw: Callable[[Random], Any]
    ours: Callable[[Any], Answer]
    naive: Callable[[Any], Answer]


class Difference(NamedTuple):
    """A case on which they disagree, and both answers."""

    case: Any
    ours: Answer
    naive: Answer


class Found(NamedTuple):
    """How many cases were asked, how many differ, and the smallest of those."""

    cases: int
    differences: int
    smallest: Difference | None


def our_due(case: DueCase) -> datetime:
    return due(case.received, case.days, case.calendar, case.whole_day)


def naive_due(case: DueCase) -> Answer:
    return naive.naive_due(case.received, case.days, case.calendar, case.whole_day)


def our_done(case: DoneCase) -> Answer:
    pace = Pace(per_file=timedelta(minutes=case.minutes), officers=case.officers)
    return [(one.id, one.done) for one in forecast(case.files, pace, case.now, case.calendar)]


def naive_done(case: DoneCase) -> Answer:
    return naive.naive_done(case.files, case.minutes, case.officers, case.now, case.calendar)


def our_places(case: PlacesCase) -> Answer:
    rules = replace(cases.law(), inside_per_outside=case.ratio)
    found = allocate(replace(STREAM, capacity=case.capacity), case.askers, rules)
    return {one.application: (one.code, one.position, one.params.get("opens_at", 0)) for one in found.places}


def naive_places(case: PlacesCase) -> Answer:
    return naive.naive_allocation(case.capacity, case.ratio, case.askers)


def our_order(case: OrderCase) -> Answer:
    waiting = [one for one in case.applications if one.status is Status.WAITLISTED]
    positions = {one.id: waiting_position(one, case.applications) for one in waiting}
    return [one.id for one in queue_order(case.applications)], positions


def naive_order(case: OrderCase) -> Answer:
    waiting = [one for one in case.applications if one.status == "waitlisted"]
    positions = {one.id: naive.naive_position(one, case.applications) for one in waiting}
    return naive.naive_order(case.applications), positions


QUESTIONS: Mapping[str, Question] = {
    "deadline": Question(cases.draw_due, our_due, naive_due),
    "allocation": Question(cases.draw_places, our_places, naive_places),
    "order": Question(cases.draw_order, our_order, naive_order),
    "forecast": Question(cases.draw_done, our_done, naive_done),
}


def compare(question: Question, number: int, seed: str) -> Found:
    """Ask so many cases; the same seed draws the same ones."""
    chance, differing = Random(seed), []
    for _ in range(number):
        difference = differs(question, question.draw(chance))
        if difference is not None:
            differing.append(difference)
    smallest = min(differing, key=size, default=None)
    return Found(number, len(differing), smallest and shrunk(question, smallest))


def differs(question: Question, case: object) -> Difference | None:
    """Both answers where they are not the same."""
    ours, naively = question.ours(case), question.naive(case)
    return None if ours == naively else Difference(case, ours, naively)


def size(difference: Difference) -> int:
    return len(repr(difference.case))


def shrunk(question: Question, difference: Difference) -> Difference:
    """The same disagreement with as few children, files and special days as will do."""
    for case in smaller(difference.case):
        found = differs(question, case)
        if found is not None:
            return shrunk(question, found)
    return difference


def smaller(case: Any) -> Iterator[Any]:
    """The case with one element less, in any of its lists or its calendar."""
    for name, value in case._asdict().items():
        if isinstance(value, tuple):
            for n in range(len(value)):
                yield case._replace(**{name: value[:n] + value[n + 1 :]})
        elif name == "calendar":
            for day in value.days:
                rest = {other: kind for other, kind in value.days.items() if other != day}
                yield case._replace(calendar=replace(value, days=rest))

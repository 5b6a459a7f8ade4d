"""Forecast: which open applications will be late at the office's pace, worked in the order of their deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from admission.application import Application, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.workdays import WorkCalendar

# Their deadline runs; who waits for a place or is held as a duplicate was looked at already.
OPEN = frozenset({Status.SENT_FOR_REGISTRATION, Status.REGISTERED, Status.UNDER_REVIEW, Status.ON_SIGNATURE})


class OpenFile(msgspec.Struct, frozen=True, kw_only=True):
    """An application that still needs a decision, and until when."""

    id: str
    due: datetime


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How long one file takes one officer, and how many officers work side by side."""

    per_file: timedelta
    officers: Annotated[int, msgspec.Meta(ge=1)] = 1


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """When a file will be done at that pace."""

    id: str
    due: datetime
    done: datetime

    @property
    def late(self) -> bool:
        """Whether that is after its deadline (a decision at the very moment is in time: DOMAIN 5 #39)."""
        return self.done > self.due


def open_files(applications: Iterable[Application]) -> list[OpenFile]:
    """Those that still need a decision."""
    return [OpenFile(id=one.id, due=one.due) for one in applications if one.status in OPEN]


def pace_a_day(files: int, calendar: WorkCalendar, officers: int = 1) -> Pace:
    """The pace of an officer who decides that many files in a working day, lunch not counted.

    ValueError: fewer than one file a day.
    """
    if files < 1:
        raise ValueError("at least one file a day")
    return Pace(per_file=timedelta(seconds=_seconds_a_day(calendar) // files), officers=officers)


def forecast(
    files: Iterable[OpenFile], pace: Pace, now: datetime, calendar: WorkCalendar
) -> tuple[Expected, ...]:
    """When each file will be done, from `now` on, in the order of due time (DOMAIN 1.9 says what is due when).

    Work stands still at lunch, after hours and on days off; a file begun goes on at the next opening.
    ValueError: a pace of nothing, an office that only has lunch, or a moment without zone.
    """
    if pace.per_file <= timedelta() or pace.officers < 1 or not _seconds_a_day(calendar):
        raise ValueError("a file takes time, and somebody")
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone")
    found, rounds = [], _rounds(now.astimezone(KAZAKHSTAN_TIME), pace.per_file, calendar)
    done = now
    for n, one in enumerate(sorted(files, key=lambda one: (one.due, one.id))):
        if n % pace.officers == 0:
            done = next(rounds)
        found.append(Expected(id=one.id, due=one.due, done=done))
    return tuple(found)


def late_files(
    files: Iterable[OpenFile], pace: Pace, now: datetime, calendar: WorkCalendar
) -> tuple[Expected, ...]:
    """Those which will be late, the one due first at the head."""
    return tuple(one for one in forecast(files, pace, now, calendar) if one.late)


def _seconds_a_day(calendar: WorkCalendar) -> int:
    return sum((until - since).seconds for since, until in _stretches(date.min, calendar))


def _rounds(local: datetime, per_file: timedelta, calendar: WorkCalendar) -> Iterator[datetime]:
    """The moments at which one officer after another file is done."""
    wanting, stretches = per_file, _working_time(local, calendar)
    while True:
        begun, until = next(stretches)
        while begun + wanting <= until:
            begun += wanting
            wanting = per_file
            yield begun
        wanting -= until - begun


def _working_time(local: datetime, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
    """What is left of this day's working time, then that of every working day after it."""
    day = local.date()
    if not calendar.is_working_day(day):
        day = calendar.next_working_day(day)
    while True:
        for since, until in _stretches(day, calendar):
            if local < until:
                yield max(local, since), until
        day = calendar.next_working_day(day)


def _stretches(day: date, calendar: WorkCalendar) -> tuple[tuple[datetime, datetime], ...]:
    """The working time of a day: before lunch and after it."""
    moments = [
        datetime.combine(day, clock, KAZAKHSTAN_TIME)
        for clock in (calendar.opening, calendar.lunch_from, calendar.lunch_to, calendar.closing)
    ]
    return ((moments[0], moments[1]), (moments[2], moments[3]))

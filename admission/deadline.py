"""Deadlines: until when an application must be decided, counted in the office's working time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

import msgspec

from admission.profiles import Hours
from admission.workdays import WorkCalendar

KAZAKHSTAN_TIME: Final = timezone(timedelta(hours=5))  # one zone for the whole country since 01.03.2024


def due(
    received: datetime, working_days: int, calendar: WorkCalendar, end_of_next_working_day: bool = False
) -> datetime:
    """The moment by which a decision is due, at +05:00 (seed 003; DOMAIN 1.9).

    What comes after hours or on a day off counts from the next opening. With `end_of_next_working_day` the
    last day runs until closing. ValueError: a time without zone, or fewer than one working day.
    """
    if received.tzinfo is None:
        raise ValueError("a moment without a time zone")
    if working_days < 1:
        raise ValueError("at least one working day")
    day, clock = _start(received.astimezone(KAZAKHSTAN_TIME), calendar)
    from_opening = clock == calendar.opening
    # A day that starts at opening is used up at its own closing, so it is the first of the days.
    last = _after(day, working_days - 1 if from_opening else working_days, calendar)
    until = calendar.closing if from_opening or end_of_next_working_day else clock
    return datetime.combine(last, until, KAZAKHSTAN_TIME)


def in_hours(calendar: WorkCalendar, hours: Hours | None) -> WorkCalendar:
    """The calendar with the hours a profile states, or as it is."""
    if hours is None:
        return calendar
    return msgspec.structs.replace(calendar, **msgspec.structs.asdict(hours))


def in_working_hours(moment: datetime, calendar: WorkCalendar) -> bool:
    """Whether the office is open, lunch included; closing time itself is after hours (DOMAIN 1.9)."""
    local = moment.astimezone(KAZAKHSTAN_TIME)
    return calendar.is_working_day(local.date()) and calendar.opening <= local.time() < calendar.closing


def _start(local: datetime, calendar: WorkCalendar) -> tuple[date, time]:
    day, clock = local.date(), local.time()
    if in_working_hours(local, calendar):
        return day, clock
    if calendar.is_working_day(day) and clock < calendar.opening:
        return day, calendar.opening
    return calendar.next_working_day(day), calendar.opening


def _after(day: date, working_days: int, calendar: WorkCalendar) -> date:
    for _ in range(working_days):
        day = calendar.next_working_day(day)
    return day

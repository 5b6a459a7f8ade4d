"""Cases drawn by chance, with the edges drawn more often: calendars, hours, moments, lines of askers, files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from msgspec.structs import replace

from admission.allocation import Asker, Queue
from admission.application import Application, ApplicationDraft, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.forecast import OpenFile
from admission.people import Address, Applicant, Child, PersonName
from admission.profile_file import parse_profile
from admission.profiles import RuleProfile
from admission.workdays import CalendarDay, DayKind, WorkCalendar, parse_calendar

RESOURCES = Path(__file__).parents[2] / "resources"
KINDS: tuple[DayKind, ...] = ("HOLIDAY", "DAY_OFF", "WORKDAY")
SPAN = 45  # days of a drawn calendar that may differ from their weekday
FIRST = datetime(2026, 6, 1, 9, tzinfo=KAZAKHSTAN_TIME)


class DueCase(NamedTuple):
    """When is an application due?"""

    received: datetime
    days: int
    whole_day: bool
    calendar: WorkCalendar


class DoneCase(NamedTuple):
    """When is each of these files done?"""

    files: tuple[OpenFile, ...]
    minutes: int
    officers: int
    now: datetime
    calendar: WorkCalendar


class PlacesCase(NamedTuple):
    """Who of these gets a place?"""

    askers: tuple[Asker, ...]
    capacity: int
    ratio: int


class OrderCase(NamedTuple):
    """In which order do these stand, and who waits where?"""

    applications: tuple[Application, ...]


@cache
def law() -> RuleProfile:
    """The rules of 2026; cases change the ratio."""
    return parse_profile((RESOURCES / "profiles" / "oqu2026.toml").read_bytes())


@cache
def real_calendar() -> WorkCalendar:
    """The calendar that ships."""
    return parse_calendar((RESOURCES / "calendars" / "kz.toml").read_bytes())


def draw_due(chance: Random) -> DueCase:
    start, calendar = a_calendar(chance)
    return DueCase(a_moment(chance, start, calendar), chance.randint(1, 7), chance.random() < 0.4, calendar)


def draw_done(chance: Random) -> DoneCase:
    start, calendar = a_calendar(chance)
    now = a_moment(chance, start, calendar).replace(second=0, microsecond=0)
    files = tuple(
        OpenFile(id=f"file-{n}", due=now + timedelta(hours=chance.randint(-9, 60)))
        for n in range(chance.randint(0, 8))
    )
    return DoneCase(files, chance.choice((1, 5, 15, 60, 480)), chance.randint(1, 3), now, calendar)


def draw_places(chance: Random) -> PlacesCase:
    favourite = chance.choice(("inside", "outside", ""))
    askers = tuple(an_asker(chance, n, favourite) for n in range(chance.randint(0, 16)))
    return PlacesCase(askers, chance.randint(0, 14), chance.choice((3, 3, 1, 2, 4)))


def draw_order(chance: Random) -> OrderCase:
    return OrderCase(tuple(an_application(chance, n) for n in range(chance.randint(0, 10))))


def a_calendar(chance: Random) -> tuple[date, WorkCalendar]:
    """The real one, or random hours with holidays, days off and moved working Saturdays; and a day in it."""
    if chance.random() < 0.25:
        return date(2024, 1, 1) + timedelta(days=chance.randrange(1_700)), real_calendar()
    start, holidays = date(2024, 1, 1) + timedelta(days=chance.randrange(1_700)), chance.random() * 0.6
    days = {
        start + timedelta(days=n): CalendarDay(chance.choice(KINDS), "", "")
        for n in range(-2, SPAN)
        if chance.random() < holidays
    }
    return start, WorkCalendar(**hours(chance), first_year=2024, last_year=2030, days=days)


def hours(chance: Random) -> dict[str, Any]:
    """Four clocks in order; at least a minute of work."""
    opening = chance.choice((0, 540, 510, chance.randrange(0, 1_000)))
    closing = chance.choice((1439, opening + 1, chance.randrange(opening + 1, 1440)))
    lunch = sorted(chance.randint(opening, closing) for _ in range(2))
    if lunch == [opening, closing]:
        lunch = [opening, opening]
    names = ("opening", "lunch_from", "lunch_to", "closing")
    return {name: clock(minute) for name, minute in zip(names, (opening, *lunch, closing), strict=True)}


def clock(minute: int) -> time:
    return time(*divmod(minute, 60))


def a_moment(chance: Random, start: date, calendar: WorkCalendar) -> datetime:
    """Any time of a day near the start, or within a breath of opening, lunch or closing; in any zone."""
    day = datetime.combine(start, time(), KAZAKHSTAN_TIME) + timedelta(days=chance.randrange(8))
    if chance.random() < 0.5:
        edge = chance.choice((calendar.opening, calendar.lunch_from, calendar.lunch_to, calendar.closing))
        breath = chance.choice((0, 0, 1, -1, 1_000_000, -1_000_000, 60_000_000, -60_000_000))
        at = datetime.combine(day.date(), edge, KAZAKHSTAN_TIME) + timedelta(microseconds=breath)
    else:
        at = day + timedelta(
            seconds=chance.randrange(86_400), microseconds=chance.choice((0, 0, 1, 999_999, 500_000))
        )
    return at.astimezone(timezone(timedelta(minutes=15 * chance.randint(-40, 40))))


def an_asker(chance: Random, n: int, favourite: str) -> Asker:
    queues: tuple[Queue, ...] = ("inside", "inside", "inside", "outside", "outside", "preschool", "apart")
    queue = next((one for one in queues if one == favourite and chance.random() < 0.5), chance.choice(queues))
    return Asker(
        id=f"{chance.randrange(1_000):03}-{n}",
        number=f"А-{chance.randrange(4)}",
        received=FIRST + timedelta(minutes=chance.randrange(6)),
        queue=queue,
        apart=queue in ("preschool", "apart") or (queue == "inside" and chance.random() < 0.1),
        holds=chance.random() < 0.35,
    )


@cache
def template() -> Application:
    """An application of which cases change what the order looks at."""
    name, nowhere = PersonName("Дүйсенбаев", "Әлихан"), Address()
    return Application(
        id="",
        school="school-63",
        year=2026,
        number="",
        draft=ApplicationDraft(
            child=Child(name=name, born=date(2020, 9, 15), sex="male"),
            applicant=Applicant(name=name, iin="", relation="mother", phone=""),
            registered=nowhere,
            language="kk",
            by_territory=True,
        ),
        status=Status.WAITLISTED,
        rules="oqu2026",
        received=FIRST,
        due=FIRST,
    )


def an_application(chance: Random, n: int) -> Application:
    one = template()
    draft = replace(one.draft, language=chance.choice(("kk", "kk", "ru")), by_territory=chance.random() < 0.6)
    return replace(
        one,
        id=f"{chance.randrange(1_000):03}-{n}",
        number=f"А-{chance.randrange(3)}",
        received=(FIRST + timedelta(minutes=chance.randrange(4))).astimezone(
            timezone(timedelta(hours=chance.randint(-9, 9)))
        ),
        school=chance.choice(("school-63", "school-63", "school-1")),
        status=chance.choice((Status.WAITLISTED, Status.WAITLISTED, *Status)),
        draft=draft,
    )

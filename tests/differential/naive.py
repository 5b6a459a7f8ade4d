"""The rules a second time, written from DOMAIN alone: slow loops over minutes and children, nothing shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import count, islice
from typing import TypeVar

from admission.allocation import Asker
from admission.application import Application
from admission.forecast import OpenFile
from admission.workdays import WorkCalendar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = 60_000_000  # microseconds
KAZAKHSTAN = 5 * 60  # minutes ahead of UTC
T = TypeVar("T")
Stretches = tuple[tuple[int, int], ...]


def naive_due(received: datetime, days: int, calendar: WorkCalendar, whole_day: bool) -> datetime:
    """DOMAIN 1.9: a working day is as many open minutes as the office has; count them down one by one."""
    minute, rest = minute_of(received)
    stretches = ((minutes(calendar.opening), minutes(calendar.closing)),)
    first = next(walk(minute, calendar, stretches))
    if first != minute:
        rest = 0
    opening, closing = stretches[0]
    last = next(islice(walk(first, calendar, stretches), days * (closing - opening) - 1, None))
    end = last + 1
    if rest:  # what was begun within a minute needs the next minute in which the office is open
        end = next(walk(end, calendar, stretches))
    if whole_day and (end % 1440 != closing or rest):
        return moment(end - end % 1440 + closing, 0)
    return moment(end, rest)


def naive_done(
    files: tuple[OpenFile, ...], minutes_a_file: int, officers: int, now: datetime, calendar: WorkCalendar
) -> list[tuple[str, datetime]]:
    """Each round of files takes so many minutes of work; lunch is none."""
    left, found = list(files), []
    working = walk(minute_of(now)[0], calendar, work(calendar))
    while left:
        end = [next(working) for _ in range(minutes_a_file)][-1] + 1
        for _ in range(officers):
            if left:
                one = earliest(left, lambda one, other: (one.due, one.id) < (other.due, other.id))
                left.remove(one)
                found.append((one.id, moment(end, 0)))
    return found


def work(calendar: WorkCalendar) -> Stretches:
    before = (minutes(calendar.opening), minutes(calendar.lunch_from))
    return (before, (minutes(calendar.lunch_to), minutes(calendar.closing)))


def walk(minute: int, calendar: WorkCalendar, stretches: Stretches) -> Iterator[int]:
    """Every minute of those stretches of working days, from that minute on."""
    for day in count(minute // 1440):
        if works(day, calendar):
            for since, until in stretches:
                for one in range(day * 1440 + since, day * 1440 + until):
                    if one >= minute:
                        yield one


def works(day: int, calendar: WorkCalendar) -> bool:
    special = calendar.days.get((EPOCH + timedelta(days=day)).date())
    if special is not None:
        return special.kind == "WORKDAY"
    return (day + 3) % 7 not in (5, 6)  # the first of January 1970 was a Thursday


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def minute_of(at: datetime) -> tuple[int, int]:
    """Minutes since 1970 on a clock in Kazakhstan, and microseconds within the minute."""
    minute, rest = divmod((at - EPOCH) // timedelta(microseconds=1), MINUTE)
    return minute + KAZAKHSTAN, rest


def moment(minute: int, rest: int) -> datetime:
    return EPOCH + timedelta(minutes=minute - KAZAKHSTAN, microseconds=rest)


def naive_allocation(capacity: int, ratio: int, askers: tuple[Asker, ...]) -> dict[str, tuple[str, int, int]]:
    """DOMAIN 1.10: give one place after another, looking at everybody again each time; code, position, opens at."""
    held = [one for one in askers if one.holds]
    placed = list(held)
    while len(placed) < capacity:
        may = [one for one in askers if one not in placed and may_have(one, placed, ratio)]
        if not may:
            break
        placed.append(earliest(may, served_before))
    return {one.id: answer(one, askers, held, placed, capacity, ratio) for one in askers}


def may_have(one: Asker, placed: list[Asker], ratio: int) -> bool:
    if one.queue != "outside":
        return True
    return (outside(placed) + 1) * ratio <= inside(placed)


def served_before(one: Asker, other: Asker) -> bool:
    """The pre-school before the territory, the territory before the others, then who came first."""
    for queue in ("preschool", "inside"):
        if (one.queue == queue) != (other.queue == queue):
            return one.queue == queue
    return came_before(one, other)


def came_before(one: Asker | Application, other: Asker | Application) -> bool:
    if one.received != other.received:
        return one.received < other.received
    return one.number < other.number if one.number != other.number else one.id < other.id


def answer(
    one: Asker, askers: tuple[Asker, ...], held: list[Asker], placed: list[Asker], capacity: int, ratio: int
) -> tuple[str, int, int]:
    if one in held:
        return "holds", 0, 0
    ahead = [each for each in askers if each.queue == one.queue and not each.holds and came_before(each, one)]
    position = len(ahead) + 1
    if one.queue != "outside":
        return "given" if one in placed else "waits-for-place", position, 0
    nth, opens_at = outside(held) + position, 0
    while opens_at // ratio < nth:
        opens_at += 1
    if one in placed:
        now = opens_at <= inside(held)
        return ("given", position, 0) if now else ("given-after-territory", position, opens_at)
    if len(placed) >= capacity:
        return "waits-for-place", position, 0
    apart = len([each for each in placed if each.apart])
    fits = opens_at + nth + apart <= capacity
    return "waits-for-territory" if fits else "waits-beyond-class", position, opens_at


def inside(children: list[Asker]) -> int:
    return len([one for one in children if one.queue == "inside" and not one.apart])


def outside(children: list[Asker]) -> int:
    return len([one for one in children if one.queue == "outside"])


def naive_order(applications: tuple[Application, ...]) -> list[str]:
    """Take the earliest out again and again."""
    left, found = list(applications), []
    while left:
        one = earliest(left, came_before)
        left.remove(one)
        found.append(one.id)
    return found


def naive_position(application: Application, applications: tuple[Application, ...]) -> int:
    """Who waits for the same, and came before, counted one by one."""
    position = 1
    for one in applications:
        same = (one.draft.language, one.draft.by_territory, one.school, one.year) == (
            application.draft.language,
            application.draft.by_territory,
            application.school,
            application.year,
        )
        if same and one.status == "waitlisted" and came_before(one, application):
            position += 1
    return position


def earliest(children: list[T], before: Callable[[T, T], bool]) -> T:
    first = children[0]
    for one in children[1:]:
        if before(one, first):
            first = one
    return first

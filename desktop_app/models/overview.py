"""Numbers of the day for the overview: places by stream, deadlines by how near they are, intake by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

import msgspec

from admission.deadline import KAZAKHSTAN_TIME
from admission.places import Stream, outside_limit
from admission.profiles import RuleProfile
from desktop_app.models import queries
from desktop_app.models.connection import Connection
from desktop_app.models.instants import instant
from desktop_app.models.replica import Replica

DAYS: Final = 14
WEEK: Final = 7
STAGES: Final = {
    "sent_for_registration": "review",
    "registered": "review",
    "under_review": "review",
    "on_signature": "offered",
    "waitlisted": "waiting",
}
REVIEW: Final = tuple(status for status, stage in STAGES.items() if stage == "review")
SIGNATURE: Final = ("on_signature",)
BANDS: Final = ("late", "today", "tomorrow", "week", "later")


class StreamPlaces(msgspec.Struct, frozen=True, kw_only=True):
    """One stream: `offered` wait for the director's signature, `review` are looked at, `waiting` have no place yet.

    3:1: `outside` children hold places, `outside_limit` may, `outside_wish` more ask for one; the next such place
    opens with the `opens_at`-th child of the territory.
    """

    id: str
    language: str
    capacity: int
    taken: int
    offered: int = 0
    review: int = 0
    waiting: int = 0
    outside: int = 0
    outside_limit: int = 0
    outside_wish: int = 0
    opens_at: int = 0

    @property
    def free(self) -> int:
        """Places nobody holds."""
        return max(0, self.capacity - self.taken)


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Applications whose decision is due then (`name` is one of BANDS), by who has them."""

    name: str
    review: int
    offered: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.review + self.offered


class DayIntake(msgspec.Struct, frozen=True, kw_only=True):
    """What came in on a day of the school, on paper and otherwise."""

    day: date
    paper: int
    online: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.paper + self.online


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the overview draws."""

    streams: tuple[StreamPlaces, ...] = ()
    bands: tuple[Band, ...] = ()
    intake: tuple[DayIntake, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        waits = any(one.offered or one.review or one.waiting or one.taken for one in self.streams)
        return not (waits or any(band.total for band in self.bands) or any(day.total for day in self.intake))


def overview(replica: Replica, rules: RuleProfile, now: datetime) -> Overview:
    """The numbers at this moment; days are the school's, the last one today."""
    streams = [one for one in queries.streams(replica) if one.year == rules.year]
    with replica.read() as db:
        staged = _staged(db, rules.year)
        bands, intake = tuple(_bands(db, now)), tuple(_intake(db, now))
    places = tuple(_places(one, staged, rules) for one in streams)
    return Overview(streams=places, bands=bands, intake=intake)


def _staged(db: Connection, year: int) -> Counter[tuple[str, str, bool]]:
    """How many of each language stand at which stage, outside children apart."""
    question = """select language, status, inside, count(*) from application_line where year = ?
        group by language, status, inside"""
    found: Counter[tuple[str, str, bool]] = Counter()
    for language, status, inside, many in db.execute(question, (year,)):
        if status in STAGES:
            found[language, STAGES[status], bool(inside)] += many
    return found


def _places(stream: Stream, staged: Counter[tuple[str, str, bool]], rules: RuleProfile) -> StreamPlaces:
    def at(stage: str) -> int:
        return staged[stream.language, stage, True] + staged[stream.language, stage, False]

    return StreamPlaces(
        id=stream.id,
        language=stream.language,
        capacity=stream.capacity,
        taken=stream.taken,
        offered=at("offered"),
        review=at("review"),
        waiting=at("waiting"),
        outside=stream.outside,
        outside_limit=outside_limit(stream.inside, rules),
        outside_wish=sum(staged[stream.language, stage, False] for stage in ("offered", "review", "waiting")),
        opens_at=rules.inside_per_outside * (stream.outside + 1),
    )


def _bands(db: Connection, now: datetime) -> Iterator[Band]:
    """Late is what was due before this moment; a week is seven days of the school, today among them."""
    today = now.astimezone(KAZAKHSTAN_TIME).date()
    ends = (instant(_midnight(today + timedelta(days=days))) for days in (1, 2, WEEK))
    edges = ("", instant(now), *ends, "~")
    for name, (since, until) in zip(BANDS, pairwise(edges), strict=True):
        review, offered = (_due(db, statuses, since, until) for statuses in (REVIEW, SIGNATURE))
        yield Band(name=name, review=review, offered=offered)


def _due(db: Connection, statuses: tuple[str, ...], since: str, until: str) -> int:
    question = "select count(*) from application_line where status = ? and due >= ? and due < ?"
    return sum(int(db.execute(question, (one, since, until)).fetchone()[0]) for one in statuses)


def _intake(db: Connection, now: datetime) -> Iterator[DayIntake]:
    today = now.astimezone(KAZAKHSTAN_TIME).date()
    question = """select count(*), coalesce(sum(channel = 'paper'), 0) from application_line
        where received >= ? and received < ?"""
    for back in reversed(range(DAYS)):
        day = today - timedelta(days=back)
        stretch = (instant(_midnight(day)), instant(_midnight(day + timedelta(days=1))))
        many, paper = db.execute(question, stretch).fetchone()
        yield DayIntake(day=day, paper=paper, online=many - paper)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), KAZAKHSTAN_TIME)

"""Deadlines: every vector of DOMAIN 1.9, and what must hold for any moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.deadline import KAZAKHSTAN_TIME, due, in_working_hours
from admission.workdays import parse_calendar

CALENDAR = parse_calendar((Path(__file__).parents[2] / "resources" / "calendars" / "kz.toml").read_bytes())

OPENING = datetime(2026, 4, 1, 9, tzinfo=KAZAKHSTAN_TIME)
TO_CLOSING = 34_200  # seconds

moments = st.integers(0, 180 * 86_400).map(lambda seconds: OPENING + timedelta(seconds=seconds))
near_the_door = st.builds(
    lambda day, seconds: OPENING + timedelta(days=day, seconds=seconds),
    st.integers(0, 180),
    st.sampled_from([-1, 0, 1, TO_CLOSING - 1, TO_CLOSING, TO_CLOSING + 1]),
)


def at(text):
    """`30.06 10:15` of 2026 in Kazakhstan."""
    return datetime.strptime(f"{text}+0500", "%d.%m %H:%M%z").replace(year=2026)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("30.06 10:15", "01.07 10:15"),
        ("30.06 07:40", "30.06 18:30"),
        ("30.06 13:20", "01.07 13:20"),
        ("30.06 18:30", "01.07 18:30"),
        ("26.06 16:00", "29.06 16:00"),
        ("26.06 19:05", "29.06 18:30"),
        ("27.06 12:00", "29.06 18:30"),
        ("27.05 12:00", "28.05 18:30"),
        ("03.07 15:00", "07.07 15:00"),
        ("28.08 17:00", "31.08 17:00"),
        ("31.08 23:59", "01.09 18:30"),
        ("30.06 09:00", "30.06 18:30"),
    ],
)
def test_one_working_day(received, expected):
    assert due(at(received), 1, CALENDAR) == at(expected)


@pytest.mark.parametrize(
    ("received", "expected"),
    [("30.06 10:15", "08.07 10:15"), ("26.06 19:05", "03.07 18:30"), ("29.06 09:00", "03.07 18:30")],
)
def test_five_working_days_as_in_seed_004(received, expected):
    assert due(at(received), 5, CALENDAR) == at(expected)


@pytest.mark.parametrize(
    ("received", "expected"), [("30.06 10:15", "01.07 18:30"), ("30.06 07:40", "30.06 18:30")]
)
def test_a_school_may_count_to_the_end_of_the_day(received, expected):
    assert due(at(received), 1, CALENDAR, end_of_next_working_day=True) == at(expected)


def test_any_zone_is_read_as_the_same_moment_in_kazakhstan():
    elsewhere = datetime(2026, 6, 30, 5, 15, tzinfo=UTC)
    found = due(elsewhere, 1, CALENDAR)
    assert found == at("01.07 10:15")
    assert found.utcoffset() == timedelta(hours=5)
    assert due(elsewhere.astimezone(timezone(timedelta(hours=-8))), 1, CALENDAR) == found


def test_a_worked_sunday_counts():
    assert due(datetime(2025, 1, 5, 10, tzinfo=KAZAKHSTAN_TIME), 1, CALENDAR).date() == date(2025, 1, 6)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("30.06 08:59", False),
        ("30.06 09:00", True),
        ("30.06 13:30", True),
        ("30.06 18:30", False),
        ("27.06 12:00", False),
    ],
)
def test_working_hours_include_lunch_and_exclude_closing_time(moment, expected):
    assert in_working_hours(at(moment), CALENDAR) is expected


def test_a_time_without_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 6, 30, 10), 1, CALENDAR)  # noqa: DTZ001


def test_less_than_a_day_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="working day"):
        due(at("30.06 10:15"), 0, CALENDAR)


@given(moments | near_the_door, moments | near_the_door, st.integers(1, 7), st.booleans())
def test_who_came_later_is_never_due_earlier(one, other, days, whole_day):
    first, last = sorted((one, other))
    assert due(first, days, CALENDAR, whole_day) <= due(last, days, CALENDAR, whole_day)


@given(moments | near_the_door, st.integers(1, 7), st.booleans())
def test_a_deadline_is_ahead_on_a_working_day_in_working_hours(received, days, whole_day):
    found = due(received, days, CALENDAR, whole_day)
    assert found > received
    assert CALENDAR.is_working_day(found.date())
    assert CALENDAR.opening <= found.time() <= CALENDAR.closing


@given(moments, st.integers(1, 7), st.booleans())
def test_each_further_day_is_the_next_working_day(received, days, whole_day):
    shorter = due(received, days, CALENDAR, whole_day)
    longer = due(received, days + 1, CALENDAR, whole_day)
    assert (longer.date(), longer.time()) == (CALENDAR.next_working_day(shorter.date()), shorter.time())

"""The forecast: who will be late when the office goes on at its pace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.application import Status
from admission.deadline import KAZAKHSTAN_TIME, due
from admission.forecast import OPEN, Expected, OpenFile, Pace, forecast, late_files, open_files, pace_a_day
from tests.admission.casework import Casework
from tests.desk import calendar

CALENDAR = calendar()
TUESDAY = datetime(2026, 6, 30, 9, tzinfo=KAZAKHSTAN_TIME)
HOUR = Pace(per_file=timedelta(hours=1))


def at(text):
    """`30.06 10:15` of 2026 in Kazakhstan."""
    return datetime.strptime(f"{text}+0500", "%d.%m %H:%M%z").replace(year=2026)


def files(*due_at):
    return [OpenFile(id=f"file-{n}", due=at(one)) for n, one in enumerate(due_at)]


def done(found):
    return [f"{one.done:%d.%m %H:%M}" for one in found]


def test_work_stands_still_at_lunch():
    """Four hours before 13:00, so the fifth file is done an hour after 14:00."""
    found = forecast(files(*["01.07 18:30"] * 5), HOUR, TUESDAY, CALENDAR)
    assert done(found) == ["30.06 10:00", "30.06 11:00", "30.06 12:00", "30.06 13:00", "30.06 15:00"]


def test_a_file_begun_in_the_evening_is_done_the_next_morning():
    found = forecast(files("01.07 18:30"), HOUR, at("30.06 18:00"), CALENDAR)
    assert done(found) == ["01.07 09:30"]


@pytest.mark.parametrize("now", ["03.07 18:30", "04.07 12:00", "06.07 10:00", "07.07 08:00"])
def test_nobody_works_on_days_off(now):
    """A weekend and Astana Day."""
    assert done(forecast(files("07.07 18:30"), HOUR, at(now), CALENDAR)) == ["07.07 10:00"]


def test_what_is_due_first_is_worked_first():
    found = forecast(files("01.07 12:00", "30.06 11:00", "30.06 18:30"), HOUR, TUESDAY, CALENDAR)
    assert [one.id for one in found] == ["file-1", "file-2", "file-0"]


def test_those_who_will_be_late_are_named_and_when():
    late = late_files(files("30.06 10:00", "30.06 10:30", "30.06 18:30"), HOUR, TUESDAY, CALENDAR)
    assert late == (Expected(id="file-1", due=at("30.06 10:30"), done=at("30.06 11:00")),)


def test_done_at_the_very_moment_is_in_time():
    assert late_files(files("30.06 10:00"), HOUR, TUESDAY, CALENDAR) == ()


def test_a_deadline_that_has_passed_is_late_whatever_the_pace():
    [one] = late_files(files("29.06 18:30"), Pace(per_file=timedelta(seconds=1)), TUESDAY, CALENDAR)
    assert one.late


def test_two_officers_do_two_files_at_a_time():
    found = forecast(files(*["01.07 18:30"] * 3), replace(HOUR, officers=2), TUESDAY, CALENDAR)
    assert done(found) == ["30.06 10:00", "30.06 10:00", "30.06 11:00"]


def test_nothing_open_is_nothing_late():
    assert forecast([], HOUR, TUESDAY, CALENDAR) == ()


@pytest.mark.parametrize("a_day", [1, 7, 17, 40])
def test_so_many_a_day_are_done_by_closing(a_day):
    """17 into eight and a half hours goes evenly, 7 does not; the last of the day is done that day all the same."""
    found = forecast(files(*["08.07 18:30"] * (a_day + 1)), pace_a_day(a_day, CALENDAR), TUESDAY, CALENDAR)
    assert [one.done.date() for one in found] == [date(2026, 6, 30)] * a_day + [date(2026, 7, 1)]


def test_the_first_day_of_the_campaign_is_lost_at_forty_a_day():
    """100 came by 18:00 of one evening: what one officer cannot decide in a working day is late."""
    evening = at("10.06 18:00")
    came = [OpenFile(id=f"{n:03}", due=due(evening, 1, CALENDAR)) for n in range(100)]
    late = late_files(came, pace_a_day(40, CALENDAR), evening, CALENDAR)
    assert len(late) == 100 - 40
    assert late_files(came, pace_a_day(40, CALENDAR, officers=3), evening, CALENDAR) == ()


@pytest.mark.parametrize(
    "pace", [Pace(per_file=timedelta()), Pace(per_file=timedelta(hours=-1)), replace(HOUR, officers=0)]
)
def test_a_pace_of_nothing_is_a_mistake_of_the_caller(pace):
    with pytest.raises(ValueError, match="takes time"):
        forecast([], pace, TUESDAY, CALENDAR)


def test_an_office_that_only_has_lunch_decides_nothing():
    lunch = replace(CALENDAR, lunch_from=CALENDAR.opening, lunch_to=CALENDAR.closing)
    with pytest.raises(ValueError, match="takes time"):
        forecast(files("30.06 10:00"), HOUR, TUESDAY, lunch)


def test_no_file_a_day_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one"):
        pace_a_day(0, CALENDAR)


def test_a_time_without_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="zone"):
        forecast([], HOUR, datetime(2026, 6, 30, 9), CALENDAR)  # noqa: DTZ001


def test_any_zone_is_the_same_moment():
    assert done(forecast(files("30.06 18:30"), HOUR, TUESDAY.astimezone(UTC), CALENDAR)) == ["30.06 10:00"]


@pytest.mark.parametrize("status", Status)
def test_only_what_needs_a_decision_is_counted(status):
    case = Casework()
    case.file()
    one = replace(case.application(), status=status)
    assert open_files([one]) == ([OpenFile(id="one", due=one.due)] if status in OPEN else [])


moments = st.integers(0, 30 * 86_400).map(lambda seconds: TUESDAY + timedelta(seconds=seconds))
lists = st.lists(moments, max_size=30).map(
    lambda due_at: [OpenFile(id=f"{n:02}", due=one) for n, one in enumerate(due_at)]
)
paces = st.builds(
    Pace, per_file=st.integers(1, 900).map(lambda n: timedelta(minutes=n)), officers=st.integers(1, 3)
)


@given(lists, paces, moments)
def test_each_file_is_done_in_working_time_and_none_before_the_one_due_earlier(open_now, pace, now):
    found = forecast(open_now, pace, now, CALENDAR)
    assert [one.due for one in found] == sorted(one.due for one in open_now)
    assert [one.done for one in found] == sorted(one.done for one in found)
    for one in found:
        assert one.done >= now + pace.per_file
        assert CALENDAR.is_working_day(one.done.date())
        assert CALENDAR.opening < one.done.time() <= CALENDAR.closing


@given(lists, paces, moments)
def test_one_file_more_or_a_slower_pace_makes_nobody_earlier(open_now, pace, now):
    late = {one.id for one in late_files(open_now, pace, now, CALENDAR)}
    slower = replace(pace, per_file=pace.per_file + timedelta(minutes=1))
    more = [*open_now, OpenFile(id="new", due=TUESDAY)]
    assert late <= {one.id for one in late_files(open_now, slower, now, CALENDAR)}
    assert late <= {one.id for one in late_files(more, pace, now, CALENDAR)}

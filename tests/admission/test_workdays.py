"""The working calendar: the shipped table, what it says about known days, and mistakes in an edited one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from admission.workdays import CalendarWrong, parse_calendar
from demo.calendar_table import table

SHIPPED = Path(__file__).parents[2] / "resources" / "calendars" / "kz.toml"
HEAD = """\
opening = 09:00:00
closing = 18:30:00
lunch_from = 13:00:00
lunch_to = 14:00:00
first_year = 2026
last_year = 2026
[days]
"""
DAY = '2026-05-27 = { kind = "DAY_OFF", kk = "Құрбан айт", ru = "Курбан-айт" }\n'


@pytest.fixture(scope="module")
def calendar():
    return parse_calendar(SHIPPED.read_bytes())


def test_the_shipped_table_is_what_the_generator_writes():
    assert SHIPPED.read_text(encoding="utf-8") == table()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 8, 31), True),
        (date(2026, 5, 27), False),
        (date(2026, 7, 6), False),
        (date(2024, 5, 4), True),
        (date(2024, 5, 8), False),
        (date(2025, 1, 5), True),
        (date(2025, 1, 3), False),
        (date(2025, 9, 1), False),
        (date(2026, 6, 27), False),
        (date(2026, 6, 28), False),
        (date(2026, 6, 29), True),
        (date(2026, 3, 16), True),
        (date(2027, 3, 15), False),
    ],
)
def test_known_days_are_right(calendar, day, works):
    assert calendar.is_working_day(day) is works


def test_the_weekdays_off_in_2026_are_those_of_the_official_calendar(calendar):
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    free = [f"{day:%d.%m}" for day in days if day.weekday() < 5 and not calendar.is_working_day(day)]
    assert (
        " ".join(free)
        == "01.01 02.01 07.01 09.03 23.03 24.03 25.03 01.05 07.05 11.05 27.05 06.07 26.10 16.12"
    )


def test_the_next_working_day_steps_over_weekends_and_holidays(calendar):
    assert calendar.next_working_day(date(2026, 7, 3)) == date(2026, 7, 7)
    assert calendar.next_working_day(date(2026, 8, 31)) == date(2026, 9, 1)
    assert calendar.next_working_day(date(2024, 5, 3)) == date(2024, 5, 4)


def test_beyond_the_table_only_weekends_are_known_and_it_says_so(calendar):
    assert calendar.covers(date(2028, 12, 31))
    assert not calendar.covers(date(2029, 1, 1))
    assert calendar.is_working_day(date(2029, 1, 1))


def test_each_day_has_a_name_in_both_languages_and_a_basis(calendar):
    assert all(day.kk and day.ru and day.basis for day in calendar.days.values())
    assert "болжамды" in calendar.days[date(2027, 5, 16)].basis
    assert "болжамды" not in calendar.days[date(2026, 5, 27)].basis


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HEAD + DAY + DAY, 9, "overwrite"),
        (HEAD + DAY + "2026-07-06 = { kind = ", 9, "value"),
        (HEAD + DAY + '2026-07-06 = { kind = "DAY', 9, "document"),
        (HEAD + DAY + DAY.replace("05-27", "07-06").replace("DAY_OFF", "FREE"), 9, "FREE"),
        (HEAD + DAY.replace("05-27", "02-30"), 8, "date"),
        (HEAD + DAY.replace("ru", "en"), 8, "en"),
        (HEAD + DAY.replace("2026", "2027"), 8, "outside"),
        (HEAD.replace("18:30", "08:30") + DAY, None, "hours"),
        (re.sub(r"= \d\d:00:00|= 18:30:00", "= 09:00:00", HEAD) + DAY, None, "hours"),
        (HEAD.replace("opening", "opens") + DAY, None, "open"),
        (HEAD.replace("[days]", "days = 1"), None, "days"),
        ("opening = 09:00:00", None, "closing"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_its_line(text, line, reason):
    with pytest.raises(CalendarWrong) as caught:
        parse_calendar(text.encode())
    assert caught.value.line == line
    assert reason in str(caught.value)


def test_a_table_that_is_not_utf8_is_named_with_its_line():
    with pytest.raises(CalendarWrong, match="line 8: not UTF-8"):
        parse_calendar((HEAD + DAY).encode("cp1251", errors="replace"))

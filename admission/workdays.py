"""Working days: the editable table of holidays, days off and working Saturdays, and the office's hours."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time, timedelta
from typing import Final, Literal

import msgspec

DayKind = Literal["HOLIDAY", "DAY_OFF", "WORKDAY"]

_SYNTAX_LINE: Final = re.compile(r"at line (\d+)")
_SATURDAY: Final = 5


class CalendarWrong(ValueError):
    """The table cannot be used; `line` is where to look (None when unknown), `reason` what is wrong."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason, self.line = reason, line
        super().__init__(reason if line is None else f"line {line}: {reason}")


class CalendarDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day unlike its weekday; `basis` names the law or order behind it."""

    kind: DayKind
    kk: str
    ru: str
    basis: str = ""


class WorkCalendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The office's hours and the days that differ; any other day works from Monday to Friday (seed 000)."""

    opening: time
    closing: time
    lunch_from: time
    lunch_to: time
    first_year: int
    last_year: int
    days: dict[date, CalendarDay]

    def covers(self, day: date) -> bool:
        """Whether the table was made for that year; beyond it only weekends are known."""
        return self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday unless the table says otherwise (DOMAIN 6)."""
        special = self.days.get(day)
        return special.kind == "WORKDAY" if special else day.weekday() < _SATURDAY

    def next_working_day(self, day: date) -> date:
        """The first working day after that one."""
        following = day + timedelta(days=1)
        while not self.is_working_day(following):
            following += timedelta(days=1)
        return following


def parse_calendar(data: bytes) -> WorkCalendar:
    """A calendar from TOML; CalendarWrong says what is wrong and, where it can, in which line."""
    text = _decoded(data)
    table = _parsed(text)
    for key, day in _rows(table).items():
        _check_row(key, day, text)
    calendar = _converted(table)
    _check_hours(calendar)
    for day in calendar.days:
        if not calendar.covers(day):
            raise CalendarWrong(f"{day} is outside first_year-last_year", _line_of(text, day.isoformat()))
    return calendar


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CalendarWrong("not UTF-8", data.count(b"\n", 0, error.start) + 1) from error


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # a day named twice ends here too
        line = _SYNTAX_LINE.search(str(error))
        raise CalendarWrong(str(error), int(line[1]) if line else len(text.splitlines())) from error


def _rows(table: dict[str, object]) -> dict[str, object]:
    days = table.get("days")
    return days if isinstance(days, dict) else {}


def _check_row(key: str, day: object, text: str) -> None:
    try:
        msgspec.convert(key, date)
        msgspec.convert(day, CalendarDay)
    except msgspec.ValidationError as error:
        raise CalendarWrong(f"{key}: {error}", _line_of(text, key)) from error


def _converted(table: dict[str, object]) -> WorkCalendar:
    try:
        return msgspec.convert(table, WorkCalendar)
    except msgspec.ValidationError as error:
        raise CalendarWrong(str(error)) from error


def _check_hours(calendar: WorkCalendar) -> None:
    lunch_inside = calendar.opening <= calendar.lunch_from <= calendar.lunch_to <= calendar.closing
    if not lunch_inside or calendar.opening == calendar.closing:
        raise CalendarWrong("hours must run: opening, lunch_from, lunch_to, closing")


def _line_of(text: str, key: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.lstrip(" \"'").startswith(key)), None)

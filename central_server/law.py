"""The law the centre decides by: every profile and the working calendar, read once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from admission.deadline import KAZAKHSTAN_TIME
from admission.profile_file import parse_profile
from admission.profiles import RuleProfile
from admission.workdays import WorkCalendar, parse_calendar


@dataclass(frozen=True)
class Law:
    """Profiles by id, and the calendar."""

    profiles: Mapping[str, RuleProfile]
    calendar: WorkCalendar

    def in_force(self, now: datetime) -> RuleProfile | None:
        """The newest profile valid on that day in Kazakhstan, or None between campaigns."""
        day = now.astimezone(KAZAKHSTAN_TIME).date()
        valid = [rules for rules in self.profiles.values() if rules.valid_from <= day <= rules.valid_to]
        return max(valid, key=lambda rules: (rules.valid_from, rules.id), default=None)


def read_law(resources: Path) -> Law:
    """Read `profiles/*.toml` and `calendars/kz.toml`; ProfileWrong or CalendarWrong says what is wrong."""
    profiles = [parse_profile(path.read_bytes()) for path in sorted((resources / "profiles").glob("*.toml"))]
    calendar = parse_calendar((resources / "calendars" / "kz.toml").read_bytes())
    return Law({rules.id: rules for rules in profiles}, calendar)

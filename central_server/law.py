"""The law the centre decides by: every profile and the working calendar, read once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from admission.deadline import KAZAKHSTAN_TIME
from admission.profile_file import parse_profiles
from admission.profiles import RuleProfile, rules_in_force
from admission.workdays import WorkCalendar, parse_calendar


@dataclass(frozen=True)
class Law:
    """Profiles by id, and the calendar."""

    profiles: Mapping[str, RuleProfile]
    calendar: WorkCalendar

    def in_force(self, now: datetime, chosen: str = "") -> RuleProfile | None:
        """The profile the school has chosen, else the newest valid on that day in Kazakhstan."""
        return rules_in_force(self.profiles, now.astimezone(KAZAKHSTAN_TIME).date(), chosen)


def read_law(resources: Path, own: Path | None = None) -> Law:
    """Read `profiles/*.toml` and `calendars/kz.toml`; ProfileWrong or CalendarWrong says what is wrong.

    `own` is the folder of profiles an administrator keeps: copies that were edited, under ids of their own.
    """
    folders = [resources / "profiles", *([own] if own else [])]
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    profiles = parse_profiles((file.name, file.read_bytes()) for file in files)
    calendar = parse_calendar((resources / "calendars" / "kz.toml").read_bytes())
    return Law(profiles, calendar)

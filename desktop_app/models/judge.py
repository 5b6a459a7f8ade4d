"""The rules a desk decides by."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from admission.profiles import RuleProfile
from admission.workdays import WorkCalendar


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """Every profile the desk knows, by id, and the calendar."""

    profiles: Mapping[str, RuleProfile]
    calendar: WorkCalendar

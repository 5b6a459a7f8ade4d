"""The filing desk: what the rules must know beside the draft itself."""

from __future__ import annotations

from datetime import date

import msgspec

from admission.profiles import RuleProfile
from admission.school import School
from admission.workdays import WorkCalendar


class FilingDesk(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules must know beside the draft: the school, its languages, the day, the profile.

    `calendar` moves the last day of paper (DOMAIN 5 #37); `director` may take a late arrival (#36).
    """

    rules: RuleProfile
    school: School
    languages: tuple[str, ...]
    today: date
    calendar: WorkCalendar | None = None
    director: bool = False

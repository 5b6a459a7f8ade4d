"""Where an application begins, and until when it must be decided."""

from __future__ import annotations

from datetime import datetime

from admission.application import ApplicationDraft, Status
from admission.deadline import due, in_hours
from admission.profiles import RuleProfile
from admission.workdays import WorkCalendar


def first_status(rules: RuleProfile) -> Status:
    """Where an application begins: before the education department where there are two stages (seed 002)."""
    return Status.SENT_FOR_REGISTRATION if rules.two_stages else Status.UNDER_REVIEW


def due_of(draft: ApplicationDraft, at: datetime, rules: RuleProfile, calendar: WorkCalendar) -> datetime:
    """Until when it must be decided, in the profile's hours; a transfer on paper has longer (Order 564, annex 2)."""
    on_paper = draft.transfer is not None and draft.channel == "paper"
    days = rules.transfer_paper_days if on_paper else rules.review_working_days
    return due(at, days, in_hours(calendar, rules.hours), rules.end_of_next_working_day)

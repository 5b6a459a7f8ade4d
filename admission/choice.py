"""The choice of a school: language, territory, quota schools, transport, and a transfer's own season."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from admission.application import ApplicationDraft, Transfer
from admission.deadline import due
from admission.filing_desk import FilingDesk
from admission.problems import Problem
from admission.profiles import RuleProfile
from admission.territory import serves
from admission.workdays import WorkCalendar


def check_choice(draft: ApplicationDraft, desk: FilingDesk) -> Iterator[Problem]:
    """What was chosen beside the child and the applicant (seeds 002 and 003; DOMAIN 5 #41-#49)."""
    if draft.language not in desk.languages:
        yield Problem("language-not-taught", "language", {"language": draft.language})
    if draft.channel not in desk.rules.channels:
        yield Problem("channel-not-offered", "channel", {"channel": draft.channel})
    yield from _check_address(draft, desk)
    yield from _check_quota(draft, desk)
    yield from _check_service(draft, desk)


def _check_address(draft: ApplicationDraft, desk: FilingDesk) -> Iterator[Problem]:
    """Territory is decided by the registered address; the actual one is for transport only (DOMAIN 5 #43)."""
    if not draft.registered.locality or not draft.registered.house:
        yield Problem("address-incomplete", "registered")
    elif draft.by_territory and not serves(desk.school.territory, draft.registered):
        yield Problem("address-not-served", "registered", weight="warn")
    if draft.transport and not (desk.school.transport and desk.rules.transport):
        yield Problem("transport-not-offered", "transport")


def _check_quota(draft: ApplicationDraft, desk: FilingDesk) -> Iterator[Problem]:
    """Further schools with quotas: so many at most, each once, none of them the home school (DOMAIN 5 #48)."""
    chosen = draft.quota_schools
    if len(chosen) > desk.rules.quota_schools:
        yield Problem("quota-too-many", "quota_schools", {"limit": desk.rules.quota_schools})
    if len(set(chosen)) < len(chosen):
        yield Problem("quota-school-twice", "quota_schools")
    if desk.school.id in chosen:
        yield Problem("quota-is-home-school", "quota_schools")


def _check_service(draft: ApplicationDraft, desk: FilingDesk) -> Iterator[Problem]:
    asked = {"transfer": draft.transfer is not None, "home_schooling": draft.home_schooling}
    for service, wanted in asked.items():
        if wanted and service not in desk.rules.services:
            yield Problem("service-not-offered", service)
    if draft.transfer is None and draft.grade != 1:
        yield Problem("grade-needs-transfer", "grade")


def check_transfer(transfer: Transfer, grade: int, day: date, rules: RuleProfile) -> tuple[Problem, ...]:
    """A transfer belongs to the holidays; outside them it needs one of four reasons (Order 564 p.17-23)."""
    problems = []
    if not transfer.from_school.strip():
        problems.append(Problem("transfer-school-missing", "transfer.from_school"))
    if transfer.why == "holidays" and not rules.in_break(day, grade):
        problems.append(Problem("transfer-outside-holidays", "transfer.why"))
    return tuple(problems)


def slip_valid_until(issued: datetime, rules: RuleProfile, calendar: WorkCalendar) -> date:
    """The last day of an acceptance slip: the third working day after its own (Order 564, annex 2)."""
    return due(issued, rules.slip_working_days, calendar, end_of_next_working_day=True).date()

"""Retention: when a closed case may lose its people, and what is left of it then."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace

from admission.application import ACTIVE, Application, Status
from admission.people import Address, PersonName
from admission.profiles import RuleProfile

NOBODY: Final = PersonName("—", "")
KEPT: Final = ACTIVE | {Status.DUPLICATE_HOLD}


def may_forget(application: Application, rules: RuleProfile, today: date) -> bool:
    """Whether the school's own period of keeping is over; no period is set by the law (DOMAIN 5 #62)."""
    if rules.retention_years == 0 or application.status in KEPT:
        return False
    return today.year > application.year + rules.retention_years


def forgotten(application: Application) -> Application:
    """The case without its people: number, dates, status, grounds stay; names, IIN, addresses, files go."""
    draft = application.draft
    child = replace(
        draft.child,
        name=NOBODY,
        iin="",
        name_latin="",
        certificate=None,
        born=date(draft.child.born.year, 1, 1),
    )
    applicant = replace(
        draft.applicant, name=NOBODY, iin="", phone="", extra_phone="", email="", paper_until=None
    )
    home = Address(region=draft.registered.region, locality=draft.registered.locality)
    bare = replace(
        draft, child=child, applicant=applicant, registered=home, actual=None, confirmed_because=""
    )
    history = tuple(replace(line, old=(), reason="") for line in application.history)
    return replace(
        application, draft=bare, attachments=(), checks=(), history=history, proposal=None, decision=None
    )

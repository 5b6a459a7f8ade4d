"""Wanting: which applications in work lack a paper; nothing is written."""

from __future__ import annotations

from admission.application import Application
from admission.documents import required_documents
from desktop_app.models.sieve import Question, applications
from desktop_app.usecases.desk import Desk

IN_WORK = ("under_review", "on_signature", "accepted", "waitlisted")


def wanting(desk: Desk, application: Application) -> tuple[str, ...]:
    """Codes of required papers that nobody brought, or that were found no good, or that the applicant was asked for."""
    draft, rules = application.draft, desk.profiles.get(application.rules, desk.rules)
    here = {one.code for one in draft.documents} | {one.document for one in application.attachments}
    bad = {one.document for one in application.checks if not one.good}
    good = {one.document for one in application.checks if one.good}
    asked = set(application.asked.documents) if application.asked else set[str]()
    codes = (rule.code for rule in required_documents(draft, rules))
    return tuple(code for code in codes if code in bad | asked or code not in here | good)


def all_wanting(desk: Desk) -> frozenset[str]:
    """Ids of the applications in work that lack a paper."""
    found = applications(desk.replica, Question(statuses=IN_WORK))
    return frozenset(one.id for one in found if wanting(desk, one))

"""Documents: which papers the profile asks of this application, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from admission.application import ApplicationDraft
from admission.problems import Problem
from admission.profiles import DocumentRule, RuleProfile

GUARDIANS = frozenset({"guardian", "trustee", "foster"})

CONDITIONS: Mapping[str, Callable[[ApplicationDraft], bool]] = {
    "": lambda _draft: True,
    "special_needs": lambda draft: draft.special_needs,
    "guardian": lambda draft: draft.applicant.relation in GUARDIANS,
    "foreigner": lambda draft: draft.child.citizenship != "KZ",
    "no_iin": lambda draft: not draft.child.iin,
}


def required_documents(draft: ApplicationDraft, rules: RuleProfile) -> tuple[DocumentRule, ...]:
    """The papers this draft needs, in the profile's order."""
    return tuple(rule for rule in rules.documents if CONDITIONS[rule.when](draft))


def check_documents(draft: ApplicationDraft, rules: RuleProfile, today: date) -> tuple[Problem, ...]:
    """Missing papers, missing or past validity dates, old form codes (DOMAIN 5 #24-27)."""
    brought = {document.code: document for document in draft.documents}
    problems: list[Problem] = []
    for rule in required_documents(draft, rules):
        at = f"documents.{rule.code}"
        document = brought.get(rule.code)
        if document is None:
            problems.append(Problem("document-missing", at, {"document": rule.code}))
            continue
        if rule.needs_validity:
            problems.extend(_check_validity(document.valid_until, at, today, date(rules.year, 9, 1)))
        if document.form in rule.aliases:
            params: dict[str, str | int] = {"form": document.form, "now": rule.form}
            problems.append(Problem("document-old-form", at, params, "warn"))
    return tuple(problems)


def _check_validity(until: str, at: str, today: date, school_starts: date) -> tuple[Problem, ...]:
    try:
        day = date.fromisoformat(until)
    except ValueError:
        return (Problem("document-validity-missing", at),)
    if day <= today:
        return (Problem("document-expired", at, {"until": until}),)
    if day < school_starts:
        return (Problem("document-expires-soon", at, {"until": until}, "warn"),)
    return ()

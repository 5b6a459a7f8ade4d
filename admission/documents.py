"""Documents: which papers the profile asks of this application, by when, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from admission.application import Application, ApplicationDraft, DocumentBrought
from admission.problems import Problem
from admission.profiles import DocumentRule, Needed, RuleProfile

GUARDIANS = frozenset({"guardian", "trustee", "foster"})

CONDITIONS: Mapping[str, Callable[[ApplicationDraft], bool]] = {
    "": lambda draft: draft.transfer is None,
    "special_needs": lambda draft: draft.special_needs,
    "guardian": lambda draft: draft.applicant.relation in GUARDIANS,
    "foreigner": lambda draft: draft.child.citizenship != "KZ",
    "no_iin": lambda draft: not draft.child.iin,
    "certificate_abroad": lambda draft: bool(draft.child.certificate and draft.child.certificate.abroad),
    "transfer": lambda draft: draft.transfer is not None,
    "home_schooling": lambda draft: draft.home_schooling,
}


def possible_documents(draft: ApplicationDraft, rules: RuleProfile) -> tuple[DocumentRule, ...]:
    """The papers that may be handed over with this draft, in the profile's order; optional ones among them."""
    return tuple(rule for rule in rules.documents if _concerns(rule, draft))


def required_documents(draft: ApplicationDraft, rules: RuleProfile) -> tuple[DocumentRule, ...]:
    """The papers this draft needs sooner or later, in the profile's order."""
    return tuple(rule for rule in possible_documents(draft, rules) if not rule.optional)


def _concerns(rule: DocumentRule, draft: ApplicationDraft) -> bool:
    if rule.channels and draft.channel not in rule.channels:
        return False
    if rule.born_before is not None and draft.child.born >= rule.born_before:
        return False
    return CONDITIONS[rule.when](draft)


def check_documents(
    draft: ApplicationDraft, rules: RuleProfile, today: date, *, takes_incomplete: bool = False
) -> tuple[Problem, ...]:
    """Missing papers, missing or past validity dates, old form codes (DOMAIN 5 #12, #22-28).

    A school that `takes_incomplete` sets is warned of a missing paper, any other is stopped.
    """
    brought = {document.code: document for document in draft.documents}
    problems = [*_check_mark(draft)]
    for rule in possible_documents(draft, rules):
        document = brought.get(rule.code)
        if document is not None:
            problems.extend(_check_brought(rule, document, today, rules))
        elif not rule.optional:
            problems.append(_missing(rule, takes_incomplete))
    return tuple(problems)


def check_wanting(
    application: Application, rules: RuleProfile, needed: Needed, day: date
) -> tuple[Problem, ...]:
    """Papers promised at the filing and not here when `needed`; those that ran out warn (DOMAIN 5 #12, #22)."""
    draft = application.draft
    here = {one.code: one.valid_until for one in draft.documents}
    here |= {one.document: "" for one in application.attachments if one.document not in here}
    problems: list[Problem] = []
    for rule in required_documents(draft, rules):
        at = f"documents.{rule.code}"
        if rule.code in here:
            problems.extend(_check_expired(here[rule.code], at, day))
        elif rule.needed == needed:
            problems.append(Problem("document-wanting", at, {"document": rule.code}))
    return tuple(problems)


def _check_mark(draft: ApplicationDraft) -> Iterator[Problem]:
    """A conclusion without the mark: the mark only informs, so somebody must ask (DOMAIN 5 #28)."""
    if not draft.special_needs and any(one.code == "pmpk" for one in draft.documents):
        yield Problem("pmpk-without-mark", "special_needs", weight="warn")


def _missing(rule: DocumentRule, takes_incomplete: bool) -> Problem:
    at, params = f"documents.{rule.code}", {"document": rule.code}
    if rule.needed == "order":
        return Problem("document-needed-later", at, {**params}, "note")
    if rule.needed == "acceptance":
        return Problem("document-needed-later", at, {**params}, "warn")
    return Problem("document-missing", at, {**params}, "warn" if takes_incomplete else "block")


def _check_brought(
    rule: DocumentRule, document: DocumentBrought, today: date, rules: RuleProfile
) -> Iterator[Problem]:
    at = f"documents.{rule.code}"
    if rule.needs_validity:
        yield from _check_validity(document.valid_until, at, today, date(rules.year, 9, 1))
    else:
        yield from _check_expired(document.valid_until, at, today)
    if document.form in rule.aliases:
        params: dict[str, str | int] = {"form": document.form, "now": rule.form}
        yield Problem("document-old-form", at, params, "warn")


def _check_expired(until: str, at: str, today: date) -> Iterator[Problem]:
    """A paper that need not show a date, and shows a past one (DOMAIN 5 #22)."""
    try:
        past = bool(until) and date.fromisoformat(until) < today
    except ValueError:
        past = False
    if past:
        yield Problem("document-ran-out", at, {"until": until}, "warn")


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

"""Filing: every reason why a draft may not be given a number, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec.structs import replace

from admission.application import ApplicationDraft
from admission.choice import check_choice, check_transfer
from admission.documents import check_documents
from admission.filing_desk import FilingDesk
from admission.identifiers import check_certificate, check_iin, check_iin_agrees, check_phone, iin_suggests
from admission.naming import check_name
from admission.people import Applicant, Child, PersonName
from admission.problems import Problem
from admission.profiles import RuleProfile, check_window

_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ž .'’-]{2,120}")
YOUNGEST_PARENT_DAYS: Final = 14 * 365 + 3


def check_filing(draft: ApplicationDraft, desk: FilingDesk) -> tuple[Problem, ...]:
    """Every reason why this draft may not be filed, warnings among them; empty means it may."""
    incomplete = desk.school.takes_incomplete and draft.channel == "paper"
    return (
        *check_season(draft, desk),
        *check_child(draft.child, desk.today),
        *_check_age_of(draft, desk),
        *check_applicant(draft.applicant, draft.child, desk.rules, desk.today),
        *check_choice(draft, desk),
        *check_documents(draft, desk.rules, desk.today, takes_incomplete=incomplete),
        *_check_consents(draft),
    )


def check_season(draft: ApplicationDraft, desk: FilingDesk) -> tuple[Problem, ...]:
    """The window of the region, or the holidays for a transfer; a director may take a late one (DOMAIN 5 #36)."""
    if draft.transfer is not None:
        return check_transfer(draft.transfer, draft.grade, desk.today, desk.rules)
    on_paper = draft.channel == "paper"
    wrong = check_window(desk.rules, desk.school.region, desk.today, desk.calendar if on_paper else None)
    if not (desk.director and on_paper):
        return wrong
    return tuple(replace(one, weight="warn") for one in wrong)


def _check_age_of(draft: ApplicationDraft, desk: FilingDesk) -> tuple[Problem, ...]:
    """The age of the first grade; a pupil who is transferred has begun already."""
    if draft.transfer is not None:
        return tuple(_check_birth(draft.child.born, desk.today))
    return check_age(draft.child.born, desk.rules, desk.today)


def check_child(child: Child, today: date) -> tuple[Problem, ...]:
    """Identity of the child (DOMAIN 5 #5-#10, #14-#21)."""
    return (
        *_check_child_iin(child),
        *_check_person(child.name, "child.name"),
        *_check_latin(child),
        *_check_child_certificate(child, today),
    )


def _check_child_iin(child: Child) -> Iterable[Problem]:
    if child.iin:
        wrong = check_iin(child.iin, "child.iin")
        return wrong or check_iin_agrees(child.iin, child.born, child.sex, "child.iin")
    if child.citizenship == "KZ":
        return (Problem("iin-missing", "child.iin"),)
    absent = Problem("iin-absent-foreigner", "child.iin", weight="warn")
    if child.certificate is None:
        return (absent, Problem("document-number-missing", "child.certificate.number"))
    return (absent,)


def _check_latin(child: Child) -> Iterable[Problem]:
    """The Latin spelling of a foreigner's passport has a line of its own (DOMAIN 5 #19)."""
    if child.name_latin and not _LATIN_NAME.fullmatch(child.name_latin):
        yield Problem("name-not-latin", "child.name_latin")


def _check_birth(born: date, today: date) -> Iterable[Problem]:
    if born > today:
        yield Problem("born-in-future", "child.born")


def _check_child_certificate(child: Child, today: date) -> Iterable[Problem]:
    if child.certificate is None:
        return ()
    certificate = child.certificate
    return check_certificate(certificate.number, certificate.issued, child.born, child.iin, today)


def check_age(born: date, rules: RuleProfile, today: date) -> tuple[Problem, ...]:
    """Six by 31 December of the campaign's year, whatever the day is today (seed 003; DOMAIN 5 #1-#4)."""
    if born > today:
        return tuple(_check_birth(born, today))
    if born > rules.youngest_birth:
        year = born.year + rules.min_age
        return (Problem("too-young", "child.born", {"years": rules.min_age, "campaign": year}),)
    if (born.month, rules.year - born.year) >= (9, rules.min_age) and rules.year - born.year == rules.min_age:
        return (Problem("six-in-autumn", "child.born", weight="note"),)
    if rules.year - born.year > rules.min_age + 2:
        return (Problem("starts-late", "child.born", {"years": rules.year - born.year}, "warn"),)
    return ()


def check_applicant(
    applicant: Applicant, child: Child, rules: RuleProfile, today: date
) -> tuple[Problem, ...]:
    """Identity of the applicant; that child and applicant are two people and may be a family (DOMAIN 5 #5, #9, #12)."""
    problems = [*check_iin(applicant.iin, "applicant.iin")]
    problems.extend(_check_generations(applicant, child))
    problems.extend(_check_standing(applicant, rules, today))
    if applicant.iin and applicant.iin == child.iin:
        problems.append(Problem("iin-of-child-and-applicant", "applicant.iin"))
    problems.extend(_check_person(applicant.name, "applicant.name"))
    problems.extend(check_phone(applicant.phone, "applicant.phone"))
    return tuple(problems)


def _check_generations(applicant: Applicant, child: Child) -> Iterable[Problem]:
    """A parent is older than the child, and hardly younger than 14 at its birth (DOMAIN 5 #5)."""
    born = iin_suggests(applicant.iin).born
    if born is None or applicant.relation not in ("mother", "father") or applicant.iin == child.iin:
        return
    if born >= child.born:
        yield Problem("applicant-younger-than-child", "applicant.iin")
    elif (child.born - born).days < YOUNGEST_PARENT_DAYS:
        yield Problem("applicant-very-young", "applicant.iin", weight="warn")


def _check_standing(applicant: Applicant, rules: RuleProfile, today: date) -> Iterable[Problem]:
    """Who may apply under this profile; a relative without a decision may not (DOMAIN 5 #12)."""
    if applicant.relation not in rules.applicants:
        yield Problem("applicant-no-representative", "applicant.relation")
    if applicant.paper_until is not None and applicant.paper_until < today:
        yield Problem("applicant-paper-ran-out", "applicant.paper_until", weight="warn")
    if rules.email_required and "@" not in applicant.email:
        yield Problem("email-missing", "applicant.email")


def _check_person(name: PersonName, at: str) -> tuple[Problem, ...]:
    return (
        *check_name(name.surname, f"{at}.surname", required=True),
        *check_name(name.given, f"{at}.given", required=True),
        *check_name(name.patronymic, f"{at}.patronymic", required=False),
    )


def _check_consents(draft: ApplicationDraft) -> Iterable[Problem]:
    if not draft.data_correct:
        yield Problem("consent-data-correct", "data_correct")
    if not draft.data_consent:
        yield Problem("consent-personal-data", "data_consent")

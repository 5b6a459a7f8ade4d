"""Filing: every reason why a draft may not be given a number, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from admission.application import ApplicationDraft
from admission.documents import check_documents
from admission.identifiers import check_certificate, check_iin, check_iin_agrees, check_phone
from admission.naming import check_name
from admission.people import Applicant, Child, PersonName
from admission.problems import Problem
from admission.profiles import RuleProfile, check_window
from admission.school import School
from admission.territory import serves


class FilingDesk(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules must know beside the draft: the school, its languages, the day, the profile."""

    rules: RuleProfile
    school: School
    languages: tuple[str, ...]
    today: date


def check_filing(draft: ApplicationDraft, desk: FilingDesk) -> tuple[Problem, ...]:
    """Every reason why this draft may not be filed, warnings among them; empty means it may."""
    return (
        *check_window(desk.rules, desk.school.region, desk.today),
        *check_child(draft.child, desk.rules, desk.today),
        *check_applicant(draft.applicant, draft.child),
        *_check_choice(draft, desk),
        *check_documents(draft, desk.rules, desk.today),
        *_check_consents(draft),
    )


def check_child(child: Child, rules: RuleProfile, today: date) -> tuple[Problem, ...]:
    """Identity and age of the child (DOMAIN 5 #1-#8, #20, #21)."""
    return (
        *_check_child_iin(child),
        *_check_person(child.name, "child.name"),
        *check_age(child.born, rules, today),
        *_check_child_certificate(child, today),
    )


def _check_child_iin(child: Child) -> Iterable[Problem]:
    if child.iin:
        wrong = check_iin(child.iin, "child.iin")
        return wrong or check_iin_agrees(child.iin, child.born, child.sex, "child.iin")
    if child.citizenship == "KZ":
        return (Problem("iin-missing", "child.iin"),)
    return (Problem("iin-absent-foreigner", "child.iin", weight="warn"),)


def _check_child_certificate(child: Child, today: date) -> Iterable[Problem]:
    if child.certificate is None:
        return ()
    certificate = child.certificate
    return check_certificate(certificate.number, certificate.issued, child.born, child.iin, today)


def check_age(born: date, rules: RuleProfile, today: date) -> tuple[Problem, ...]:
    """Six by 31 December of the campaign's year, whatever the day is today (seed 003; DOMAIN 5 #1-#4)."""
    if born > today:
        return (Problem("born-in-future", "child.born"),)
    if born > rules.youngest_birth:
        year = born.year + rules.min_age
        return (Problem("too-young", "child.born", {"years": rules.min_age, "campaign": year}),)
    if rules.year - born.year > rules.min_age + 2:
        return (Problem("starts-late", "child.born", {"years": rules.year - born.year}, "warn"),)
    return ()


def check_applicant(applicant: Applicant, child: Child) -> tuple[Problem, ...]:
    """Identity of the applicant, and that child and applicant are two people (DOMAIN 5 #9)."""
    problems = [*check_iin(applicant.iin, "applicant.iin")]
    if applicant.iin and applicant.iin == child.iin:
        problems.append(Problem("iin-of-child-and-applicant", "applicant.iin"))
    problems.extend(_check_person(applicant.name, "applicant.name"))
    problems.extend(check_phone(applicant.phone, "applicant.phone"))
    return tuple(problems)


def _check_person(name: PersonName, at: str) -> tuple[Problem, ...]:
    return (
        *check_name(name.surname, f"{at}.surname", required=True),
        *check_name(name.given, f"{at}.given", required=True),
        *check_name(name.patronymic, f"{at}.patronymic", required=False),
    )


def _check_choice(draft: ApplicationDraft, desk: FilingDesk) -> Iterable[Problem]:
    if draft.language not in desk.languages:
        yield Problem("language-not-taught", "language", {"language": draft.language})
    if not draft.registered.locality or not draft.registered.house:
        yield Problem("address-incomplete", "registered")
    elif draft.by_territory and not serves(desk.school.territory, draft.registered):
        yield Problem("address-not-served", "registered", weight="warn")
    if draft.transport and not desk.school.transport:
        yield Problem("transport-not-offered", "transport")


def _check_consents(draft: ApplicationDraft) -> Iterable[Problem]:
    if not draft.data_correct:
        yield Problem("consent-data-correct", "data_correct")
    if not draft.data_consent:
        yield Problem("consent-personal-data", "data_consent")

"""Freezing: what an application, a school and its rules say on a paper, at the moment it is issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from admission.application import Application, ApplicationDraft
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.printouts import Letterhead, OrderLine, OrderPaper, Receipt, ReceiptLine, RefusalPaper
from admission.profiles import RuleProfile
from admission.refusal_pages import Template, reason_pages
from admission.roles import Officer
from admission.school import School


def letterhead_of(school: School) -> Letterhead:
    """The head of every paper of the school."""
    return Letterhead(
        name_kk=school.name_kk,
        name_ru=school.name_ru,
        bin=school.bin,
        address=school.address.line,
        phone=school.phone,
        locality=school.address.locality or school.address.region,
    )


def receipt_of(
    paper: str, application: Application, school: School, rules: RuleProfile, officer: Officer
) -> Receipt:
    """The receipt: documents handed over, documents still missing, the deadline (DOMAIN 3.2)."""
    draft = application.draft
    brought = {one.code for one in draft.documents} | {one.document for one in application.attachments}
    required = required_documents(draft, rules)
    return Receipt(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        received=application.received,
        due=application.due,
        applicant=draft.applicant.name.full,
        child=draft.child.name.full,
        child_iin=draft.child.iin,
        child_born=draft.child.born,
        language=draft.language,
        by_territory=draft.by_territory,
        documents=receipt_lines(draft, rules),
        missing=tuple(rule.name for rule in required if rule.code not in brought),
        executor=officer.name.short,
    )


def receipt_lines(draft: ApplicationDraft, rules: RuleProfile) -> tuple[ReceiptLine, ...]:
    """The documents handed over, as the profile names them."""
    known = {rule.code: rule for rule in rules.documents}
    return tuple(
        ReceiptLine(
            name=known[one.code].name if one.code in known else {"kk": one.code, "ru": one.code},
            form=one.form or (known[one.code].form if one.code in known else ""),
            original=one.original,
            copies=one.copies,
            sheets=one.sheets,
            note=one.valid_until,
        )
        for one in draft.documents
    )


def refusal_of(
    paper: str, application: Application, school: School, rules: RuleProfile, director: Officer, final: bool
) -> RefusalPaper:
    """The reasoned refusal, from the decision as it was made (DOMAIN 3.3)."""
    draft, decision = application.draft, application.decision
    assert decision is not None, "a refusal is printed from a decision"
    return RefusalPaper(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        received=application.received,
        decided=decision.at,
        applicant=draft.applicant.name.full,
        child=draft.child.name.full,
        child_sex=draft.child.sex,
        grounds=_names(decision.grounds, rules),
        reason=decision.reason,
        director=director.name.short,
        confirmed=final,
    )


def told_apart(refusal: RefusalPaper, templates: Mapping[str, Template]) -> RefusalPaper:
    """The same, each page with the reason in its own language where `templates` know the sentences."""
    return replace(refusal, reasons=reason_pages(refusal.reason, templates))


def _names(grounds: Sequence[str], rules: RuleProfile) -> tuple[dict[str, str], ...]:
    found = [rules.ground(code) for code in grounds]
    return tuple(ground.name for ground in found if ground is not None)


def order_paper_of(
    order: str,
    school: School,
    director: Officer,
    listed: Sequence[Application],
    *,
    number: str,
    dated: date,
    letter: str,
    responsible: Officer,
) -> OrderPaper:
    """The enrolment order with its annex, in the order the children are given (DOMAIN 3.4)."""
    return OrderPaper(
        id=order,
        letterhead=letterhead_of(school),
        number=number,
        dated=dated,
        year=dated.year,
        language=listed[0].draft.language,
        letter=letter,
        lines=tuple(_order_line(one) for one in listed),
        director=director.name.short,
        responsible=responsible.name.short,
    )


def _order_line(application: Application) -> OrderLine:
    child = application.draft.child
    return OrderLine(
        child=child.name.full,
        born=child.born,
        iin=child.iin,
        number=application.number,
        filed=application.received.astimezone(KAZAKHSTAN_TIME).date(),
    )

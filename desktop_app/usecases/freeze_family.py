"""Freezing a family's papers: what its application, the school and its rules say at the moment of printing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from admission.application import Application, ApplicationDraft, Movement, Transfer
from admission.documents import required_documents
from admission.family_papers import (
    ContractPaper,
    FormPaper,
    MissingPaper,
    TransferSlip,
    WaitingExtract,
    WaitingLine,
    Wanted,
    WithdrawalPaper,
)
from admission.order import EnrolmentOrder, OrderChange
from admission.profiles import DocumentRule, RuleProfile
from admission.roles import Officer
from admission.school import School
from desktop_app.usecases.freeze import letterhead_of, receipt_lines


def missing_of(application: Application, rules: RuleProfile) -> tuple[DocumentRule, ...]:
    """The papers this application needs and has not, or that were asked for, in the profile's order."""
    asked = application.asked.documents if application.asked else ()
    here = {one.code for one in application.draft.documents}
    here |= {one.document for one in application.attachments}
    required = required_documents(application.draft, rules)
    return tuple(rule for rule in required if rule.code not in here or rule.code in asked)


def missing_paper_of(
    paper: str, application: Application, school: School, rules: RuleProfile, officer: Officer, now: datetime
) -> MissingPaper:
    """The notice of what is missing now."""
    draft = application.draft
    return MissingPaper(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        received=application.received,
        due=application.due,
        written=now,
        applicant=draft.applicant.name.full,
        child=draft.child.name.full,
        wanted=tuple(
            Wanted(name=rule.name, form=rule.form, needed=rule.needed)
            for rule in missing_of(application, rules)
        ),
        executor=officer.name.short,
    )


def form_of(
    paper: str, application: Application, school: School, rules: RuleProfile, director: str
) -> FormPaper:
    """The application as the parent signs it (DOMAIN 3.1)."""
    draft, applicant = application.draft, application.draft.applicant
    form = FormPaper(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        received=application.received,
        language=draft.notify_in,
        school_year=rules.school_year,
        director=director,
        applicant=applicant.name.full,
        applicant_iin=applicant.iin,
        relation=applicant.relation,
        phone=applicant.phone,
        email=applicant.email,
    )
    return _with_wish(_with_child(form, draft), draft, rules)


def _with_child(form: FormPaper, draft: ApplicationDraft) -> FormPaper:
    child = draft.child
    return replace(
        form,
        child=child.name.full,
        child_born=child.born,
        child_iin=child.iin,
        child_sex=child.sex,
        citizenship=child.citizenship,
        registered=draft.registered.line,
        actual=(draft.actual or draft.registered).line,
    )


def _with_wish(form: FormPaper, draft: ApplicationDraft, rules: RuleProfile) -> FormPaper:
    return replace(
        form,
        teaching=draft.language,
        grade=draft.grade,
        from_school=draft.transfer.from_school if draft.transfer else "",
        by_territory=draft.by_territory,
        special_needs=draft.special_needs,
        transport=draft.transport,
        notify_in=draft.notify_in,
        documents=_enclosed(draft, rules),
        data_correct=draft.data_correct,
        data_consent=draft.data_consent,
    )


def _enclosed(draft: ApplicationDraft, rules: RuleProfile) -> tuple[dict[str, str], ...]:
    return tuple(line.name for line in receipt_lines(draft, rules))


def blank_form_of(paper: str, school: School, rules: RuleProfile, director: str) -> FormPaper:
    """The application with lines to fill in by hand; the documents are those asked of every child."""
    everybody = [rule for rule in rules.documents if not rule.when and not rule.optional]
    return FormPaper(
        id=paper,
        letterhead=letterhead_of(school),
        school_year=rules.school_year,
        director=director,
        documents=tuple(rule.name for rule in everybody if not rule.channels or "paper" in rule.channels),
    )


def withdrawal_of(
    paper: str,
    application: Application,
    school: School,
    rules: RuleProfile,
    officer: Officer,
    withdrawn: Movement,
) -> WithdrawalPaper:
    """The confirmation of a withdrawal, from the step that was recorded (DOMAIN 3.7)."""
    draft = application.draft
    return WithdrawalPaper(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        received=application.received,
        withdrawn=withdrawn.at,
        applicant=draft.applicant.name.full,
        child=draft.child.name.full,
        reason=withdrawn.reason,
        returned=receipt_lines(draft, rules),
        executor=officer.name.short,
    )


def arrival_slip_of(
    paper: str, application: Application, transfer: Transfer, school: School, director: str, dated: date
) -> TransferSlip:
    """The slip by which the former school lets the pupil go, without a last day (DOMAIN 3.8)."""
    child = application.draft.child
    return TransferSlip(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        way="arrival",
        dated=dated,
        child=child.name.full,
        child_born=child.born,
        child_iin=child.iin,
        child_sex=child.sex,
        grade=application.draft.grade,
        teaching=application.draft.language,
        other_school=transfer.from_school,
        director=director,
    )


def departure_slip_of(
    paper: str,
    application: Application,
    departure: tuple[EnrolmentOrder, OrderChange],
    school: School,
    director: str,
    dated: date,
) -> TransferSlip:
    """The slip for the school a pupil goes to, from the order by which it left (DOMAIN 2, 3.8)."""
    order, line = departure
    slip = arrival_slip_of(paper, application, Transfer(from_school=line.where_to), school, director, dated)
    return replace(slip, way="departure", reason=line.why, order=order.number, ordered=order.dated)


def contract_of(
    paper: str, application: Application, school: School, rules: RuleProfile, director: str, dated: date
) -> ContractPaper:
    """The title page of the contract with the parent (DOMAIN 3.8)."""
    child, applicant = application.draft.child, application.draft.applicant
    return ContractPaper(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        dated=dated,
        school_year=rules.school_year,
        applicant=applicant.name.full,
        applicant_iin=applicant.iin,
        child=child.name.full,
        child_born=child.born,
        child_iin=child.iin,
        child_sex=child.sex,
        director=director,
    )


def waiting_extract_of(
    paper: str,
    application: Application,
    waiting: Sequence[Application],
    school: School,
    officer: Officer,
    now: datetime,
) -> WaitingExtract:
    """The list up to this application's own place; `waiting` in its order (DOMAIN 1.10)."""
    own = [one.id for one in waiting].index(application.id) + 1
    return WaitingExtract(
        id=paper,
        application=application.id,
        letterhead=letterhead_of(school),
        number=application.number,
        written=now,
        teaching=application.draft.language,
        by_territory=application.draft.by_territory,
        lines=tuple(_place(n, one, n == own) for n, one in enumerate(waiting[:own], start=1)),
        waiting=len(waiting),
        executor=officer.name.short,
    )


def _place(position: int, application: Application, own: bool) -> WaitingLine:
    child = application.draft.child.name.full if own else ""
    return WaitingLine(
        position=position, number=application.number, received=application.received, child=child
    )

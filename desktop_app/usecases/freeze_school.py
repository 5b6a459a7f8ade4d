"""Freezing the school's papers: journal and lists, from the applications and orders as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from admission.application import DEPARTED, Application, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.naming import kazakh_key
from admission.order import EnrolmentOrder, departure_of
from admission.profiles import RuleProfile
from admission.roles import Officer
from admission.school import School
from admission.school_papers import (
    AlphabetBook,
    ClassList,
    JournalLine,
    JournalLinePaper,
    JournalPaper,
    PupilLine,
)
from desktop_app.usecases.freeze import letterhead_of
from desktop_app.usecases.freeze_family import missing_of

NameOf = Callable[[str], str]  # id of an officer -> surname and initials
STRUCK = frozenset({Status.WITHDRAWN, Status.ANNULLED})


def journal_of(
    paper: str,
    applications: Sequence[Application],
    school: School,
    officer: Officer,
    now: datetime,
    *,
    director: str,
    year: int,
    line: Callable[[Application], JournalLine],
) -> JournalPaper:
    """The journal of a campaign, in the order the applications came (DOMAIN 3.5)."""
    return JournalPaper(
        id=paper,
        letterhead=letterhead_of(school),
        number=str(year),
        written=now,
        lines=tuple(line(one) for one in applications),
        executor=officer.name.short,
        director=director,
    )


def journal_line_of(
    paper: str, application: Application, school: School, now: datetime, line: JournalLine
) -> JournalLinePaper:
    """The line of one application as a paper of its own."""
    return JournalLinePaper(
        id=paper,
        letterhead=letterhead_of(school),
        number=application.number,
        year=application.year,
        written=now,
        line=line,
    )


def journal_line(
    application: Application, rules: RuleProfile, orders: Mapping[str, EnrolmentOrder], name_of: NameOf
) -> JournalLine:
    """One application as the journal shows it; the executor is who recorded it."""
    draft, decision = application.draft, application.decision
    return JournalLine(
        number=application.number,
        received=application.received,
        channel=draft.channel,
        applicant=draft.applicant.name.full,
        phone=draft.applicant.phone,
        child=draft.child.name.full,
        born=draft.child.born,
        iin=draft.child.iin,
        address=draft.registered.line,
        by_territory=draft.by_territory,
        teaching=draft.language,
        documents=_documents(application, rules),
        due=application.due,
        status=DEPARTED if _departed(application) else application.status.value,
        decided=_day(decision.at) if decision else None,
        order=orders[application.order].number if application.order in orders else "",
        withdrawn=_withdrawn(application),
        executor=_recorded_by(application, name_of),
        struck=application.status in STRUCK and not _departed(application),
    )


def _departed(application: Application) -> bool:
    """Its application came to its end as it should; the child left later."""
    return application.status is Status.WITHDRAWN and DEPARTED in application.flags


def _documents(application: Application, rules: RuleProfile) -> tuple[int, int]:
    """How many of the needed papers are here, and how many are needed."""
    needed = len(required_documents(application.draft, rules))
    return needed - len(missing_of(application, rules)), needed


def _recorded_by(application: Application, name_of: NameOf) -> str:
    return name_of(application.history[0].by) if application.history else ""


def _withdrawn(application: Application) -> date | None:
    days = [_day(step.at) for step in application.history if step.kind == "withdrawn"]
    return days[-1] if days else None


def _day(at: datetime) -> date:
    return at.astimezone(KAZAKHSTAN_TIME).date()


def pupils_of(
    applications: Sequence[Application], orders: Mapping[str, EnrolmentOrder]
) -> tuple[PupilLine, ...]:
    """The children among `applications` who were enrolled, those who left too, by the Kazakh alphabet (DOMAIN 7.6)."""
    enrolled = [
        (one, orders[one.order])
        for one in applications
        if (one.status is Status.ENROLLED or DEPARTED in one.flags) and one.order in orders
    ]
    lines = [_left(pupil_of(one, order), one, orders) for one, order in enrolled]
    return tuple(sorted(lines, key=lambda line: (kazakh_key(line.name), line.born)))


def pupil_of(application: Application, order: EnrolmentOrder) -> PupilLine:
    """One enrolled child."""
    draft, child, applicant = application.draft, application.draft.child, application.draft.applicant
    return PupilLine(
        surname=child.name.surname,
        given=child.name.given,
        patronymic=child.name.patronymic,
        sex=child.sex,
        born=child.born,
        iin=child.iin,
        citizenship=child.citizenship,
        address=(draft.actual or draft.registered).line,
        parent=applicant.name.full,
        parent_iin=applicant.iin,
        phone=applicant.phone,
        grade=draft.grade,
        letter=order.letter,
        teaching=draft.language,
        order=order.number,
        enrolled=order.dated,
        special_needs=draft.special_needs,
        transport=draft.transport,
    )


def _left(pupil: PupilLine, application: Application, orders: Mapping[str, EnrolmentOrder]) -> PupilLine:
    """The line with when, by which order, where to and why, where the child left the school."""
    departure = departure_of(orders.values(), application.id) if DEPARTED in application.flags else None
    if departure is None:
        return pupil
    order, line = departure
    return replace(pupil, left=order.dated, left_order=order.number, left_to=line.where_to, left_why=line.why)


def class_list_of(
    paper: str, pupils: Sequence[PupilLine], school: School, rules: RuleProfile, dated: date, director: str
) -> ClassList:
    """The list of the class these pupils are in (DOMAIN 3.6); there is at least one."""
    first = pupils[0]
    return ClassList(
        id=paper,
        letterhead=letterhead_of(school),
        number=f"{first.grade} «{first.letter}»" if first.letter else str(first.grade),
        school_year=rules.school_year,
        dated=dated,
        teaching=first.teaching,
        lines=tuple(pupils),
        director=director,
    )


def alphabet_book_of(
    paper: str, pupils: Sequence[PupilLine], school: School, rules: RuleProfile, dated: date, director: str
) -> AlphabetBook:
    """The alphabet book of the school year (DOMAIN 3.8)."""
    return AlphabetBook(
        id=paper,
        letterhead=letterhead_of(school),
        number=rules.school_year,
        dated=dated,
        lines=tuple(pupils),
        director=director,
    )

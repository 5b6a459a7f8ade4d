"""Retention: the school's own period, and a case from which every person is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from admission.acts import Amended, Attached, Change, Decided, DocumentChecked, Proposed
from admission.application import Attachment, Status
from admission.people import Address, Certificate, PersonName
from admission.retention import forgotten, may_forget
from tests.admission.casework import GROUND, REASON, RULES, Casework
from tests.desk import APPLICANT, CHILD, EXECUTOR, HOME, MORNING

FIVE_YEARS = replace(RULES, retention_years=5)
PERSONAL = {
    "Дүйсенбаев", "Әлихан", "Ерболұлы", "Alikhan", "200915590004", "2020-09-15", "1234567890", "Бекмағамбетова",
    "Гүлнар", "840415450261", "+77027972250", "+77172000000", "gulnar@example.kz", "2031-03-04", "Сәтбаев", "Абай",
    "№ 7 «Ә»", "Көшіп келді", "Бұлыңғыр", REASON, "куәлік.pdf",
}  # fmt: skip


@pytest.fixture
def refused():
    """A refused case in which everything a person can write was written."""
    case = Casework()
    certificate = Certificate("1234567890", date(2020, 9, 30))
    case.file(
        child=replace(CHILD, name_latin="Alikhan", certificate=certificate),
        applicant=replace(
            APPLICANT, extra_phone="+77172000000", email="gulnar@example.kz", paper_until=date(2031, 3, 4)
        ),
        registered=replace(HOME, flat="№ 7 «Ә»"),
        actual=replace(HOME, street="Абай"),
        confirmed_because="Көшіп келді",
    )
    scan = Attachment(sha256="a" * 64, size=9, mime="application/pdf", document="health", name="куәлік.pdf")
    case.do(Attached(application="one", attachment=scan), EXECUTOR)
    case.do(DocumentChecked(application="one", document="photo", good=False, note="Бұлыңғыр"), EXECUTOR)
    change = Change("child.name.given", "Әлихан", "Әлихан")
    case.do(Amended(application="one", changes=(change,), reason=REASON), EXECUTOR)
    ruling: dict[str, Any] = {"application": "one", "accept": False, "grounds": (GROUND,), "reason": REASON}
    case.do(Proposed(**ruling), EXECUTOR)
    case.do(Decided(**ruling))
    return case.application()


def test_nothing_a_person_wrote_is_left(refused):
    before, after = (msgspec.json.encode(one).decode() for one in (refused, forgotten(refused)))
    assert {one for one in PERSONAL if one not in before} == set()
    assert {one for one in PERSONAL if one in after} == set()


def test_what_stands_in_a_persons_place_says_nothing(refused):
    child, applicant = forgotten(refused).draft.child, forgotten(refused).draft.applicant
    assert child.name == applicant.name == PersonName("—", "")
    assert (child.iin, child.name_latin, child.certificate, child.born) == ("", "", None, date(2020, 1, 1))
    assert (applicant.iin, applicant.phone, applicant.extra_phone, applicant.email) == ("", "", "", "")
    assert applicant.paper_until is None


def test_number_dates_status_grounds_and_region_stay(refused):
    bare = forgotten(refused)
    assert (bare.number, bare.received, bare.due, bare.status) == (
        "А-0001", MORNING, refused.due, Status.REFUSED,
    )  # fmt: skip
    assert (bare.draft.registered, bare.draft.actual) == (
        Address(region=HOME.region, locality=HOME.locality),
        None,
    )
    assert bare.draft.confirmed_because == ""
    assert (bare.attachments, bare.checks, bare.proposal, bare.decision) == ((), (), None, None)
    assert [(line.kind, line.by, line.at, line.after) for line in bare.history] == [
        (line.kind, line.by, line.at, line.after) for line in refused.history
    ]
    assert bare.history[-1].grounds == (GROUND,)
    assert {(line.reason, line.old) for line in bare.history} == {("", ())}


@pytest.mark.parametrize(
    ("law", "today", "may"),
    [(FIVE_YEARS, date(2031, 12, 31), False), (FIVE_YEARS, date(2032, 1, 1), True), (RULES, date(2099, 1, 1), False),
     (replace(RULES, retention_years=1), date(2027, 12, 31), False),
     (replace(RULES, retention_years=1), date(2028, 1, 1), True)],
)  # fmt: skip
def test_the_period_is_whole_calendar_years_and_none_by_itself(refused, law, today, may):
    assert may_forget(refused, law, today) is may


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_closed_is_forgotten(refused, status):
    closed = {Status.ENROLLED, Status.REFUSED, Status.WITHDRAWN, Status.ANNULLED, Status.REGISTRATION_REFUSED}
    assert may_forget(replace(refused, status=status), FIVE_YEARS, date(2040, 1, 1)) is (status in closed)

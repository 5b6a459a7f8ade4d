"""Every problem of a filing in full: its code, the field it stands at, what it tells, how much it weighs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from admission.application import DocumentBrought, Transfer
from admission.filing import YOUNGEST_PARENT_DAYS, check_filing
from admission.identifiers import iin_with_check_digit
from admission.people import Certificate
from admission.problems import Problem
from tests.desk import APPLICANT, CHILD, SCHOOL, a_draft
from tests.edge_cases.asking import DESK, TODAY

PAPERS = a_draft().documents
DAY = timedelta(days=1)
LAW = DESK.rules


def told(desk=DESK, **changes):
    """What is asked or forbidden."""
    return [one for one in check_filing(a_draft(**changes), desk) if one.weight != "note"]


def child(**changes):
    return {"child": replace(CHILD, **changes)}


def applicant(**changes):
    return {"applicant": replace(APPLICANT, **changes)}


def certificate(number="1234567890", issued=date(2020, 9, 30)):
    return child(certificate=Certificate(number, issued))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"language": "ug"}, Problem("language-not-taught", "language", {"language": "ug"})),
     ({"grade": 2}, Problem("grade-needs-transfer", "grade")),
     ({"transport": False, "registered": replace(SCHOOL.address, house="")},
      Problem("address-incomplete", "registered")),
     (applicant(phone="911"), Problem("phone-wrong", "applicant.phone")),
     (applicant(phone="+44 20 7946 0958"),
      Problem("phone-abroad", "applicant.phone", {"phone": "+442079460958"}, "warn")),
     (applicant(iin="84041545026"), Problem("iin-length", "applicant.iin", {"length": 11})),
     (applicant(relation="relative"), Problem("applicant-no-representative", "applicant.relation")),
     (applicant(paper_until=TODAY - DAY),
      Problem("applicant-paper-ran-out", "applicant.paper_until", weight="warn")),
     (applicant(name=replace(APPLICANT.name, surname="")), Problem("name-missing", "applicant.name.surname")),
     (applicant(name=replace(APPLICANT.name, given="")), Problem("name-missing", "applicant.name.given")),
     (applicant(name=replace(APPLICANT.name, patronymic="Joe")),
      Problem("name-letters", "applicant.name.patronymic", {"letters": "Joe"})),
     (child(name=replace(CHILD.name, surname="Zumra")),
      Problem("name-letters", "child.name.surname", {"letters": "Zumra"})),
     (child(name_latin="Əlihan"), Problem("name-not-latin", "child.name_latin")),
     (child(sex="female"),
      Problem("iin-sex-differs", "child.iin", {"suggested": "male", "typed": "female"}, "warn")),
     (child(born=date(2020, 9, 16)),
      Problem("iin-date-differs", "child.iin", {"suggested": "2020-09-15", "typed": "2020-09-16"}, "warn")),
     (certificate(issued=TODAY + DAY),
      Problem("certificate-in-future", "child.certificate.issued", {"issued": "2026-08-26"})),
     (certificate(issued=date(2020, 9, 14)),
      Problem("certificate-before-birth", "child.certificate.issued",
              {"issued": "2020-09-14", "born": "2020-09-15"})),
     ({"documents": PAPERS[1:]}, Problem("document-missing", "documents.photo", {"document": "photo"})),
     ({"documents": (*PAPERS[:2], DocumentBrought(code="health", form="026/у-3"))},
      Problem("document-old-form", "documents.health", {"form": "026/у-3", "now": "052-2/у"}, "warn")),
     ({"documents": (*PAPERS[:2], DocumentBrought(code="health", valid_until="2026-08-24"))},
      Problem("document-ran-out", "documents.health", {"until": "2026-08-24"}, "warn"))],
    ids=lambda one: one.code if isinstance(one, Problem) else "",
)  # fmt: skip
def test_one_mistake_is_one_problem_at_its_field(changes, expected):
    assert told(**changes) == [expected]


@pytest.mark.parametrize(
    ("until", "expected"),
    [("", Problem("document-validity-missing", "documents.pmpk")),
     ("2026-08-25", Problem("document-expired", "documents.pmpk", {"until": "2026-08-25"})),
     ("2026-08-31", Problem("document-expires-soon", "documents.pmpk", {"until": "2026-08-31"}, "warn")),
     ("2026-09-01", None)],
)  # fmt: skip
def test_a_conclusion_must_hold_until_school_begins(until, expected):
    paper = DocumentBrought(code="pmpk", valid_until=until)
    assert told(special_needs=True, documents=(*PAPERS, paper)) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(("a", "b", "c", "d"), Problem("quota-too-many", "quota_schools", {"limit": 3})),
     (("a", "a"), Problem("quota-school-twice", "quota_schools")),
     (("a", SCHOOL.id), Problem("quota-is-home-school", "quota_schools")),
     (("a", "b", "c"), None)],
)  # fmt: skip
def test_quota_schools_are_few_different_and_elsewhere(chosen, expected):
    desk = replace(DESK, rules=replace(LAW, quota_schools=3))
    assert told(desk, quota_schools=chosen) == ([expected] if expected else [])


@pytest.mark.parametrize("service", ["transfer", "home_schooling"])
def test_a_service_the_profile_does_not_offer_is_named_at_its_field(service):
    desk = replace(DESK, rules=replace(LAW, services=()), today=date(2026, 6, 30))
    transfer = Transfer(from_school="№ 5 мектеп")
    wanted = {"transfer": transfer, "grade": 2} if service == "transfer" else {"home_schooling": True}
    found = [one for one in told(desk, **wanted) if one.code == "service-not-offered"]
    assert found == [Problem("service-not-offered", service)]


def test_a_first_grade_without_a_transfer_asks_for_no_service():
    desk = replace(DESK, rules=replace(LAW, services=()))
    assert told(desk) == []


def test_a_transfer_names_its_school_and_its_season():
    transfer = Transfer(from_school=" ")
    found = told(replace(DESK, today=date(2026, 10, 5)), transfer=transfer, grade=2)
    assert found[:2] == [
        Problem("transfer-school-missing", "transfer.from_school"),
        Problem("transfer-outside-holidays", "transfer.why"),
    ]


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "applicant-younger-than-child"), (1, "applicant-very-young"),
     (YOUNGEST_PARENT_DAYS - 1, "applicant-very-young"), (YOUNGEST_PARENT_DAYS, None)],
)  # fmt: skip
def test_a_parent_is_older_than_the_child_and_at_fourteen_old_enough(days, code):
    """The mother was born on 15 April 1984."""
    born = date(1984, 4, 15) + timedelta(days=days)
    found = [(one.code, one.at) for one in told(**child(born=born)) if one.at == "applicant.iin"]
    assert found == ([(code, "applicant.iin")] if code else [])


@pytest.mark.parametrize(("relation", "asked"), [("father", True), ("mother", True), ("guardian", False)])
def test_only_parents_must_be_a_generation_older(relation, asked):
    found = told(**child(born=date(1980, 9, 15)), **applicant(relation=relation))
    assert ("applicant-younger-than-child" in [one.code for one in found]) == asked


def test_a_paper_of_the_applicant_holds_on_its_last_day():
    assert told(**applicant(paper_until=TODAY)) == []


def test_a_child_born_today_is_too_young_and_not_of_the_future():
    found = told(**child(born=TODAY, iin="", citizenship="UZ"))
    wanted = Problem("too-young", "child.born", {"years": 6, "campaign": 2032})
    assert [one for one in found if one.at == "child.born"] == [wanted]
    transferred = told(transfer=Transfer(from_school="№ 5"), grade=2, **child(born=TODAY))
    assert "child.born" not in [one.at for one in transferred]


@pytest.mark.parametrize("transfer", [None, Transfer(from_school="№ 5")])
def test_a_child_born_tomorrow_is_told_at_its_birth_date(transfer):
    found = told(transfer=transfer, grade=2 if transfer else 1, **child(born=TODAY + DAY))
    assert Problem("born-in-future", "child.born") in found
    assert "too-young" not in [one.code for one in found]


def test_six_in_autumn_is_noted_at_the_birth_date():
    notes = [one for one in check_filing(a_draft(), DESK) if one.weight == "note"]
    assert notes == [Problem("six-in-autumn", "child.born", weight="note")]


def test_a_late_start_tells_how_old_the_child_will_be():
    found = told(**child(born=date(2017, 12, 31)))
    assert Problem("starts-late", "child.born", {"years": 9}, "warn") in found


def test_a_foreigner_without_number_and_certificate_is_asked_for_one_of_them():
    found = told(**child(iin="", citizenship="UZ", certificate=None))
    assert Problem("iin-absent-foreigner", "child.iin", weight="warn") in found
    assert Problem("document-number-missing", "child.certificate.number") in found


def test_where_an_address_for_letters_is_needed_it_is_asked_at_its_field():
    desk = replace(DESK, rules=replace(LAW, email_required=True))
    assert told(desk) == [Problem("email-missing", "applicant.email")]


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("paper", Problem("window-closed", "", {"opens": "2026-05-27", "closes": "2026-08-28"})), ("oqu", None)],
)
def test_a_window_that_ends_on_a_sunday_ends_on_friday_for_paper_only(channel, expected):
    windows = tuple(replace(one, closes=date(2026, 8, 30)) for one in LAW.windows)
    desk = replace(DESK, rules=replace(LAW, windows=windows), today=date(2026, 8, 29))
    assert told(desk, channel=channel) == ([expected] if expected else [])


def test_a_channel_the_profile_does_not_offer_is_named():
    desk = replace(DESK, rules=replace(LAW, channels=("oqu",)))
    assert told(desk) == [Problem("channel-not-offered", "channel", {"channel": "paper"})]


@pytest.mark.parametrize(
    ("eleven", "expected"),
    [("20091509000", Problem("iin-century-unknown", "child.iin", {"digit": "0"}, "warn")),
     ("20990159000", Problem("iin-date-impossible", "child.iin", {"digits": "209901"}, "warn"))],
)  # fmt: skip
def test_digits_that_name_no_day_are_shown(eleven, expected):
    assert expected in told(**child(iin=iin_with_check_digit(eleven)))

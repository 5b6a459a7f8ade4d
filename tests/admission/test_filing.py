"""Filing: every reason why a draft may not be numbered, each at its field, all at once."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from admission.application import DocumentBrought
from admission.filing import check_age, check_filing
from admission.filing_desk import FilingDesk
from admission.people import Address, Certificate, PersonName
from admission.problems import blocks, unconfirmed
from tests.desk import APPLICANT, CHILD, HOME, SCHOOL, a_draft, rules

RULES = rules()
DESK = FilingDesk(rules=RULES, school=SCHOOL, languages=("kk", "ru"), today=date(2026, 8, 25))


def found(draft, desk=DESK):
    """(code, field, weight) of every problem that asks for something, in order."""
    return [(one.code, one.at, one.weight) for one in check_filing(draft, desk) if one.weight != "note"]


def test_a_clean_draft_may_be_filed():
    assert found(a_draft()) == []
    assert unconfirmed(check_filing(a_draft(), DESK), ()) == ()


def test_the_karaganda_family_of_seed_002_is_not_registered_as_it_stands():
    """The portal's own example: certificate of 2044, its number equal to the IIN, a child of thirteen."""
    child = replace(
        CHILD,
        name=PersonName("ДУЙСЕНБАЕВ", "АЗАМАТ", "ЕРБОЛОВИЧ"),
        born=date(2012, 9, 15),
        iin="120915502028",
        certificate=Certificate("120915502028", date(2044, 5, 19)),
    )
    parent = replace(
        APPLICANT, name=PersonName("БЕКМАГАМБЕТОВА", "ГУЛЬНАР", "ТЮЛЮБАЕВНА"), phone="+7 (702) 797-22-50"
    )
    address = Address(locality="Караганда", street="улица Мустафина", house="1/2")
    draft = a_draft(child=child, applicant=parent, registered=address)
    assert found(draft) == [
        ("certificate-looks-like-iin", "child.certificate.number", "warn"),
        ("certificate-in-future", "child.certificate.issued", "block"),
        ("starts-late", "child.born", "warn"),
        ("address-not-served", "registered", "warn"),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 5, 26), ["window-not-open-yet"]), (date(2026, 5, 27), []),
     (date(2026, 8, 31), []), (date(2026, 9, 1), ["window-closed"])],
)  # fmt: skip
def test_the_window_of_the_region_opens_and_closes(today, expected):
    desk = replace(DESK, today=today)
    assert [code for code, _, _ in found(a_draft(), desk)] == expected


def test_a_region_without_a_window_is_told():
    desk = replace(DESK, school=replace(SCHOOL, region="atlantis"))
    assert found(a_draft(), desk) == [("window-unknown", "region", "block")]


@pytest.mark.parametrize(
    ("born", "code", "weight"),
    [(date(2026, 8, 26), "born-in-future", "block"),
     (date(2021, 1, 1), "too-young", "block"),
     (date(2020, 12, 31), "six-in-autumn", "note"),
     (date(2020, 8, 31), None, None),
     (date(2018, 1, 1), None, None),
     (date(2017, 12, 31), "starts-late", "warn")],
)  # fmt: skip
def test_age_is_counted_by_the_campaign_s_year(born, code, weight):
    problems = check_age(born, RULES, DESK.today)
    assert [(one.code, one.weight) for one in problems] == ([(code, weight)] if code else [])


def test_too_young_says_when_it_becomes_possible():
    [problem] = check_age(date(2021, 1, 1), RULES, DESK.today)
    assert problem.params == {"years": 6, "campaign": 2027}


def test_a_foreigner_without_an_iin_is_asked_about_and_a_citizen_is_stopped():
    paper = DocumentBrought(code="status")
    documents = (*a_draft().documents, paper)
    foreigner = replace(CHILD, iin="", citizenship="UZ")
    assert found(a_draft(child=foreigner, documents=documents)) == [
        ("iin-absent-foreigner", "child.iin", "warn")
    ]
    assert found(a_draft(child=replace(CHILD, iin=""))) == [("iin-missing", "child.iin", "block")]


def test_an_iin_that_cannot_be_one_is_not_asked_for_its_date():
    assert found(a_draft(child=replace(CHILD, iin="200915590005"))) == [
        ("iin-check-digit", "child.iin", "block")
    ]


def test_an_iin_with_another_birth_date_is_asked_about():
    assert found(a_draft(child=replace(CHILD, born=date(2020, 9, 16)))) == [
        ("iin-date-differs", "child.iin", "warn")
    ]


def test_a_child_needs_no_certificate():
    assert found(a_draft(child=replace(CHILD, certificate=None))) == []


def test_child_and_applicant_are_two_people():
    draft = a_draft(applicant=replace(APPLICANT, iin=CHILD.iin))
    assert found(draft) == [("iin-of-child-and-applicant", "applicant.iin", "block")]


def test_a_patronymic_may_be_absent_a_surname_may_not():
    nameless = replace(CHILD, name=PersonName("", "Әлихан"))
    assert found(a_draft(child=nameless)) == [("name-missing", "child.name.surname", "block")]
    assert found(a_draft(child=replace(CHILD, name=PersonName("Дүйсенбаев", "Әлихан")))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"language": "ug"}, ("language-not-taught", "language", "block")),
     ({"registered": replace(HOME, house="")}, ("address-incomplete", "registered", "block")),
     ({"registered": replace(HOME, locality="")}, ("address-incomplete", "registered", "block")),
     ({"registered": replace(HOME, house="41")}, ("address-not-served", "registered", "warn")),
     ({"data_correct": False}, ("consent-data-correct", "data_correct", "block")),
     ({"data_consent": False}, ("consent-personal-data", "data_consent", "block")),
     ({"applicant": replace(APPLICANT, phone="12")}, ("phone-wrong", "applicant.phone", "block"))],
)  # fmt: skip
def test_one_thing_wrong_is_one_problem_at_its_field(changes, expected):
    assert found(a_draft(**changes)) == [expected]


def test_an_address_outside_is_no_problem_for_who_asks_from_outside():
    assert found(a_draft(registered=replace(HOME, house="41"), by_territory=False)) == []


def test_transport_is_offered_by_some_schools_only():
    assert found(a_draft(transport=True)) == []
    desk = replace(DESK, school=replace(SCHOOL, transport=False))
    assert found(a_draft(transport=True), desk) == [("transport-not-offered", "transport", "block")]


def test_everything_wrong_is_told_at_once():
    draft = a_draft(
        child=replace(CHILD, iin="12", name=PersonName("", "")),
        applicant=replace(APPLICANT, iin="", phone=""),
        language="zz",
        documents=(),
        data_correct=False,
        data_consent=False,
    )
    codes = {code for code, _, _ in found(draft)}
    assert codes == {
        "iin-length", "name-missing", "phone-wrong", "language-not-taught", "document-missing",
        "consent-data-correct", "consent-personal-data",
    }  # fmt: skip


def test_a_confirmed_warning_stands_no_longer_in_the_way_a_block_always_does():
    draft = a_draft(registered=replace(HOME, house="41"), data_consent=False)
    problems = check_filing(draft, DESK)
    left = unconfirmed(problems, ("address-not-served", "consent-personal-data"))
    assert left == blocks(problems)
    assert [one.code for one in left] == ["consent-personal-data"]

"""What the text of the intake form stands for: dates typed in many ways, surnames, the draft."""

from datetime import date

import pytest

from admission.people import Certificate
from desktop_app.ui.intake_draft import phone_text, read_date, read_draft, surname_for
from tests.desk import HOME, MORNING, SCHOOL, a_draft, rules
from tests.ui.test_intake import FAMILY

TODAY = MORNING.date()


def read(text):
    found = read_date(text, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text", ["15092020", "150920", "15.9.20", "15.09.2020", "15 9 2020", "15-09-2020", "2020-09-15"]
)
def test_a_date_may_be_typed_in_many_ways(text):
    assert read(text).isoformat() == "2020-09-15"


@pytest.mark.parametrize("text", ["", "15.13.2020", "31.02.2020", "1509202", "күз"])
def test_what_is_no_date_is_none(text):
    assert read_date(text, TODAY) is None


def test_two_digits_of_a_year_never_name_a_coming_one():
    assert [read(f"1.1.{year}").year for year in ("26", "27", "84")] == [2026, 1927, 1984]


def test_a_mother_is_proposed_the_feminine_surname():
    assert surname_for("Дүйсенбаев", "female") == "Дүйсенбаева"
    assert surname_for("Пак", "female") == "Пак"
    assert surname_for("Иванова", "male") == "Иванов"


def test_the_text_of_a_family_is_its_draft():
    reading = read_draft({**FAMILY, "registered.locality": "АСТАНА"}, SCHOOL, rules(), TODAY)
    assert reading.problems == ()
    assert reading.draft.registered.district == HOME.district
    assert (reading.draft.child, reading.draft.applicant) == (a_draft().child, a_draft().applicant)


def test_an_empty_form_has_a_draft_too_and_says_what_is_missing():
    reading = read_draft({}, SCHOOL, rules(), TODAY)
    assert {problem.at for problem in reading.problems} == {
        "child.born",
        "child.sex",
        "applicant.relation",
        "language",
        "by_territory",
    }


def test_papers_that_are_not_asked_for_are_not_brought():
    reading = read_draft({**FAMILY, "documents.pmpk": "1"}, SCHOOL, rules(), TODAY)
    assert "pmpk" not in {one.code for one in reading.draft.documents}


def test_a_foreigner_has_another_country_and_only_then():
    foreigner = {**FAMILY, "child.foreigner": "1", "child.citizenship": "uz"}
    assert read_draft(foreigner, SCHOOL, rules(), TODAY).draft.child.citizenship == "UZ"
    del foreigner["child.foreigner"]
    assert read_draft(foreigner, SCHOOL, rules(), TODAY).draft.child.citizenship == "KZ"


@pytest.mark.parametrize("text", ["87027972250", "+7 702 797-22-50", "8 (702) 797 22 50"])
def test_a_phone_is_shown_as_people_read_it(text):
    assert phone_text(text) == "+7 702 797 22 50"


def test_what_is_no_phone_stays_as_typed():
    assert phone_text("телефоны жоқ") == "телефоны жоқ"


def test_a_certificate_number_is_stored_in_capitals():
    reading = read_draft({**FAMILY, "child.certificate.number": " ту  1234567"}, SCHOOL, rules(), TODAY)
    assert reading.draft.child.certificate == Certificate("ТУ 1234567", date(2020, 9, 30))

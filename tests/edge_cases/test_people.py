"""Edge cases 1-19 of DOMAIN 5: age and identity."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from admission.acts import Filed
from admission.context import ActiveElsewhere
from admission.duplicates import Candidate, candidates
from admission.filing import check_age
from admission.folding import fold
from admission.identifiers import clean_digits
from admission.naming import check_name
from admission.people import Certificate, PersonName
from tests.admission.casework import RULES, Casework
from tests.desk import APPLICANT, CHILD, a_draft
from tests.edge_cases.asking import TODAY, asked, weights


def test_case_01_six_in_the_autumn_is_accepted_with_a_hint():
    assert weights(check_age(date(2020, 9, 1), RULES, TODAY)) == {"six-in-autumn": "note"}
    assert check_age(date(2020, 8, 31), RULES, TODAY) == ()


def test_case_02_the_last_of_december_may_and_the_first_of_january_learns_when():
    assert weights(check_age(date(2020, 12, 31), RULES, TODAY)) == {"six-in-autumn": "note"}
    [problem] = check_age(date(2021, 1, 1), RULES, TODAY)
    assert (problem.code, problem.weight, problem.params["campaign"]) == ("too-young", "block", 2027)
    assert check_age(date(2020, 2, 29), RULES, TODAY) == ()


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 9, 1), date(2026, 12, 31)])
def test_case_03_age_is_of_the_campaigns_year_whatever_the_day(today):
    born = date(2020, 6, 15)
    assert check_age(born, replace(RULES, valid_from=today), today) == ()
    assert weights(check_age(date(2021, 6, 15), RULES, date(2027, 9, 1))) == {"too-young": "block"}


def test_case_04_older_than_eight_is_asked_about():
    assert weights(check_age(date(2017, 12, 31), RULES, TODAY)) == {"starts-late": "warn"}


def test_case_05_nobody_is_born_tomorrow_nor_before_the_parent():
    assert weights(check_age(date(2026, 8, 26), RULES, TODAY)) == {"born-in-future": "block"}
    younger = replace(APPLICANT, iin="211231600001")
    assert "applicant-younger-than-child" in asked(a_draft(applicant=younger))
    child_parent = replace(APPLICANT, iin="080415650006")
    assert asked(a_draft(applicant=child_parent))["applicant-very-young"] == "warn"


@pytest.mark.parametrize(
    ("iin", "code"), [("200915590005", "iin-check-digit"), ("20091559000", "iin-length")]
)
def test_case_06_a_wrong_iin_is_blocked_and_a_paste_is_cleaned(iin, code):
    assert asked(a_draft(child=replace(CHILD, iin=iin)))[code] == "block"
    assert clean_digits(" 200915 590004 ") == "200915590004"


def test_case_07_another_birth_date_than_the_iins_is_confirmed_with_a_reason():
    assert asked(a_draft(child=replace(CHILD, born=date(2020, 9, 16)))) == {"iin-date-differs": "warn"}


def test_case_08_another_sex_than_the_iins_is_confirmed():
    assert asked(a_draft(child=replace(CHILD, sex="female"))) == {"iin-sex-differs": "warn"}


def test_case_09_child_and_applicant_are_two_people():
    assert asked(a_draft(applicant=replace(APPLICANT, iin=CHILD.iin))) == {
        "iin-of-child-and-applicant": "block"
    }


def test_case_10_a_foreigner_may_have_no_iin_but_has_a_document_number():
    stranger = replace(CHILD, iin="", citizenship="UZ", certificate=None)
    found = asked(a_draft(child=stranger))
    assert found["iin-absent-foreigner"] == "warn"
    assert found["document-number-missing"] == "block"
    known = replace(stranger, certificate=Certificate("1234567890", date(2020, 9, 30)))
    assert "document-number-missing" not in asked(a_draft(child=known))


def test_case_11_twins_are_two_children():
    one = Candidate("one", PersonName("Оразбаев", "Асан", "Ерболұлы"), date(2020, 9, 15), "200915590004")
    two = Candidate("two", PersonName("Оразбаев", "Үсен", "Ерболұлы"), date(2020, 9, 15), "200915590014")
    assert candidates(one, [two]) == []


def test_case_12_a_guardian_brings_the_decision_before_the_acceptance_and_a_grandmother_may_not_apply():
    assert asked(a_draft(applicant=replace(APPLICANT, relation="guardian"))) == {
        "document-needed-later": "warn"
    }
    case = Casework()
    case.file(applicant=replace(APPLICANT, relation="guardian"))
    refused = case.accept()
    assert refused.reason is not None
    assert refused.reason.code == "document-wanting"
    grandmother = replace(APPLICANT, relation="relative")
    assert asked(a_draft(applicant=grandmother)) == {"applicant-no-representative": "block"}


def test_case_13_the_other_parents_application_is_held_whoever_files_it():
    case = Casework()
    father = replace(APPLICANT, iin="820310350092", relation="father")
    draft = a_draft(applicant=father)
    body = Filed(application="two", number="А-0002", year=2026, draft=draft)
    decision = case.do(body, active=ActiveElsewhere("one", "school-63", "А-0001"))
    assert decision.reason is not None
    assert decision.reason.code == "duplicate-hold"


def test_case_14_no_patronymic_prints_no_double_space():
    assert PersonName("Қасымова", "Һаят").full == "Қасымова Һаят"
    assert PersonName("Қасымова", "Һаят").short == "Қасымова Һ."
    assert check_name("", "child.name.patronymic", required=False) == ()


def test_case_15_every_kazakh_letter_is_a_letter_and_a_lookalike_is_asked_about():
    assert check_name("ӘҒҚҢӨҰҮҺІәғқңөұүһі", "child.name.given", required=True) == ()
    [problem] = check_name("Әлiхан", "child.name.given", required=True)  # a Latin i
    assert (problem.code, problem.weight) == ("name-lookalike", "warn")


@pytest.mark.parametrize("name", ["Нұр-Сұлтан", "Абай Құнанбай ұлы", "О'Нил", "ДЮСЕНБАЕВ"])
def test_case_16_hyphens_words_and_apostrophes_are_names_and_capitals_stay(name):
    assert check_name(name, "child.name.given", required=True) == ()


@pytest.mark.parametrize("surname", ["ДУЙСЕНБАЕВ", "ДУИСЕНБАЕВ", "ДҮЙСЕНБАЕВ"])
def test_case_17_three_spellings_of_a_surname_are_one_skeleton(surname):
    assert fold(surname) == fold("Дүйсенбаев")
    one = Candidate("one", PersonName("Дүйсенбаев", "Азамат"), date(2020, 9, 15))
    [match] = candidates(one, [Candidate("two", PersonName(surname, "Азамат"), date(2020, 9, 15))])
    assert "same-name-and-date" in match.reasons


def test_case_18_parent_and_child_may_bear_different_surnames():
    assert APPLICANT.name.surname != CHILD.name.surname
    assert asked(a_draft()) == {}


def test_case_19_a_latin_name_has_its_own_line():
    assert asked(a_draft(child=replace(CHILD, name_latin="Alikhan Müller-O'Brien"))) == {}
    assert asked(a_draft(child=replace(CHILD, name_latin="Алихан"))) == {"name-not-latin": "block"}

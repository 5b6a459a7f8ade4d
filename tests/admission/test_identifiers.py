"""Identifiers: every vector of DOMAIN 7.1-7.4 and the oddities of DOMAIN 5 #6-#8, #20-#22."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.identifiers import (
    IinSuggestion,
    check_bin,
    check_certificate,
    check_iin,
    check_iin_agrees,
    check_phone,
    clean_digits,
    iin_suggests,
    iin_with_check_digit,
    normal_certificate,
    normal_phone,
)

TODAY = date(2026, 8, 25)
BORN = date(2020, 9, 15)

VALID = {
    "840415450261": IinSuggestion(date(1984, 4, 15), "female"),
    "120915502028": IinSuggestion(date(2012, 9, 15), "male"),
    "200915590004": IinSuggestion(date(2020, 9, 15), "male"),
    "201231690005": IinSuggestion(date(2020, 12, 31), "female"),
    "210101590000": IinSuggestion(date(2021, 1, 1), "male"),
    "200229590005": IinSuggestion(date(2020, 2, 29), "male"),
    "880415490109": IinSuggestion(date(1988, 4, 15), "female"),
    "200915590505": IinSuggestion(date(2020, 9, 15), "male"),
    "201231690604": IinSuggestion(date(2020, 12, 31), "female"),
}


def codes(problems):
    return [problem.code for problem in problems]


def weights(problems):
    return {problem.weight for problem in problems}


@pytest.mark.parametrize(("iin", "suggestion"), VALID.items())
def test_a_valid_iin_passes_and_suggests_birth_date_and_sex(iin, suggestion):
    assert check_iin(iin, "child.iin") == ()
    assert iin_suggests(iin) == suggestion


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("840415450262", ["iin-check-digit"]),
        ("", ["iin-length"]),
        ("84041545026", ["iin-length"]),
        ("8404154502611", ["iin-length"]),
        ("84O415450261", ["iin-letters"]),
        ("ИИН", ["iin-letters", "iin-length"]),
        ("٨٤٠٤١٥٤٥٠٢٦١", ["iin-letters"]),
    ],
)
def test_what_cannot_be_an_iin_is_blocked(typed, expected):
    problems = check_iin(typed, "child.iin")
    assert codes(problems) == expected
    assert weights(problems) == {"block"}
    assert problems[0].at == "child.iin"
    assert iin_suggests(typed) == IinSuggestion()


@pytest.mark.parametrize("last", range(10))
def test_a_number_that_gives_ten_twice_was_never_issued(last):
    assert iin_with_check_digit("20091559058") is None
    assert codes(check_iin(f"20091559058{last}", "iin")) == ["iin-check-digit"]


@pytest.mark.parametrize(
    ("iin", "code", "sex"),
    [
        ("200230590000", "iin-date-impossible", "male"),
        ("201331590002", "iin-date-impossible", "male"),
        ("200915790007", "iin-century-unknown", None),
        ("200915090002", "iin-century-unknown", None),
    ],
)
def test_digits_without_a_date_are_a_warning_because_the_law_no_longer_binds_them(iin, code, sex):
    [problem] = check_iin(iin, "child.iin")
    assert (problem.code, problem.weight) == (code, "warn")
    assert iin_suggests(iin) == IinSuggestion(None, sex)


@pytest.mark.parametrize(
    "pasted", [" 840415 450261 ", "840415-450-261", "8404\u00a01545\u20090261\n", "８４０４１５４５０２６１"]
)
def test_a_pasted_number_is_cleaned(pasted):
    assert clean_digits(pasted) == "840415450261"
    assert check_iin(pasted, "iin") == ()


def test_an_iin_of_another_date_or_sex_only_warns():
    problems = check_iin_agrees("200915590004", date(2020, 9, 16), "female", "child.iin")
    assert codes(problems) == ["iin-date-differs", "iin-sex-differs"]
    assert weights(problems) == {"warn"}
    assert problems[0].params == {"suggested": "2020-09-15", "typed": "2020-09-16"}


@pytest.mark.parametrize(
    ("iin", "born", "sex"),
    [
        ("200915590004", BORN, "male"),
        ("200915590004", None, None),
        ("200915090002", BORN, "female"),
        ("12", BORN, "male"),
    ],
)
def test_an_iin_that_agrees_or_says_nothing_is_quiet(iin, born, sex):
    assert check_iin_agrees(iin, born, sex, "child.iin") == ()


@given(st.text("0123456789", min_size=11, max_size=11))
def test_every_generated_number_passes_its_own_check(eleven):
    whole = iin_with_check_digit(eleven)
    assert whole is None or all(problem.weight == "warn" for problem in check_iin(whole, "iin"))


def slips(iin, place):
    """The number with each wrong digit at that place."""
    return [iin[:place] + wrong + iin[place + 1 :] for wrong in "0123456789" if wrong != iin[place]]


def is_noticed(iin):
    return codes(check_iin(iin, "iin")) == ["iin-check-digit"]


def test_a_wrong_digit_is_noticed_but_for_the_eleventh_whose_weight_is_eleven():
    guarded = [slip for iin in VALID for place in range(12) if place != 10 for slip in slips(iin, place)]
    assert sum(map(is_noticed, guarded)) > 0.97 * len(guarded)
    assert not any(map(is_noticed, slips("840415450261", 10)))


@pytest.mark.parametrize("eleven", ["2009155900", "200915590004", "2009155900x", "²0091559000"])
def test_a_check_digit_needs_eleven_digits(eleven):
    with pytest.raises(ValueError, match="eleven"):
        iin_with_check_digit(eleven)


@pytest.mark.parametrize("number", ["971240001315", "941240000193", "020240000555"])
def test_a_valid_bin_passes(number):
    assert check_bin(number, "school.bin") == ()


@pytest.mark.parametrize(
    ("typed", "expected", "weight"),
    [
        ("971240001316", ["bin-check-digit"], "block"),
        ("97124000131", ["bin-length"], "block"),
        ("97124000131Б", ["bin-letters"], "block"),
        ("840415450261", ["bin-looks-like-iin"], "warn"),
    ],
)
def test_a_wrong_bin_is_named(typed, expected, weight):
    problems = check_bin(typed, "school.bin")
    assert codes(problems) == expected
    assert weights(problems) == {weight}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("8 701 123 45 67", "+77011234567"),
        ("+7 (701) 123-45-67", "+77011234567"),
        ("7011234567", "+77011234567"),
        ("87011234567", "+77011234567"),
        ("77011234567", "+77011234567"),
        ("8 (7212) 41-12-34", "+77212411234"),
        ("+7 916 123 45 67", "+79161234567"),
        ("+998 90 123 45 67", "+998901234567"),
        ("00998901234567", "+998901234567"),
    ],
)
def test_a_phone_is_stored_in_one_form(typed, stored):
    assert normal_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "+", "12345", "701123456", "9161234567", "+701123456", "+0123456789", "8701123456x", "998901234567"],
)
def test_what_cannot_be_dialled_is_no_phone(typed):
    assert normal_phone(typed) is None
    assert codes(check_phone(typed, "applicant.phone")) == ["phone-wrong"]


@pytest.mark.parametrize("typed", ["8 701 123 45 67", "+7 600 123 45 67", "+7 000 123 45 67"])
def test_a_phone_of_kazakhstan_is_quiet(typed):
    assert check_phone(typed, "applicant.phone") == ()


@pytest.mark.parametrize("typed", ["+7 916 123 45 67", "8 495 123 45 67", "+998901234567"])
def test_a_phone_from_abroad_is_a_warning(typed):
    [problem] = check_phone(typed, "applicant.phone")
    assert (problem.code, problem.weight) == ("phone-abroad", "warn")


def certificate(number="ЖБ 1234567", issued=date(2020, 9, 20), born=BORN, iin="200915590004"):
    return [(p.code, p.at, p.weight) for p in check_certificate(number, issued, born, iin, TODAY)]


@pytest.mark.parametrize("number", ["ЖБ 1234567", "№ 0012345", "1234", "A-1234567890123456X", "0123456789"])
def test_a_usual_certificate_is_quiet(number):
    assert certificate(number) == []


@pytest.mark.parametrize("number", ["", "123", "----", "12_34", "1" * 21, "12/34"])
def test_a_number_no_certificate_bears_is_blocked(number):
    assert certificate(number) == [("certificate-number-wrong", "child.certificate.number", "block")]


@pytest.mark.parametrize("number", ["200915590004", "№ 200915590004", "840415450261"])
def test_a_certificate_number_that_reads_like_an_iin_is_a_warning(number):
    assert certificate(number) == [("certificate-looks-like-iin", "child.certificate.number", "warn")]


def test_a_certificate_number_equal_to_a_mistyped_iin_is_a_warning_too():
    assert certificate("200915590005", iin="200915590005")[0][0] == "certificate-looks-like-iin"


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (date(2044, 5, 19), [("certificate-in-future", "child.certificate.issued", "block")]),
        (date(2026, 8, 26), [("certificate-in-future", "child.certificate.issued", "block")]),
        (TODAY, [("certificate-late", "child.certificate.issued", "warn")]),
        (date(2020, 9, 14), [("certificate-before-birth", "child.certificate.issued", "block")]),
        (BORN, []),
        (date(2021, 9, 15), []),
        (date(2021, 9, 16), [("certificate-late", "child.certificate.issued", "warn")]),
        (None, []),
    ],
)
def test_the_day_of_issue_must_be_possible(issued, expected):
    assert certificate(issued=issued) == expected


def test_a_child_of_29_february_has_a_year_until_1_march():
    leap = date(2020, 2, 29)
    assert certificate(issued=date(2021, 3, 1), born=leap) == []
    assert certificate(issued=date(2021, 3, 2), born=leap)[0][0] == "certificate-late"


def test_without_a_birth_date_only_the_future_is_excluded():
    assert certificate(issued=date(2021, 9, 16), born=None) == []


def test_a_certificate_number_is_stored_trimmed_and_in_capitals():
    assert normal_certificate("  жб   123-х ") == "ЖБ 123-Х"

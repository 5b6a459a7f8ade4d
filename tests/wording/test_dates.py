"""Dates in the three languages' own manner."""

from datetime import date

import pytest

from wording.dates import date_digits, date_of, date_words


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "2026 жылғы 25 тамыз"), ("ru", "25 августа 2026 года"), ("en", "25 August 2026")],
)
def test_each_language_writes_the_date_its_own_way(language, words):
    assert date_words(date(2026, 8, 25), language) == words


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_twelve_months_have_twelve_names(language):
    assert len({date_words(date(2026, month, 1), language) for month in range(1, 13)}) == 12


def test_a_day_below_ten_has_no_leading_zero_in_words_and_has_one_in_digits():
    day = date(2026, 9, 1)
    assert (date_words(day, "ru"), date_digits(day)) == ("1 сентября 2026 года", "01.09.2026")


def test_another_language_is_an_error():
    with pytest.raises(KeyError, match="de"):
        date_words(date(2026, 9, 1), "de")


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (1, "қаңтардағы"),
        (4, "сәуірдегі"),
        (7, "шілдедегі"),
        (8, "тамыздағы"),
        (9, "қыркүйектегі"),
        (12, "желтоқсандағы"),
    ],
)
def test_what_is_dated_in_kazakh_has_its_ending_by_the_month(month, words):
    assert date_of(date(2026, month, 25), "kk") == f"2026 жылғы 25 {words}"


def test_in_russian_what_is_dated_is_written_as_any_date():
    assert date_of(date(2026, 8, 25), "ru") == date_words(date(2026, 8, 25), "ru")

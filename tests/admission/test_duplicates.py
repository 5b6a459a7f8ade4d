"""Duplicates: mistyped IINs, other spellings, swapped names; twins and namesakes (DOMAIN 5 #11, #17)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.duplicates import Candidate, blocking_keys, candidates, compare
from admission.people import PersonName

BORN = date(2020, 9, 15)
IIN = "200915590004"
THRESHOLD = 50


def a_child(surname="ДҮЙСЕНБАЕВ", given="Айдар", patronymic="", born=BORN, iin="", id="other"):
    return Candidate(id, PersonName(surname, given, patronymic), born, iin)


def matches(child, other):
    return [(match.score, match.reasons) for match in candidates(child, [other])]


@pytest.mark.parametrize("surname", ["ДУЙСЕНБАЕВ", "ДУИСЕНБАЕВ", "ДҮЙСЕНБАЕВ", "Дүйсенбаев", "Duisenbayev"])
def test_other_spellings_of_a_name_with_the_same_birth_date_match(surname):
    assert matches(a_child(id="this"), a_child(surname)) == [(80, ("same-name-and-date",))]


def test_the_same_iin_is_certain_whatever_the_name():
    other = a_child("Ахметова", "Алия", "Болатқызы", date(2019, 1, 1), IIN)
    assert matches(a_child(id="this", patronymic="Серікұлы", iin=IIN), other) == [(100, ("same-iin",))]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("200915590014", "iin-digit-wrong"),
        ("100915590004", "iin-digit-wrong"),
        ("200951590004", "iin-digits-swapped"),
        ("200915950004", "iin-digits-swapped"),
    ],
)
def test_a_slip_in_the_iin_matches_under_the_same_name(typed, reason):
    child, other = a_child(id="this", iin=IIN), a_child(born=date(2020, 9, 16), iin=typed)
    assert matches(child, other) == [(90, (reason,))]
    assert matches(child, a_child("Ахметов", born=date(2020, 9, 16), iin=typed)) == []


@pytest.mark.parametrize("typed", ["200915590015", "400915590002", "20091559000"])
def test_two_slips_are_another_number(typed):
    assert matches(a_child(id="this", iin=IIN), a_child(born=date(2020, 9, 16), iin=typed)) == []


def test_all_reasons_are_told_at_once():
    found = matches(a_child(id="this", iin=IIN), a_child(iin="200915590014"))
    assert found == [(90, ("iin-digit-wrong", "same-name-and-date"))]


def test_surname_and_first_name_in_each_others_field_match():
    assert matches(a_child("Айдар", "Дуйсенбаев", id="this"), a_child()) == [(75, ("swapped-name",))]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Серікұлы", "Серикович"),
        ("Серік ұлы", "СЕРИКОВИЧ"),
        ("Сергеевич", "Сергейұлы"),
        ("Әліұлы", "Алиевич"),
        ("Серікқызы", "Сериковна"),
        ("Серік оглы", "Серікұлы"),
        ("", "Серікұлы"),
    ],
)
def test_the_ending_of_a_patronymic_does_not_matter(mine, theirs):
    assert matches(a_child(id="this", patronymic=mine), a_child(patronymic=theirs))[0][0] == 80


def test_another_father_or_another_iin_makes_a_namesake_likelier():
    child = a_child(id="this", patronymic="Серікұлы", iin=IIN)
    assert matches(child, a_child(patronymic="Болатұлы")) == [(60, ("same-name-and-date",))]
    assert matches(child, a_child(iin="200915501234")) == [(60, ("same-name-and-date",))]


def test_another_father_and_another_iin_make_another_child():
    child = a_child(id="this", patronymic="Серікұлы", iin=IIN)
    assert matches(child, a_child(patronymic="Болатұлы", iin="200915501234")) == []


@pytest.mark.parametrize(
    ("surname", "given"),
    [
        ("Дүйсенбавев", "Айдар"),  # a letter added
        ("Дүйсенаев", "Айдар"),  # dropped
        ("Дүйсенбаев", "Айдарр"),  # doubled
        ("Дүйсенбаев", "Айдпр"),  # the key beside
        ("Дүйсенбаев", "Адйар"),  # two letters swapped
        ("Duisenbayev", "Aidat"),
        ("Айдар", "Дюсенбев"),
    ],
)
def test_one_wrong_letter_with_the_same_birth_date_matches_where_an_iin_is_missing(surname, given):
    child = a_child(id="this", patronymic="Серікұлы", iin=IIN)
    [(score, reasons)] = matches(child, a_child(surname, given, "Серикович"))
    assert score >= THRESHOLD
    assert {"similar-name-and-date", "same-name-and-date", "swapped-name"} & set(reasons)


def test_the_one_letter_is_told_and_weighs_less():
    child = a_child(id="this")
    assert matches(child, a_child(given="Айдвр")) == [(65, ("similar-name-and-date",))]
    assert matches(child, a_child("Айдвр", "Дуйсенбаев")) == [(65, ("similar-name-and-date", "swapped-name"))]


def test_a_wrong_letter_in_both_names_needs_the_same_father():
    child = a_child(id="this", patronymic="Серікұлы")
    twice = a_child("Дүйсенбпев", "Айдр", "Серикович")
    assert matches(child, twice) == [(55, ("similar-names-same-father",))]
    assert matches(child, a_child("Айдр", "Дүйсенбпев", "Серикович"))[0][0] == 55
    assert matches(child, a_child("Дүйсенбпев", "Айдр")) == []
    assert matches(child, a_child("Дүйсенбпев", "Айдр", "Болатұлы")) == []


def test_a_wrong_letter_and_a_slip_in_the_iin_match_when_the_number_is_no_iin():
    child = a_child(id="this", iin=IIN)
    found = matches(child, a_child(given="Айдвр", iin="200915590104"))
    assert found == [(90, ("iin-digit-wrong", "similar-name-and-date"))]


@pytest.mark.parametrize("given", ["Айдос", "Айдан", "Алдар"])
def test_twins_are_two_children_however_near_their_names_and_numbers(given):
    child = a_child(given="Айдар", patronymic="Серікұлы", iin=IIN, id="this")
    assert matches(child, a_child(given=given, patronymic="Серікұлы", iin="200915590014")) == []


def test_a_wrong_letter_in_the_surname_matches_though_both_numbers_are_right():
    child = a_child(id="this", iin=IIN)
    assert matches(child, a_child("Дүйсенбпев", iin="200915590014"))[0][0] == 90


@pytest.mark.parametrize("born", [date(2020, 9, 16), date(2020, 8, 15), date(2021, 9, 15)])
def test_a_digit_of_the_birth_date_may_be_wrong_where_the_whole_name_agrees(born):
    child = a_child(id="this", patronymic="Серікұлы")
    assert matches(child, a_child(patronymic="Серикович", born=born)) == [(60, ("same-name-near-date",))]
    assert matches(child, a_child(born=born)) == []
    assert matches(child, a_child(given="Айдвр", patronymic="Серікұлы", born=born)) == []


def test_day_and_month_in_each_others_place_are_a_slip():
    child = a_child(id="this", patronymic="Серікұлы", born=date(2020, 9, 5))
    assert matches(child, a_child(patronymic="Серікұлы", born=date(2020, 5, 9)))[0][0] == 60
    assert matches(child, a_child(patronymic="Серікұлы", born=date(2020, 11, 20))) == []


@pytest.mark.parametrize(
    ("mine", "theirs"), [("Серікұл", "Серікұлы"), ("Сериковч", "Серікұлы"), ("Серекұлы", "Серикович")]
)
def test_a_slip_in_the_patronymic_makes_no_other_father(mine, theirs):
    assert matches(a_child(id="this", patronymic=mine), a_child(patronymic=theirs))[0][0] == 80


def test_a_boy_and_a_girl_are_two_children():
    boy = a_child("Ахметов", "Үміт", "Серікұлы", id="this")
    assert matches(boy, a_child("Ахметова", "Үміт", "Серікқызы")) == []
    assert matches(boy, a_child("Ахметова", "Үміт")) == []
    assert matches(boy, a_child("Ахметов", "Үміт", "Серікқызы"))[0][0] == 50
    girl = a_child("Ахметова", "Үміт", "Серікқызы", id="this")
    assert matches(girl, a_child("Ахметов", "Үміт", "Сериковна"))[0][0] == 65  # her letter was dropped


def test_a_namesake_born_on_another_day_is_another_child():
    assert matches(a_child(id="this"), a_child(born=date(2020, 9, 16))) == []


def test_a_child_is_not_its_own_duplicate_and_the_likeliest_comes_first():
    child = a_child(id="this", iin=IIN)
    swapped = a_child("Айдар", "Дуйсенбаев", id="swapped")
    others = [child, swapped, a_child(id="b"), a_child(id="a"), a_child(id="same", iin=IIN)]
    assert [match.id for match in candidates(child, others)] == ["same", "a", "b", "swapped"]


letters = st.text("аиуяйцтсгджқьAy-", max_size=5)
words = st.one_of(
    st.sampled_from(["Айдар", "Айдос", "Айдр", "Дүйсенбаев", "ДУИСЕНБАЕВ", "Дуйсенбае"]), letters
)
patronymics = st.one_of(st.sampled_from(["", "Серікұлы", "Сериковна", "Серкұлы"]), letters)
days = st.sampled_from([BORN, date(2020, 9, 16), date(2020, 9, 5), date(2020, 5, 9)])
iins = st.sampled_from(
    ["", IIN, "200915590014", "200951590004", "200919550004", "100915590004", "200915501234"]
)
names = st.builds(PersonName, words, words, patronymics)
children = st.builds(Candidate, st.just("other"), names, days, iins)


@given(children, children)
def test_whoever_matches_shares_a_blocking_key(mine, theirs):
    if compare(mine, theirs):
        assert blocking_keys(mine) & blocking_keys(theirs)


@given(children, children)
def test_likeness_is_mutual(mine, theirs):
    assert compare(mine, theirs) == compare(theirs, mine)


@given(children, days)
def test_a_child_written_twice_with_one_iin_is_certain_whatever_else_differs(child, born):
    again = replace(child, iin=IIN, born=born)
    found = compare(replace(child, iin=IIN), again)
    assert found is not None
    assert (found.score, found.reasons[0]) == (100, "same-iin")


def test_strangers_share_no_blocking_key():
    assert not blocking_keys(a_child(iin=IIN)) & blocking_keys(
        a_child("Ахметов", "Болат", iin="200915501234")
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(("", ""), ("", "")), (("", ""), ("", "А")), (("А", ""), ("Б", "")), (("", "А"), ("", "Б"))],
)
def test_a_child_without_a_name_is_like_nobody_by_name(mine, theirs):
    born = date(2020, 9, 16)
    assert (
        compare(Candidate("one", PersonName(*mine), born), Candidate("two", PersonName(*theirs), born))
        is None
    )

"""Duplicates: mistyped IINs, other spellings, swapped names; twins and namesakes (DOMAIN 5 #11, #17)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.duplicates import Candidate, blocking_keys, candidates
from admission.people import PersonName

BORN = date(2020, 9, 15)
IIN = "200915590004"


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
    assert matches(child, a_child(patronymic="Болатұлы", iin="200915501234"))[0][0] == 40


def test_twins_are_two_children():
    child = a_child(given="Айдар", patronymic="Серікұлы", iin=IIN, id="this")
    assert matches(child, a_child(given="Айдос", patronymic="Серікұлы", iin="200915590014")) == []


def test_a_namesake_born_on_another_day_is_another_child():
    assert matches(a_child(id="this"), a_child(born=date(2020, 9, 16))) == []


def test_a_child_is_not_its_own_duplicate_and_the_likeliest_comes_first():
    child = a_child(id="this", iin=IIN)
    swapped = a_child("Айдар", "Дуйсенбаев", id="swapped")
    others = [child, swapped, a_child(id="b"), a_child(id="a"), a_child(id="same", iin=IIN)]
    assert [match.id for match in candidates(child, others)] == ["same", "a", "b", "swapped"]


names = st.sampled_from(["Айдар", "Айдос", "Дүйсенбаев", "ДУИСЕНБАЕВ"])
iins = st.sampled_from(
    ["", IIN, "200915590014", "200951590004", "200919550004", "100915590004", "200915501234"]
)
children = st.builds(a_child, names, names, st.just(""), st.sampled_from([BORN, date(2020, 9, 16)]), iins)


@given(children, children)
def test_whoever_matches_shares_a_blocking_key(mine, theirs):
    child = a_child(mine.name.surname, mine.name.given, "", mine.born, mine.iin, id="this")
    if candidates(child, [theirs]):
        assert blocking_keys(child) & blocking_keys(theirs)


@given(children, children)
def test_likeness_is_mutual(mine, theirs):
    child = a_child(mine.name.surname, mine.name.given, "", mine.born, mine.iin, id="this")
    assert matches(child, theirs) == matches(theirs, child)


def test_strangers_share_no_blocking_key():
    assert not blocking_keys(a_child(iin=IIN)) & blocking_keys(
        a_child("Ахметов", "Болат", iin="200915501234")
    )

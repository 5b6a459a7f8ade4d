"""Names: tidying, letters, the order of the Kazakh alphabet (DOMAIN 5 #14-#16, #19; 7.6, 7.7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.folding import fold
from admission.naming import check_name, kazakh_key, tidy_name

ALPHABET = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я".split()


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Нұрланов  ", "Нұрланов"),
        ("ДҮЙСЕНБАЕВ", "Дүйсенбаев"),
        ("дүйсенбаев", "Дүйсенбаев"),
        ("Серік  ұлы", "Серік ұлы"),
        ("СЕРІК ҰЛЫ", "Серік ұлы"),
        ("серік қызы", "Серік қызы"),
        ("СЕРІКҰЛЫ", "Серікұлы"),
        ("Әл-фараби", "Әл-фараби"),
        ("ӘЛ - ФАРАБИ", "Әл-Фараби"),
        ("сергазы—тоқты", "Сергазы-Тоқты"),
        ("О’КОННОР", "О'Коннор"),
        ("ван дер Берг", "ван дер Берг"),
        ("Ма\u00a0ди", "Ма ди"),
        ("Йоханнес".replace("Й", "И\u0306"), "Йоханнес"),
        ("- Айгүл -", "Айгүл"),
        ("", ""),
    ],
)
def test_a_typed_name_is_tidied_but_not_rewritten(typed, tidy):
    assert tidy_name(typed) == tidy


@given(st.text("АәҰқіІйЁaB '-’—\u0306 ", max_size=20))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(
    "name", ["Әбілқайыр", "Ғ", "Һәкім-Ұлан", "Серік ұлы", "О'Коннор", "Ўткир", "ө" * 60, "  Айгүл  "]
)
def test_kazakh_and_other_cyrillic_letters_are_welcome(name):
    assert check_name(name, "child.name.given", required=True) == ()


@pytest.mark.parametrize("empty", ["", "   ", "-", "'"])
def test_only_a_required_name_is_missing(empty):
    [problem] = check_name(empty, "child.name.given", required=True)
    assert (problem.code, problem.at, problem.weight) == ("name-missing", "child.name.given", "block")
    assert check_name(empty, "child.name.patronymic", required=False) == ()


@pytest.mark.parametrize(
    ("name", "strange"),
    [
        ("Айгүл1", "1"),
        ("Алия!", "!"),
        ("Max", "Max"),
        ("Айzат", "z"),
        ("Əсеm", "Əm"),
        ("А_Б_В", "_"),
        ("А×", "×"),
    ],
)
def test_other_signs_are_blocked_and_named(name, strange):
    [problem] = check_name(name, "n", required=True)
    assert (problem.code, problem.weight, problem.params) == ("name-letters", "block", {"letters": strange})


def test_a_name_has_at_most_sixty_letters():
    [problem] = check_name("ө" * 61, "n", required=True)
    assert (problem.code, problem.params) == ("name-long", {"length": 61, "limit": 60})


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("Ceрік", "Серік"), ("Серiк", "Серік"), ("Əлия", "Әлия"), ("hәкім", "Һәкім"), ("HҰРЛAН", "Нұрлан")],
)
def test_latin_letters_that_look_cyrillic_are_asked_about(typed, suggestion):
    [problem] = check_name(typed, "n", required=True)
    assert (problem.code, problem.weight) == ("name-lookalike", "warn")
    assert problem.params["suggestion"] == suggestion
    assert check_name(suggestion, "n", required=True) == ()


def test_the_extra_field_takes_latin_names():
    assert check_name("Müller-Özdemir", "child.latin", required=False, alphabet="latin") == ()
    [problem] = check_name("Мюллер", "child.latin", required=False, alphabet="latin")
    assert problem.code == "name-letters-latin"


def test_names_sort_in_the_order_of_the_kazakh_alphabet():
    assert sorted(reversed(ALPHABET), key=kazakh_key) == ALPHABET
    small = [letter.lower() for letter in ALPHABET]
    assert sorted(reversed(small), key=kazakh_key) == small
    names = ["Яна", "Ұлан", "Қанат", "Zara", "Кәрім", "Әлия", "Ан Б", "Ана", "Алия", "Ұлпан"]
    assert sorted(names, key=kazakh_key) == [
        "Алия", "Ан Б", "Ана", "Әлия", "Кәрім", "Қанат", "Ұлан", "Ұлпан", "Яна", "Zara",
    ]  # fmt: skip


def test_a_letter_typed_as_two_signs_sorts_like_one():
    assert kazakh_key("И\u0306") == kazakh_key("й")


@pytest.mark.parametrize(
    ("folded", "spellings"),
    [
        ("аигул", ["Айгүл", "АЙГУЛЬ", "Айгуль", "Aigul", "Aygul", "Aıgúl", "Aigül"]),
        ("дуисенбаев", ["ДУЙСЕНБАЕВ", "ДУИСЕНБАЕВ", "ДҮЙСЕНБАЕВ", "Duisenbayev", "Duysenbaev"]),
        ("жанибек", ["Жәнібек", "Жанибек", "Zhanibek", "Jänıbek"]),
        ("федоров", ["Фёдоров", "ФЕДОРОВ", "Fyodorov"]),
        ("жангир хан", ["Жәңгір-хан", "Zhangir  Khan"]),
        ("щербаков", ["Щербаков", "Shcherbakov"]),
        ("емма", ["Эмма", "Emma"]),
        ("обектива", ["объектива", "об'ектива"]),
        ("ислам", ["Ислам", "İslam"]),
        ("а 0001 200915", ["А-0001  200915"]),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(folded, spellings):
    assert {fold(spelling) for spelling in spellings} == {folded}


@given(st.text(max_size=30))
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)

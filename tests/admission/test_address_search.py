"""What is typed to find an address: one street in every spelling, a house, a flat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.address_search import Typed, forms, readings, settlement_sounds, sound, street_sounds
from admission.folding import fold


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("сәтб 12-5", Typed(("сатб",), "12", "5")),
        ("satbaev 12", Typed(("сатбаев",), "12")),
        ("Сатпаева 12 5", Typed(("сатбаева",), "12", "5")),
        ("ул. Абая, д. 12, кв. 5", Typed(("абаиа",), "12", "5", "street")),
        ("Сәтбаев көшесі 12 үй 5 пәтер", Typed(("сатбаев",), "12", "5", "street")),
        ("сәтбаев 12/2-7", Typed(("сатбаев",), "12/2", "7")),
        ("сәтбаев 12а", Typed(("сатбаев",), "12А")),
        ("сәтбаев 12 корпус 2", Typed(("сатбаев",), "12к2")),
        ("сәтбаев 12-", Typed(("сатбаев",), "12")),
        ("1 мамыр 12-5", Typed(("1", "мамир"), "12", "5")),
        ("6 мкр 12", Typed(("6", "microdistrict"), "12", kind="microdistrict")),
        ("пр. Абая 7", Typed(("абаиа",), "7", kind="avenue")),
        ("астана сәтб 12", Typed(("астана", "сатб"), "12")),
        ("28 панф", Typed(("28", "банф"))),
        ("толстого", Typed(("толстохо",))),
    ],
)
def test_what_was_typed_is_read(text, told):
    assert told in readings(text)


def test_the_last_number_is_tried_as_the_house_first():
    assert readings("1 мамыр 5")[0] == Typed(("1", "мамир"), "5")
    assert readings("28 панфиловцев")[0] == Typed(("28", "банфиловцев".replace("ц", "тс")))


@pytest.mark.parametrize("text", ["", "  ", "-", "…"])
def test_nothing_typed_means_nothing(text):
    assert readings(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сәтбаев көшесі", "ул. Сатпаев"),
        ("Сәтбаев", "Satpayev street"),
        ("Қаһарман", "Кагарман"),
        ("Жамбыл", "Джамбыл"),
        ("Сейфуллин", "Сейфулин"),
        ("Қ. Сәтбаев көшесі", "Сәтбаев"),
    ],
)
def test_spellings_of_one_street_sound_alike(one, other):
    assert street_sounds(one) == street_sounds(other)


@pytest.mark.parametrize(
    ("russian", "name"),
    [("Абая", "Абай"), ("Сатпаева", "Сәтбаев"), ("Молдагуловой", "Молдағұлова"), ("Толстого", "Толстой"),
     ("Республики", "Республика"), ("Мира", "Мир"), ("Мая", "Май")],
)  # fmt: skip
def test_a_russian_ending_leads_to_the_name(russian, name):
    [typed], [heard] = street_sounds(russian), street_sounds(name)
    assert heard in forms(typed)


def test_an_ending_is_taken_off_only_where_enough_of_the_word_is_left():
    assert forms("аба") == ("аба",)
    assert "абат" not in forms("абаи")


def test_a_settlement_sounds_without_its_kind():
    assert settlement_sounds("Қосшы қ.") == settlement_sounds("г. Косшы") == ("косши",)


@given(st.text(alphabet="абвгғдежзиклмнңоөпрстуұүхшыіяюц", min_size=1, max_size=12), st.data())
def test_the_sound_of_a_beginning_begins_the_sound_of_the_word(word, data):
    end = data.draw(st.integers(1, len(word)))
    beginning = sound(fold(word[:end]))
    assert sound(fold(word)).startswith(beginning) or word[end - 1 : end + 1] == "дж"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_without_an_error(text):
    for typed in readings(text):
        assert all(typed.words)

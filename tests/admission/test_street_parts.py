"""What a street is taken apart into: its kind, its words, its initials; what is left of it at the edges."""

from __future__ import annotations

import pytest

from admission.streets import StreetName, settlement, street_names


@pytest.mark.parametrize(
    ("text", "name"),
    [("Абай даңғылы көшесі", StreetName("avenue", ("абаи",), "")),
     ("көшесі Абай даңғылы", StreetName("avenue", ("абаи",), "")),
     ("шағын аудан Самал", StreetName("microdistrict", ("самал",), "")),
     ("пр.", StreetName("", ("пр",), "")), ("ул. им.", StreetName("", ("ул", "им"), "")),
     ("Я 6", StreetName("", ("я", "6"), "")), ("6-я линия", StreetName("", ("6", "линия"), "")),
     ("А Ли", StreetName("", ("а", "ли"), "")), ("А Нур", StreetName("", ("нур",), "а")),
     ("0 мкр", StreetName("microdistrict", ("0",), "")), ("007 мкр", StreetName("microdistrict", ("7",), "")),
     ("Қ.И. Сәтбаев", StreetName("", ("сатбаев",), "ки"))],
    ids=str,
)  # fmt: skip
def test_a_name_is_its_kind_its_words_and_its_initials(text, name):
    assert street_names(text) == (name,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Қ.И. Сәтбаев", "Қаныш Имантай Сәтбаев", True), ("Қ.И. Сәтбаев", "Қаныш Сәтбаев", True),
     ("Қ.А. Сәтбаев", "Қаныш Имантай Сәтбаев", False)],
)  # fmt: skip
def test_initials_stand_for_every_given_name(one, other, same):
    [mine], [theirs] = street_names(one), street_names(other)
    assert (mine.is_same(theirs), theirs.is_same(mine)) == (same, same)


@pytest.mark.parametrize("text", ["6 мкр, ---", "---, 6 мкр", "6 мкр,,", " , 6 мкр"])
def test_beside_a_microdistrict_what_says_nothing_is_left_out(text):
    assert [name.words for name in street_names(text)] == [("6",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Қызыл Жар ауылы", "кизил жар"),
        ("Қала ауылы", "кала ауили"),
        ("г. Усть-Каменогорск", "уст каменогорск"),
    ],
)
def test_a_settlement_of_two_words_keeps_them_apart(text, name):
    assert settlement(text) == name

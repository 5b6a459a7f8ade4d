"""Names of streets: one however it is spelled, in Kazakh or Russian order; another name is another street."""

from __future__ import annotations

import pytest

from admission.people import Address
from admission.streets import settlement, street_names
from admission.territory import TerritoryStreet, serves

ONE_STREET = {
    "Сәтбаев": "Сәтбаев көшесі, көшесі Сәтбаев, САТБАЕВ К-СІ, ул. Сатбаев, улица Сәтбаев, «Сәтбаев» көш., "
    "Satbaev koshesi, CәтбаеB, Сәтбаев атындағы көше, ул. им. Сатбаев",
    "Қаныш Сәтбаев": "Каныш Сатбаев, Қ. Сәтбаев, Сәтбаев Қ., Қ.И. Сәтбаев, ул. К. Сатбаев",
    "Қ. Сәтбаев": "Сәтбаев, Қ Сәтбаев, К.И.Сатбаев",
    "Абай даңғылы": "пр. Абай, пр-т Абай, АБАЙ Д-ЛЫ, проспект Абай, Абай, Абай даң.",
    "Мектеп тұйығы": "Мектеп тұйық көшесі, пер. Мектеп, переулок Мектеп",
    "Ақмешіт бульвары": "б-р Акмешит, Ақмешіт б-ры, бульвар Ақмешіт",
    "6-шағын аудан": "6 мкр, 6 шағынаудан, МИКРОРАЙОН 6, 6 мкр-н, 6 м-н, 6-й микрорайон, 06 мкр., 6 ш.а., 6 Ш/А, "
    "ш.а. 6, 6-шы ықшам ауданы, 6",
    "Самал-2 шағын ауданы": "мкр. Самал 2, «Самал-2» мкр, Самал2 ш.а., микрорайон САМАЛ-2, Самал-2",
    "А 98 көшесі": "A 98, А98, ул. А-98",
    "С 98": "C 98, C98 көшесі",
    "Керей көшесі": "Керей көшесi",
    "Бульвар көшесі": "бульвар көшесі",
}
ANOTHER_STREET = {
    "Сәтбаев": "Сатпаев, Сәтбаева, Қаныш Сәтбаев, Сәтбаев Абай, Сәтбай, ",
    "Қ. Сәтбаев": "Т. Сәтбаев, Темір Сәтбаев, Абай",
    "Қаныш Сәтбаев": "Сәтбаев, Шәмші Сәтбаев, Т. Сәтбаев",
    "Абай даңғылы": "Абай көшесі, пер. Абай, Абай шағын ауданы",
    "6 мкр": "16 мкр, 6 көшесі, 6 квартал, 6а мкр, 7 мкр",
    "Самал-2 мкр": "Самал-1 мкр, Самал мкр, Самал көшесі",
    "А 98": "С 98, А 99, А",
    "Ш.А. Иманбаева көшесі": "Иманбаева мкр",
}


@pytest.mark.parametrize(("street", "spelled"), ONE_STREET.items())
def test_one_street_however_it_is_spelled(street, spelled):
    [name] = street_names(street)
    for other in spelled.split(", "):
        [same] = street_names(other)
        assert (other, name.is_same(same), same.is_same(name)) == (other, True, True)


@pytest.mark.parametrize(("street", "others"), ANOTHER_STREET.items())
def test_another_name_is_another_street(street, others):
    [name] = street_names(street)
    for text in others.split(", "):
        assert (text, any(name.is_same(other) or other.is_same(name) for other in street_names(text))) == (
            text,
            False,
        )


@pytest.mark.parametrize("text", ["", " ", "---", "«»", ",", "."])
def test_what_has_no_letter_and_no_digit_names_nothing(text):
    assert street_names(text) == ()


def test_a_comma_parts_a_street_from_its_microdistrict_only():
    assert [name.kind for name in street_names("Жолдасбеков к-сі, Самал-2 мкр, ")] == [
        "microdistrict",
        "street",
    ]
    [name] = street_names("Керей, Жәнібек хандар көшесі")
    assert name.words == ("кереи", "жанибек", "хандар")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Астана қ.", "астана"), ("г.Астана", "астана"), ("АСТАНА ҚАЛАСЫ", "астана"), ("с. Қарақоға", "каракога"),
     ("Ақкөл-А", "аккол"), ("Бурабай кенті", "бурабаи"), ("қ.", "к"), ("", "")],
)  # fmt: skip
def test_the_kind_of_a_settlement_is_no_part_of_its_name(text, name):
    assert settlement(text) == name


@pytest.mark.parametrize(
    ("part", "street", "house", "inside"),
    [("6 мкр", "6-шағын аудан", "12", True), ("6 мкр", "6 мкр, Абай көшесі", "12", True),
     ("6 мкр", "Абай көшесі", "12", False), ("6 мкр, Абай көшесі", "Абай көшесі, 6 ш.а.", "3", True),
     ("6 мкр, Абай көшесі", "7 мкр, Абай көшесі", "3", False), ("6 мкр, Абай көшесі", "Абай көшесі", "3", False),
     ("Абай көшесі", "6 мкр, Абай көшесі", "3", True), ("", "Абай көшесі", "3", True), ("", "", "б/н", True)],
)  # fmt: skip
def test_a_whole_microdistrict_holds_its_streets(part, street, house, inside):
    territory = [TerritoryStreet("Астана", part)]
    assert serves(territory, Address(locality="Астана", street=street, house=house)) == inside


@pytest.mark.parametrize(
    ("part", "street", "inside"),
    [("6 мкр", "6-шағын аудан", True), ("6 мкр", "6 мкр, Абай көшесі", False),
     ("Абай көшесі", "6 мкр, Абай көшесі", True), ("", "", True), ("", "Абай көшесі", False), ("Абай", "", False)],
)  # fmt: skip
def test_houses_are_numbered_along_the_smallest_thing_told(part, street, inside):
    territory = [TerritoryStreet("Астана", part, 1, 20)]
    assert serves(territory, Address(locality="Астана", street=street, house="12")) == inside


def test_other_names_of_a_street_are_as_good():
    territory = [TerritoryStreet("Астана", "Сәтбаев көшесі", 1, 20, also=("ул. Сатпаева", "Пушкин", "-"))]
    served = [street for street in ("Сәтбаев", "улица Сатпаева", "Пушкин", "Абай")
              if serves(territory, Address(locality="Астана", street=street, house="3"))]  # fmt: skip
    assert served == ["Сәтбаев", "улица Сатпаева", "Пушкин"]


def test_a_street_that_cannot_be_read_is_not_the_whole_settlement():
    assert not serves(
        [TerritoryStreet("Астана", "---")], Address(locality="Астана", street="Абай", house="1")
    )

"""The service territory: streets, houses, sides; spelling of a street does not matter, another street does."""

from __future__ import annotations

import pytest

from admission.people import Address
from admission.territory import TerritoryStreet, house_number, serves


def at(street, house="12", locality="Астана"):
    return Address(locality=locality, street=street, house=house)


def one(street="Сәтбаев", first=1, last=40, side="all", locality="Астана"):
    return (TerritoryStreet(locality, street, first, last, side),)


@pytest.mark.parametrize(
    ("house", "inside"),
    [("1", True), ("40", True), ("41", False), ("0", False), ("15А", True), ("40/2", True), (" 7 ", True),
     ("41/1", False), ("", False), ("б/н", False)],
)  # fmt: skip
def test_houses_are_counted_by_their_number(house, inside):
    assert serves(one(), at("Сәтбаев", house)) == inside


@pytest.mark.parametrize(
    ("side", "house", "inside"),
    [("even", "2", True), ("even", "3", False), ("odd", "3", True), ("odd", "2", False), ("all", "3", True)],
)
def test_one_side_of_a_street(side, house, inside):
    assert serves(one(side=side), at("Сәтбаев", house)) == inside


def test_a_whole_street_needs_no_number():
    assert serves(one(first=0, last=0), at("Сәтбаев", "б/н"))


@pytest.mark.parametrize(
    "street", ["Сәтбаев көшесі", "СӘТБАЕВ", "ул. Сәтбаев", " «Сәтбаев»  көш. ".replace("көш.", "көше")]
)
def test_the_kind_of_a_street_is_no_part_of_its_name(street):
    assert serves(one(), at(street))


@pytest.mark.parametrize("locality", ["Астана қ.", "г. Астана", "Астана қаласы", "астана"])
def test_the_kind_of_a_settlement_is_no_part_of_its_name(locality):
    assert serves(one(), at("Сәтбаев", locality=locality))


def test_streets_named_by_a_letter_are_not_one_street():
    """Astana has streets `А 98` and `С 98`: a letter alone is a settlement's kind, never a street's."""
    assert serves(one("А 98"), at("А 98 көшесі"))
    assert not serves(one("А 98"), at("С 98"))


def test_another_settlement_is_another_place():
    assert not serves(one(), at("Сәтбаев", locality="Қарағанды"))
    assert not serves(one(), at("Абай"))
    assert not serves((), at("Сәтбаев"))


def test_any_part_of_the_territory_will_do():
    assert serves((*one("Абай"), *one()), at("Сәтбаев"))


@pytest.mark.parametrize(
    ("text", "number"), [("15А", 15), ("1/2", 1), ("  8 корп. 3", 8), ("А15", None), ("", None)]
)
def test_the_number_of_a_house(text, number):
    assert house_number(text) == number

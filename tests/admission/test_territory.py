"""The service territory: streets, houses, sides; spelling of a street does not matter, another street does."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from admission.people import Address
from admission.territory import TerritoryStreet, check_territory, house_number, schools_serving, serves
from tests.desk import SCHOOL


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


@pytest.mark.parametrize(
    ("part", "codes"),
    [(TerritoryStreet("Астана", "Абай", 1, 15), []), (TerritoryStreet("Астана", "Абай"), []),
     (TerritoryStreet("Астана", "Абай", 15, 15, first_part="А"), []), (TerritoryStreet("Астана", ""), []),
     (TerritoryStreet("Астана", "6 мкр", side="even"), []),
     (TerritoryStreet(" ", "Абай"), ["territory-locality-missing"]),
     (TerritoryStreet("Астана", "---", also=("«»",)), ["territory-street-unreadable"] * 2),
     (TerritoryStreet("Астана", "Абай", 20, 10), ["territory-range-backwards"]),
     (TerritoryStreet("Астана", "Абай", 15, 0), ["territory-range-backwards"]),
     (TerritoryStreet("Астана", "Абай", 15, 15, first_part="Б", last_part="А"), ["territory-range-backwards"]),
     (TerritoryStreet("Астана", "Абай", 3, 3, "even"), ["territory-range-without-side"]),
     (TerritoryStreet("Астана", "Абай", -3, 10**9), ["territory-house-unreadable"] * 2),
     (TerritoryStreet("Астана", "Абай", 1, 15, last_part="5"), ["territory-house-unreadable"]),
     (TerritoryStreet("Астана", "Абай", 1, 15, last_part="АБВ"), ["territory-house-unreadable"]),
     (TerritoryStreet("Астана", "Абай", houses=("15", "б/н")), ["territory-house-unreadable"])],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_problem_and_no_exception(part, codes):
    problems = check_territory([*one(), part])
    assert [problem.code for problem in problems] == codes
    assert {problem.at.split(".")[1] for problem in problems} <= {"1"}


@pytest.mark.parametrize(
    "part",
    [TerritoryStreet("Астана", "Абай", 15, 0), TerritoryStreet("Астана", "Абай", -3, 20),
     TerritoryStreet("Астана", "Абай", 1, 15, last_part="5"), TerritoryStreet("Астана", "Абай", houses=("б/н",))],
)  # fmt: skip
def test_a_part_that_cannot_be_meant_serves_nobody(part):
    assert not any(serves([part], at("Абай", str(house))) for house in range(200))


@pytest.mark.parametrize(("house", "inside"), [("2", True), ("2А", True), ("3", False), ("б/н", False)])
def test_one_side_of_a_whole_street_needs_a_number(house, inside):
    assert serves([TerritoryStreet("Астана", "Абай", side="even")], at("Абай", house)) == inside


@pytest.mark.parametrize(
    ("house", "inside"),
    [
        ("2", True),
        ("18", True),
        ("20А", True),
        ("20", False),
        ("18А", False),
        ("22/1", True),
        ("22", False),
        ("5", False),
    ],
)
def test_single_houses_stand_beside_a_range(house, inside):
    part = TerritoryStreet("Астана", "Абай", 1, 4, "even", houses=("18", "20а", "22/1"))
    assert serves([part], at("Абай", house)) == inside


def test_of_two_schools_that_serve_an_address_the_parent_chooses():
    first, second, third = (replace(SCHOOL, id=f"school-{n}", territory=one(last=n * 10)) for n in (1, 2, 3))
    assert schools_serving([first, second, third], at("Сәтбаев", "15/2")) == (second, third)


def test_an_address_may_belong_to_no_school():
    assert schools_serving([SCHOOL], at("Абай", "1")) == ()
    assert schools_serving([], at("Сәтбаев", "1")) == ()


def test_a_stored_part_of_the_first_shape_is_read():
    stored = b'{"locality":"\xd0\x90","street":"\xd0\x91","first":1,"last":40,"side":"even"}'
    assert msgspec.json.decode(stored, type=TerritoryStreet) == TerritoryStreet("А", "Б", 1, 40, "even")


def test_what_is_not_told_is_not_sent():
    """A desk of the first shape refuses fields it does not know; it reads every part that needs none of them."""
    sent = msgspec.json.encode(TerritoryStreet("А", "Б", 1, 40))
    assert set(msgspec.json.decode(sent)) == {"locality", "street", "first", "last"}

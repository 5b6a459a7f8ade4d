"""House numbers: the many ways of writing one, their order along a street, ranges against a walk down the street."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.houses import ALPHABET, House, house_between, house_of, read_house

STREET = sorted(
    House(number, letter, fraction, 0, block)
    for number, letter, fraction, block in product(range(1, 7), range(3), range(3), range(3))
)
HOUSES = st.sampled_from(STREET)
WRITTEN = st.builds(
    House,
    st.integers(0, 999_999),
    st.integers(0, len(ALPHABET)),
    st.integers(1, 9999),
    st.integers(0, len(ALPHABET)),
    st.integers(1, 9999),
    st.integers(0, len(ALPHABET)),
)


@pytest.mark.parametrize(
    "text", ["15А", "15а", "15 А", "15 а", "15-А", "15–а", "15A", "15a", "15/А", "№15А", "д. 15 А", "дом 15А",
             "15А үй", "15-үй А", "15 лит. А", "15 литер А", " 15А. "],
)  # fmt: skip
def test_a_letter_may_be_written_in_many_ways(text):
    assert read_house(text) == House(15, 1)


@pytest.mark.parametrize(
    "text", ["15к2", "15 к2", "15 к. 2", "15К2", "15k2", "15 корп. 2", "15 корпус 2", "15, корп.2", "15 2-корпус",
             "15-үй, 2-корпус", "15 үй 2 корпус", "15, 2-ші корпус", "15корп2", "15 block 2", "15 блок 2"],
)  # fmt: skip
def test_a_block_may_be_written_in_many_ways(text):
    assert read_house(text) == House(15, block=2)


@pytest.mark.parametrize(
    ("text", "house"),
    [("1/2", House(1, fraction=2)), ("12 / 1", House(12, fraction=1)), ("12\\1", House(12, fraction=1)),
     ("1⁄2", House(1, fraction=2)), ("15А/2Б к3В", House(15, 1, 2, 3, 3, 4)),
     ("15 корпус А", House(15, block_letter=1)),
     ("15К", House(15, ALPHABET.index("к") + 1)), ("15 Д", House(15, ALPHABET.index("д") + 1)),
     ("15B", House(15, ALPHABET.index("в") + 1)), ("15D", House(15, ALPHABET.index("д") + 1)), ("007", House(7))],
)  # fmt: skip
def test_what_else_is_a_house(text, house):
    assert read_house(text) == house


@pytest.mark.parametrize(
    "text", ["", "б/н", "А15", "корпус 2", "15АБ", "15 кв. 3", "15, кв. 3", "12-45", "12 45", "1.5", "2026-02-01",
             "15²", "1234567", "9" * 5000, "15/2/3", "пятнадцать", "15 корпус"],
)  # fmt: skip
def test_what_is_no_house_of_a_list(text):
    assert read_house(text) is None


@pytest.mark.parametrize(
    ("address", "house"),
    [("15, кв. 3", House(15)), ("15А пәтер 7", House(15, 1)), ("12-45", House(12)), ("12 45", House(12)),
     ("15кв3", House(15)), ("15А кв. 3", House(15, 1)), ("15 корп. 2, кв. 3", House(15, block=2)),
     ("15/2 подъезд 1", House(15, fraction=2)), ("б/н", None), ("", None)],
)  # fmt: skip
def test_an_address_may_go_on_behind_its_house(address, house):
    assert house_of(address) == house


@given(WRITTEN, st.sampled_from([str, str.lower, lambda text: f"үй {text}", lambda text: f" {text} "]))
def test_a_house_that_is_written_down_is_read_again(house, style):
    assert read_house(style(str(house))) == house


@pytest.mark.parametrize("fewer", [House(15), House(15, 1), House(15, fraction=2), House(15, block_letter=1)])
def test_what_was_not_told_is_not_written(fewer):
    assert read_house(str(fewer)) == fewer


def test_a_street_is_in_order():
    told = "15 15к2 15/1 15/2 15А 15А/1 15Ә 15Б 16".split()
    assert sorted(told[::-1], key=lambda text: read_house(text) or House(0)) == told


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [("1", "15", "1 1А 7/3 15 15А 15/2 15к3", "16 0"),
     ("1", "15А", "15 15/2 15А 15А/1 15Ак2", "15Б 16"),
     ("15Б", "30", "15Б 15Б/1 15В 30Я", "15 15А 15/2 31"),
     ("15", "15", "15 15А 15к2 15/1", "14 16"),
     ("1", "15/2", "15 15/1 15/2 15/2А", "15/3 15А"),
     ("15к2", "16", "15к2 15к3 15/1 15А 16А", "15 15к1"),
     ("15А", "15", "15А 15Б", "15 15/2 16")],
)  # fmt: skip
def test_a_range_may_begin_and_end_inside_a_number(first, last, inside, outside):
    def holds(text: str) -> bool:
        begin, end, house = (read_house(one) or House(-1) for one in (first, last, text))
        return house_between(begin, end, house)

    assert [text for text in inside.split() if not holds(text)] == []
    assert [text for text in outside.split() if holds(text)] == []


def walked(first: House, last: House) -> list[House]:
    """The houses of a range, found by walking down the street: a second, simple-minded implementation."""

    def begins_alike(house: House, end: House) -> bool:
        return str(house).startswith(str(end)) and house[0] == end[0]

    start = min((place for place, house in enumerate(STREET) if begins_alike(house, first)), default=0)
    stop = max((place for place, house in enumerate(STREET) if begins_alike(house, last)), default=-1)
    return STREET[start : stop + 1]


@given(HOUSES, HOUSES)
def test_a_range_is_a_walk_down_the_street(first, last):
    assert [house for house in STREET if house_between(first, last, house)] == walked(first, last)


@pytest.mark.parametrize(
    ("listed", "house", "named"),
    [("15", "15", True), ("15", "15А", False), ("15", "15/2", False), ("15", "15к2", True), ("15к2", "15", False),
     ("15к2", "15к1", False), ("15к2", "15 корп. 2", True), ("15А", "15 а", True), ("15/2", "15/2", True),
     ("15/2", "15", False)],
)  # fmt: skip
def test_a_list_is_exact_but_a_block_is_a_part_of_its_house(listed, house, named):
    one, other = read_house(house), read_house(listed)
    assert one
    assert other
    assert one.is_listed_as(other) == named

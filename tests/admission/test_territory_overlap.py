"""Parts of a territory that meet: told exactly when some house belongs to both."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.houses import House
from admission.people import Address
from admission.territory import Side, TerritoryStreet, check_territory, serves
from admission.territory_overlap import ground, overlap, repeats

TOWN = [
    Address(locality=locality, street=street, house=str(House(number, letter, fraction, 0, block)))
    for locality in ("Астана", "Алматы")
    for street in ("Абай көшесі", "Сәтбаев")
    for number, letter, fraction, block in product(range(6), range(2), range(2), range(3))
]
PARTS = ("", "А", "/1", "к2")
SIDES: tuple[Side, ...] = ("all", "even", "odd")
STREETS = st.sampled_from(["Абай", "ул. Абай", "Сәтбаев", ""])
RANGES = st.builds(
    TerritoryStreet,
    st.just("Астана"),
    STREETS.filter(bool),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(SIDES),
    st.sampled_from(PARTS),
    st.sampled_from(PARTS),
)
LISTS = st.builds(
    lambda street, houses: TerritoryStreet("Астана", street, houses=tuple(houses)),
    STREETS.filter(bool),
    st.lists(
        st.builds(lambda number, part: f"{number}{part}", st.integers(0, 5), st.sampled_from(PARTS)),
        min_size=1,
    ),
)
WHOLES = st.builds(TerritoryStreet, st.sampled_from(["Астана", "Алматы"]), STREETS)


def houses_of(part: TerritoryStreet) -> set[Address]:
    return {address for address in TOWN if serves([part], address)}


@settings(deadline=None)
@given(RANGES | LISTS | WHOLES, RANGES | LISTS | WHOLES)
def test_parts_overlap_when_a_house_belongs_to_both(one, other):
    if check_territory([one, other]):
        return
    assert overlap(ground(one), ground(other)) == bool(houses_of(one) & houses_of(other))


@settings(deadline=None)
@given(RANGES | LISTS | WHOLES, RANGES | LISTS | WHOLES)
def test_what_repeats_holds_the_same_houses(one, other):
    if repeats(ground(one), ground(other)):
        assert houses_of(one) == houses_of(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(TerritoryStreet("Астана", "Абай", 1, 15), TerritoryStreet("г. Астана", "АБАЙ көшесі", 1, 15), True),
     (TerritoryStreet("Астана", "Абай", 1, 15), TerritoryStreet("Астана", "Абай", 1, 16), False),
     (TerritoryStreet("Астана", "Абай", houses=("1", "2а")),
      TerritoryStreet("Астана", "Абай", houses=("2А", "1")), True),
     (TerritoryStreet("Астана", "6 мкр"), TerritoryStreet("Астана", "6 мкр, Абай"), False)],
)  # fmt: skip
def test_spelling_does_not_hide_a_repetition(one, other, same):
    assert repeats(ground(one), ground(other)) == same


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [(("6 мкр", 0, 0), ("6 мкр, Абай", 1, 5), True), (("6 мкр", 1, 9), ("6 мкр, Абай", 1, 5), False),
     (("Абай", 1, 9), ("6 мкр, Абай", 1, 5), True), (("Абай даңғылы", 1, 9), ("Абай көшесі", 1, 9), False)],
)  # fmt: skip
def test_microdistricts_and_kinds_count(one, other, meet):
    assert overlap(ground(TerritoryStreet("Астана", *one)), ground(TerritoryStreet("Астана", *other))) == meet

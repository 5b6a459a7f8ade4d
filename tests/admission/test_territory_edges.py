"""Territory at its edges: ranges that just meet or just miss, and every mistake in full at its cell."""

from __future__ import annotations

import pytest

from admission.people import Address
from admission.problems import Problem
from admission.territory import TerritoryStreet, check_territory, serves
from admission.territory_columns import SEARCHED
from admission.territory_overlap import ground, overlap
from admission.territory_row import LONGEST_CELL, SHOWN
from admission.territory_table import MOST_ROWS, read_territory
from tests.admission.test_territory_table import read


def part(first=0, last=0, side="all", first_part="", last_part="", houses=()):
    return TerritoryStreet("Астана", "Абай", first, last, side, first_part, last_part, houses=houses)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [(part(1, 5), part(5, 9), True), (part(1, 5), part(6, 9), False), (part(3, 4), part(1, 9), True),
     (part(1, 9, "odd"), part(1, 9, "even"), False), (part(1, 9, "odd"), part(1, 9, "odd"), True),
     (part(1, 9, "odd"), part(2, 2), False), (part(2, 2), part(1, 9, "even"), True),
     (part(1, 5, "odd"), part(5, 9, "even"), False), (part(1, 4, "even"), part(4, 8), True),
     (part(1, 3, "odd"), part(4, 8), False), (part(2, 3), part(3, 4, "even"), False),
     (part(side="odd"), part(side="even"), False), (part(side="odd"), part(7, 7), True),
     (part(1, 5), part(5, 9, first_part="А"), True), (part(1, 5, last_part="А"), part(5, 9, first_part="Б"), False),
     (part(1, 5, last_part="Б"), part(5, 9, first_part="А"), True),
     (part(1, 5), part(houses=("5А",)), True), (part(1, 5), part(houses=("6", "7")), False),
     (part(2, 4, first_part="к2"), part(houses=("2",)), True), (part(2, 4, first_part="А"), part(houses=("2",)), False),
     (part(houses=("2", "5")), part(houses=("7", "5")), True), (part(houses=("2",)), part(houses=("3",)), False),
     (part(houses=("2",)), part(houses=("2А",)), False), (part(houses=("2",)), part(houses=("2к3",)), True),
     (part(houses=("2к3",)), part(houses=("2к4",)), False), (part(), part(houses=("2",)), True)],
)  # fmt: skip
def test_two_parts_of_a_street_meet_where_one_house_belongs_to_both(one, other, meet):
    assert overlap(ground(one), ground(other)) is meet
    assert overlap(ground(other), ground(one)) is meet


@pytest.mark.parametrize(
    ("territory", "house", "inside"),
    [(part(1, 5, "odd"), "5", True), (part(1, 5, "odd"), "4", False), (part(1, 5, "even"), "4", True),
     (part(side="odd"), "1", True), (part(side="odd"), "2", False), (part(side="even"), "2", True),
     (part(side="even"), "9999", False), (part(side="odd"), "9999", True), (part(), "9999", True),
     (part(1, 5, first_part="1"), "12", False), (part(0, 2), "1", True)],
)  # fmt: skip
def test_a_side_or_a_range_holds_its_houses_only(territory, house, inside):
    address = Address(locality="Астана", street="Абай көшесі", house=house)
    assert serves([territory], address) is inside


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [(TerritoryStreet(" ", "Абай"), Problem("territory-locality-missing", "territory.0.locality")),
     (TerritoryStreet("Астана", "---"),
      Problem("territory-street-unreadable", "territory.0.street", {"typed": "---"})),
     (TerritoryStreet("Астана", "Абай", also=("«»",)),
      Problem("territory-street-unreadable", "territory.0.street", {"typed": "«»"})),
     (part(1, 5, first_part="x?"), Problem("territory-house-unreadable", "territory.0.first", {"typed": "1x?"})),
     (part(1, 5, last_part="7"), Problem("territory-house-unreadable", "territory.0.last", {"typed": "57"})),
     (part(9, 5, "odd", "А"),
      Problem("territory-range-backwards", "territory.0.last", {"first": "9А", "last": "5"})),
     (part(4, 4, "odd", last_part="Б"),
      Problem("territory-range-without-side", "territory.0.side", {"first": "4", "last": "4Б"})),
     (part(houses=("5", "жоқ")),
      Problem("territory-house-unreadable", "territory.0.houses", {"typed": "жоқ"}))],
)  # fmt: skip
def test_a_wrong_part_is_told_in_full(wrong, expected):
    assert list(check_territory([wrong])) == [expected]


def test_a_whole_street_and_one_side_of_it_have_no_ends_to_be_wrong():
    assert list(check_territory([part(), part(side="odd"), part(houses=("5",))])) == []


HEADING = "Қала|Шағын аудан|Көше|Басқа атауы|Үйлер|С дома|По дом|Жағы"


def at(column: str, heading: str, typed: str, code: str, weight: str = "block") -> Problem:
    where: dict[str, str | int] = {"row": 2, "column": heading, "typed": typed}
    return Problem(f"territory-{code}", f"rows.2.{column}", where, "warn" if weight == "warn" else "block")


@pytest.mark.parametrize(
    ("row", "expected"),
    [("Аст?на||Абай|||||", [at("locality", "Қала", "Аст?на", "letters-lost")]),
     ("Астана|Сама?|Абай|||||", [at("quarter", "Шағын аудан", "Сама?", "letters-lost")]),
     ("Астана||Аба?|||||", [at("street", "Көше", "Аба?", "letters-lost")]),
     ("Астана||Абай|Аба?||||", [at("also", "Басқа атауы", "Аба?", "letters-lost")]),
     ("Астана||||1|||", [at("street", "Көше", "", "street-missing")]),
     ("||Абай||1|||", [at("locality", "Қала", "", "locality-missing")]),
     ("Астана||Абай||б/н|||", [at("houses", "Үйлер", "б/н", "house-unreadable")]),
     ("Астана||Абай|||x|5|", [at("first", "С дома", "x", "house-unreadable")]),
     ("Астана||Абай||||5|", [at("first", "С дома", "", "range-half")]),
     ("Астана||Абай|||5||", [at("last", "По дом", "", "range-half")]),
     ("Астана||Абай|||||сол", [at("side", "Жағы", "сол", "side-unreadable")]),
     ("Астана||Абай||7; 8|||жұп", [at("houses", "Үйлер", "7", "house-off-side", "warn")]),
     ("Астана||Абай||8; 7|||тақ", [at("houses", "Үйлер", "8", "house-off-side", "warn")])],
)  # fmt: skip
def test_a_mistake_in_a_row_is_told_in_full_at_its_cell(row, expected):
    assert list(read(HEADING, row).problems) == expected


def test_a_range_that_runs_backwards_is_told_at_the_cell_it_was_typed_into():
    [problem] = read(HEADING, "Астана||Абай||9-5|||").problems
    assert (problem.at, problem.params["typed"]) == ("rows.2.houses", "9-5")
    [problem] = read(HEADING, "Астана||Абай|||9|5|").problems
    assert (problem.at, problem.params["typed"], problem.params["column"]) == ("rows.2.last", "5", "По дом")


@pytest.mark.parametrize(
    ("length", "codes"), [(LONGEST_CELL, []), (LONGEST_CELL + 1, ["territory-cell-too-long"])]
)
def test_a_cell_has_two_thousand_letters_at_most_and_is_shown_by_its_beginning(length, codes):
    text = "1;" * (length // 2) + "1" * (length % 2)
    found = read("Көше|Үйлер", f"Абай|{text}").problems
    assert [one.code for one in found] == codes
    assert [len(str(one.params["typed"])) for one in found] == [SHOWN] * len(codes)


def test_a_side_is_kept_where_the_row_names_no_house():
    assert read("Көше|Үйлер|Жағы", "Абай||тақ").territory == (part(side="odd"),)
    assert read("Көше|С|По|Жағы", "Абай|1|9|тақ").territory == (part(1, 9, "odd"),)


def test_headings_are_looked_for_in_the_first_rows_only():
    lines = ["x|y"] * (SEARCHED - 1)
    assert read(*lines, "Көше|Үйлер", "Абай|1").problems == ()
    wanted = Problem("territory-heading-missing", "rows", {"searched": SEARCHED})
    assert read(*lines, "x|y", "Көше|Үйлер", "Абай|1").problems == (wanted,)


def test_a_strange_or_a_second_heading_is_told_in_full():
    long = "ж" * 61
    found = read(f"Көше|Үйлер|Улица|{long}", "Абай|1||").problems
    assert found == (
        Problem("territory-column-twice", "rows.1", {"row": 1, "column": "Улица"}),
        Problem("territory-column-unknown", "rows.1", {"row": 1, "column": "ж" * 60}, "warn"),
    )


def test_a_table_of_microdistricts_needs_no_column_of_streets():
    assert read("Шағын аудан|Үйлер", "6|1-5").problems == ()


def test_an_empty_table_and_one_too_long_are_told_in_full():
    assert read("Көше|Үйлер").problems == (Problem("territory-empty", "rows"),)
    full = read("Көше|Үйлер", *(f"Абай {number}|1" for number in range(MOST_ROWS)))
    assert (len(full.territory), full.problems) == (MOST_ROWS, ())
    more = read("Көше|Үйлер", *(f"Абай {number}|1" for number in range(MOST_ROWS + 1)))
    counts: dict[str, str | int] = {"count": MOST_ROWS + 1, "limit": MOST_ROWS}
    assert more.problems[0] == Problem("territory-too-many-rows", "rows", counts)


def test_rows_that_meet_are_told_at_the_later_one():
    table = read("Көше|Үйлер", "Абай|1-5", "Абай|5-9", "Абай|1-5")
    assert table.problems == (
        Problem("territory-rows-overlap", "rows.3", {"row": 3, "other": 2}, "warn"),
        Problem("territory-row-repeats", "rows.4", {"row": 4, "other": 2}, "warn"),
    )


def test_a_table_without_rows_at_all_has_no_headings():
    assert [one.code for one in read_territory([]).problems] == ["territory-heading-missing"]

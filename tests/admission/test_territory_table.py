"""A territory from a table: headings in three languages, every mistake with its row and column, all or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.people import Address
from admission.territory import TerritoryStreet, serves
from admission.territory_columns import COLUMNS, TableRow
from admission.territory_row import LONGEST_CELL
from admission.territory_table import MOST_ROWS, TerritoryTable, read_territory


def read(*lines: str, locality: str = "Астана") -> TerritoryTable:
    """A table whose cells are parted by `|`."""
    rows = [TableRow(number, line.split("|")) for number, line in enumerate(lines, 1)]
    return read_territory(rows, locality)


def told(table: TerritoryTable) -> list[tuple[object, ...]]:
    """Code, row, heading, text of every problem."""
    keys = ("row", "column", "typed")
    return [(one.code, *(one.params[key] for key in keys if key in one.params)) for one in table.problems]


@pytest.mark.parametrize(
    "heading",
    ["Елді мекен|Көше|Бірінші үй|Соңғы үй|Жағы", "Населённый пункт|Улица|С дома|По дом|Сторона",
     "Locality|Street|First|Last|Side", "НАСЕЛЕННЫЙ ПУНКТ|улица |с|по|Чётность"],
)  # fmt: skip
def test_headings_are_read_in_three_languages(heading):
    assert read(heading, "Астана|Абай көшесі|1|15А|тақ") == TerritoryTable(
        (TerritoryStreet("Астана", "Абай көшесі", 1, 15, "odd", last_part="А"),)
    )


def test_every_heading_is_known_by_one_column():
    titles = [title for titles in COLUMNS.values() for title in titles.split(" / ")]
    assert len(titles) == len(set(titles))


def test_a_title_above_and_empty_rows_do_no_harm():
    table = read("Аумақ|||", "", "№|Көше||Үйлер|Ескерту", "|||", "1|Абай||1-15|жаңа", "")
    assert table == TerritoryTable((TerritoryStreet("Астана", "Абай", 1, 15),))


def test_a_list_of_houses_becomes_ranges_and_single_houses():
    table = read("Улица|Дома", "ул. Абая|1-15 нечет.; 18, 20 а; 22/1\n30–40 (чётные)")
    assert table == TerritoryTable(
        (
            TerritoryStreet("Астана", "ул. Абая", 1, 15, "odd"),
            TerritoryStreet("Астана", "ул. Абая", 30, 40, "even"),
            TerritoryStreet("Астана", "ул. Абая", houses=("18", "20А", "22/1")),
        )
    )


@pytest.mark.parametrize(
    ("cell", "part"),
    [("1-15", {"first": 1, "last": 15}), ("с 1 по 15", {"first": 1, "last": 15}),
     ("от 1 до 15", {"first": 1, "last": 15}),
     ("1-ден 15-ке дейін", {"first": 1, "last": 15}),
     ("1А…15/2", {"first": 1, "last": 15, "first_part": "А", "last_part": "/2"}),
     ("тақ үйлер 1-15", {"first": 1, "last": 15, "side": "odd"}), ("15-А", {"houses": ("15А",)}), ("", {}), ("все", {}),
     ("барлығы", {}), ("толық", {}), ("чётная сторона", {"side": "even"}), ("жұп жағы", {"side": "even"}),
     ("15 корп. 2", {"houses": ("15к2",)})],
)  # fmt: skip
def test_what_a_cell_of_houses_may_say(cell, part):
    assert read("Көше|Үйлер", f"Абай|{cell}") == TerritoryTable((TerritoryStreet("Астана", "Абай", **part),))


@pytest.mark.parametrize(
    ("row", "part"),
    [("6||1-20", TerritoryStreet("Астана", "6 шағын аудан", 1, 20)), ("6 мкр||", TerritoryStreet("Астана", "6 мкр")),
     ("6 мкр|Абай|", TerritoryStreet("Астана", "6 мкр, Абай")),
     ("Самал-2|*|", TerritoryStreet("Астана", "Самал-2 шағын аудан")),
     ("|Абай|", TerritoryStreet("Астана", "Абай")), ("|*|", TerritoryStreet("Астана", "")),
     ("|все улицы|", TerritoryStreet("Астана", ""))],
)  # fmt: skip
def test_a_microdistrict_stands_for_a_street_or_beside_it(row, part):
    assert read("Шағын аудан|Көше|Үйлер", row) == TerritoryTable((part,))


def test_other_names_come_along():
    table = read("Микрорайон|Көше|Улица (рус)", "|Сәтбаев|ул. Сатпаева; Садовая", "6|Абай|Абая")
    assert [part.also for part in table.territory] == [("ул. Сатпаева", "Садовая"), ("6 шағын аудан, Абая",)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [("||1-5|||", ("territory-street-missing", 2, "Көше", "")),
     ("|---|1-5|||", ("territory-street-unreadable", 2, "Көше", "---")),
     (" |Абай|б/н|||", ("territory-house-unreadable", 2, "Үйлер", "б/н")),
     ("|Абай|2026-02-01 00:00:00|||", ("territory-house-unreadable", 2, "Үйлер", "2026-02-01 00:00:00")),
     ("|Абай|1-15 кроме 7|||", ("territory-house-unreadable", 2, "Үйлер", "1-15 кроме 7")),
     ("|Абай|15 тақ|||", ("territory-house-unreadable", 2, "Үйлер", "15 тақ")),
     ("|Абай|15-1|||", ("territory-range-backwards", 2, "Үйлер", "15-1")),
     ("|Абай|3-3 жұп|||", ("territory-range-without-side", 2, "Үйлер", "3-3 жұп")),
     ("|Абай||3|3|жұп", ("territory-range-without-side", 2, "Жағы", "жұп")),
     ("|Абай||5||", ("territory-range-half", 2, "По дом", "")),
     ("|Абай|||5|", ("territory-range-half", 2, "С дома", "")),
     ("|Абай||x|5|", ("territory-house-unreadable", 2, "С дома", "x")),
     ("|Абай||1|5|солтүстік", ("territory-side-unreadable", 2, "Жағы", "солтүстік")),
     ("|Аба?||1|5|", ("territory-letters-lost", 2, "Көше", "Аба?")),
     ("|Абай|" + "1;" * LONGEST_CELL + "|||", ("territory-cell-too-long", 2, "Үйлер", "1;" * 30))],
)  # fmt: skip
def test_a_mistake_is_told_with_row_heading_and_text(row, problem):
    table = read("Шағын аудан|Көше|Үйлер|С дома|По дом|Жағы", row)
    assert problem in told(table)
    assert table.territory == ()


def test_a_settlement_is_asked_of_every_row_that_has_a_column_for_it():
    assert told(read("Елді мекен|Көше", "|Абай")) == [("territory-locality-missing", 2, "Елді мекен", "")]
    assert told(read("Көше|Үйлер", "Абай|1; 3-5; 8-9", locality="")) == [
        ("territory-locality-missing", 2, "Үйлер", "")
    ]


def test_one_mistake_keeps_the_whole_table_out():
    table = read("Көше|Үйлер", "Абай|1-15", "Абай|x", "Абай|y", "Абай|1-15")
    assert told(table) == [
        ("territory-house-unreadable", 3, "Үйлер", "x"),
        ("territory-house-unreadable", 4, "Үйлер", "y"),
    ]
    assert table.territory == ()


def test_rows_that_meet_are_warned_of_and_taken():
    table = read("Көше|Үйлер", "Абай|1-15", "АБАЙ көшесі|1-15", "Сәтбаев|1-5", "Абай|15А", "Абай|2-4; 16")
    assert [(one.code, one.params, one.weight) for one in table.problems] == [
        ("territory-row-repeats", {"row": 3, "other": 2}, "warn"),
        ("territory-rows-overlap", {"row": 5, "other": 2}, "warn"),
        ("territory-rows-overlap", {"row": 6, "other": 2}, "warn"),
    ]
    assert len(table.territory) == 6


def test_a_whole_settlement_meets_every_street():
    table = read("Көше|Үйлер", "Абай|1-15", "*|", "Сәтбаев|1")
    assert [one.params for one in table.problems] == [{"row": 3, "other": 2}, {"row": 4, "other": 3}]


def test_a_house_on_the_other_side_is_warned_of():
    table = read("Көше|Үйлер|Жағы", "Абай|2; 4; 7|жұп", "Сәтбаев|1-9; 3|тақ")
    assert told(table)[0] == ("territory-house-off-side", 2, "Үйлер", "7")
    assert [one.code for one in table.problems] == ["territory-house-off-side", "territory-rows-overlap"]


@pytest.mark.parametrize(
    "lines", [[], ["a|b", "1|2"], ["Көше", "Абай"], ["Үйлер|Жағы", "1|2"], [*["x|y"] * 20, "Көше|Үйлер"]]
)
def test_a_table_without_headings_is_refused(lines):
    assert [one.code for one in read(*lines).problems] == ["territory-heading-missing"]


def test_columns_that_come_twice_or_are_unknown_are_told():
    assert told(read("Көше|Үйлер|Улица|Жасы|№|№", "Абай|1|Абая|7")) == [
        ("territory-column-twice", 1, "Улица"),
        ("territory-column-unknown", 1, "Жасы"),
    ]


def test_an_empty_table_changes_nothing():
    assert [one.code for one in read("Көше|Үйлер").problems] == ["territory-empty"]


def test_a_short_row_has_empty_cells():
    assert read("Көше|Үйлер", "Абай").territory == (TerritoryStreet("Астана", "Абай"),)


def test_too_many_rows_or_ranges_are_refused():
    rows = read("Көше|Үйлер", *(f"Абай {n}|1" for n in range(MOST_ROWS + 1)))
    assert {one.code for one in rows.problems} == {"territory-too-many-rows"}
    ranges = read("Көше|Үйлер", *["Абай|" + "1-2;" * 400] * 8)
    assert ("territory-too-many-rows", {"count": 3200, "limit": MOST_ROWS}) in [
        (p.code, p.params) for p in ranges.problems
    ]


@given(
    st.lists(
        st.lists(st.text(max_size=12) | st.sampled_from(["Көше", "Үйлер", "1-15", "6 мкр"]), max_size=4),
        max_size=6,
    )
)
def test_no_table_breaks_the_reader(cells):
    rows = [TableRow(number, row) for number, row in enumerate([["Көше", "Үйлер", "С", "По"], *cells], 1)]
    table = read_territory(rows, "Астана")
    assert not table.territory or not serves(
        table.territory, Address(locality="Алматы", street="Абай", house="1")
    )

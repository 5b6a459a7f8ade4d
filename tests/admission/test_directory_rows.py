"""Rows of an address directory: headings in three languages and any order, what is wrong with a row."""

from __future__ import annotations

import pytest

from admission.directory_rows import DirectoryRow, Place, find_directory_heading, read_directory_row
from admission.territory_columns import TableRow

HEADINGS = {
    "kk": ("Облыс", "Аудан", "Елді мекен", "Көше", "Үй"),
    "ru": ("Область", "Район", "Населённый пункт", "Улица", "Дом"),
    "en": ("Region", "District", "Locality", "Street", "House"),
}
CELLS = ("Астана қ.", "Есіл ауданы", "Астана", "Сәтбаев көшесі", "12а")
PLACE = Place("Астана қ.", "Есіл ауданы", "", "Астана", "Сәтбаев көшесі", "")


def read(titles, cells):
    heading, problems = find_directory_heading([TableRow(1, titles)])
    assert heading is not None
    assert problems == ()
    return read_directory_row(TableRow(2, cells), heading)


def wrong(titles, cells):
    """Code, column and what was typed of every problem."""
    return [(one.code, one.params["column"], one.params["typed"]) for one in read(titles, cells)]


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("backwards", [False, True])
def test_headings_may_stand_in_any_order_and_language(language, backwards):
    titles, cells = list(HEADINGS[language]), list(CELLS)
    if backwards:
        titles, cells = titles[::-1], cells[::-1]
    assert read(titles, cells) == DirectoryRow(PLACE, ("12А",))


def test_a_title_above_the_headings_and_a_column_nobody_knows_do_no_harm():
    rows = [TableRow(1, ["Мекенжайлар"]), TableRow(3, ["Елді мекен", "Көше", "Шаршы метр"])]
    heading, [warning] = find_directory_heading(rows)
    assert heading is not None
    assert (heading.row, warning.code, warning.weight) == (3, "import-column-unknown", "warn")


def test_the_same_column_twice_is_a_problem():
    _, [problem] = find_directory_heading([TableRow(1, ["Елді мекен", "Көше", "Улица"])])
    assert (problem.code, problem.weight) == ("import-column-twice", "block")


@pytest.mark.parametrize("titles", [["Көше", "Үй"], ["Елді мекен"], []])
def test_without_settlements_or_streets_there_is_no_heading(titles):
    heading, [problem] = find_directory_heading([TableRow(1, titles)])
    assert heading is None
    assert problem.code == "import-heading-missing"


def test_a_cell_may_list_houses_and_a_street_may_have_none():
    titles = HEADINGS["kk"][2:]
    assert read(titles, ("Астана", "Абай", "1; 3А, 5/2")).houses == ("1", "3А", "5/2")
    assert read(titles, ("Астана", "Абай", "")).houses == ()
    assert read(titles, ("Астана", "Абай")).houses == ()


def test_a_microdistrict_is_part_of_the_street_and_a_second_name_is_kept():
    titles = ("Елді мекен", "Мкр", "Көше", "Көше (орысша)", "Үй")
    assert read(titles, ("Астана", "6", "Абай", "ул. Абая", "1")).place == Place(
        "", "", "", "Астана", "6 шағын аудан, Абай", "ул. Абая"
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", "Абай", "5"), ("import-locality-missing", "Елді мекен", "")),
        (("Астана", "С?тбаев", "5"), ("import-letters-lost", "Көше", "С?тбаев")),
        (("Астана", "№", "5"), ("import-street-unreadable", "Көше", "№")),
        (("Астана", "а" * 201, "5"), ("import-cell-too-long", "Көше", "а" * 60)),
        (("Астана", "Абай", "бес"), ("import-house-unreadable", "Үй", "бес")),
        (("Астана", "Абай", "2026-02-01 00:00:00"), ("import-house-unreadable", "Үй", "2026-02-01 00:00:00")),
    ],
)
def test_a_wrong_row_is_told_with_its_column(cells, told):
    assert wrong(HEADINGS["kk"][2:], cells) == [told]


def test_everything_wrong_with_a_row_is_told_at_once():
    told = wrong(HEADINGS["kk"][2:], ("", "С?т", "x; y"))
    assert [code for code, _, _ in told] == [
        "import-locality-missing", "import-letters-lost", "import-house-unreadable", "import-house-unreadable",
    ]  # fmt: skip

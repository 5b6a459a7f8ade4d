"""The table for the national database: stable keys, text that stays text, nothing that computes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from desktop_app.printing.nobd import nobd_table
from tests.printing.samples_school import pupils

KEYS = (
    "iin surname given_name patronymic birth_date sex citizenship address language grade letter "
    "order_number order_date special_needs parent_iin parent_phone"
).split()


@pytest.fixture
def both(texts_kk, texts_ru):
    return {"kk": texts_kk, "ru": texts_ru}


def sheet_of(data):
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["NOBD"]
    return book["NOBD"]


def test_the_keys_are_those_programs_know_and_the_captions_are_for_people(both):
    rows = list(sheet_of(nobd_table(pupils(3), both)).iter_rows(values_only=True))
    assert list(rows[0]) == KEYS
    assert rows[1][:2] == ("ЖСН / ИИН", "Тегі / Фамилия")
    assert len(rows) == 2 + 3


def test_a_child_is_written_as_what_it_is(both):
    child = replace(pupils(1)[0], iin="000314500126")
    row = [cell.value for cell in sheet_of(nobd_table([child], both))[3]]
    told = dict(zip(KEYS, row, strict=True))
    assert told["iin"] == "000314500126"
    assert told["birth_date"] == datetime(child.born.year, child.born.month, child.born.day)  # noqa: DTZ001
    assert (told["grade"], told["special_needs"], told["letter"]) == (1, 0, "Ә")


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+7 702", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_text_is_never_a_formula(both, text):
    data = nobd_table([replace(pupils(1)[0], address=text, surname=text)], both)
    cell = sheet_of(data)["H3"]
    assert (cell.value, cell.data_type) == (text, "s")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert b"<f>" not in b"".join(packed.read(name) for name in packed.namelist())


def test_a_signal_letter_of_a_spreadsheet_stays_text_when_somebody_edits_the_cell(both):
    sheet = sheet_of(nobd_table([replace(pupils(1)[0], address="=1+1")], both))
    assert sheet["H3"].quotePrefix
    assert not sheet["B3"].quotePrefix


def test_a_child_without_a_day_of_order_has_an_empty_cell(both):
    sheet = sheet_of(nobd_table([replace(pupils(1)[0], enrolled=None)], both))
    assert sheet["M3"].value is None

"""The file a territory is read from, XLSX or CSV: its rows as text, or the one reason why it cannot be read."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from admission.problems import ActRefused, Problem
from admission.territory_columns import TableRow, find_heading
from admission.territory_table import TerritoryTable, read_territory
from wording import LANGUAGES, Texts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 8 * MEBIBYTE
LARGEST_UNPACKED: Final = 64 * MEBIBYTE
MOST_COLUMNS: Final = 64
LAST_ROW_OF_EXCEL: Final = 1_048_576
LOOKED_AT: Final = 50  # rows of a sheet that is not read, to see whether it is empty
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FOREIGN: Final = (b"%PDF", b"<", b"{\\rtf")  # a page of HTML called .xls, among others
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS: Final = (";", "\t", ",")
# openpyxl and what lies beneath it trip over a damaged workbook wherever the damage is.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, TypeError, AttributeError, LookupError, EOFError,
    RuntimeError, ArithmeticError, OSError,
)  # fmt: skip
Table = tuple[list[TableRow], tuple[Problem, ...]]


def read_territory_file(path: Path, locality: str) -> TerritoryTable:
    """The territory a file names, or all that is wrong with it; OSError when there is no such file."""
    try:
        rows, noticed = read_table(path)
    except ActRefused as refused:
        return TerritoryTable(problems=refused.problems)
    table = read_territory(rows, locality)
    return TerritoryTable(table.territory, (*noticed, *table.problems))


def told_problems(problems: Iterable[Problem], catalogues: Path) -> list[dict[str, object]]:
    """Problems for a person at a shell: the codes, and in each language where they stand and what to do."""
    texts = [Texts(language, catalogues) for language in LANGUAGES]
    return [
        {**msgspec.to_builtins(one), "text": {words.language: _sentence(words, one) for words in texts}}
        for one in problems
    ]


def _sentence(words: Texts, problem: Problem) -> str:
    sentence = words(f"problem-{problem.code}", **problem.params)
    if "column" not in problem.params:
        return sentence
    return f"{words('territory-place', **problem.params)}: {sentence}"


def read_table(path: Path) -> Table:
    """The rows of the first sheet and a warning of others; OSError, or ActRefused with the reason."""
    size = path.stat().st_size
    if size > LARGEST:
        params: dict[str, str | int] = {"size": -(-size // MEBIBYTE), "limit": LARGEST // MEBIBYTE}
        raise ActRefused([Problem("territory-file-too-large", "file", params)])
    data = path.read_bytes()
    if data.startswith(ZIP):
        return _read_workbook(data)
    if data.startswith(OLD_OFFICE):
        raise ActRefused([Problem("territory-file-old-or-locked", "file")])
    return _read_csv(_decoded(data)), ()


def _read_workbook(data: bytes) -> Table:
    from openpyxl import load_workbook

    try:
        _check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and forms, which are not read
            return _first_sheet(
                load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            )
    except DAMAGE as error:
        raise ActRefused([Problem("territory-file-damaged", "file")]) from error


def _check_archive(data: bytes) -> None:
    """An archive tells what it unpacks to, and no more than that is ever read of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        limit: dict[str, str | int] = {"limit": LARGEST_UNPACKED // MEBIBYTE}
        raise ActRefused([Problem("territory-file-swells", "file", limit)])
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise ActRefused([Problem("territory-file-kind", "file")])


def _first_sheet(book: Workbook) -> Table:
    first, *others = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    ignored = [sheet.title for sheet in others if any(_rows_of(sheet, LOOKED_AT))]
    names: dict[str, str | int] = {"read": first.title, "ignored": ", ".join(ignored)}
    warned = (Problem("territory-sheets-ignored", "file", names, "warn"),) if ignored else ()
    return list(_rows_of(first)), warned


def _rows_of(sheet: ReadOnlyWorksheet, most: int | None = None) -> Iterator[TableRow]:
    """Rows that hold anything. What the sheet claims to measure is not believed; it may be wrong or endless."""
    sheet.reset_dimensions()
    values = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=most)
    for number, cells in enumerate(values, 1):
        if number > LAST_ROW_OF_EXCEL:
            raise ActRefused([Problem("territory-file-damaged", "file")])
        if any(cell is not None for cell in cells):
            yield TableRow(number, [_text(cell) for cell in cells])


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _decoded(data: bytes) -> str:
    """UTF-8 or -16, or else the Windows code page: KZ-1048 is 1251 with the Kazakh letters in their places."""
    encodings = ("utf-16",) if data.startswith(UTF16) else ("utf-8-sig", "kz1048")
    for encoding in encodings if not data.lstrip().startswith(FOREIGN) else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ActRefused([Problem("territory-file-kind", "file")])


def _read_csv(text: str) -> list[TableRow]:
    """The rows, by the delimiter that makes a heading of the table; lists of houses are full of the others."""
    try:
        tables = [_parted(text, delimiter) for delimiter in DELIMITERS]
    except csv.Error as error:
        raise ActRefused([Problem("territory-file-damaged", "file")]) from error
    return next((rows for rows in tables if find_heading(rows)[0]), tables[0])


def _parted(text: str, delimiter: str) -> list[TableRow]:
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [TableRow(number, cells) for number, cells in enumerate(read, 1) if any(map(str.strip, cells))]

"""The rows of an imported table, XLSX or CSV, one after the other: a file may hold a million of them."""

from __future__ import annotations

import codecs
import csv
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from admission.problems import ActRefused, Problem, blocks
from admission.table_headings import SEARCHED, Found
from admission.territory_columns import Heading, TableRow

MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 512 * MEBIBYTE
LARGEST_UNPACKED: Final = 2048 * MEBIBYTE
MOST_COLUMNS: Final = 64
LAST_ROW_OF_EXCEL: Final = 1_048_576
CHUNK: Final = 1024 * 1024
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FOREIGN: Final = (b"%PDF", b"<", b"{\\rtf")
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS: Final = (";", "\t", ",")
# What openpyxl and what lies beneath it raise at a damaged workbook, wherever the damage is.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, TypeError, AttributeError, LookupError, EOFError,
    RuntimeError, ArithmeticError, OSError, csv.Error,
)  # fmt: skip
FindHeading = Callable[[list[TableRow]], Found]


class Table(NamedTuple):
    """An open table: its heading, what is odd about it, and the rows below it as they are read."""

    heading: Heading
    noticed: tuple[Problem, ...]
    rows: Iterator[TableRow]


def open_table(path: Path, find: FindHeading) -> Table:
    """The table of a file; FileNotFoundError, or ActRefused with the reason why it cannot be read.

    ActRefused may still come while the rows are read: a workbook can be damaged anywhere.
    """
    if path.stat().st_size > LARGEST:
        _refuse_size(path.stat().st_size)
    with path.open("rb") as file:
        start = file.read(CHUNK)
    if start.startswith(OLD_OFFICE):
        raise ActRefused([Problem("territory-file-old-or-locked", "file")])
    if start.startswith(ZIP):
        return _headed(_known_damage(_workbook(path)), find)
    encoding = _encoding(path, start)
    tables = (_known_damage(_parted(path, encoding, delimiter)) for delimiter in DELIMITERS)
    return _headed(_likeliest(tables, find), find)


def _headed(rows: Iterator[TableRow], find: FindHeading) -> Table:
    leading = list(islice(rows, SEARCHED))
    heading, noticed = find(leading)
    if heading is None or blocks(noticed):
        raise ActRefused(noticed)
    below = (row for row in chain(leading, rows) if row.number > heading.row)
    return Table(heading, noticed, below)


def _likeliest(tables: Iterator[Iterator[TableRow]], find: FindHeading) -> Iterator[TableRow]:
    """Of the same file parted by several delimiters, the one that has a heading; else the first."""
    begun = [(list(islice(rows, SEARCHED)), rows) for rows in tables]
    leading, rows = next((one for one in begun if find(one[0])[0]), begun[0])
    for _, other in begun:
        if other is not rows:
            other.close()  # type: ignore[attr-defined]  # they are generators
    return chain(leading, rows)


def _known_damage(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    try:
        yield from rows
    except DAMAGE as error:
        raise ActRefused([Problem("territory-file-damaged", "file")]) from error


def _workbook(path: Path) -> Iterator[TableRow]:
    """Rows of the first visible sheet. What the sheet claims to measure is not believed."""
    from openpyxl import load_workbook

    _check_archive(path)
    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and forms, which are not read
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
            if number > LAST_ROW_OF_EXCEL:
                raise ValueError("no sheet has so many rows")
            if any(cell is not None for cell in cells):
                yield TableRow(number, [_text(cell) for cell in cells])


def _check_archive(path: Path) -> None:
    """An archive tells what it unpacks to, and no more than that is ever read of it."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        limit: dict[str, str | int] = {"limit": LARGEST_UNPACKED // MEBIBYTE}
        raise ActRefused([Problem("territory-file-swells", "file", limit)])
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise ActRefused([Problem("territory-file-kind", "file")])


def _refuse_size(size: int) -> NoReturn:
    params: dict[str, str | int] = {"size": -(-size // MEBIBYTE), "limit": LARGEST // MEBIBYTE}
    raise ActRefused([Problem("territory-file-too-large", "file", params)])


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _encoding(path: Path, start: bytes) -> str:
    """UTF-8 or -16, or else the Windows code page: KZ-1048 is 1251 with the Kazakh letters in their places."""
    if start.startswith(UTF16):
        return "utf-16"
    table = not start.lstrip().startswith(FOREIGN) and b"\0" not in start
    readable = (one for one in ("utf-8-sig", "kz1048") if table and _reads(path, one))
    found = next(readable, "")
    if not found:
        raise ActRefused([Problem("territory-file-kind", "file")])
    return found


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _parted(path: Path, encoding: str, delimiter: str) -> Iterator[TableRow]:
    with path.open(encoding=encoding, newline="") as file:
        for number, cells in enumerate(csv.reader(file, delimiter=delimiter), 1):
            if any(map(str.strip, cells)):
                yield TableRow(number, cells)

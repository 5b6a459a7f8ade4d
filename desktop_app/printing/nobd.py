"""The table of enrolled children for the national database (НОБД): XLSX with stable keys and captions in kk and ru."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from admission.school_papers import PupilLine
from wording import Texts

Value = str | int | date | None

SHEET: Final = "NOBD"
# key of the column -> what it holds; keys and order are for programs and never change, only grow at the end
COLUMNS: Final[Mapping[str, Callable[[PupilLine], Value]]] = {
    "iin": lambda one: one.iin,
    "surname": lambda one: one.surname,
    "given_name": lambda one: one.given,
    "patronymic": lambda one: one.patronymic,
    "birth_date": lambda one: one.born,
    "sex": lambda one: one.sex,
    "citizenship": lambda one: one.citizenship,
    "address": lambda one: one.address,
    "language": lambda one: one.teaching,
    "grade": lambda one: one.grade,
    "letter": lambda one: one.letter,
    "order_number": lambda one: one.order,
    "order_date": lambda one: one.enrolled,
    "special_needs": lambda one: int(one.special_needs),
    "parent_iin": lambda one: one.parent_iin,
    "parent_phone": lambda one: one.phone,
}
_WIDTH: Final = 18
_DANGEROUS: Final = (
    "=",
    "+",
    "-",
    "@",
)  # what a spreadsheet takes for a formula when somebody edits or exports it


def nobd_table(pupils: Sequence[PupilLine], texts: Mapping[str, Texts]) -> bytes:
    """Keys in the first row, captions kk / ru in the second, a child a row; text is never a formula.

    IINs and phones are text (leading zeros stay), dates are dates, `special_needs` is 1 or 0.
    """
    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A3"
    for number in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    sheet.append([_head(sheet, key) for key in COLUMNS])
    sheet.append([_head(sheet, _caption(key, texts)) for key in COLUMNS])
    for pupil in pupils:
        sheet.append([_cell(sheet, value(pupil)) for value in COLUMNS.values()])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _caption(key: str, texts: Mapping[str, Texts]) -> str:
    words = f"nobd-{key.replace('_', '-')}"
    return f"{texts['kk'](words)} / {texts['ru'](words)}"


def _head(sheet: Worksheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Worksheet, value: Value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(_DANGEROUS)
    elif isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"
    return cell

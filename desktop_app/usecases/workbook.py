"""Writing an XLSX workbook row by row into one file: no formulas exist in it, nothing waits in memory or elsewhere.

openpyxl in its streaming mode keeps the rows unencrypted in the system's temporary folder until they are saved.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Final

from admission.deadline import KAZAKHSTAN_TIME

Value = str | int | date | datetime | None
# How a cell begins that a table program may take for a formula (OWASP, CSV injection), the wide forms too.
FORMULA: Final = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT: Final = 32_767
_EPOCH: Final = date(1899, 12, 30)
_DAY_SECONDS: Final = 24 * 60 * 60
_NUMBER, _TEXT, _FORCED_TEXT, _DAY, _MOMENT, _TITLE = range(6)  # places in the styles below
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS: Final = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}"><numFmts count="2">
<numFmt numFmtId="164" formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}


def write_workbook(
    path: Path, title: str, widths: Sequence[int], heading: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """One sheet: a bold heading that stays in sight, then the rows. `widths` in characters. OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in {**_PARTS, "xl/workbook.xml": _book(title)}.items():
            book.writestr(name, _HEAD + text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_beginning(widths).encode())
            sheet.write(_row(map(_title, heading)).encode())
            for row in rows:
                sheet.write(_row(map(_cell, row)).encode())
            sheet.write(b"</sheetData></worksheet>")


def _book(title: str) -> str:
    name = escape(re.sub(r"[\[\]:*?/\\]", " ", _clean(title))[:31])
    return f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">
<sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>"""


def _beginning(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView>'
        f"</sheetViews><cols>{columns}</cols><sheetData>"
    )


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _title(text: str) -> str:
    return _text(text, _TITLE)


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _text(value, _FORCED_TEXT if FORMULA.match(value) else _TEXT)
    if isinstance(value, datetime):
        local = value.astimezone(KAZAKHSTAN_TIME)
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        return f'<c s="{_MOMENT}"><v>{_serial(local.date()) + seconds / _DAY_SECONDS:.8f}</v></c>'
    if isinstance(value, date):
        return f'<c s="{_DAY}"><v>{_serial(value)}</v></c>'
    return f'<c s="{_NUMBER}"><v>{value}</v></c>'


def _text(text: str, style: int) -> str:
    shown = escape(_clean(text)[:_LONGEST_TEXT], quote=False).replace("\r", "&#13;")
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _serial(day: date) -> int:
    """Days as a workbook counts them."""
    return (day - _EPOCH).days


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)

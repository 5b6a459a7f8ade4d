"""The blocks papers are made of: letterhead, labelled values, lined tables, a notice, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table, TableStyle

from admission.deadline import KAZAKHSTAN_TIME
from admission.printouts import Letterhead
from desktop_app.printing import styles
from desktop_app.printing.facts import ALONE, LABEL, Facts
from desktop_app.printing.fonts import REGULAR
from desktop_app.printing.sheet import WIDTH
from desktop_app.printing.styles import HAIR, INK, LINE, PALE, SHADE, THICK, words
from wording import Texts
from wording.dates import date_words

Field = tuple[str | Flowable, Flowable]  # its label, its value

Cell = tuple[int, int]
Rule = tuple[str, Cell, Cell, *tuple[Any, ...]]  # one line of a table's style: command, from, to, values

_FACE: Rule = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # else empty cells ask for Helvetica
PLAIN: list[Rule] = [
    _FACE,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
_LINED: list[Rule] = [
    _FACE,
    ("GRID", (0, 0), (-1, -1), HAIR, INK),
    ("BOX", (0, 0), (-1, -1), LINE, INK),
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("NOSPLIT", (0, 0), (-1, 1)),  # the head never stands alone at the foot of a page
]
_BOXED: list[Rule] = [_FACE, ("BOX", (0, 0), (-1, -1), LINE, INK), ("BACKGROUND", (0, 0), (-1, -1), SHADE)]


def moment(at: datetime, texts: Texts) -> str:
    """Date and time of day in Kazakhstan, in the words of the language."""
    local = at.astimezone(KAZAKHSTAN_TIME)
    return texts("paper-moment", date=date_words(local.date(), texts.language), time=f"{local:%H:%M}")


def side_by_side(cells: Sequence[Paragraph], apart: float = 0, width: float = WIDTH) -> Table:
    """Cells of equal width in one row across the sheet, `apart` points of air on both sides of each."""
    table = Table([list(cells)], colWidths=[width / len(cells)] * len(cells))
    air: list[Rule] = [(f"{side}PADDING", (0, 0), (-1, -1), apart) for side in ("LEFT", "RIGHT")]
    table.setStyle(TableStyle([*PLAIN, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *air]))
    return table


def letterhead(head: Letterhead, texts: Sequence[Texts], width: float = WIDTH) -> list[Flowable]:
    """The school's name in each language side by side, who it is and where, a double rule."""
    in_language = {"kk": head.name_kk, "ru": head.name_ru}
    names = [words(in_language[one.language], styles.HEAD) for one in texts]
    contacts = words(_contacts(head, texts), styles.CONTACTS)
    apart = 2.5 * mm if len(names) > 1 else 0
    return [
        side_by_side(names, apart, width),
        Spacer(1, 0.8 * mm),
        contacts,
        Spacer(1, 1.5 * mm),
        *_double_rule(),
    ]


def _contacts(head: Letterhead, texts: Sequence[Texts]) -> str:
    bin_label = " / ".join(one("paper-bin") for one in texts)
    phone = texts[0]("paper-phone", phone=head.phone) if head.phone else ""
    return " · ".join(part for part in (f"{bin_label} {head.bin}", head.address, phone) if part)


def _double_rule() -> list[Flowable]:
    thick = HRFlowable(width="100%", thickness=THICK, color=INK, spaceBefore=0, spaceAfter=1.2)
    thin = HRFlowable(width="100%", thickness=HAIR, color=INK, spaceBefore=0, spaceAfter=5)
    return [thick, thin]


def fields(
    rows: Sequence[Sequence[Field]],
    label: ParagraphStyle = styles.LABEL,
    columns: tuple[float, float] = (LABEL, ALONE),
) -> Facts:
    """Labels and values, one field a row or two side by side; a field alone has the whole width."""
    named = [[(_label(name, label), value) for name, value in row] for row in rows]
    return Facts(named, label.fontSize * 0.25, columns)


def _label(name: str | Flowable, style: ParagraphStyle) -> Flowable:
    return words(name, style) if isinstance(name, str) else name


@dataclass(frozen=True)
class Column:
    """One column of a lined table: its head, its width in mm, how its cells are set."""

    head: str
    width_mm: float
    style: ParagraphStyle = styles.CELL_CENTRE


def lined_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Paragraph]],
    head_style: ParagraphStyle = styles.COLUMN,
) -> Table:
    """A table with lines; its head is repeated on every page it runs over, a row is never cut in two.

    A cell that is a paragraph already keeps its own look.
    """
    head = [words(column.head, head_style) for column in columns]
    body = [[_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    table = Table([head, *body], colWidths=[column.width_mm * mm for column in columns], repeatRows=1)
    table.setStyle(TableStyle(_LINED))
    return table


def _cell(cell: str | Paragraph, column: Column) -> Paragraph:
    return words(cell, column.style) if isinstance(cell, str) else cell


def notice(sentences: Iterable[str]) -> Table:
    """Sentences nobody may overlook, in a box."""
    table = Table([[[words(one, styles.WARNING) for one in sentences]]], colWidths=[WIDTH])
    table.setStyle(TableStyle(_BOXED))
    return table


@dataclass(frozen=True)
class Signer:
    """Who signs: their office, their name if it is known; `dated` when they write the day beside it."""

    office: str
    name: str = ""
    dated: bool = False


SIGN_COLUMNS = (
    66 * mm,
    4 * mm,
    38 * mm,
    4 * mm,
    WIDTH - 112 * mm,
)  # office, gap, signature, gap, name or day


def sign_here(
    signers: Sequence[Signer],
    texts: Texts,
    style: ParagraphStyle = styles.VALUE,
    *,
    stamped: bool = True,
    columns: Sequence[float] = SIGN_COLUMNS,
) -> Table:
    """A line for each signer, the captions under it; the place of the stamp under the first."""
    rows: list[list[Paragraph | str]] = []
    for place, signer in enumerate(signers):
        stamp = texts("paper-stamp") if stamped and place == 0 else ""
        name = words(signer.name, ParagraphStyle("signer", style, alignment=TA_CENTER))
        rows.append([words(signer.office, style), "", "", "", name])
        rows.append([words(stamp, styles.STAMP), "", *_captions(signer, texts)])
    table = Table(rows, colWidths=list(columns), hAlign="LEFT")
    table.setStyle(TableStyle([*PLAIN, *_sign_lines(len(signers))]))
    return table


def _captions(signer: Signer, texts: Texts) -> list[Paragraph | str]:
    """Under the line to sign on, the gap, and the line for the name or the day."""
    signature, beside = texts("paper-signature"), texts("paper-date" if signer.dated else "paper-full-name")
    return [words(f"({signature})", styles.CAPTION), "", words(f"({beside})", styles.CAPTION)]


def _sign_lines(signers: int) -> list[Rule]:
    lines: list[Rule] = []
    for row in range(0, 2 * signers, 2):
        lines.append(("VALIGN", (0, row), (-1, row), "BOTTOM"))
        lines.append(("TOPPADDING", (0, row), (-1, row), 9))
        lines.append(("BOTTOMPADDING", (0, row), (-1, row), 2))
        lines.extend(("LINEBELOW", (column, row), (column, row), HAIR, PALE) for column in (2, 4))
    return lines

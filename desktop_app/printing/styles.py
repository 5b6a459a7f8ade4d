"""How the words of a paper look: sizes, leading, alignment; lengths in points unless named otherwise."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from desktop_app.printing.fonts import BOLD, ITALIC, REGULAR

INK = HexColor("#000000")
PALE = HexColor("#4d4d4d")
SHADE = HexColor("#efefef")
HAIR, LINE, THICK = 0.4, 0.6, 1.4

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=12, leading=16.5, spaceAfter=5)
CLAUSE = ParagraphStyle("clause", BODY, alignment=TA_JUSTIFY, firstLineIndent=12.5 * mm)
HEADING = ParagraphStyle("heading", BODY, fontName=BOLD, firstLineIndent=12.5 * mm, keepWithNext=1)
LISTED = ParagraphStyle(
    "listed", BODY, leftIndent=19 * mm, bulletIndent=12.5 * mm, bulletFontName=REGULAR, bulletFontSize=12
)
LABEL = ParagraphStyle("label", BODY, textColor=PALE, spaceAfter=0)
VALUE = ParagraphStyle("value", BODY, spaceAfter=0)
STRONG = ParagraphStyle("strong", VALUE, fontName=BOLD)
CENTRE = ParagraphStyle("centre", VALUE, alignment=TA_CENTER)
RIGHT = ParagraphStyle("right", VALUE, alignment=TA_RIGHT)
WARNING = ParagraphStyle("warning", BODY, fontName=BOLD, fontSize=11, leading=14.5, alignment=TA_CENTER)

TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER, spaceAfter=3)
UNDER_TITLE = ParagraphStyle("under-title", BODY, alignment=TA_CENTER, spaceAfter=10)
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=11, leading=13.5, alignment=TA_CENTER)
CONTACTS = ParagraphStyle(
    "contacts", fontName=REGULAR, fontSize=9, leading=11.5, alignment=TA_CENTER, textColor=PALE
)

SMALL = ParagraphStyle("small", fontName=REGULAR, fontSize=9.5, leading=11.5)
SMALL_LABEL = ParagraphStyle("small-label", SMALL, textColor=PALE)
SMALL_STRONG = ParagraphStyle("small-strong", SMALL, fontName=BOLD)
SMALL_RIGHT = ParagraphStyle("small-right", SMALL, alignment=TA_RIGHT)
SMALL_TITLE = ParagraphStyle("small-title", TITLE, fontSize=12.5, leading=15, spaceAfter=1)
CELL = ParagraphStyle("cell", SMALL, fontSize=9, leading=10.5)
CELL_CENTRE = ParagraphStyle("cell-centre", CELL, alignment=TA_CENTER)
COLUMN = ParagraphStyle("column", CELL_CENTRE, fontName=BOLD)
CAPTION = ParagraphStyle(
    "caption", fontName=ITALIC, fontSize=7.5, leading=9, alignment=TA_CENTER, textColor=PALE
)
STAMP = ParagraphStyle("stamp", CAPTION, fontSize=9, leading=11, alignment=TA_LEFT)
REMARK = ParagraphStyle("remark", SMALL, fontName=ITALIC, fontSize=8.5, leading=10.5, textColor=PALE)


def words(text: str, style: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """A paragraph that says exactly `text`: nothing in it is markup, its line breaks stay, № keeps its number."""
    return Paragraph(exactly(text), style, bulletText=bullet)


def exactly(text: str) -> str:
    """`text` as reportlab's markup for itself."""
    return escape(text.strip()).replace("\n", "<br/>").replace("№ ", "№\N{NO-BREAK SPACE}")

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
FORM = ParagraphStyle("form", fontName=REGULAR, fontSize=11, leading=13.5)
FORM_LABEL = ParagraphStyle("form-label", FORM, textColor=PALE)
FORM_STRONG = ParagraphStyle("form-strong", FORM, fontName=BOLD)
CELL = ParagraphStyle("cell", SMALL, fontSize=9, leading=10.5)
CELL_CENTRE = ParagraphStyle("cell-centre", CELL, alignment=TA_CENTER)
COLUMN = ParagraphStyle("column", CELL_CENTRE, fontName=BOLD)
DENSE = ParagraphStyle("dense", CELL, fontSize=8, leading=9.2)
DENSE_CENTRE = ParagraphStyle("dense-centre", DENSE, alignment=TA_CENTER)
DENSE_COLUMN = ParagraphStyle("dense-column", DENSE_CENTRE, fontName=BOLD, fontSize=7, leading=8.2)
LETTER = ParagraphStyle("letter", CELL, fontName=BOLD, fontSize=11, leading=13)
CAPTION = ParagraphStyle(
    "caption", fontName=ITALIC, fontSize=7.5, leading=9, alignment=TA_CENTER, textColor=PALE
)
STAMP = ParagraphStyle("stamp", CAPTION, fontSize=9, leading=11, alignment=TA_LEFT)
REMARK = ParagraphStyle("remark", SMALL, fontName=ITALIC, fontSize=8.5, leading=10.5, textColor=PALE)


class Words(Paragraph):
    """A paragraph that is broken into lines once a width: tables ask three times."""

    _measured: tuple[float, tuple[float, float]] | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        broken = hasattr(self, "blPara")  # a split that came to nothing takes the lines away
        if not broken or self._measured is None or self._measured[0] != available_width:
            self._measured = (available_width, super().wrap(available_width, available_height))
        return self._measured[1]


def words(text: str, style: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """A paragraph that says exactly `text`: nothing in it is markup, its line breaks stay, № keeps its number."""
    return Words(exactly(text), style, bulletText=bullet)


def exactly(text: str) -> str:
    """`text` as reportlab's markup for itself."""
    return escape(text.strip()).replace("\n", "<br/>").replace("№ ", "№\N{NO-BREAK SPACE}")

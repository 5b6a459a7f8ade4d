"""The sheet: A4 or half of it, margins, the footer with page x of y, the copy mark; a story becomes PDF bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import groupby
from math import atan2, degrees, hypot
from typing import Any

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from desktop_app.printing.fonts import BOLD, REGULAR
from desktop_app.printing.styles import HAIR, LINE, PALE
from wording import Texts

LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 15 * mm, 14 * mm, 19 * mm
_FOOTER_SIZE = 8.5
_MARK_SIZE = 9
_WATERMARK_ALPHA = 0.18

Furniture = Callable[[Canvas, "Marks", int, int], None]  # canvas, marks, page, pages


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its size in points; the margins are the same on all."""

    size: tuple[float, float]

    @property
    def width(self) -> float:
        """Of the text, in points."""
        return self.size[0] - LEFT - RIGHT

    @property
    def height(self) -> float:
        """Of the text, in points."""
        return self.size[1] - TOP - BOTTOM


UPRIGHT, ACROSS, SLIP = Sheet(A4), Sheet(landscape(A4)), Sheet(landscape(A5))
WIDTH, HEIGHT = UPRIGHT.width, UPRIGHT.height


@dataclass(frozen=True)
class Marks:
    """What stands around the text of every page: the paper's id, title and number, which copy it is, its sheet."""

    id: str
    title: str
    author: str
    footer: str
    copy: int
    sheet: Sheet = UPRIGHT
    watermark: str = ""


Paged = Callable[[int], object]


class _Next(ActionFlowable):
    """From here on the pages are another paper's."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def apply(self, doc: BaseDocTemplate) -> None:
        assert isinstance(doc.canv, _CountedCanvas)
        doc.canv.marks = self._marks


def press(
    story: Sequence[Flowable], marks: Marks, texts: Sequence[Texts], paged: Paged = lambda _: None
) -> bytes:
    """The story as PDF; the same story and marks give the same bytes. `paged` hears of each page laid out."""
    return press_all([(story, marks)], texts, paged)


def press_all(
    papers: Sequence[tuple[Sequence[Flowable], Marks]], texts: Sequence[Texts], paged: Paged = lambda _: None
) -> bytes:
    """Papers of one kind of sheet in one PDF, each on pages of its own and counted for itself; at least one.

    What `paged` raises ends the work.
    """
    (first, marks), *others = papers
    story = list(first)
    for other, its_marks in others:
        story += [PageBreak(), _Next(its_marks), *other]
    written = BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=marks.sheet.size,
        title=marks.title,
        author=marks.author,
        subject=marks.id,
        creator="Qabyldau",
        lang=texts[0].language,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    document.setProgressCallBack(lambda kind, value: paged(value) if kind == "PAGE" else None)
    document.addPageTemplates(PageTemplate("page", [_frame(marks.sheet)]))
    furniture = partial(_furnish, texts=texts)
    document.build(story, canvasmaker=partial(_CountedCanvas, furniture=furniture, marks=marks))
    return written.getvalue()


def _frame(sheet: Sheet) -> Frame:
    size = (sheet.width, sheet.height)
    return Frame(LEFT, BOTTOM, *size, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


class _CountedCanvas(Canvas):
    """Keeps every page until the last one is known, so that each can say of how many it is."""

    def __init__(self, *args: Any, furniture: Furniture, marks: Marks, **options: Any) -> None:
        super().__init__(*args, **options)
        self._furniture = furniture
        self.marks = marks
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for marks, pages in groupby(self._kept, key=lambda state: state["marks"]):
            self._show(marks, list(pages))
        super().save()

    def _show(self, marks: Marks, pages: Sequence[dict[str, Any]]) -> None:
        for page, state in enumerate(pages, start=1):
            self.__dict__.update(state)
            self._furniture(self, marks, page, len(pages))
            super().showPage()


def _furnish(canvas: Canvas, marks: Marks, page: int, pages: int, texts: Sequence[Texts]) -> None:
    count = " / ".join(one("paper-page", page=page, pages=pages) for one in texts)
    canvas.saveState()
    canvas.setStrokeColor(PALE)
    canvas.setLineWidth(HAIR)
    right = marks.sheet.size[0] - RIGHT
    canvas.line(LEFT, BOTTOM - 4 * mm, right, BOTTOM - 4 * mm)
    canvas.setFillColor(PALE)
    canvas.setFont(REGULAR, _FOOTER_SIZE)
    canvas.drawString(LEFT, BOTTOM - 7.8 * mm, marks.footer)
    canvas.drawRightString(right, BOTTOM - 7.8 * mm, count)
    canvas.restoreState()
    if marks.watermark:
        _lay_across(canvas, marks.watermark, marks.sheet)
    if marks.copy > 1:
        mark = " / ".join(one("paper-copy", copy=marks.copy) for one in texts)
        _mark_copy(canvas, mark, marks.sheet)


def _lay_across(canvas: Canvas, mark: str, sheet: Sheet) -> None:
    """A watermark from corner to corner; what is under it stays readable."""
    width, height = sheet.size
    canvas.saveState()
    canvas.setFillColor(PALE)
    canvas.setFillAlpha(_WATERMARK_ALPHA)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    size = _MARK_SIZE * 0.8 * hypot(width, height) / stringWidth(mark, BOLD, _MARK_SIZE)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size / 3, mark)
    canvas.restoreState()


def _mark_copy(canvas: Canvas, mark: str, sheet: Sheet) -> None:
    """A reprint says so in the upper right corner of every page, above the text."""
    width = stringWidth(mark, BOLD, _MARK_SIZE) + 6 * mm
    left, bottom = sheet.size[0] - RIGHT - width, sheet.size[1] - TOP + 2 * mm
    canvas.saveState()
    canvas.setLineWidth(LINE)
    canvas.rect(left, bottom, width, 5.5 * mm)
    canvas.setFont(BOLD, _MARK_SIZE)
    canvas.drawCentredString(left + width / 2, bottom + 1.7 * mm, mark)
    canvas.restoreState()

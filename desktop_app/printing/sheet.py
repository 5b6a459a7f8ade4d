"""The sheet: A4, its margins, the footer with page x of y, the copy mark; a story becomes PDF bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop_app.printing.fonts import BOLD, REGULAR
from desktop_app.printing.styles import HAIR, LINE, PALE
from wording import Texts

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 15 * mm, 14 * mm, 19 * mm
WIDTH, HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM  # of the text
_FOOTER_SIZE = 8.5
_MARK_SIZE = 9

Furniture = Callable[[Canvas, int, int], None]  # canvas, page, pages


@dataclass(frozen=True)
class Marks:
    """What stands around the text of every page: the paper's id, title and number, and which copy it is."""

    id: str
    title: str
    author: str
    footer: str
    copy: int


def press(story: Sequence[Flowable], marks: Marks, texts: Sequence[Texts]) -> bytes:
    """The story as PDF; the same story and marks give the same bytes."""
    written = BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        title=marks.title,
        author=marks.author,
        subject=marks.id,
        creator="Qabyldau",
        lang=texts[0].language,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    document.addPageTemplates(PageTemplate("page", [_frame()]))
    furniture = partial(_furnish, marks=marks, texts=texts)
    document.build(list(story), canvasmaker=partial(_CountedCanvas, furniture=furniture))
    return written.getvalue()


def _frame() -> Frame:
    return Frame(LEFT, BOTTOM, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


class _CountedCanvas(Canvas):
    """Keeps every page until the last one is known, so that each can say of how many it is."""

    def __init__(self, *args: Any, furniture: Furniture, **options: Any) -> None:
        super().__init__(*args, **options)
        self._furniture = furniture
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for page, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self._furniture(self, page, len(self._kept))
            super().showPage()
        super().save()


def _furnish(canvas: Canvas, page: int, pages: int, marks: Marks, texts: Sequence[Texts]) -> None:
    count = " / ".join(one("paper-page", page=page, pages=pages) for one in texts)
    canvas.saveState()
    canvas.setStrokeColor(PALE)
    canvas.setLineWidth(HAIR)
    canvas.line(LEFT, BOTTOM - 4 * mm, PAGE_WIDTH - RIGHT, BOTTOM - 4 * mm)
    canvas.setFillColor(PALE)
    canvas.setFont(REGULAR, _FOOTER_SIZE)
    canvas.drawString(LEFT, BOTTOM - 7.8 * mm, marks.footer)
    canvas.drawRightString(PAGE_WIDTH - RIGHT, BOTTOM - 7.8 * mm, count)
    canvas.restoreState()
    if marks.copy > 1:
        _mark_copy(canvas, " / ".join(one("paper-copy", copy=marks.copy) for one in texts))


def _mark_copy(canvas: Canvas, mark: str) -> None:
    """A reprint says so in the upper right corner of every page, above the text."""
    width = stringWidth(mark, BOLD, _MARK_SIZE) + 6 * mm
    left, bottom = PAGE_WIDTH - RIGHT - width, PAGE_HEIGHT - TOP + 2 * mm
    canvas.saveState()
    canvas.setLineWidth(LINE)
    canvas.rect(left, bottom, width, 5.5 * mm)
    canvas.setFont(BOLD, _MARK_SIZE)
    canvas.drawCentredString(left + width / 2, bottom + 1.7 * mm, mark)
    canvas.restoreState()

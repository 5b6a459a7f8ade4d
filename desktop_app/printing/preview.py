"""The preview: the very bytes that go to the printer, as pictures of their pages."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import pypdfium2

POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageImage:
    """One page: pixels as B, G, R and an unused byte, rows from the top, `4 * width` bytes a row."""

    width: int
    height: int
    pixels: bytes


def pages(pdf: bytes, dots_per_inch: int) -> list[PageImage]:
    """Every page of the PDF, at the resolution asked for. PDFium is not thread-safe: call from one thread.

    Raises pypdfium2.PdfiumError when the bytes are no PDF.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_image(document, number, dots_per_inch) for number in range(len(document))]


def _image(document: pypdfium2.PdfDocument, number: int, dots_per_inch: int) -> PageImage:
    with closing(document[number]) as page:
        scale = dots_per_inch / POINTS_PER_INCH
        with closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap:
            return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))

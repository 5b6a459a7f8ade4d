"""The preview: the very bytes that go to the printer, as pictures of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2

POINTS_PER_INCH = 72
MOST_PIXELS = 40_000_000  # a page that claims to be as large as a house is shown smaller


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
    return list(each_page(pdf, dots_per_inch))


def each_page(pdf: bytes, dots_per_inch: int) -> Iterator[PageImage]:
    """The same, one page after the other, for those who need not hold them all."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            yield _image(document, number, dots_per_inch)


def count(pdf: bytes) -> int:
    """How many pages it has; raises pypdfium2.PdfiumError when the bytes are no PDF."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def _image(document: pypdfium2.PdfDocument, number: int, dots_per_inch: int) -> PageImage:
    with closing(document[number]) as page:
        width, height = page.get_size()
        scale = min(dots_per_inch / POINTS_PER_INCH, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        with closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap:
            return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))

"""A PDF for a printer whose paper lies askew: the same pages, moved by millimetres, still letters and lines."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

import pypdfium2
from pypdfium2 import raw

POINTS_OF_A_MILLIMETRE = 72 / 25.4


def shifted(pdf: bytes, right_mm: float, down_mm: float) -> bytes:
    """These bytes, or where something is to be moved a copy of them; pypdfium2.PdfiumError where they are no PDF."""
    if not (right_mm or down_mm):
        return pdf
    right, down = right_mm * POINTS_OF_A_MILLIMETRE, down_mm * POINTS_OF_A_MILLIMETRE
    written = BytesIO()
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page:
                raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(1, 0, 0, 1, right, -down), None)
        document.save(written)
    return written.getvalue()

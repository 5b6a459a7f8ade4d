"""A value that fits on its line is set without the machinery of paragraphs: receipts by the thousand are of such."""

from __future__ import annotations

import re

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop_app.printing.styles import INK, words

_GAPS = re.compile(r"[ \t]+")  # a no-break space is no gap
_TIED = "\N{NO-BREAK SPACE}"


class Line(Flowable):
    """One line of black text from the left edge, looking as the paragraph of the same style would."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self._text, self._style = text, style
        self.hAlign = "LEFT"

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._style.leading
        return self.width, self.height

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803  reportlab's
        font, size = self._style.fontName, self._style.fontSize
        canvas.setFont(font, size)
        canvas.drawString(x, y + self.height - size, self._text)


def line_or_words(text: str, style: ParagraphStyle, width: float) -> Flowable:
    """`text` as one line where it fits into `width` points, else as a paragraph."""
    line = _GAPS.sub(" ", text.strip()).replace("№ ", f"№{_TIED}")
    plain = style.textColor == INK and not style.alignment and not style.firstLineIndent
    if plain and "\n" not in line and stringWidth(line, style.fontName, style.fontSize) <= width:
        return Line(line, style)
    return words(text, style)

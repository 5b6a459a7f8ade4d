"""The faces of the papers: Tinos, which has every Kazakh letter; and which letters it does not have."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Tinos"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
_FILES = {REGULAR: "Tinos-Regular.ttf", BOLD: "Tinos-Bold.ttf", ITALIC: "Tinos-Italic.ttf"}


def register(fonts: Path) -> None:
    """Make the faces in the folder `fonts` known to reportlab, once per process; again is harmless.

    Raises reportlab's TTFError when a file is missing or is no font.
    """
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(fonts / file)))


def missing_letters(text: str, fonts: Path) -> str:
    """The letters of `text` that a face lacks, each once, in their order; "" when all of it can be printed."""
    register(fonts)
    letters = dict.fromkeys("".join(text.split()))
    return "".join(letter for letter in letters if not all(_has(face, letter) for face in _FILES))


def _has(name: str, letter: str) -> bool:
    font = pdfmetrics.getFont(name)
    assert isinstance(font, TTFont)
    return ord(letter) in font.face.charToGlyph

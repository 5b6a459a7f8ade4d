"""The faces of the papers: Tinos, which has every Kazakh letter; and which letters it does not have."""

from __future__ import annotations

from collections.abc import Container, Iterable
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
    return lacking(dict.fromkeys(text))


def lacking(letters: Iterable[str]) -> str:
    """Those of `letters` that a registered face lacks, in their order; spaces need no glyph."""
    faces = [_glyphs(name) for name in _FILES]
    return "".join(
        one for one in letters if not one.isspace() and any(ord(one) not in face for face in faces)
    )


def _glyphs(name: str) -> Container[int]:
    font = pdfmetrics.getFont(name)
    assert isinstance(font, TTFont)
    glyphs: Container[int] = font.face.charToGlyph
    return glyphs

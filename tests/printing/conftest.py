"""What the tests of papers need: the fonts, a press, and eyes that read a PDF as a person would."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from admission.printouts import Printout
from desktop_app.printing.paper import to_pdf
from tests.desk import ROOT
from wording import Texts

Press = Callable[..., bytes]


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ROOT / "resources" / "fonts"


@pytest.fixture
def press(texts_kk: Texts, texts_ru: Texts, fonts: Path) -> Press:
    """A printout as PDF, in Kazakh and Russian unless told otherwise."""

    def pressed(printout: Printout, languages: tuple[str, ...] = ("kk", "ru"), **more: Any) -> bytes:
        return to_pdf(printout, {"kk": texts_kk, "ru": texts_ru}, fonts, languages, **more)

    return pressed


@pytest.fixture
def read(press: Press) -> Callable[..., list[str]]:
    """The words of each page of a printout, every gap one space."""

    def words(printout: Printout, languages: tuple[str, ...] = ("kk", "ru")) -> list[str]:
        return [" ".join(page.split()) for page in raw_pages(press(printout, languages))]

    return words


def raw_pages(pdf: bytes) -> list[str]:
    """The text of each page as it can be copied out of the PDF."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]

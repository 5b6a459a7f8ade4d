"""One door to every paper: frozen contents and words in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import assert_never

from reportlab.platypus import Flowable

from admission.printouts import OrderPaper, Printout, Receipt, RefusalPaper
from desktop_app.printing.fonts import register
from desktop_app.printing.order import order_story
from desktop_app.printing.receipt import receipt_story
from desktop_app.printing.refusal import refusal_story
from desktop_app.printing.sheet import Marks, press
from wording import Texts


def to_pdf(
    printout: Printout, texts: Mapping[str, Texts], fonts: Path, languages: tuple[str, ...] = ("kk", "ru")
) -> bytes:
    """The paper as PDF, its languages in the order given; the same contents give the same bytes.

    `texts` has the words by language, `fonts` is the folder of the Tinos files. Papers exist in "kk" and "ru".
    Raises wording.WordMissing for a language of instruction without words, and reportlab's LayoutError for a table
    cell higher than a page (a note of about a thousand letters).
    """
    register(fonts)
    chosen = [texts[language] for language in languages]
    return press(_story(printout, chosen), _marks(printout, chosen), chosen)


def _story(printout: Printout, texts: Sequence[Texts]) -> list[Flowable]:
    match printout:
        case Receipt():
            return receipt_story(printout, texts)
        case RefusalPaper():
            return refusal_story(printout, texts)
        case OrderPaper():
            return order_story(printout, texts)
        case _:
            assert_never(printout)


def _marks(printout: Printout, texts: Sequence[Texts]) -> Marks:
    footer = " / ".join(one(_footer_key(printout), number=printout.number) for one in texts)
    names = {"kk": printout.letterhead.name_kk, "ru": printout.letterhead.name_ru}
    author = names[texts[0].language]
    return Marks(id=printout.id, title=footer, author=author, footer=footer, copy=printout.copy)


def _footer_key(printout: Printout) -> str:
    match printout:
        case Receipt():
            return "paper-receipt-footer"
        case RefusalPaper(confirmed=False):
            return "paper-refusal-footer-provisional"
        case RefusalPaper():
            return "paper-refusal-footer"
        case OrderPaper():
            return "paper-order-footer"
        case _:
            assert_never(printout)

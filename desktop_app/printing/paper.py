"""One door to every paper: frozen contents and words in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from reportlab.platypus import Flowable

from admission.family_papers import (
    ContractPaper,
    FormPaper,
    MissingPaper,
    TransferSlip,
    WaitingExtract,
    WithdrawalPaper,
)
from admission.printouts import OrderPaper, Printout, Receipt, RefusalPaper
from admission.school_papers import AlphabetBook, AmendingOrder, ClassList, JournalLinePaper, JournalPaper
from desktop_app.printing.amending import amending_story
from desktop_app.printing.contract import contract_story
from desktop_app.printing.fonts import register
from desktop_app.printing.form import form_story
from desktop_app.printing.journal import journal_story
from desktop_app.printing.journal_line import journal_line_story
from desktop_app.printing.letters import check_letters
from desktop_app.printing.missing import missing_story
from desktop_app.printing.order import order_story
from desktop_app.printing.pupils import alphabet_book_story, class_list_story
from desktop_app.printing.receipt import receipt_story
from desktop_app.printing.refusal import refusal_story
from desktop_app.printing.sheet import ACROSS, SLIP, UPRIGHT, Marks, Paged, Sheet, press, press_all
from desktop_app.printing.shelf import Shelf
from desktop_app.printing.slip import slip_story
from desktop_app.printing.waiting import waiting_story
from desktop_app.printing.withdrawal import withdrawal_story
from wording import Texts

LANGUAGES: Final = ("kk", "ru")


@dataclass(frozen=True)
class Kind:
    """How a kind of paper is made: its story, the key of its footer, its sheet."""

    story: Callable[[Any, Sequence[Texts]], list[Flowable]]
    footer: str
    sheet: Sheet = UPRIGHT


KINDS: Final[Mapping[type[Printout], Kind]] = {
    Receipt: Kind(receipt_story, "paper-receipt-footer"),
    RefusalPaper: Kind(refusal_story, "paper-refusal-footer"),
    OrderPaper: Kind(order_story, "paper-order-footer"),
    AmendingOrder: Kind(amending_story, "paper-order-footer"),
    MissingPaper: Kind(missing_story, "paper-missing-footer"),
    FormPaper: Kind(form_story, "paper-form-footer"),
    WithdrawalPaper: Kind(withdrawal_story, "paper-withdrawal-footer"),
    TransferSlip: Kind(slip_story, "paper-slip-footer", SLIP),
    ContractPaper: Kind(contract_story, "paper-contract-footer"),
    WaitingExtract: Kind(waiting_story, "paper-waiting-footer"),
    JournalPaper: Kind(journal_story, "paper-journal-footer", ACROSS),
    JournalLinePaper: Kind(journal_line_story, "paper-journal-line-footer", ACROSS),
    ClassList: Kind(class_list_story, "paper-class-footer", ACROSS),
    AlphabetBook: Kind(alphabet_book_story, "paper-alphabet-footer", ACROSS),
}


def to_pdf(
    printout: Printout,
    texts: Mapping[str, Texts],
    fonts: Path,
    languages: tuple[str, ...] | None = None,
    watermark: str = "",
    paged: Paged = lambda _: None,
) -> bytes:
    """The paper as PDF, its languages in the order given; the same contents give the same bytes.

    `texts` has the words by language, `fonts` is the folder of the Tinos files. Papers exist in "kk" and "ru"; the
    paper chooses where `languages` is None. Raises ActRefused for a letter the faces lack, wording.WordMissing for a
    language of instruction without words, and reportlab's LayoutError for a table cell higher than a page (a note of
    about a thousand letters). A `watermark` lies across every page. `paged` hears the number of each page laid out;
    what it raises ends the work.
    """
    register(fonts)
    check_letters(printout)
    chosen = [texts[language] for language in languages or languages_of(printout)]
    marks = replace(marks_of(printout, chosen), watermark=watermark)
    return press(KINDS[type(printout)].story(printout, chosen), marks, chosen, paged)


def all_to_pdf(
    printouts: Sequence[Printout], texts: Mapping[str, Texts], fonts: Path, watermark: str = ""
) -> bytes:
    """Papers of one kind in one PDF, in both languages, each counting its own pages; at least one.

    The same contents give the same bytes. Raises as `to_pdf` does.
    """
    register(fonts)
    chosen = [texts[language] for language in LANGUAGES]
    papers, shelf = [], Shelf()
    for printout in printouts:
        check_letters(printout)
        marks = replace(marks_of(printout, chosen), watermark=watermark)
        papers.append((_story(printout, chosen, shelf), marks))
    return press_all(papers, chosen)


def _story(printout: Printout, texts: Sequence[Texts], shelf: Shelf) -> list[Flowable]:
    """Receipts share what they have in common; other papers are seldom printed by the hundred."""
    if isinstance(printout, Receipt):
        return receipt_story(printout, texts, shelf)
    return KINDS[type(printout)].story(printout, texts)


def languages_of(printout: Printout) -> tuple[str, ...]:
    """In which languages a paper is printed: a filled application in the parent's, any other in both."""
    if isinstance(printout, FormPaper) and printout.language in LANGUAGES:
        return (printout.language,)
    return LANGUAGES


def marks_of(printout: Printout, texts: Sequence[Texts]) -> Marks:
    """What stands around the text of the paper."""
    kind = KINDS[type(printout)]
    footer = " / ".join(one(_footer_key(printout), number=printout.number) for one in texts)
    names = {"kk": printout.letterhead.name_kk, "ru": printout.letterhead.name_ru}
    author = names[texts[0].language]
    return Marks(
        id=printout.id, title=footer, author=author, footer=footer, copy=printout.copy, sheet=kind.sheet
    )


def _footer_key(printout: Printout) -> str:
    if isinstance(printout, RefusalPaper) and not printout.confirmed:
        return "paper-refusal-footer-provisional"
    if isinstance(printout, FormPaper) and not printout.number:
        return "paper-form-footer-blank"
    return KINDS[type(printout)].footer

"""One line of the registration journal as a strip: to be cut out and pasted into the book that is kept by hand."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer

from admission.school_papers import JournalLinePaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Signer, moment, sign_here
from desktop_app.printing.journal import journal_table
from desktop_app.printing.styles import HAIR, PALE, words
from desktop_app.printing.turns import in_all
from wording import Texts

DASHES = (3, 3)  # points drawn, points left out


def journal_line_story(paper: JournalLinePaper, texts: Sequence[Texts]) -> list[Flowable]:
    """Title, table of one line, who answers for it, and where to cut."""
    first = texts[0]
    names = {"kk": paper.letterhead.name_kk, "ru": paper.letterhead.name_ru}
    written = first("paper-as-of", moment=moment(paper.written, first))
    return [
        words(in_all(texts, "paper-journal-title", " / ", campaign=str(paper.year)), styles.SMALL_TITLE),
        words(f"{names[first.language]} · {written}", styles.CONTACTS),
        Spacer(1, 2 * mm),
        journal_table((paper.line,), texts),
        Spacer(1, 4 * mm),
        sign_here((Signer(first("paper-executor"), paper.line.executor),), first, styles.SMALL),
        Spacer(1, 4 * mm),
        HRFlowable(width="100%", thickness=HAIR, color=PALE, dash=DASHES, spaceBefore=0, spaceAfter=2),
        words(in_all(texts, "paper-journal-line-cut", " / "), styles.CAPTION),
    ]

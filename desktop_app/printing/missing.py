"""The notice of what is missing: each document, and before which step it must be here."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from admission.family_papers import MissingPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, fields, letterhead, lined_table, moment, sign_here
from desktop_app.printing.styles import words
from desktop_app.printing.turns import day_of, in_turn, numbered
from wording import Texts


def missing_story(paper: MissingPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """The documents that are wanting, and until when they may be brought (DOMAIN 3.2)."""
    return in_turn(texts, lambda one: _page(paper, one, texts))


def _page(paper: MissingPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(paper.letterhead, both),
        Spacer(1, 8 * mm),
        words(texts("paper-missing-title"), styles.TITLE),
        words(numbered(texts, paper.number, day_of(paper.written)), styles.UNDER_TITLE),
        _facts(paper, texts),
        Spacer(1, 4 * mm),
        words(texts("paper-missing-list"), styles.CLAUSE),
        _wanted(paper, texts),
        KeepTogether(
            [
                Spacer(1, 4 * mm),
                words(texts("paper-missing-bring"), styles.CLAUSE),
                words(texts("paper-missing-otherwise"), styles.CLAUSE),
                Spacer(1, 4 * mm),
                sign_here(_signers(paper, texts), texts),
            ]
        ),
    ]


def _facts(paper: MissingPaper, texts: Texts) -> Flowable:
    filed = texts("paper-numbered", number=paper.number, date=moment(paper.received, texts))
    rows = (
        [(texts("paper-refusal-to"), words(paper.applicant, styles.STRONG))],
        [(texts("paper-child"), words(paper.child, styles.STRONG))],
        [(texts("paper-refusal-application"), words(filed, styles.VALUE))],
    )
    return fields(rows)


def _wanted(paper: MissingPaper, texts: Texts) -> Flowable:
    columns = (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-document"), 87, styles.CELL),
        Column(texts("paper-column-form"), 25),
        Column(texts("paper-column-until"), 55, styles.CELL),
    )
    until = moment(paper.due, texts)
    rows = [
        (str(n), one.name[texts.language], one.form or "–", texts(f"paper-needed-{one.needed}", moment=until))
        for n, one in enumerate(paper.wanted, start=1)
    ]
    return lined_table(columns, rows)


def _signers(paper: MissingPaper, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-executor"), paper.executor),
        Signer(texts("paper-notice-taken"), dated=True),
    )

"""The confirmation of a withdrawal: when, why if it was said, what it means, which documents go back."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from admission.family_papers import WithdrawalPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, fields, letterhead, lined_table, moment, sign_here
from desktop_app.printing.styles import words
from desktop_app.printing.turns import day_of, in_turn, numbered
from wording import Texts


def withdrawal_story(paper: WithdrawalPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """The place is not kept, the papers are given back (DOMAIN 3.7)."""
    return in_turn(texts, lambda one: _page(paper, one, texts))


def _page(paper: WithdrawalPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(paper.letterhead, both),
        Spacer(1, 8 * mm),
        words(texts("paper-withdrawal-title"), styles.TITLE),
        words(numbered(texts, paper.number, day_of(paper.withdrawn)), styles.UNDER_TITLE),
        _facts(paper, texts),
        Spacer(1, 4 * mm),
        words(texts("paper-withdrawal-place"), styles.CLAUSE),
        words(texts("paper-withdrawal-returned"), styles.HEADING),
        _returned(paper, texts),
        KeepTogether([Spacer(1, 6 * mm), sign_here(_signers(paper, texts), texts)]),
    ]


def _facts(paper: WithdrawalPaper, texts: Texts) -> Flowable:
    filed = texts("paper-numbered", number=paper.number, date=moment(paper.received, texts))
    rows = [
        [(texts("paper-applicant"), words(paper.applicant, styles.STRONG))],
        [(texts("paper-child"), words(paper.child, styles.STRONG))],
        [(texts("paper-refusal-application"), words(filed, styles.VALUE))],
        [(texts("paper-withdrawal-at"), words(moment(paper.withdrawn, texts), styles.STRONG))],
        [(texts("paper-withdrawal-why"), words(paper.reason or texts("paper-not-said"), styles.VALUE))],
    ]
    return fields(rows)


def _returned(paper: WithdrawalPaper, texts: Texts) -> Flowable:
    if not paper.returned:
        return words(texts("paper-none"), styles.CLAUSE)
    columns = (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-document"), 90, styles.CELL),
        Column(texts("paper-column-kind"), 29),
        Column(texts("paper-column-copies"), 22),
        Column(texts("paper-column-sheets"), 26),
    )
    rows = [
        (str(n), one.name[texts.language], _kind(one.original, texts), str(one.copies), str(one.sheets))
        for n, one in enumerate(paper.returned, start=1)
    ]
    return lined_table(columns, rows)


def _kind(original: bool, texts: Texts) -> str:
    return texts("paper-original" if original else "paper-duplicate")


def _signers(paper: WithdrawalPaper, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-executor"), paper.executor),
        Signer(texts("paper-withdrawal-taken"), dated=True),
    )

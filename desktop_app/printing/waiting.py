"""The extract of a waiting list: the places up to the family's own; of other families only number and moment."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from admission.family_papers import WaitingExtract
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, fields, letterhead, lined_table, moment, sign_here
from desktop_app.printing.styles import words
from desktop_app.printing.turns import day_of, in_turn, numbered
from wording import Texts


def waiting_story(paper: WaitingExtract, texts: Sequence[Texts]) -> list[Flowable]:
    """Where the family stands, and behind whom (DOMAIN 1.10)."""
    return in_turn(texts, lambda one: _page(paper, one, texts))


def _page(paper: WaitingExtract, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(paper.letterhead, both),
        Spacer(1, 8 * mm),
        words(texts("paper-waiting-title"), styles.TITLE),
        words(numbered(texts, paper.number, day_of(paper.written)), styles.UNDER_TITLE),
        _facts(paper, texts),
        Spacer(1, 4 * mm),
        _places(paper, texts),
        KeepTogether(
            [
                Spacer(1, 4 * mm),
                words(texts("paper-waiting-rule"), styles.CLAUSE),
                Spacer(1, 4 * mm),
                sign_here([Signer(texts("paper-executor"), paper.executor)], texts),
            ]
        ),
    ]


def _facts(paper: WaitingExtract, texts: Texts) -> Flowable:
    way = texts("paper-receipt-inside" if paper.by_territory else "paper-receipt-outside")
    mine = next((line for line in paper.lines if line.number == paper.number), paper.lines[-1])
    place = texts("paper-waiting-place", position=mine.position, waiting=paper.waiting)
    rows = (
        ("paper-child", mine.child, styles.STRONG),
        ("paper-column-language", texts(f"paper-language-{paper.teaching}"), styles.VALUE),
        ("paper-receipt-way", way, styles.VALUE),
        ("paper-waiting-mine", place, styles.STRONG),
        ("paper-waiting-written", moment(paper.written, texts), styles.VALUE),
    )
    return fields([[(texts(key), words(text, style))] for key, text, style in rows])


def _places(paper: WaitingExtract, texts: Texts) -> Flowable:
    columns = (
        Column(texts("paper-column-place"), 20),
        Column(texts("paper-waiting-number"), 30),
        Column(texts("paper-receipt-registered"), 55),
        Column(texts("paper-child"), 70, styles.CELL),
    )
    rows = [
        (str(line.position), line.number, moment(line.received, texts), line.child or "–")
        for line in paper.lines
    ]
    return lined_table(columns, rows)

"""The amending order and its annex: which children leave an earlier list or come on it, and why."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from admission.school_papers import AmendedLine, AmendingOrder
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, letterhead, lined_table, sign_here
from desktop_app.printing.order import annex, date_number_place, into_grade, preamble, signers
from desktop_app.printing.styles import words
from desktop_app.printing.turns import in_turn, numbered
from wording import Texts
from wording.dates import date_digits, date_of


def amending_story(order: AmendingOrder, texts: Sequence[Texts]) -> list[Flowable]:
    """БҰЙРЫҚ / ПРИКАЗ that changes an earlier annex; nothing of the earlier order is struck out (DOMAIN 5)."""
    return in_turn(texts, lambda one: [*_order(order, one, texts), PageBreak(), *_annex(order, one)])


def _order(order: AmendingOrder, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(order.letterhead, both),
        Spacer(1, 8 * mm),
        words(texts("paper-order-title"), styles.TITLE),
        Spacer(1, 3 * mm),
        date_number_place(order, texts),
        Spacer(1, 7 * mm),
        words(texts("paper-amending-subject", earlier=_earlier(order, texts)), styles.STRONG),
        Spacer(1, 5 * mm),
        preamble(texts),
        *_clauses(order, texts),
        KeepTogether(
            [
                words(texts("paper-amending-basis"), styles.CLAUSE),
                Spacer(1, 6 * mm),
                sign_here(signers(order, texts), texts),
            ]
        ),
    ]


def _earlier(order: AmendingOrder, texts: Texts) -> str:
    day = date_of(order.amends_dated, texts.language)
    return texts("paper-amending-earlier", number=order.amends, date=day)


def _clauses(order: AmendingOrder, texts: Texts) -> list[Flowable]:
    left = sum(line.left for line in order.lines)
    out = sum(line.taken_out for line in order.lines) - left
    change = texts(
        "paper-amending-change-left" if left else "paper-amending-change",
        earlier=_earlier(order, texts),
        grade=into_grade(order.letter, texts),
        out=out,
        added=len(order.lines) - out - left,
        left=left,
    )
    clauses = (
        change,
        texts("paper-order-responsible", name=order.responsible),
        texts("paper-order-control"),
    )
    return [words(f"{number}. {clause}", styles.CLAUSE) for number, clause in enumerate(clauses, start=1)]


def _annex(order: AmendingOrder, texts: Texts) -> list[Flowable]:
    head = texts("paper-amending-annex", numbered=numbered(texts, order.number, order.dated))
    rows = [_row(n, one, texts) for n, one in enumerate(order.lines, start=1)]
    return annex(order, (head, texts("paper-amending-list")), lined_table(_columns(texts), rows), texts)


def _columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-name"), 50, styles.CELL),
        Column(texts("paper-born"), 18.5),
        Column(texts("paper-iin"), 22.5),
        Column(texts("paper-waiting-number"), 22),
        Column(texts("paper-column-change"), 20),
        Column(texts("paper-column-why"), 34, styles.CELL),
    )


def _row(number: int, line: AmendedLine, texts: Texts) -> tuple[str, ...]:
    key = "paper-left" if line.left else "paper-taken-out" if line.taken_out else "paper-brought-in"
    why = texts("paper-left-for", why=line.why, where=line.where_to) if line.where_to else line.why
    return (str(number), line.child, date_digits(line.born), line.iin or "–", line.number, texts(key), why)

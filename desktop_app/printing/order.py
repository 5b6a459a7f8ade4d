"""The enrolment order and its annex: the order in Kazakh with its list, then the same in Russian."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table

from admission.printouts import OrderLine, OrderPaper
from admission.school_papers import AmendingOrder
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, letterhead, lined_table, side_by_side, sign_here
from desktop_app.printing.fonts import BOLD
from desktop_app.printing.styles import exactly, words
from wording import Texts
from wording.dates import date_digits, date_words


def order_story(order: OrderPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """БҰЙРЫҚ / ПРИКАЗ with Order 564 as its basis, effective 1 September of its year (DOMAIN 3.4)."""
    story: list[Flowable] = []
    for one in texts:
        if story:
            story.append(PageBreak())
        story += [*_order(order, one, texts), PageBreak(), *_annex(order, one)]
    return story


def _order(order: OrderPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(order.letterhead, both),
        Spacer(1, 8 * mm),
        words(texts("paper-order-title"), styles.TITLE),
        Spacer(1, 3 * mm),
        date_number_place(order, texts),
        Spacer(1, 7 * mm),
        words(texts("paper-order-subject"), styles.STRONG),
        Spacer(1, 5 * mm),
        preamble(texts),
        *_clauses(order, texts),
        KeepTogether(
            [
                words(texts("paper-order-basis"), styles.CLAUSE),
                Spacer(1, 6 * mm),
                sign_here(signers(order, texts), texts),
            ]
        ),
    ]


def date_number_place(order: OrderPaper | AmendingOrder, texts: Texts) -> Table:
    """When, under which number and where an order was made, across the sheet."""
    return side_by_side(
        (
            words(date_words(order.dated, texts.language), styles.VALUE),
            words(f"№ {order.number}", styles.CENTRE),
            words(order.letterhead.locality, styles.RIGHT),
        )
    )


def preamble(texts: Texts) -> Paragraph:
    """On which ground the director orders."""
    command = f'<font name="{BOLD}">{exactly(texts("paper-order-command"))}</font>'
    return Paragraph(f"{exactly(texts('paper-order-preamble'))} {command}", styles.CLAUSE)


def _clauses(order: OrderPaper, texts: Texts) -> list[Flowable]:
    enrol = texts(
        "paper-order-enrol",
        year=order.year,
        grade=into_grade(order.letter, texts),
        language=texts(f"paper-language-{order.language}"),
        count=len(order.lines),
    )
    clauses = (
        enrol,
        texts("paper-order-responsible", name=order.responsible),
        texts("paper-order-control"),
    )
    return [words(f"{number}. {clause}", styles.CLAUSE) for number, clause in enumerate(clauses, start=1)]


def into_grade(letter: str, texts: Texts) -> str:
    """Into which class; into the first grade where it has no letter yet."""
    if not letter:
        return texts("paper-into-grade")
    return texts("paper-into-class", letter=letter)


def signers(order: OrderPaper | AmendingOrder, texts: Texts) -> tuple[Signer, ...]:
    """The director, and who has read the order."""
    return (
        Signer(texts("paper-director"), order.director),
        Signer(texts("paper-order-seen"), order.responsible),
    )


def _annex(order: OrderPaper, texts: Texts) -> list[Flowable]:
    day = date_words(order.dated, texts.language)
    head = texts("paper-order-annex", number=order.number, date=day)
    title = texts("paper-order-list", grade=into_grade(order.letter, texts))
    return annex(order, (head, title), lined_table(_columns(texts), _rows(order, texts)), texts)


def annex(
    order: OrderPaper | AmendingOrder, words_above: tuple[str, str], table: Flowable, texts: Texts
) -> list[Flowable]:
    """The list of children: whose annex it is, its title, the table, how many they are, the director's signature."""
    of_order, title = words_above
    total = words(texts("paper-order-total", count=len(order.lines)), styles.STRONG)
    signed = sign_here([Signer(texts("paper-director"), order.director)], texts)
    return [
        words(of_order, styles.SMALL_RIGHT),
        Spacer(1, 5 * mm),
        words(title, styles.TITLE),
        Spacer(1, 3 * mm),
        table,
        Spacer(1, 3 * mm),
        KeepTogether([total, signed]),
    ]


def _columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-name"), 61.5, styles.CELL),
        Column(texts("paper-born"), 18.5),
        Column(texts("paper-iin"), 22.5),
        Column(texts("paper-column-class"), 14.5),
        Column(texts("paper-column-language"), 19),
        Column(texts("paper-column-filed"), 31),
    )


def _rows(order: OrderPaper, texts: Texts) -> list[tuple[str, ...]]:
    grade = f"1 «{order.letter}»" if order.letter else "1"
    language = texts(f"paper-language-{order.language}")
    return [_row(number, line, grade, language) for number, line in enumerate(order.lines, start=1)]


def _row(number: int, line: OrderLine, grade: str, language: str) -> tuple[str, ...]:
    filed = f"{line.number}, {date_digits(line.filed)}"
    return (str(number), line.child, date_digits(line.born), line.iin or "–", grade, language, filed)

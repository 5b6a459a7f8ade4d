"""The receipt of documents: one complete block a language, Kazakh first, both on one sheet where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer

from admission.printouts import Receipt, ReceiptLine
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, fields, letterhead, lined_table, moment, sign_here
from desktop_app.printing.facts import ALONE, room_of
from desktop_app.printing.line import line_or_words
from desktop_app.printing.sheet import HEIGHT, WIDTH
from desktop_app.printing.shelf import Anew
from desktop_app.printing.styles import HAIR, PALE, words
from wording import Texts
from wording.dates import date_digits, date_words

CLOSEST, WIDEST = 3 * mm, 14 * mm  # between a block of one language and the line that parts it from the next


def receipt_story(receipt: Receipt, texts: Sequence[Texts], shelf: Anew | None = None) -> list[Flowable]:
    """What was handed over, what is missing, until when it is considered (DOMAIN 3.2)."""
    blocks = [_block(receipt, one, shelf or Anew()) for one in texts]
    between = _between(HEIGHT - sum(_height(block) for block in blocks))
    story = list(blocks[0])
    for block in blocks[1:]:
        story += [*between, *block]
    return story


def _height(block: Sequence[Flowable]) -> float:
    """Points the block needs at most: where two margins meet, reportlab keeps only the larger one."""
    return sum(one.wrap(WIDTH, HEIGHT)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in block)


def _between(left: float) -> list[Flowable]:
    """What parts two languages: a dashed line in the middle of the space left, or a new page if none is left."""
    if left < 2 * CLOSEST:
        return [PageBreak()]
    gap = min(left / 2 - 1, WIDEST)
    fold = HRFlowable(width="100%", thickness=HAIR, color=PALE, dash=(3, 3), spaceBefore=gap, spaceAfter=gap)
    return [fold]


def _block(receipt: Receipt, texts: Texts, shelf: Anew) -> list[Flowable]:
    """What receipts of one school, one set of papers, one executor share is kept under what it says."""
    title = texts("paper-receipt-title", number=receipt.number)
    language, head, handed, who = texts.language, receipt.letterhead, receipt.documents, receipt.executor
    signers = _signers(receipt, texts)
    return [
        *shelf.keep_all((language, head), lambda: letterhead(head, [texts])),
        words(title, styles.SMALL_TITLE),
        Spacer(1, 2 * mm),
        _facts(receipt, texts, shelf),
        *shelf.keep_all((language, msgspec.json.encode(handed)), lambda: _documents(handed, texts)),
        _outlook(receipt, texts, shelf),
        *shelf.keep_all((language, "signers", who), lambda: _foot(signers, texts)),
    ]


def _foot(signers: Sequence[Signer], texts: Texts) -> list[Flowable]:
    remark = words(texts("paper-receipt-two"), styles.REMARK)
    return [sign_here(signers, texts, styles.SMALL), Spacer(1, 1 * mm), remark]


def _facts(receipt: Receipt, texts: Texts, shelf: Anew) -> Flowable:
    way = "paper-receipt-inside" if receipt.by_territory else "paper-receipt-outside"
    rows = (
        [("paper-receipt-registered", moment(receipt.received, texts), styles.SMALL_STRONG)],
        [("paper-applicant", receipt.applicant, styles.SMALL_STRONG)],
        [("paper-child", receipt.child, styles.SMALL_STRONG)],
        [
            ("paper-iin", receipt.child_iin or texts("paper-none"), styles.SMALL),
            ("paper-born", date_words(receipt.child_born, texts.language), styles.SMALL),
        ],
        [
            ("paper-receipt-language", texts(f"paper-language-{receipt.language}"), styles.SMALL),
            ("paper-receipt-way", texts(way), styles.SMALL),
        ],
    )
    named = [
        [(_label(key, texts, shelf), line_or_words(value, style, room_of(row))) for key, value, style in row]
        for row in rows
    ]
    return fields(named, styles.SMALL_LABEL)


def _label(key: str, texts: Texts, shelf: Anew) -> Flowable:
    return shelf.keep((texts.language, key), lambda: words(texts(key), styles.SMALL_LABEL))


def _documents(lines: Sequence[ReceiptLine], texts: Texts) -> list[Flowable]:
    return [Spacer(1, 1 * mm), _document_table(lines, texts), Spacer(1, 1.5 * mm)]


def _document_table(lines: Sequence[ReceiptLine], texts: Texts) -> Flowable:
    """The table of what was handed over, or the word that nothing was."""
    if not lines:
        none = words(texts("paper-none"), styles.SMALL)
        return fields([[(texts("paper-receipt-brought"), none)]], styles.SMALL_LABEL)
    columns = (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-document"), 66, styles.CELL),
        Column(texts("paper-column-form"), 19),
        Column(texts("paper-column-kind"), 23),
        Column(texts("paper-column-copies"), 14),
        Column(texts("paper-column-sheets"), 15),
        Column(texts("paper-column-note"), 30, styles.CELL),
    )
    rows = [_row(number, line, texts) for number, line in enumerate(lines, start=1)]
    return lined_table(columns, rows)


def _row(number: int, line: ReceiptLine, texts: Texts) -> tuple[str, ...]:
    kind = texts("paper-original" if line.original else "paper-duplicate")
    name = line.name[texts.language]
    return (str(number), name, line.form or "–", kind, str(line.copies), str(line.sheets), _note(line, texts))


def _note(line: ReceiptLine, texts: Texts) -> str:
    """The note as written; a bare date in it is the day until which the document is valid."""
    try:
        until = date.fromisoformat(line.note)
    except ValueError:
        return line.note
    return texts("paper-valid-until", date=date_digits(until))


def _outlook(receipt: Receipt, texts: Texts, shelf: Anew) -> Flowable:
    missing = "; ".join(name[texts.language] for name in receipt.missing) or texts("paper-none")
    until = texts("paper-receipt-until", moment=moment(receipt.due, texts))
    rows = (
        [(_label("paper-receipt-missing", texts, shelf), line_or_words(missing, styles.SMALL, ALONE))],
        [(_label("paper-receipt-due", texts, shelf), line_or_words(until, styles.SMALL_STRONG, ALONE))],
    )
    return fields(rows, styles.SMALL_LABEL)


def _signers(receipt: Receipt, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-executor"), receipt.executor),
        Signer(texts("paper-receipt-taken"), dated=True),
    )

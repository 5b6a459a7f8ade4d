"""The receipt of documents: one complete block a language, Kazakh first, both on one sheet where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer

from admission.printouts import Receipt, ReceiptLine
from desktop_app.printing import styles
from desktop_app.printing.blocks import (
    SIGN_COLUMNS,
    Column,
    Signer,
    fields,
    letterhead,
    lined_table,
    moment,
    sign_here,
)
from desktop_app.printing.code import LEFT_OF_CODE, BesideCode
from desktop_app.printing.facts import LABEL, room_of
from desktop_app.printing.line import line_or_words
from desktop_app.printing.sheet import HEIGHT, WIDTH
from desktop_app.printing.shelf import Anew
from desktop_app.printing.styles import HAIR, PALE, words
from wording import Texts
from wording.dates import date_digits, date_words

NARROW_LABEL = 36 * mm
NARROW_SIGN = (59 * mm, 2 * mm, 25 * mm, 2 * mm, LEFT_OF_CODE - 88 * mm)  # beside the code
CLOSEST, WIDEST = 3 * mm, 14 * mm  # between a block of one language and the line that parts it from the next


def receipt_story(receipt: Receipt, texts: Sequence[Texts], shelf: Anew | None = None) -> list[Flowable]:
    """What was handed over, what is missing, until when it is considered (DOMAIN 3.2); its code in the first block."""
    shelf = shelf or Anew()
    blocks = [
        _block(receipt, one, shelf, receipt.code if place == 0 else "") for place, one in enumerate(texts)
    ]
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


def _block(receipt: Receipt, texts: Texts, shelf: Anew, code: str) -> list[Flowable]:
    """What receipts of one school, one set of papers, one executor share is kept under what it says."""
    title = texts("paper-receipt-title", number=receipt.number)
    language, head, handed = texts.language, receipt.letterhead, receipt.documents
    return [
        *shelf.keep_all((language, head), lambda: letterhead(head, [texts])),
        words(title, styles.SMALL_TITLE),
        Spacer(1, 2 * mm),
        _facts(receipt, texts, shelf),
        *shelf.keep_all((language, msgspec.json.encode(handed)), lambda: _documents(handed, texts)),
        *_end(receipt, texts, shelf, code),
    ]


def _end(receipt: Receipt, texts: Texts, shelf: Anew, code: str) -> list[Flowable]:
    """What is missing, until when it is considered, who signs: narrower where the code stands beside it."""
    label, columns = (NARROW_LABEL, NARROW_SIGN) if code else (LABEL, SIGN_COLUMNS)
    signers, shared = _signers(receipt, texts), (texts.language, "signers", receipt.executor, columns)
    end = [
        _outlook(receipt, texts, shelf, (label, sum(columns) - label)),
        *shelf.keep_all(shared, lambda: _foot(signers, texts, columns)),
    ]
    return [BesideCode(end, code)] if code else end


def _foot(signers: Sequence[Signer], texts: Texts, columns: Sequence[float]) -> list[Flowable]:
    remark = words(texts("paper-receipt-two"), styles.REMARK)
    return [sign_here(signers, texts, styles.SMALL, columns=columns), Spacer(1, 1 * mm), remark]


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


def _outlook(receipt: Receipt, texts: Texts, shelf: Anew, columns: tuple[float, float]) -> Flowable:
    missing = "; ".join(name[texts.language] for name in receipt.missing) or texts("paper-none")
    until = texts("paper-receipt-until", moment=moment(receipt.due, texts))
    rows = (
        [(_label("paper-receipt-missing", texts, shelf), line_or_words(missing, styles.SMALL, columns[1]))],
        [(_label("paper-receipt-due", texts, shelf), line_or_words(until, styles.SMALL_STRONG, columns[1]))],
    )
    return fields(rows, styles.SMALL_LABEL, columns)


def _signers(receipt: Receipt, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-executor"), receipt.executor),
        Signer(texts("paper-receipt-taken"), dated=True),
    )

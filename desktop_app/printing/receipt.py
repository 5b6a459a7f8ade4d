"""The receipt of documents: one complete block a language, Kazakh first, both on one sheet where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer

from admission.printouts import Receipt, ReceiptLine
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, fields, letterhead, lined_table, moment, sign_here
from desktop_app.printing.styles import HAIR, PALE, words
from wording import Texts
from wording.dates import date_digits, date_words


def receipt_story(receipt: Receipt, texts: Sequence[Texts]) -> list[Flowable]:
    """What was handed over, what is missing, until when it is considered (DOMAIN 3.2)."""
    story: list[Flowable] = []
    for one in texts:
        if story:
            story.append(_fold())
        story.append(KeepTogether(_block(receipt, one)))
    return story


def _fold() -> HRFlowable:
    return HRFlowable(
        width="100%", thickness=HAIR, color=PALE, dash=(3, 3), spaceBefore=5 * mm, spaceAfter=5 * mm
    )


def _block(receipt: Receipt, texts: Texts) -> list[Flowable]:
    title = texts("paper-receipt-title")
    return [
        *letterhead(receipt.letterhead, [texts]),
        words(title, styles.SMALL_TITLE),
        words(_registered(receipt, texts), styles.SMALL_CENTRE),
        Spacer(1, 2 * mm),
        _facts(receipt, texts),
        Spacer(1, 1 * mm),
        *_documents(receipt.documents, texts),
        Spacer(1, 1.5 * mm),
        _outlook(receipt, texts),
        sign_here(_signers(receipt, texts), texts, styles.SMALL),
        Spacer(1, 1 * mm),
        words(texts("paper-receipt-two"), styles.REMARK),
    ]


def _registered(receipt: Receipt, texts: Texts) -> str:
    return texts("paper-receipt-number", number=receipt.number, moment=moment(receipt.received, texts))


def _facts(receipt: Receipt, texts: Texts) -> Flowable:
    born = date_words(receipt.child_born, texts.language)
    iin = receipt.child_iin or texts("paper-none")
    way = texts("paper-receipt-inside" if receipt.by_territory else "paper-receipt-outside")
    language = texts(f"paper-language-{receipt.language}")
    pairs = (
        (texts("paper-applicant"), words(receipt.applicant, styles.SMALL_STRONG)),
        (texts("paper-child"), words(receipt.child, styles.SMALL_STRONG)),
        (texts("paper-receipt-iin-born"), words(f"{iin}; {born}", styles.SMALL)),
        (texts("paper-receipt-language-way"), words(f"{language}; {way}", styles.SMALL)),
    )
    return fields(pairs, styles.SMALL_LABEL)


def _documents(lines: Sequence[ReceiptLine], texts: Texts) -> list[Flowable]:
    """The table of what was handed over; nothing when nothing was (the missing ones are listed below it)."""
    columns = (
        Column(texts("paper-column-number"), 8),
        Column(texts("paper-column-document"), 66, styles.SMALL),
        Column(texts("paper-column-form"), 19),
        Column(texts("paper-column-kind"), 23),
        Column(texts("paper-column-copies"), 14),
        Column(texts("paper-column-sheets"), 15),
        Column(texts("paper-column-note"), 30, styles.SMALL),
    )
    rows = [_row(number, line, texts) for number, line in enumerate(lines, start=1)]
    return [lined_table(columns, rows)] if rows else []


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


def _outlook(receipt: Receipt, texts: Texts) -> Flowable:
    missing = "; ".join(name[texts.language] for name in receipt.missing) or texts("paper-none")
    pairs = (
        (texts("paper-receipt-missing"), words(missing, styles.SMALL)),
        (texts("paper-receipt-due"), words(moment(receipt.due, texts), styles.SMALL_STRONG)),
    )
    return fields(pairs, styles.SMALL_LABEL)


def _signers(receipt: Receipt, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-executor"), receipt.executor),
        Signer(texts("paper-receipt-taken"), dated=True),
    )

"""Printouts: the frozen contents of the papers we make; what is printed later is what was written here."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from admission.family_papers import (
    ContractPaper,
    FormPaper,
    MissingPaper,
    TransferSlip,
    WaitingExtract,
    WithdrawalPaper,
)
from admission.letterhead import Both, Letterhead, ReceiptLine
from admission.school_papers import AlphabetBook, AmendingOrder, ClassList, JournalLinePaper, JournalPaper

__all__ = [
    "Both", "Letterhead", "ReceiptLine", "Receipt", "RefusalPaper", "OrderLine", "OrderPaper", "Printout",
    "dump_printout", "load_printout",
]  # fmt: skip


class Receipt(msgspec.Struct, frozen=True, kw_only=True, tag="receipt", tag_field="paper"):
    """Receipt of documents (DOMAIN 3.2): what was handed over, and until when it is considered.

    `code`: the text of its QR code (`receipt_core`), empty where the desk had no key to sign it with.
    """

    id: str
    application: str
    letterhead: Letterhead
    number: str
    received: datetime
    due: datetime
    applicant: str
    child: str
    child_iin: str
    child_born: date
    language: str
    by_territory: bool
    documents: tuple[ReceiptLine, ...]
    missing: tuple[Both, ...]
    executor: str
    copy: int = 1
    code: str = ""


class RefusalPaper(msgspec.Struct, frozen=True, kw_only=True, tag="refusal", tag_field="paper"):
    """Reasoned refusal (DOMAIN 3.3); `confirmed` is false while the centre has not confirmed the decision.

    `reasons`: what of the reason stands on the page of each language; empty where all of it stands on every page.
    """

    id: str
    application: str
    letterhead: Letterhead
    number: str
    received: datetime
    decided: datetime
    applicant: str
    child: str
    child_sex: str
    grounds: tuple[Both, ...]
    reason: str
    director: str
    confirmed: bool
    copy: int = 1
    reasons: Both = {}


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """One child of the order's annex."""

    child: str
    born: date
    iin: str
    number: str
    filed: date


class OrderPaper(msgspec.Struct, frozen=True, kw_only=True, tag="order", tag_field="paper"):
    """Enrolment order with its annex (DOMAIN 3.4); effective 1 September of `year`."""

    id: str
    letterhead: Letterhead
    number: str
    dated: date
    year: int
    language: str
    letter: str
    lines: tuple[OrderLine, ...]
    director: str
    responsible: str
    copy: int = 1


OfFamily = (
    Receipt
    | RefusalPaper
    | MissingPaper
    | FormPaper
    | WithdrawalPaper
    | TransferSlip
    | ContractPaper
    | WaitingExtract
)
OfSchool = OrderPaper | AmendingOrder | JournalPaper | JournalLinePaper | ClassList | AlphabetBook
Printout = OfFamily | OfSchool


def dump_printout(printout: Printout) -> bytes:
    """The frozen contents as bytes."""
    return msgspec.json.encode(printout, order="deterministic")


def load_printout(data: bytes) -> Printout:
    """A printout from its frozen bytes."""
    printout: Printout = msgspec.json.decode(data, type=Printout)
    return printout

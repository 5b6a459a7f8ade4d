"""Papers a family is given about its own application: their frozen contents, as DOMAIN 3 lists them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from admission.letterhead import Both, Letterhead, ReceiptLine


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One document that is still missing: names kk/ru, form number, before which step it must be here."""

    name: Both
    form: str
    needed: Literal["filing", "acceptance", "order"]


class MissingPaper(msgspec.Struct, frozen=True, kw_only=True, tag="missing", tag_field="paper"):
    """Notice of what is missing; `due`: until when the application is considered."""

    id: str
    application: str
    letterhead: Letterhead
    number: str
    received: datetime
    due: datetime
    written: datetime
    applicant: str
    child: str
    wanted: tuple[Wanted, ...]
    executor: str
    copy: int = 1


class FormPaper(msgspec.Struct, frozen=True, kw_only=True, tag="application", tag_field="paper"):
    """The application as the parent signs it (DOMAIN 3.1); empty text and None are lines to fill in by hand.

    `language`: of the paper itself ("kk", "ru"; empty: both); `teaching`: of instruction; `documents`: enclosed.
    """

    id: str
    letterhead: Letterhead
    school_year: str
    application: str = ""
    number: str = ""
    received: datetime | None = None
    language: str = ""
    director: str = ""
    applicant: str = ""
    applicant_iin: str = ""
    relation: str = ""
    phone: str = ""
    email: str = ""
    child: str = ""
    child_born: date | None = None
    child_iin: str = ""
    child_sex: str = ""
    citizenship: str = ""
    registered: str = ""
    actual: str = ""
    teaching: str = ""
    grade: int = 1
    from_school: str = ""
    by_territory: bool | None = None
    special_needs: bool | None = None
    transport: bool | None = None
    notify_in: str = ""
    documents: tuple[Both, ...] = ()
    data_correct: bool = False
    data_consent: bool = False
    copy: int = 1


class WithdrawalPaper(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawal", tag_field="paper"):
    """Confirmation of a withdrawal (DOMAIN 3.7): `reason` may be empty; the documents that are given back."""

    id: str
    application: str
    letterhead: Letterhead
    number: str
    received: datetime
    withdrawn: datetime
    applicant: str
    child: str
    reason: str
    returned: tuple[ReceiptLine, ...]
    executor: str
    copy: int = 1


class TransferSlip(msgspec.Struct, frozen=True, kw_only=True, tag="transfer-slip", tag_field="paper"):
    """Slip of a pupil who changes school (DOMAIN 3.8): "arrival" is for the old school, "departure" for the new.

    `valid_until`: its last day, None where there is none. A departure names its `order` and that order's day.
    """

    id: str
    letterhead: Letterhead
    number: str
    way: Literal["arrival", "departure"]
    dated: date
    child: str
    child_born: date
    child_iin: str
    child_sex: str
    grade: int
    teaching: str
    other_school: str
    director: str
    application: str = ""
    reason: str = ""
    valid_until: date | None = None
    order: str = ""
    ordered: date | None = None
    copy: int = 1


class ContractPaper(msgspec.Struct, frozen=True, kw_only=True, tag="contract", tag_field="paper"):
    """Title page of the contract between school and parent (DOMAIN 3.8); its text is the law's and not ours."""

    id: str
    application: str
    letterhead: Letterhead
    number: str
    dated: date
    school_year: str
    applicant: str
    applicant_iin: str
    child: str
    child_born: date
    child_iin: str
    child_sex: str
    director: str
    copy: int = 1


class WaitingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the waiting list; `child` is a name only for the family's own line, else empty."""

    position: int
    number: str
    received: datetime
    child: str


class WaitingExtract(msgspec.Struct, frozen=True, kw_only=True, tag="waiting-list", tag_field="paper"):
    """Extract of a waiting list up to the family's own line, `number`; `waiting`: how many wait in all."""

    id: str
    application: str
    letterhead: Letterhead
    number: str
    written: datetime
    teaching: str
    by_territory: bool
    lines: tuple[WaitingLine, ...]
    waiting: int
    executor: str
    copy: int = 1

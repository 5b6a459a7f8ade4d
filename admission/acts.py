"""Acts: what someone did, each one immutable record, made where it happened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from admission.application import ApplicationDraft, Attachment, Count, TwinsWish
from admission.order import OrderChange

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
IfFull = Literal["waitlist", "refuse"]
NOTE_LETTERS = 1000
LETTER_LENGTH = 2
Letter = Annotated[str, msgspec.Meta(max_length=LETTER_LENGTH)]
NoteText = Annotated[str, msgspec.Meta(max_length=NOTE_LETTERS)]


class Filed(msgspec.Struct, frozen=True, kw_only=True, tag="filed", tag_field="kind"):
    """A fact: the applicant handed in an application and it was given a number."""

    application: str
    number: str
    year: Count
    draft: ApplicationDraft


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One corrected field: its dotted path, the value that was seen, the value it becomes (both as text)."""

    field: str
    seen: str
    value: str


class Amended(msgspec.Struct, frozen=True, kw_only=True, tag="amended", tag_field="kind"):
    """A fact: the office corrected what had been entered; the old values stay readable (DOMAIN 5 #57)."""

    application: str
    changes: tuple[Change, ...]
    reason: str


class Attached(msgspec.Struct, frozen=True, kw_only=True, tag="attached", tag_field="kind"):
    """A fact: a scan or photo was added; the bytes travel apart, named by their SHA-256."""

    application: str
    attachment: Attachment


class DocumentChecked(msgspec.Struct, frozen=True, kw_only=True, tag="document_checked", tag_field="kind"):
    """A fact: an executor looked at one required document and found it good or not."""

    application: str
    document: str
    good: bool
    note: str = ""


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag="noted", tag_field="kind"):
    """A fact: somebody of the office left a remark for the office; no paper and no portal ever shows it."""

    application: str
    text: NoteText


class Assigned(msgspec.Struct, frozen=True, kw_only=True, tag="assigned", tag_field="kind"):
    """A fact: the application is this officer's work from now on; an empty id gives it back to everybody."""

    application: str
    officer: str


class Asked(msgspec.Struct, frozen=True, kw_only=True, tag="asked", tag_field="kind"):
    """A fact: the applicant was asked to bring these papers (codes of the profile) by that day."""

    application: str
    documents: tuple[str, ...]
    until: date
    note: NoteText = ""


class Proposed(msgspec.Struct, frozen=True, kw_only=True, tag="proposed", tag_field="kind"):
    """A decision: the executor puts the application before the director, to accept or to refuse.

    `transport`: whether a child who asks for it is driven to school for nothing; None where nobody has said.
    """

    application: str
    accept: bool
    grounds: tuple[str, ...] = ()
    reason: str = ""
    transport: bool | None = None


class Returned(msgspec.Struct, frozen=True, kw_only=True, tag="returned", tag_field="kind"):
    """A decision: the director gives the application back to the executor, with a comment."""

    application: str
    reason: str


class Decided(msgspec.Struct, frozen=True, kw_only=True, tag="decided", tag_field="kind"):
    """A decision: the director accepts or refuses (seed 003); `if_full` says what an acceptance becomes.

    `transport` is decided with it (DOMAIN 2.3), as in `Proposed`. A signed one names its files by their SHA-256:
    the manifest, the signature over it, and the PDF of a refusal.
    """

    application: str
    accept: bool
    grounds: tuple[str, ...] = ()
    reason: str = ""
    if_full: IfFull = "waitlist"
    transport: bool | None = None
    manifest_sha256: str = ""
    cms_sha256: str = ""
    pdf_sha256: str = ""


class Registered(msgspec.Struct, frozen=True, kw_only=True, tag="registered", tag_field="kind"):
    """A decision: the education department registers the application or refuses to (seed 002)."""

    application: str
    accept: bool
    grounds: tuple[str, ...] = ()
    reason: str = ""


class TakenUp(msgspec.Struct, frozen=True, kw_only=True, tag="taken_up", tag_field="kind"):
    """A decision: the school takes a registered application up; the originals are there (seed 002)."""

    application: str


class Reversed(msgspec.Struct, frozen=True, kw_only=True, tag="reversed", tag_field="kind"):
    """A decision: the director takes an acceptance back, by an order and for a reason (DOMAIN 5 #56)."""

    application: str
    order_number: str
    reason: str


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawn", tag_field="kind"):
    """A fact: the application was taken back (seed 003 part 4); `asked_by` names who did, if not the applicant."""

    application: str
    reason: str = ""
    asked_by: str = ""


class Annulled(msgspec.Struct, frozen=True, kw_only=True, tag="annulled", tag_field="kind"):
    """A decision: the director strikes out a mis-registration; the number is never reused (DOMAIN 5 #53)."""

    application: str
    reason: str


class Resumed(msgspec.Struct, frozen=True, kw_only=True, tag="resumed", tag_field="kind"):
    """A decision: of two applications for a child the parent chose this one, which was held (SYNC C6)."""

    application: str
    reason: str = ""


class Lent(msgspec.Struct, frozen=True, kw_only=True, tag="lent", tag_field="kind"):
    """A decision: the director lends free places of a stream to one desk until a moment; 0 gives them back."""

    stream: str
    desk: str
    seats: Count
    until: Moment


class Classed(msgspec.Struct, frozen=True, kw_only=True, tag="classed", tag_field="kind"):
    """A decision: an accepted child is put down for the class of this letter; an empty one takes it out again.

    `twins_wish`: its parents asked that twins go to one class, or to different ones.
    """

    application: str
    letter: Letter
    twins_wish: TwinsWish = ""


class Ordered(msgspec.Struct, frozen=True, kw_only=True, tag="ordered", tag_field="kind"):
    """A decision: the director signed an enrolment order; the three files are named by their SHA-256."""

    order: str
    number: str
    dated: date
    language: str
    letter: str
    applications: tuple[str, ...]
    manifest_sha256: str
    pdf_sha256: str
    cms_sha256: str


class OrderAmended(msgspec.Struct, frozen=True, kw_only=True, tag="order_amended", tag_field="kind"):
    """A decision: the director signed an order that changes the list of an earlier one, which it `amends` (its id).

    `language` and `letter` are those of the earlier order; the three files as in `Ordered`.
    """

    order: str
    number: str
    dated: date
    amends: str
    language: str
    letter: str
    lines: tuple[OrderChange, ...]
    manifest_sha256: str
    pdf_sha256: str
    cms_sha256: str


Body = (
    Filed
    | Amended
    | Attached
    | DocumentChecked
    | Proposed
    | Returned
    | Decided
    | Withdrawn
    | Annulled
    | Ordered
    | Registered
    | TakenUp
    | Reversed
    | Resumed
    | Lent
    | Noted
    | Assigned
    | Asked
    | Classed
    | OrderAmended
)
FACTS = (Filed, Amended, Attached, DocumentChecked, Withdrawn, Noted, Assigned, Asked)


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One act: who did what, at which desk, under which rules; `n` counts the desk's acts without gaps.

    `at` is the desk's clock; `since` the newest `seq` of the centre the desk had read; `previous` the chain
    hash before it, up to version 2: since then the chain alone tells it (decision 005).
    """

    id: str
    desk: str
    n: Count
    school: str
    person: str
    at: Moment
    rules: str
    body: Body
    since: Count = 0
    previous: str = ""
    v: int = 1


def is_fact(body: Body) -> bool:
    """Facts happened and are never refused; everything else is a decision and may be (ARCHITECTURE)."""
    return isinstance(body, FACTS)


def kind_of(body: Body) -> str:
    """The tag of an act's body: `filed`, `decided`, …"""
    return str(type(body).__struct_config__.tag)

"""The frozen values that queries hand out; no row, session or connection leaves this room."""

from __future__ import annotations

from datetime import datetime

import msgspec

from admission.acts import Body
from admission.problems import Problem

OPEN = frozenset({"sending", "sent"})  # outcomes of a print nobody has in hand yet
IN_HAND, NOT_NEEDED, AGAIN = "in-hand", "not-needed", "again"  # what a person answered


class ApplicationLine(msgspec.Struct, frozen=True, kw_only=True):
    """One application in a list; `waiting` when what is shown rests on acts the centre has not confirmed."""

    id: str
    number: str
    child: str
    applicant: str
    phone: str
    iin: str
    status: str
    language: str
    inside: bool
    channel: str
    received: datetime
    due: datetime
    flags: tuple[str, ...]
    waiting: bool


class OutboxLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act that waits to be sent; `size` in bytes; `again`: done under a desk this computer was before."""

    n: int
    act: str
    kind: str
    application: str
    number: str
    child: str
    at: datetime
    size: int
    again: bool


class AttentionItem(msgspec.Struct, frozen=True, kw_only=True):
    """One act the centre refused, changed or set aside, for the person who did it.

    `n` and `desk` name the act for the centre; `body` is what was done, `done` when (the desk's clock), `at` when the
    answer came. `number` and `child` come from a filing itself where its application is not here. `settled_by` is
    empty where nobody kept it. A name that is not known is empty.
    """

    id: str
    act: str
    n: int
    desk: str
    kind: str
    application: str
    number: str
    child: str
    outcome: str
    reason: Problem
    body: Body | None
    done: datetime
    at: datetime
    person: str
    by: str
    seen: bool
    settled_at: datetime | None = None
    settled_by: str = ""


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that was issued; a copy names its `original` and has its own number in `copies`."""

    id: str
    kind: str
    number: str
    issued: datetime
    copies: int
    application: str
    original: str = ""
    languages: tuple[str, ...] = ()


class PrintedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One time a paper went to a printer; `outcome`: sending, sent, in-hand, again, or the printer's trouble."""

    id: str
    paper: str
    at: datetime
    person: str
    by: str
    printer: str
    copies: int
    outcome: str

    @property
    def open(self) -> bool:
        """Whether nobody has said yet that the paper is in hand."""
        return self.outcome in OPEN


class OpenPrint(msgspec.Struct, frozen=True, kw_only=True):
    """A print nobody has answered for: its line in the log, and what is known of its paper.

    `kind` is empty where the paper is not in the replica, as of a signed order, whose number `paper` is then; `copy` is
    0 of an original; `application`, `number` and `child` are empty where the paper is of no application.
    """

    line: PrintedLine
    kind: str
    copy: int
    application: str
    number: str
    child: str

    @property
    def id(self) -> str:
        """That of its line in the log."""
        return self.line.id

    @property
    def seen(self) -> bool:
        """It is here because nobody has settled it."""
        return False


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits: under review by time left, on signature, in the outbox, for a person's attention.

    `attention` counts what the centre answered, `prints` the prints nobody has answered for.
    """

    late: int
    today: int
    later: int
    on_signature: int
    outbox: int
    attention: int
    oldest_waiting: datetime | None
    prints: int = 0

    @property
    def asking(self) -> int:
        """How much stands under "Needs attention"."""
        return self.attention + self.prints


class FileLine(msgspec.Struct, frozen=True, kw_only=True):
    """One attachment: whether its bytes are on this computer, and whether the centre has them.

    `original` is empty where the file itself is the original; `thumbnail` where none is on this computer.
    """

    sha256: str
    document: str
    name: str
    mime: str
    size: int
    here: bool
    sent: bool
    original: str
    original_size: int
    original_here: bool
    thumbnail: str


class SimilarLine(msgspec.Struct, frozen=True, kw_only=True):
    """An application that may be for the same child: score 0 to 100 and the coded reasons."""

    line: ApplicationLine
    score: int
    reasons: tuple[str, ...]


class KeptDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An unfinished form: its fields as text, and the field the cursor stood in."""

    fields: dict[str, str]
    field: str
    at: datetime

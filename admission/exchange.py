"""The messages that a desk and the centre exchange (docs/protocol.md); both ends read the same shapes."""

from __future__ import annotations

from datetime import datetime

import msgspec

from admission.acts import Moment
from admission.application import Count
from admission.context import Outcome
from admission.problems import Problem

PROTOCOL = 1
ROWS_A_TURN = 500


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/enroll`: a one-time code (administrator's) makes this computer a desk."""

    code: str
    name: str


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The desk's id, its bearer token, its school and the series letter it numbers under."""

    desk: str
    token: str
    school: str
    series: str
    epoch: str


class KeysMessage(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/keys`, both ways: the public halves, one to check signatures with (Ed25519, 64 hexadecimal digits)
    and one to seal to (age recipient)."""

    verify_key: str
    recipient: str


class KeysAnswer(KeysMessage, frozen=True, kw_only=True, omit_defaults=True):
    """The centre's answer: its keys, and what a desk's receipts need.

    `voucher` is the centre's signature under the desk's `desk_statement`, `seal` the school's own key (AES-SIV, 128
    hexadecimal digits), under which receipts carry what only the school may read. Older centres give neither.
    """

    voucher: str = ""
    seal: str = ""


class RenewRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/renew`: this computer is a copy, or was put back to an earlier day; `acts`: ids of what waits there."""

    acts: list[str] = []


class KnownAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act the centre has from before, under another number or desk, and what became of it."""

    id: str
    outcome: Outcome
    seq: int
    reason: Problem | None = None


class RenewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The new desk this computer is from now on; of the acts asked about, those that need no sending."""

    desk: EnrolAnswer
    known: list[KnownAct] = []


class CardOpened(msgspec.Struct, frozen=True, kw_only=True):
    """Who opened which application's card, and when; kept by the centre, never sent to other desks."""

    id: str
    person: str
    application: str
    at: datetime


class SyncRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/sync`: waiting acts up (exact bytes, in order of `n`), and how far the feed was read.

    `head` is the chain hash before the first act sent; `max_rows` limits the answer. `more`: further acts follow
    at once, so rows and digest may wait for the last request. `reads`: the newest version the desk knows (wire).
    `holds`: the newest act the desk has from a neighbour's own hand and not from the centre, by desk.
    """

    p: int
    epoch: str
    cursor: int
    now: datetime
    head: str = ""
    acts: list[msgspec.Raw] = []
    opened: list[CardOpened] = []
    max_rows: int = ROWS_A_TURN
    more: bool = False
    reads: int = msgspec.field(default=3, name="v")
    holds: dict[str, Count] = {}


class ActResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The stored outcome of one act; `seq` is its place in the school's order."""

    n: Count
    outcome: Outcome
    seq: Count
    reason: Problem | None = None


class RowLine(msgspec.Struct, frozen=True, kw_only=True):
    """The newest version of one row; `seq` is strictly ascending within an answer."""

    kind: str
    id: str
    ver: Count
    seq: Count
    body: msgspec.Raw


class SyncAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Outcomes of the acts sent, rows after the cursor, the new cursor.

    `done` is false when more rows wait; `digest` (only with the last rows) is SHA-256 over all (kind, id, ver) of
    the school in order. Another `epoch` than the desk knows means that the centre was restored from a copy, and
    `recover` that it gathers from the desks what the copy lacks. `receipt` signs the results (`receipt_statement`).
    `known`, with the last rows: how far the acts of the desks in `holds` are decided, their effects in these rows.
    """

    epoch: str
    now: Moment
    last_n: Count
    results: list[ActResult] = []
    rows: list[RowLine] = []
    cursor: Count = 0
    done: bool = True
    digest: str = ""
    receipt: str = ""
    recover: bool = False
    known: dict[str, Count] = {}


class SnapshotFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that never changes, named by its SHA-256: zstd frames, each a plain SQLite file with the next rows.

    `size` in bytes as it is fetched, `unpacked` in all as it is read.
    """

    sha256: str
    size: int
    unpacked: int


class SnapshotOffer(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /v1/snapshot`: every row of the school as it stood at `cursor`, ready to be fetched.

    `lines` are the same applications projected by the projection of version `schema`, for desks that know it and
    have a quick line; `digest` is that of the rows, as `POST /v1/sync` gives it. `first` are those of the rows that
    a desk shows first, a few kilobytes; a centre of an earlier version has none.
    """

    epoch: str
    cursor: int
    digest: str
    rows: SnapshotFile
    schema: int
    lines: SnapshotFile
    first: SnapshotFile | None = None


class DiffRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/diff`: 256 digests of 16 hexadecimal digits over what the desk has confirmed up to `cursor`.

    `reads`: as in a turn.
    """

    epoch: str
    cursor: int
    digests: str
    reads: int = msgspec.field(default=3, name="v")


class DiffAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every row of the buckets named, as the centre has it at `cursor`; not `done` when more buckets differ.

    `digest` is that of all rows of the school at `cursor`.
    """

    epoch: str
    cursor: int
    digest: str
    buckets: list[int] = []
    rows: list[RowLine] = []
    done: bool = True


class ReceiptMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt as a desk brings it back: the outcomes, and the centre's signature under their statement."""

    epoch: str
    at: datetime
    results: list[ActResult]
    signature: str


class RefeedRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/refeed`: what a restored centre has lost, a page of it.

    Acts go on after `after` (their number) with the chain hash `head`, and every one stands in one of the receipts;
    `rows` are applications and orders whose `seq` the centre has not reached; `done` with the last page.
    """

    epoch: str
    after: int
    head: str
    acts: list[msgspec.Raw] = []
    receipts: list[ReceiptMessage] = []
    rows: list[RowLine] = []
    done: bool = False


class RefeedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How far the desk's acts are known now, those waiting to be decided anew included."""

    last_n: int
    rows: int


class Trouble(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Body of every refusal of the centre: a code, the problems, and a sentence in three languages.

    `order` is the centre's signature under a `wipe_statement`, where a revoked desk is to be emptied.
    """

    code: str
    problems: list[Problem] = []
    message: dict[str, str] = {}
    order: str = ""

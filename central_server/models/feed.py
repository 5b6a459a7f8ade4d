"""The feed: the newest version of every row of a school, in the order of its commits."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import bindparam, func, insert, select, update

from admission.buckets import Version, version_line
from admission.context import Key
from admission.exchange import RowLine
from admission.wire import FeedRow, load_row
from central_server.models.ledger import Transaction
from central_server.models.tables import NAMED_BLOB, ROW, SCHOOL_HEAD


class Kept(msgspec.Struct, frozen=True):
    """A row with its version."""

    row: FeedRow
    ver: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Rows after a cursor; `head` is the school's newest `seq`, `done` whether the page reaches it."""

    rows: list[RowLine]
    cursor: int
    head: int
    done: bool


_KEPT = select(ROW.c.id, ROW.c.ver, ROW.c.body).where(
    ROW.c.school == bindparam("school"), ROW.c.kind == bindparam("kind")
)


def add_head(tx: Transaction, school: str) -> bool:
    """Make a school's head; False when it was there."""
    known = tx.connection.execute(select(SCHOOL_HEAD.c.seq).where(SCHOOL_HEAD.c.school == school)).scalar()
    if known is None:
        tx.connection.execute(insert(SCHOOL_HEAD).values(school=school, seq=0))
    return known is None


def lock_head(tx: Transaction, school: str) -> int | None:
    """The school's newest `seq`; nobody else moves it before this transaction ends. None: no such school."""
    question = select(SCHOOL_HEAD.c.seq).where(SCHOOL_HEAD.c.school == school).with_for_update()
    return tx.connection.execute(question).scalar()


def head(tx: Transaction, school: str) -> int:
    """The school's newest `seq` in this snapshot."""
    question = select(SCHOOL_HEAD.c.seq).where(SCHOOL_HEAD.c.school == school)
    return int(tx.connection.execute(question).scalar_one())


def move_head(tx: Transaction, school: str, seq: int) -> None:
    """The school's newest `seq` is this one now."""
    tx.connection.execute(update(SCHOOL_HEAD).where(SCHOOL_HEAD.c.school == school).values(seq=seq))
    tx.seqs[school] = seq


def schools(tx: Transaction) -> list[str]:
    """Ids of all schools."""
    return list(tx.connection.execute(select(SCHOOL_HEAD.c.school).order_by(SCHOOL_HEAD.c.school)).scalars())


def kept_rows(tx: Transaction, school: str, keys: Collection[Key]) -> dict[Key, Kept]:
    """Those of the named rows that exist in this school."""
    found: dict[Key, Kept] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, row_id in keys:
        by_kind.setdefault(kind, []).append(row_id)
    for kind, ids in sorted(by_kind.items()):
        found |= _kept_of_kind(tx, school, kind, ids)
    return found


def _kept_of_kind(tx: Transaction, school: str, kind: str, ids: Sequence[str]) -> dict[Key, Kept]:
    found = tx.found(_KEPT, ROW.c.id, ids, school=school, kind=kind)
    return {(kind, row_id): Kept(load_row(body), ver) for row_id, ver, body in found}


def rows_of_kind(tx: Transaction, school: str, kind: str) -> list[FeedRow]:
    """All rows of one kind of a school, by id."""
    question = select(ROW.c.body).where(ROW.c.school == school, ROW.c.kind == kind).order_by(ROW.c.id)
    return [load_row(body) for body in tx.connection.execute(question).scalars()]


def put_rows(tx: Transaction, school: str, lines: Sequence[RowLine]) -> None:
    """Write these versions over the older ones."""
    tx.upsert(
        ROW,
        [
            {
                "school": school,
                "kind": line.kind,
                "id": line.id,
                "ver": line.ver,
                "seq": line.seq,
                "body": bytes(line.body),
            }
            for line in lines
        ],
    )


def page(tx: Transaction, school: str, cursor: int, limit: int) -> Page:
    """The next rows of the feed; call it in one snapshot."""
    newest = head(tx, school)
    if cursor >= newest:
        return Page(rows=[], cursor=newest, head=newest, done=True)
    question = (
        select(ROW.c.kind, ROW.c.id, ROW.c.ver, ROW.c.seq, ROW.c.body)
        .where(ROW.c.school == school, ROW.c.seq > cursor)
        .order_by(ROW.c.seq)
        .limit(limit + 1)
    )
    found = tx.connection.execute(question).all()
    rows = [
        RowLine(kind=kind, id=row_id, ver=ver, seq=seq, body=msgspec.Raw(body))
        for kind, row_id, ver, seq, body in found[:limit]
    ]
    done = len(found) <= limit
    return Page(rows=rows, cursor=newest if done else rows[-1].seq, head=newest, done=done)


def versions(tx: Transaction, school: str, after: int = -1) -> Sequence[Version]:
    """Kind, id and version of the school's rows whose `seq` is beyond `after`, in no order."""
    question = select(ROW.c.kind, ROW.c.id, ROW.c.ver).where(ROW.c.school == school, ROW.c.seq > after)
    return tx.connection.execute(question).all()


def version_lines(tx: Transaction, school: str) -> list[bytes]:
    """What the digest is made over, in order of kind and id: NUL sorts before everything.

    PostgreSQL would sort ten thousand of them five times as slowly.
    """
    return sorted(version_line(*version) for version in versions(tx, school))


def digest(tx: Transaction, school: str) -> str:
    """SHA-256 (hex) over kind, id and version of every row of the school, ordered by kind and id."""
    return hashlib.sha256(b"".join(version_lines(tx, school))).hexdigest()


def name_blobs(tx: Transaction, school: str, sha256s: Collection[str]) -> None:
    """Rows of this school name these files, so its desks may fetch them."""
    tx.insert_new(NAMED_BLOB, [{"school": school, "sha256": one} for one in sorted(set(sha256s))])


def names_blob(tx: Transaction, school: str, sha256: str) -> bool:
    """Whether an application or an order of this school names the file."""
    question = select(func.count()).where(NAMED_BLOB.c.school == school, NAMED_BLOB.c.sha256 == sha256)
    return bool(tx.connection.execute(question).scalar())

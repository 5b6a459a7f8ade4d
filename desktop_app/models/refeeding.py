"""What a restored centre asks of a replica: acts it once answered with their receipts, and rows it has lost."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import update

from admission.exchange import ActResult, ReceiptMessage, RowLine
from desktop_app.models.replica import Replica
from desktop_app.models.tables import ACT, ROW, STAGED

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

REFED = "refed"  # the epoch whose centre has everything from here


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Acts after `after` without a hole, each covered by one of the receipts; `head` is the chain hash before."""

    after: int
    head: str
    acts: list[bytes]
    receipts: list[ReceiptMessage]


def kept_after(replica: Replica, desk: str, after: int, limit: int) -> Kept:
    """The next page of acts the centre once answered; none where the receipts end."""
    with replica.read() as db:
        before = db.execute("select hash from act where n = ?", (after,)).fetchone()
        signed = db.execute(
            "select first_n, last_n, epoch, at, results, signature from receipt"
            " where desk = ? and last_n > ? order by last_n limit ?",
            (desk, after, limit),
        ).fetchall()
        last = after
        receipts: list[ReceiptMessage] = []
        for first_n, last_n, epoch, at, results, signature in signed:
            if first_n > last + 1 or (receipts and last_n - after > limit):
                break
            receipts.append(_receipt(epoch, at, results, signature))
            last = last_n
        acts = db.execute("select body from act where n > ? and n <= ? order by n", (after, last)).fetchall()
    return Kept(
        after=after, head=before[0] if before else "", acts=[body for (body,) in acts], receipts=receipts
    )


def rows_after(replica: Replica, seq: int, limit: int) -> list[RowLine]:
    """Confirmed applications and orders the restored centre has never written, in the order of `seq`."""
    question = """select kind, id, ver, seq, confirmed from row where seq > ? and confirmed is not null
        and kind in ('application', 'order') order by seq limit ?"""
    with replica.read() as db:
        found = db.execute(question, (seq, limit)).fetchall()
    return [
        RowLine(kind=kind, id=row_id, ver=ver, seq=at, body=msgspec.Raw(body))
        for kind, row_id, ver, at, body in found
    ]


def follow(writing: Writing, epoch: str, last_n: int) -> None:
    """Go on in the centre's new time line: what it does not know of our acts waits again, rows are read anew."""
    writing.connection.execute(update(ACT).where(ACT.c.n > last_n).values(state="waiting", seq=0))
    writing.connection.execute(update(ROW).values(seq=0, ver=0))
    writing.connection.execute(STAGED.delete())
    for name, value in (("epoch", epoch), ("cursor", "0"), ("staged", "")):
        writing.set_meta(name, value)
    writing.show_again()


def _receipt(epoch: str, at: str, results: bytes, signature: str) -> ReceiptMessage:
    return ReceiptMessage(
        epoch=epoch,
        at=datetime.fromisoformat(at),
        results=msgspec.json.decode(results, type=list[ActResult]),
        signature=signature,
    )

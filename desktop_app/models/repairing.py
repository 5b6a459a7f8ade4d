"""Repairing a replica that differs from the centre: what it holds by bucket, and buckets replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admission.buckets import Version, bucket_digests, bucket_of
from admission.exchange import DiffAnswer
from desktop_app.models.replica import Replica

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

CONFIRMED = "select kind, id, ver from row where confirmed is not null order by kind, id"


def digests(replica: Replica) -> str:
    """The digests of all buckets of what the centre has confirmed here."""
    with replica.read() as db:
        found: list[Version] = db.execute(CONFIRMED).fetchall()
    return bucket_digests(found)


def repair(writing: Writing, answer: DiffAnswer) -> None:
    """These buckets hold exactly the rows of the answer from now on; what waits here is shown on top of them."""
    buckets = frozenset(answer.buckets)
    theirs = {(row.kind, row.id) for row in answer.rows}
    held = writing.connection.exec_driver_sql(CONFIRMED)
    here = {(kind, row_id) for kind, row_id, _ in held if bucket_of(kind, row_id) in buckets}
    writing.replace_rows(answer.rows, here - theirs)

"""Which rows of a school a desk holds otherwise: digests by bucket, and the rows of those that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import select

from admission.buckets import Version, bucket_digests, bucket_of, unequal
from admission.exchange import DiffAnswer, RowLine
from central_server.models import feed
from central_server.models.ledger import Transaction
from central_server.models.snapshot import head
from central_server.models.tables import ROW

MOST_ROWS = 2_000  # an answer ends with the bucket that brings it here


def compare(tx: Transaction, school: str, digests: str) -> DiffAnswer:
    """The rows of the buckets that differ from `digests`, whole buckets at a time; call it in one snapshot."""
    question = (
        select(ROW.c.kind, ROW.c.id, ROW.c.ver).where(ROW.c.school == school).order_by(ROW.c.kind, ROW.c.id)
    )
    versions = [(kind, row_id, ver) for kind, row_id, ver in tx.connection.execute(question)]
    differ = unequal(bucket_digests(versions), digests)
    buckets, rows = _first(differ, _by_bucket(versions))
    return DiffAnswer(
        epoch=tx.epoch,
        cursor=head(tx, school),
        digest=feed.digest(tx, school),
        buckets=buckets,
        rows=_lines(tx, school, rows),
        done=len(buckets) == len(differ),
    )


def _by_bucket(versions: Sequence[Version]) -> dict[int, list[Version]]:
    found: defaultdict[int, list[Version]] = defaultdict(list)
    for version in versions:
        found[bucket_of(version[0], version[1])].append(version)
    return found


def _first(differ: Sequence[int], held: dict[int, list[Version]]) -> tuple[list[int], list[Version]]:
    """As many of the buckets that differ as an answer holds, one at least, and their rows."""
    buckets: list[int] = []
    rows: list[Version] = []
    for bucket in differ:
        if len(rows) >= MOST_ROWS:
            break
        buckets.append(bucket)
        rows += held.get(bucket, ())
    return buckets, rows


def _lines(tx: Transaction, school: str, versions: Sequence[Version]) -> list[RowLine]:
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, row_id, _ in versions:
        by_kind[kind].append(row_id)
    found: list[Any] = []
    for kind, ids in sorted(by_kind.items()):
        question = select(ROW.c.kind, ROW.c.id, ROW.c.ver, ROW.c.seq, ROW.c.body).where(
            ROW.c.school == school, ROW.c.kind == kind
        )
        found += tx.found(question, ROW.c.id, ids)
    return [
        RowLine(kind=one.kind, id=one.id, ver=one.ver, seq=one.seq, body=msgspec.Raw(one.body))
        for one in sorted(found, key=lambda one: one.seq)
    ]

"""Repair: a desk whose digest differs asks for the rows of the buckets that differ, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admission.buckets import BUCKETS
from admission.exchange import DiffRequest
from admission.wire import VERSION
from desktop_app.models import queries, repairing
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

OLDER_CENTRE = "not-found"


def repair(line: Line) -> int | None:
    """Replace what differs by what the centre holds; how many rows came, or None at a centre older than this."""
    count = 0
    for _ in range(BUCKETS):  # every answer settles one of them at least
        request = DiffRequest(
            epoch=queries.meta(line.replica, "epoch"),
            cursor=int(queries.meta(line.replica, "cursor") or 0),
            digests=repairing.digests(line.replica),
            reads=VERSION,
        )
        try:
            answer = line.server.diff(request)
        except ServerTrouble as trouble:
            if trouble.code != OLDER_CENTRE:
                raise
            return None
        if answer.epoch != request.epoch or not answer.buckets:
            break
        line.write(lambda writing, answer=answer: repairing.repair(writing, answer))  # type: ignore[misc]
        count += len(answer.rows)
        if answer.done:
            break
    return count

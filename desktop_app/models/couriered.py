"""What a courier is given of the replica, and what it changes there beside acts and rows (SYNC C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete

from desktop_app.models.exchange import LARGEST_NUMBER
from desktop_app.models.replica import Replica
from desktop_app.models.tables import STAGED

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """All acts that wait, from `first` on, with the chain hash before each; `last` and `tail` are the newest act's.

    `cursor` is how far the feed was read and shown: pages that lie aside are not counted.
    """

    desk: str
    school: str
    epoch: str
    cursor: int
    first: int
    last: int
    tail: str
    numbers: frozenset[int]
    heads: tuple[str, ...]
    acts: tuple[bytes, ...]


def waiting(replica: Replica, after: int = 0, to: int = LARGEST_NUMBER) -> Waiting:
    """What the desk has to say, at one moment; of its acts only those after `after` up to `to`."""
    with replica.read() as db:
        settings = dict(db.execute("select name, value from meta").fetchall())
        acts = db.execute(
            """select a.n, a.body, coalesce(b.hash, '') from act a left join act b on b.n = a.n - 1
            where a.state = 'waiting' and a.n > ? and a.n <= ? order by a.n""",
            (after, to),
        ).fetchall()
        newest = db.execute("select n, hash from act where n <= ? order by n desc limit 1", (to,)).fetchone()
        newest = newest or (0, "")
    return Waiting(
        desk=settings.get("desk", ""),
        school=settings.get("school", ""),
        epoch=settings.get("epoch", ""),
        cursor=int(settings.get("cursor", "0")),
        first=acts[0][0] if acts else newest[0] + 1,
        last=newest[0],
        tail=newest[1],
        numbers=frozenset(n for n, _, _ in acts),
        heads=tuple(head for _, _, head in acts),
        acts=tuple(body for _, body, _ in acts),
    )


def drop_pages_aside(writing: Writing) -> None:
    """Forget the pages of an answer that was never whole: the feed is read on from the cursor."""
    writing.connection.execute(delete(STAGED))
    writing.set_meta("staged", "")

"""Writing scans, photos and signed papers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, update
from sqlalchemy.dialects.sqlite import insert

from desktop_app.models.instants import instant
from desktop_app.models.ranks import COPY, THUMBNAIL
from desktop_app.models.tables import FILE


class KeptFiles:
    """Within one transaction: bytes under their SHA-256, and how far the centre has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_file(
        self, data: bytes, *, sent: bool = False, rank: int = COPY, at: datetime | None = None
    ) -> str:
        """Keep the bytes under their SHA-256 (hex), which is returned; the same bytes twice are one file.

        `sent`: the centre has them, since `at`. Bytes that were removed here are here again.
        """
        digest = hashlib.sha256(data).hexdigest()
        there, since = (len(data), _text(at)) if sent else (0, None)
        statement = insert(FILE).values(
            sha256=digest, size=len(data), content=data, sent=there, rank=rank, sent_at=since, here=1
        )
        new = statement.excluded
        merged = {
            "size": new.size,
            "content": new.content,
            "here": 1,
            "sent": func.max(FILE.c.sent, new.sent),
            "rank": func.min(FILE.c.rank, new.rank),
            "sent_at": func.coalesce(new.sent_at, FILE.c.sent_at),
        }
        self._connection.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_=merged))
        return digest

    def note_sent(self, sha256: str, offset: int, at: datetime | None = None) -> None:
        """The centre has the first `offset` bytes, since `at`."""
        there = update(FILE).where(FILE.c.sha256 == sha256)
        self._connection.execute(there.values(sent=offset, sent_at=_text(at)))

    def want_thumbnails(self, sha256s: Iterable[str]) -> None:
        """These belong here; those that are not are fetched when the line has time."""
        rows = [{"sha256": one, "size": 0, "rank": THUMBNAIL, "here": 0} for one in sorted(set(sha256s))]
        if rows:
            self._connection.execute(insert(FILE).on_conflict_do_nothing(), rows)

    def forget_content(self, sha256: str) -> None:
        """Remove the bytes from this computer; the centre has them."""
        self._connection.execute(update(FILE).where(FILE.c.sha256 == sha256).values(content=None, here=0))


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant(at)

"""Writing scans, photos and signed papers."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from desktop_app.models.tables import FILE


class KeptFiles:
    """Within one transaction: bytes under their SHA-256, and how far the centre has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_file(self, data: bytes, *, sent: bool = False) -> str:
        """Keep the bytes under their SHA-256 (hex), which is returned; the same bytes twice are one file."""
        digest = hashlib.sha256(data).hexdigest()
        at = len(data) if sent else 0
        statement = insert(FILE).values(sha256=digest, size=len(data), content=data, sent=at)
        self._connection.execute(statement.on_conflict_do_nothing())
        return digest

    def note_sent(self, sha256: str, offset: int) -> None:
        """The centre has the first `offset` bytes."""
        self._connection.execute(update(FILE).where(FILE.c.sha256 == sha256).values(sent=offset))

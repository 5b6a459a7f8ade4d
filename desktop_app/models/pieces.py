"""Pieces of files on their way down: kept inside the encrypted replica until the file is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from desktop_app.models.replica import Replica
from desktop_app.models.tables import PIECE

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing


def fetched(replica: Replica, sha256: str) -> bytes:
    """What is here of a file, from its first byte on and without a hole."""
    with replica.read() as db:
        pieces = db.execute("select offset, content from piece where sha256 = ? order by offset", (sha256,))
        joined = bytearray()
        for offset, content in pieces:
            if offset != len(joined):
                break
            joined += content
    return bytes(joined)


def keep_piece(writing: Writing, sha256: str, offset: int, content: bytes) -> None:
    """One more piece; the same one twice is harmless."""
    statement = insert(PIECE).values(sha256=sha256, offset=offset, content=content)
    writing.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["sha256", "offset"], set_={"content": statement.excluded.content}
        )
    )


def forget_pieces(writing: Writing, sha256: str) -> None:
    """The file is whole, or is not wanted any more."""
    writing.connection.execute(delete(PIECE).where(PIECE.c.sha256 == sha256))

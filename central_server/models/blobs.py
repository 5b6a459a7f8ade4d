"""Files named by the SHA-256 of their bytes: bytes in a folder, a line in the ledger once they are whole."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import msgspec
from sqlalchemy import delete, select

from central_server.models.ledger import Ledger, Transaction
from central_server.models.tables import BLOB

MAX_BLOB = 64 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


class BlobState(msgspec.Struct, frozen=True):
    """How many bytes of a file are here, and whether these are all."""

    offset: int
    complete: bool


class OffsetWrong(Exception):
    """The piece does not join the bytes that are here; `offset` is where the next one must begin."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(f"bytes go on at {offset}")


class BytesWrong(Exception):
    """The whole file is not what its name says; what was here of it is gone."""


class BlobTooLarge(Exception):
    """Longer than the centre takes, or than was announced."""


def blob_state(ledger: Ledger, sha256: str) -> BlobState | None:
    """What is here of a file, or None."""
    with ledger.read() as tx:
        size = _complete_size(tx, sha256)
    if size is not None:
        return BlobState(size, complete=True)
    here = _size(_part(ledger.files, sha256))
    return None if here is None else BlobState(here, complete=False)


def add_piece(ledger: Ledger, sha256: str, offset: int, piece: bytes, length: int) -> int:
    """Join a piece to what is here; the new offset. A newer sender simply takes over where the bytes end.

    OffsetWrong, BlobTooLarge, or BytesWrong when the last piece shows that the bytes are others.
    """
    if length > MAX_BLOB or offset + len(piece) > length:
        raise BlobTooLarge(sha256)
    with ledger.write() as tx:
        _lock(tx, sha256, length)
        whole = _complete_size(tx, sha256)
        if whole is not None:
            return _after(whole, offset)
        part = _part(ledger.files, sha256)
        here = _after(_size(part) or 0, offset)
        _append(part, piece)
        if here + len(piece) < length:
            return here + len(piece)
        if _hash(part) == sha256:
            _finish(tx, ledger.files, sha256, length)
            return length
        part.unlink()
        tx.connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
    raise BytesWrong(sha256)


def keep_blob(ledger: Ledger, data: bytes) -> str:
    """Keep a whole file; its SHA-256. Twice is harmless."""
    sha256 = hashlib.sha256(data).hexdigest()
    with ledger.write() as tx:
        _lock(tx, sha256, len(data))
        if _complete_size(tx, sha256) is None:
            part = _part(ledger.files, sha256)
            part.unlink(missing_ok=True)
            _append(part, data)
            _finish(tx, ledger.files, sha256, len(data))
    return sha256


def read_blob(ledger: Ledger, sha256: str) -> bytes | None:
    """The bytes of a whole file, or None."""
    with ledger.read() as tx:
        size = _complete_size(tx, sha256)
    return None if size is None else _whole(ledger.files, sha256).read_bytes()


def _lock(tx: Transaction, sha256: str, length: int) -> None:
    """One writer a file; two senders of the same bytes come one after the other."""
    tx.insert_new(BLOB, [{"sha256": sha256, "size": length, "complete": 0}])
    tx.connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256).with_for_update())


def _complete_size(tx: Transaction, sha256: str) -> int | None:
    question = select(BLOB.c.size).where(BLOB.c.sha256 == sha256, BLOB.c.complete == 1)
    return tx.connection.execute(question).scalar()


def _finish(tx: Transaction, files: Path, sha256: str, size: int) -> None:
    os.replace(_part(files, sha256), _whole(files, sha256))
    tx.upsert(BLOB, [{"sha256": sha256, "size": size, "complete": 1}])


def _after(here: int, offset: int) -> int:
    if offset != here:
        raise OffsetWrong(here)
    return here


def _append(part: Path, piece: bytes) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as opened:
        opened.write(piece)
        opened.flush()
        os.fsync(opened.fileno())


def _hash(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _whole(files: Path, sha256: str) -> Path:
    return files / sha256[:2] / sha256


def _part(files: Path, sha256: str) -> Path:
    return files / sha256[:2] / f"{sha256}.part"

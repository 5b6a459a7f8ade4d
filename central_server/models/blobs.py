"""Files named by the SHA-256 of their bytes: bytes in a folder, a line in the ledger once they are whole."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import msgspec
from sqlalchemy import select

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
    """The whole file is not what its name says; it begins anew at `offset`, after the last piece that was checked."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(f"bytes are wrong after {offset}")


class BlobTooLarge(Exception):
    """Longer than the centre takes, or than was announced."""


def blob_state(ledger: Ledger, sha256: str) -> BlobState | None:
    """What is here of a file, or None."""
    with ledger.read() as tx:
        size = _complete_size(tx, ledger.files, sha256)
    if size is not None:
        return BlobState(size, complete=True)
    here = _size(_part(ledger.files, sha256))
    return None if here is None else BlobState(here, complete=False)


def add_piece(
    ledger: Ledger, sha256: str, offset: int, piece: bytes, length: int, *, checked: bool = False
) -> int:
    """Join a piece to what is here; the new offset. A newer sender simply takes over where the bytes end.

    `checked`: the piece came as it went. OffsetWrong, BlobTooLarge, or BytesWrong when the last piece shows that the
    bytes are others: those after the last piece in a row that was checked are gone then.
    """
    if length > MAX_BLOB or offset + len(piece) > length:
        raise BlobTooLarge(sha256)
    with ledger.write() as tx:
        _lock(tx, sha256, length)
        whole = _complete_size(tx, ledger.files, sha256)
        if whole is not None:
            return _after(whole, offset)
        here = _joined(ledger.files, sha256, offset, piece, checked=checked)
        if here < length:
            return here
        if _hash(_part(ledger.files, sha256)) == sha256:
            _finish(tx, ledger.files, sha256, length)
            return length
        good = _back_to_good(ledger.files, sha256)
    raise BytesWrong(good)


def keep_blob(ledger: Ledger, data: bytes) -> str:
    """Keep a whole file; its SHA-256. Twice is harmless."""
    sha256 = hashlib.sha256(data).hexdigest()
    with ledger.write() as tx:
        _lock(tx, sha256, len(data))
        if _complete_size(tx, ledger.files, sha256) is None:
            part = _part(ledger.files, sha256)
            part.unlink(missing_ok=True)
            _append(part, data)
            _finish(tx, ledger.files, sha256, len(data))
    return sha256


def blob_size(ledger: Ledger, sha256: str) -> int | None:
    """How long a whole file is, or None."""
    with ledger.read() as tx:
        return _complete_size(tx, ledger.files, sha256)


def read_blob(ledger: Ledger, sha256: str, start: int, end: int) -> bytes:
    """The bytes from `start` up to `end` of a whole file."""
    with _whole(ledger.files, sha256).open("rb") as opened:
        opened.seek(start)
        return opened.read(end - start)


def _lock(tx: Transaction, sha256: str, length: int) -> None:
    """One writer a file; two senders of the same bytes come one after the other."""
    tx.insert_new(BLOB, [{"sha256": sha256, "size": length, "complete": 0}])
    tx.connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256).with_for_update())


def _complete_size(tx: Transaction, files: Path, sha256: str) -> int | None:
    """A file the ledger knows and the folder lacks (put back from an older backup) is wanted again."""
    question = select(BLOB.c.size).where(BLOB.c.sha256 == sha256, BLOB.c.complete == 1)
    size = tx.connection.execute(question).scalar()
    return size if size is not None and _whole(files, sha256).exists() else None


def _joined(files: Path, sha256: str, offset: int, piece: bytes, *, checked: bool) -> int:
    """So many bytes are here after the piece; where the first unchecked one begins is written down before."""
    part, doubt = _part(files, sha256), _doubt(files, sha256)
    here = _after(_size(part) or 0, offset)
    if not here:
        doubt.unlink(missing_ok=True)
    if piece and not checked and not doubt.exists():
        doubt.parent.mkdir(parents=True, exist_ok=True)
        doubt.write_text(str(here))
    _append(part, piece)
    return here + len(piece)


def _back_to_good(files: Path, sha256: str) -> int:
    """Only what was checked stays, unless all was: then the sender's file is another one."""
    part, doubt = _part(files, sha256), _doubt(files, sha256)
    good = int(doubt.read_text() or 0) if doubt.exists() else 0
    doubt.unlink(missing_ok=True)
    if good:
        os.truncate(part, good)
    else:
        part.unlink()
    return good


def _finish(tx: Transaction, files: Path, sha256: str, size: int) -> None:
    _doubt(files, sha256).unlink(missing_ok=True)
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


def _doubt(files: Path, sha256: str) -> Path:
    """Holds the offset of the first byte that came without a sum."""
    return files / sha256[:2] / f"{sha256}.doubt"

"""Ready snapshots: a school's rows packed once, for every desk that begins; the folder may be deleted at any time."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections import defaultdict
from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard

from admission.exchange import SnapshotFile, SnapshotOffer
from admission.projection import VERSION
from central_server.models.ledger import Ledger, LedgerTrouble
from central_server.models.snapshot import Parts, count_after, head

logger = logging.getLogger(__name__)

SMALLEST = 500  # rows; below it one turn of the exchange brings them all
MOST_BEHIND = 500  # rows a desk may still need after it
ROWS_A_PART = 500
LEVEL = 9
FILES_KEPT = 6  # those of the newest, and of the one before: a desk may be fetching it
NAME_DIGITS = 64
CURRENT = "current.json"


class Snapshots:
    """The ready snapshots of all schools of a ledger; safe to share between threads, and between processes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._folder = ledger.files.parent / "snapshots"
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def offer(self, school: str) -> SnapshotOffer | None:
        """A snapshot of the school that is not far behind, made now if need be; None for a small school.

        LedgerTrouble, and OSError when the disk does not take it.
        """
        with self._locks[school]:
            current = self._current(school)
            if current is not None and self._serves(school, current):
                return current
            with self._ledger.read() as tx:
                small = count_after(tx, school, 0) < SMALLEST
            return None if small else self._make(school)

    def prepare(self, school: str) -> None:
        """Have one ready before it is asked for; where that cannot be, the desk will fetch the rows by turns."""
        try:
            self.offer(school)
        except (OSError, LedgerTrouble) as error:
            logger.warning("no snapshot could be made ready: %s", type(error).__name__)

    def size(self, school: str, sha256: str) -> int | None:
        """How long this school's file of that name is; None where it has none."""
        try:
            return (self._folder_of(school) / sha256).stat().st_size
        except FileNotFoundError:
            return None

    def piece(self, school: str, sha256: str, start: int, end: int) -> bytes:
        """The bytes of this school's file from `start` up to `end`; FileNotFoundError."""
        with (self._folder_of(school) / sha256).open("rb") as opened:
            opened.seek(start)
            return opened.read(end - start)

    def _current(self, school: str) -> SnapshotOffer | None:
        try:
            kept = (self._folder_of(school) / CURRENT).read_bytes()
            offer = msgspec.json.decode(kept, type=SnapshotOffer)
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        files = (offer.rows, offer.lines, offer.first)
        whole = all(one is not None and self.size(school, one.sha256) == one.size for one in files)
        return offer if whole else None

    def _serves(self, school: str, offer: SnapshotOffer) -> bool:
        """Whether it is of this time line and this version, and few rows have changed since."""
        if (offer.epoch, offer.schema) != (self._ledger.epoch, VERSION):
            return False
        with self._ledger.read() as tx:
            ahead = offer.cursor > head(tx, school)
            return not ahead and count_after(tx, school, offer.cursor) <= MOST_BEHIND

    def _make(self, school: str) -> SnapshotOffer:
        folder = self._folder_of(school)
        folder.mkdir(parents=True, exist_ok=True)
        rows, lines, first = (
            _Packed(folder / f"{name}.{os.getpid()}") for name in ("rows", "lines", "first")
        )
        with self._ledger.read() as tx, rows, lines, first:
            cursor, parts = head(tx, school), Parts(tx, school, ROWS_A_PART)
            for part in parts:
                rows.add(part.rows)
                lines.add(part.lines)
            first.add(parts.first)
        offer = SnapshotOffer(
            epoch=self._ledger.epoch,
            cursor=cursor,
            digest=parts.digest,
            rows=rows.named(),
            schema=VERSION,
            lines=lines.named(),
            first=first.named(),
        )
        _replace(folder / CURRENT, msgspec.json.encode(offer))
        _forget_older(folder)
        return offer

    def _folder_of(self, school: str) -> Path:
        """Named by a hash, as an id may hold anything."""
        return self._folder / hashlib.sha256(school.encode()).hexdigest()


class _Packed:
    """A file of zstd frames that gets its name when it is whole; left by an error, it is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sha = hashlib.sha256()
        self._size = 0
        self._unpacked = 0
        self._packer = zstandard.ZstdCompressor(level=LEVEL)
        self._opened: BinaryIO

    def __enter__(self) -> None:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._opened = os.fdopen(descriptor, "wb")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._opened.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def add(self, content: bytes) -> None:
        """One more frame."""
        frame = self._packer.compress(content)
        self._sha.update(frame)
        self._size += len(frame)
        self._unpacked += len(content)
        self._opened.write(frame)

    def named(self) -> SnapshotFile:
        """Give it the name of its bytes."""
        sha256 = self._sha.hexdigest()
        os.replace(self._path, self._path.with_name(sha256))
        return SnapshotFile(sha256=sha256, size=self._size, unpacked=self._unpacked)


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    os.replace(fresh, path)


def _forget_older(folder: Path) -> None:
    named = [one for one in folder.iterdir() if len(one.name) == NAME_DIGITS]
    for old in sorted(named, key=lambda one: one.stat().st_mtime_ns, reverse=True)[FILES_KEPT:]:
        old.unlink(missing_ok=True)

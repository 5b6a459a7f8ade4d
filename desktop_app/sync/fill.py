"""The first fill: a ready snapshot fetched in pieces, unpacked in memory, written into the replica at once."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import zstandard

from admission.exchange import SnapshotFile, SnapshotOffer
from admission.projection import VERSION
from desktop_app.models import filling, pieces, queries
from desktop_app.models.filling import Files, Ready, SnapshotWrong
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

logger = logging.getLogger(__name__)

OFFERED = "snapshot"  # this setting holds the offer that is being fetched
KEEP_EVERY = 2.0  # seconds; what a cut line or a switched-off computer may cost
PATIENCE = 0.5  # seconds; making the lines of 10,000 applications takes about as long
LARGEST = 256 * 1024 * 1024  # bytes of a file, packed
LARGEST_PART = 64 * 1024 * 1024
HEADER = 100  # bytes with which a SQLite file begins, its size among them
GONE = "snapshot-unknown"
OLDER = frozenset({GONE, "not-found", "method-wrong"})  # a small school, an older centre: nothing to report


def fill(line: Line, stop: Callable[[], bool], patience: float = PATIENCE) -> int:
    """Fill a replica that is new from a ready snapshot, where the centre has one; how many rows came.

    Ready lines are fetched too where that takes no more than `patience` seconds: else they are made here.

    Whatever is wrong with it, they will come by turns. ServerUnreachable: what was fetched so far is kept.
    """
    if filling.lacks_indexes(line.replica):
        line.write(lambda writing: filling.make_indexes(writing, None))
    if not filling.is_new(line.replica):
        return 0
    try:
        return _filled(line, stop, patience)
    except _Stopped:
        return 0
    except ServerTrouble as trouble:
        _forget(line)
        if trouble.code not in OLDER:
            logger.warning("no fill from a ready snapshot: %s", trouble.code)
        return 0


class _Stopped(Exception):
    """Somebody wants to leave; what was fetched is kept."""


def _filled(line: Line, stop: Callable[[], bool], patience: float) -> int:
    """From what was begun, as long as the centre has it; else from what it offers now."""
    begun = queries.meta(line.replica, OFFERED)
    if begun:
        try:
            return _filled_from(line, msgspec.json.decode(begun, type=SnapshotOffer), stop, patience)
        except ServerTrouble as trouble:
            if trouble.code != GONE:
                raise
            _forget(line)
    offer = line.server.snapshot()
    line.write(lambda writing: writing.set_meta(OFFERED, msgspec.json.encode(offer).decode()))
    return _filled_from(line, offer, stop, patience)


def _filled_from(line: Line, offer: SnapshotOffer, stop: Callable[[], bool], patience: float) -> int:
    if offer.epoch != queries.meta(line.replica, "epoch"):
        raise ServerTrouble(GONE)
    if offer.first is not None and not filling.has_first(line.replica):
        _show_first(line, offer.first, stop)
    rows, pace = _fetched(line, offer.rows, stop)
    lines = bytearray()
    if offer.schema == VERSION and offer.lines.size * pace <= patience:
        lines, _ = _fetched(line, offer.lines, stop)
    files = partial(_files, lines) if lines else None
    try:
        count = filling.fill(
            line.replica, Ready(offer.epoch, offer.cursor, offer.digest, partial(_files, rows), files)
        )
    except SnapshotWrong as error:
        raise ServerTrouble("snapshot-wrong") from error
    rows.clear()  # a weak computer needs the memory for the indexes
    _make_indexes(line, files)
    _forget(line)
    return count


def _show_first(line: Line, first: SnapshotFile, stop: Callable[[], bool]) -> None:
    """Some kilobytes that are a whole queue to begin with, minutes before the rest on a thin line."""
    content, _ = _fetched(line, first, stop)
    try:
        line.write(lambda writing: filling.show_first(writing, partial(_files, content)))
    except SnapshotWrong as error:
        raise ServerTrouble("snapshot-wrong") from error
    line.shown()


def _make_indexes(line: Line, lines: Files | None) -> None:
    try:
        line.write(lambda writing: filling.make_indexes(writing, lines))
    except SnapshotWrong:
        line.write(lambda writing: filling.make_indexes(writing, None))


def _fetched(line: Line, file: SnapshotFile, stop: Callable[[], bool]) -> tuple[bytearray, float]:
    """The whole file, and the seconds one byte took; ServerTrouble when it is not what its name says."""
    download = _Download(line, file.sha256)
    began, here = time.monotonic(), len(download.content)
    with download:
        blocks = line.server.snapshot_file(file.sha256, here) if here < file.size else iter(())
        for block in blocks:
            download.add(block)
            if stop():
                raise _Stopped
            if len(download.content) > min(file.size, LARGEST):
                raise ServerTrouble("snapshot-wrong")
    content = download.content
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ServerTrouble("snapshot-wrong")
    return content, (time.monotonic() - began) / max(1, len(content) - here)


class _Download:
    """What has come of a file; kept in the replica now and then, and when the line is cut."""

    def __init__(self, line: Line, sha256: str) -> None:
        self._line = line
        self._sha256 = sha256
        self.content = bytearray(pieces.fetched(line.replica, sha256))
        self._kept = len(self.content)
        self._kept_at = time.monotonic()

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._keep()

    def add(self, block: bytes) -> None:
        """The next bytes."""
        self.content += block
        if time.monotonic() - self._kept_at > KEEP_EVERY:
            self._keep()

    def _keep(self) -> None:
        fresh, offset = bytes(self.content[self._kept :]), self._kept
        self._kept, self._kept_at = len(self.content), time.monotonic()
        if fresh:
            self._line.write(lambda writing: pieces.keep_piece(writing, self._sha256, offset, fresh))


def _forget(line: Line) -> None:
    begun = queries.meta(line.replica, OFFERED)
    if not begun:
        return
    offer = msgspec.json.decode(begun, type=SnapshotOffer)

    def forget(writing: Writing) -> None:
        for file in (offer.rows, offer.lines, offer.first):
            if file is not None:
                pieces.forget_pieces(writing, file.sha256)
        writing.set_meta(OFFERED, "")

    line.write(forget)


def _files(packed: bytes | bytearray) -> Iterator[bytearray]:
    """The SQLite files in a file of zstd frames, one in memory at a time; SnapshotWrong."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=LARGEST_PART)
    try:
        with unpacker.stream_reader(packed, read_across_frames=True) as reader:
            while header := reader.read(HEADER):
                content = bytearray(_length(header))
                content[: len(header)] = header
                if reader.readinto(memoryview(content)[len(header) :]) != len(content) - len(header):
                    raise SnapshotWrong("cut")
                yield content
    except zstandard.ZstdError as error:
        raise SnapshotWrong("zstd") from error


def _length(header: bytes) -> int:
    """How long the SQLite file is that begins so: the size of a page, and how many pages there are."""
    length = int.from_bytes(header[16:18]) * int.from_bytes(header[28:32])
    if len(header) < HEADER or not header.startswith(b"SQLite format 3\0") or not length <= LARGEST_PART:
        raise SnapshotWrong("header")
    return length

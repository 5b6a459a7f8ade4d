"""Files to and from the centre: smallest first, resumed by offset, never in the way of acts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from desktop_app.models import files
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

CHUNK = 256 * 1024


class FilesReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many files went up and came down, and their bytes."""

    sent: int = 0
    received: int = 0
    bytes: int = 0


def carry_files(line: Line, stop: Callable[[], bool]) -> FilesReport:
    """Send what the centre lacks; safe to break off between any two pieces."""
    sent = total = 0
    for sha256, size, _ in files.unsent(line.replica):
        if stop():
            break
        total += _send(line, sha256, size, stop)
        sent += 1
    return FilesReport(sent=sent, bytes=total)


def fetch_files(line: Line, wanted: Sequence[str], stop: Callable[[], bool]) -> FilesReport:
    """Bring the wanted files here; those the centre does not have yet are left for a later time."""
    received = total = 0
    for sha256 in files.missing(line.replica, list(wanted)):
        data = None if stop() else line.server.fetch_blob(sha256)
        if data is None:
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ServerTrouble("file-is-another-one")
        _keep(line, data)
        received += 1
        total += len(data)
    return FilesReport(received=received, bytes=total)


def _send(line: Line, sha256: str, size: int, stop: Callable[[], bool]) -> int:
    data = files.file_bytes(line.replica, sha256)
    offset = line.server.blob_offset(sha256)
    carried = 0
    while data is not None and offset < size and not stop():
        chunk = data[offset : offset + CHUNK]
        offset = line.server.send_blob(sha256, offset, chunk, size)
        carried += len(chunk)
    _note(line, sha256, offset)
    return carried


def _note(line: Line, sha256: str, offset: int) -> None:
    line.write(lambda writing: writing.files.note_sent(sha256, offset))


def _keep(line: Line, data: bytes) -> None:
    def keep(writing: Writing) -> None:
        writing.files.keep_file(data, sent=True)

    line.write(keep)

"""Scans of what a neighbour did: fetched from the desk where they are, so that a director sees what he decides on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from admission.acts import Attached
from admission.courier import FileMark
from admission.wire import load_act
from desktop_app.models import files, neighbours
from desktop_app.models.ranks import COPY, THUMBNAIL, WHOLE
from desktop_app.scans.photos import COPY_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

MOST_NAMES = 50
MOST_BYTES = 6 * 1024 * 1024  # of files in one message; at least one goes


def wanted(line: Line, desk: str) -> list[str]:
    """SHA-256 of what the applications show of this neighbour's attachments and is not here; thumbnails first."""
    named = _named(line, desk)
    return files.missing(line.replica, sorted(named, key=lambda one: (named[one], one)))[:MOST_NAMES]


def brought(line: Line, asked: Sequence[str]) -> list[tuple[FileMark, bytes]]:
    """As many of the files asked for as are here and fit into one message."""
    chosen: list[tuple[FileMark, bytes]] = []
    for sha256 in asked[:MOST_NAMES]:
        data = files.file_bytes(line.replica, sha256)
        if data is None:
            continue
        if chosen and sum(mark.size for mark, _ in chosen) + len(data) > MOST_BYTES:
            break
        chosen.append((FileMark(sha256, len(data)), data))
    return chosen


def keep(line: Line, desk: str, came: Sequence[tuple[FileMark, bytes]]) -> int:
    """Keep those that were wanted and are what their names say; how many. Whoever is first sends them to the centre."""
    named, kept = _named(line, desk), 0
    for mark, data in came:
        if mark.sha256 in named and hashlib.sha256(data).hexdigest() == mark.sha256:
            _keep(line, data, named[mark.sha256])
            kept += 1
    return kept


def _keep(line: Line, data: bytes, rank: int) -> None:
    def put(writing: Writing) -> None:
        writing.files.keep_file(data, rank=rank)

    line.write(put)


def _named(line: Line, desk: str) -> dict[str, int]:
    """The files and their ranks; originals stay where they are until the centre has them."""
    found: dict[str, int] = {}
    for body in neighbours.attachings(line.replica, desk):
        act = load_act(body).body
        if isinstance(act, Attached):
            one = act.attachment
            found[one.sha256] = COPY if one.size <= COPY_BYTES else WHOLE
            if one.thumbnail:
                found[one.thumbnail] = THUMBNAIL
    return found

"""The digest of each school at its newest head: a change costs as much as its own rows, not as all of them."""

from __future__ import annotations

import hashlib
import threading
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from admission.buckets import Version, version_line
from central_server.models import feed
from central_server.models.ledger import Transaction

MOST_SCHOOLS = 100  # in memory, about 100 bytes a row
READ_ANEW = 50  # after so many changes all rows are read again: the database has the last word


class _Known(msgspec.Struct, frozen=True):
    """A school at a head: its rows' lines in order, and how often they were brought up since all were read."""

    head: int
    digest: str
    lines: list[bytes]
    changes: int = 0


class Digests:
    """Safe to share between threads; what `feed.digest` would give, in a snapshot of that head."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def at(self, tx: Transaction, school: str, head: int) -> str:
        """The digest in this snapshot."""
        with self._lock:
            known = self._known.get(school)
        if known is None or known.head != head:
            known = _at_head(tx, school, head, known)
            self._keep(school, known)
        return known.digest

    def _keep(self, school: str, known: _Known) -> None:
        with self._lock:
            self._known.pop(school, None)
            self._known[school] = known
            if len(self._known) > MOST_SCHOOLS:
                del self._known[next(iter(self._known))]


def _at_head(tx: Transaction, school: str, head: int, before: _Known | None) -> _Known:
    if before is None or before.head > head or before.changes >= READ_ANEW:
        lines = feed.version_lines(tx, school)
        return _Known(head, _digest(lines), lines)
    lines = list(before.lines)
    for version in feed.versions(tx, school, before.head):
        _put(lines, version)
    return _Known(head, _digest(lines), lines, before.changes + 1)


def _put(lines: list[bytes], version: Version) -> None:
    """In place of the line of the row's older version, or where it belongs."""
    kind, row_id, _ = version
    line, same = version_line(*version), f"{kind}\0{row_id}\0".encode()
    place = bisect_left(lines, same)
    if place < len(lines) and lines[place].startswith(same):
        lines[place] = line
    else:
        lines.insert(place, line)


def _digest(lines: Sequence[bytes]) -> str:
    return hashlib.sha256(b"".join(lines)).hexdigest()

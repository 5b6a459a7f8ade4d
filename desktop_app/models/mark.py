"""The mark beside the replica: how far this computer ever came, so that a replica put back from a copy is noticed."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from desktop_app.models.connection import Connection

WIPED = "wiped"  # this computer was revoked and emptied; nothing else is left in it
REACHED = "first_run"  # this setting holds the step at which the first run goes on; empty: it is over
RENEW = "renew"  # this setting asks the next sync to make the computer a new desk


class Mark(msgspec.Struct, frozen=True):
    """The desk, its newest act, and the newest number of each of its series."""

    desk: str
    n: int
    counters: dict[str, int] = {}


def read_mark(path: Path) -> Mark | None:
    """The mark beside the replica at `path`; None where there is none that can be read."""
    try:
        return msgspec.json.decode(_beside(path).read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write_mark(path: Path, mark: Mark) -> None:
    """Replace the mark. It is a warning, not a record: a disk that refuses it stops nobody."""
    fresh = _beside(path).with_suffix(".mark.new")
    try:
        fresh.write_bytes(msgspec.json.encode(mark))
        os.replace(fresh, _beside(path))
    except OSError:
        fresh.unlink(missing_ok=True)


def notice_older_copy(path: Path, connection: Connection) -> bool:
    """Whether the replica is behind its mark; then its series go on where they were, and it asks to be renewed."""
    mark = read_mark(path)
    if mark is None or not mark.desk or mark.desk != _setting(connection, "desk"):
        return False
    (newest,) = connection.execute("select coalesce(max(n), 0) from act").fetchone()
    if newest >= mark.n:
        return False
    keep = "insert into meta values (?, ?) on conflict (name) do update set value = excluded.value"
    connection.execute("begin immediate")
    for counter, number in mark.counters.items():
        here = int(_setting(connection, f"counter:{counter}") or 0)
        connection.execute(keep, (f"counter:{counter}", str(max(number, here))))
    connection.execute(keep, (RENEW, "older-copy"))
    connection.execute("commit")
    return True


def _setting(connection: Connection, name: str) -> str:
    found = connection.execute("select value from meta where name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _beside(path: Path) -> Path:
    return path.with_suffix(".mark")

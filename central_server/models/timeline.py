"""The time line: an epoch and how far each school had come, kept also outside the database (SYNC C4, C10)."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from filelock import FileLock
from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from central_server.models.tables import META, SCHOOL_HEAD

SAVE_EVERY_SECONDS = 5.0
RECOVERING = "recovering"


class LedgerOlder(Exception):
    """The database is older than this centre remembers: a backup was put back, and desks know more than it."""


class Marks(msgspec.Struct, frozen=True):
    """The epoch, and the highest `seq` of each school that was ever committed."""

    epoch: str
    seqs: dict[str, int]


class Timeline:
    """The marks in memory, written to the file every few seconds and at the end.

    Several processes may serve one centre: each raises the marks in the file, none lowers another's.
    """

    def __init__(self, marks: Marks, path: Path, ticks: Callable[[], float] = time.monotonic) -> None:
        self.epoch = marks.epoch
        self._seqs = dict(marks.seqs)
        self._path = path
        self._ticks = ticks
        self._saved_at = ticks()
        self._lock = threading.Lock()

    def note(self, seqs: Mapping[str, int]) -> None:
        """These heads were committed."""
        if not seqs:
            return
        with self._lock:
            for school, seq in seqs.items():
                self._seqs[school] = max(seq, self._seqs.get(school, 0))
            due = self._ticks() - self._saved_at >= SAVE_EVERY_SECONDS
        if due:
            self.save()

    def save(self) -> None:
        """Raise the marks in the file; a crash leaves the old one or the new one, never half of one."""
        with self._lock:
            self._saved_at = self._ticks()
            raise_marks(self._path, Marks(self.epoch, dict(self._seqs)))


def check_timeline(engine: Engine, path: Path) -> Timeline:
    """Compare database and file, LedgerOlder when the database has lost something; a new centre gets its epoch."""
    remembered = read_marks(
        path
    )  # before the database: what another process writes meanwhile is in both or in it
    with engine.begin() as connection:
        epoch = _epoch(connection)
        heads = select(SCHOOL_HEAD.c.school, SCHOOL_HEAD.c.seq)
        seqs = {school: seq for school, seq in connection.execute(heads)}
        if remembered is not None:
            _refuse_older(remembered, epoch, seqs)
        if epoch is None:
            epoch = _first_epoch(connection)
    timeline = Timeline(Marks(epoch, seqs), path)
    timeline.save()
    return timeline


def _epoch(connection: Connection) -> str | None:
    return connection.execute(select(META.c.value).where(META.c.name == "epoch")).scalar()


def _first_epoch(connection: Connection) -> str:
    """Of several processes that start a new centre at once the first gives the epoch."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(META).values(name="epoch", value=secrets.token_hex(8))
    connection.execute(first.on_conflict_do_nothing())
    epoch = _epoch(connection)
    assert epoch is not None, "somebody has just written it"
    return epoch


def begin_recovery(engine: Engine, path: Path) -> dict[str, tuple[int, int]]:
    """Begin a time line of its own on an older database, closed until its desks have fed it again (SYNC C10).

    For each school that lost something: where it stands, and what had been reached.
    """
    remembered = read_marks(path)
    with engine.begin() as connection:
        heads = select(SCHOOL_HEAD.c.school, SCHOOL_HEAD.c.seq)
        seqs = {school: seq for school, seq in connection.execute(heads)}
        epoch = secrets.token_hex(8)
        connection.execute(delete(META).where(META.c.name.in_(("epoch", RECOVERING))))
        connection.execute(
            insert(META), [{"name": "epoch", "value": epoch}, {"name": RECOVERING, "value": "1"}]
        )
    with _alone(path):
        write_marks(path, Marks(epoch, seqs))
    reached = remembered.seqs if remembered is not None else {}
    return {
        school: (seqs.get(school, 0), seq) for school, seq in reached.items() if seq > seqs.get(school, 0)
    }


def read_marks(path: Path) -> Marks | None:
    """The marks in the file; None where there is none yet."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Marks)
    except FileNotFoundError:
        return None


def raise_marks(path: Path, marks: Marks) -> None:
    """Keep the higher mark of each school, ours or the file's; a file of another epoch is left as it is.

    Such a file is newer than the process that asks: `recover` was begun while it served.
    """
    with _alone(path):
        kept = read_marks(path) or Marks(marks.epoch, {})
        seqs = kept.seqs | {school: max(seq, kept.seqs.get(school, 0)) for school, seq in marks.seqs.items()}
        if kept.epoch == marks.epoch:
            write_marks(path, Marks(marks.epoch, seqs))


def _alone(path: Path) -> FileLock:
    """Nobody else changes the file meanwhile; the system lets go when a process is killed."""
    return FileLock(path.with_name(f"{path.name}.lock"))


def write_marks(path: Path, marks: Marks) -> None:
    """Write beside and rename, durably."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as opened:
        opened.write(msgspec.json.encode(marks, order="deterministic"))
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(fresh, path)


def _refuse_older(remembered: Marks, epoch: str | None, seqs: Mapping[str, int]) -> None:
    if epoch != remembered.epoch:
        raise LedgerOlder(
            f"This database belongs to another time line ({epoch or 'none'}) than the file timeline.json beside it "
            f"({remembered.epoch}). Connect the right database; if this one replaces it on purpose, begin `recover`, "
            "and the desks will bring what is missing."
        )
    for school, seq in remembered.seqs.items():
        if seqs.get(school, 0) < seq:
            raise LedgerOlder(
                f"This database is older than what the desks have already been told: school {school} stands at "
                f"{seqs.get(school, 0)}, but {seq} was reached. A backup seems to have been restored. The centre "
                "does not serve, so that nothing is lost or numbered twice: put the newer database back, or begin "
                "`recover`, and the desks will bring what is missing."
            )

"""Filling an empty replica from a ready snapshot: rows and lines in one transaction, every index right after it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from admission.buckets import version_line
from admission.context import Key
from admission.projection import COLUMNS, line_of, projected
from admission.wire import kind_of_row, load_row
from desktop_app.models.connection import Connection
from desktop_app.models.projection import project, rekey
from desktop_app.models.replica import Replica

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

Files = Callable[[], Iterable[bytes | bytearray]]  # plain SQLite files, in memory only
MISSING_INDEXES = "missing_indexes"  # this setting holds them, as long as they are
FIRST = "first_rows"  # this setting is there while only the top of the queue is
APPLICATION = "application"
ROW = ("kind", "id", "ver", "seq", "body")
PROVED_EVERY = 500  # rows; a centre that projects otherwise is found out before anything is written
CACHE = -3000  # KiB, as SQLite says it
LONGEST_VALUE = 16 * 1024 * 1024
NEWS = ("cursor", "staged", FIRST)

ADD_ROW = """insert into row (kind, id, ver, seq, confirmed) values (?, ?, ?, ?, ?) on conflict (kind, id) do update
    set ver = excluded.ver, seq = excluded.seq, confirmed = excluded.confirmed where excluded.seq >= row.seq"""
ADD_LINE = f"""insert into application_line ({", ".join(COLUMNS)}, waiting)
    values ({", ".join("?" * len(COLUMNS))}, 0) on conflict (id) do update set
    {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])} where waiting = 0"""
FORGET_KEYS = """delete from likeness where application in (
    select id from row where kind = 'application' and confirmed is not null)"""
ADD_KEY = "insert or ignore into likeness (key, application) values (?, ?)"
SET = "insert into meta values (?, ?) on conflict (name) do update set value = excluded.value"


class SnapshotWrong(Exception):
    """The files are not what a snapshot is made of; nothing was written."""


class Ready(NamedTuple):
    """A snapshot that was fetched: its place in the feed, the rows, and their lines unless this desk makes its own."""

    epoch: str
    cursor: int
    digest: str
    rows: Files
    lines: Files | None


def is_new(replica: Replica) -> bool:
    """Whether this replica has read nothing yet."""
    with replica.read() as db:
        told = dict(db.execute("select name, value from meta where name in (?, ?, ?)", NEWS).fetchall())
        known = db.execute(
            "select 1 from row where kind = 'application' and confirmed is not null limit 1"
        ).fetchone()
    nothing_read = int(told.get("cursor", "0")) == 0 and not told.get("staged")
    return nothing_read and (known is None or FIRST in told)


def has_first(replica: Replica) -> bool:
    """Whether the top of the queue is here already."""
    with replica.read() as db:
        return db.execute("select 1 from meta where name = ?", (FIRST,)).fetchone() is not None


def show_first(writing: Writing, rows: Files) -> None:
    """Write and show the rows somebody looks at first, while the others are still on their way. SnapshotWrong."""
    with _named_troubles():
        found = list(_of(rows, ROW))
        for kind, row_id, *_, body in found:
            if (kind, row_id) != _name_of(body):
                raise SnapshotWrong("row")
        writing.connection.exec_driver_sql(ADD_ROW, found)
        project(writing.connection, [row_id for kind, row_id, *_ in found if kind == APPLICATION])
    writing.set_meta(FIRST, "1")
    writing.show_again()


def fill(replica: Replica, ready: Ready) -> int:
    """Write the rows and the cursor, all or nothing; lists can be read from then on. How many rows; SnapshotWrong."""
    with replica.bulk() as db, _named_troubles():
        _take_down(db)
        db.execute(FORGET_KEYS)
        noted = _Noted(ready.rows)
        db.executemany(ADD_ROW, noted)
        if noted.digest != ready.digest:
            raise SnapshotWrong("digest")
        db.executemany(ADD_LINE, noted.like(_of(ready.lines, COLUMNS)) if ready.lines else _made(ready.rows))
        db.executemany(SET, [("cursor", str(ready.cursor)), ("epoch", ready.epoch)])
        db.execute("delete from meta where name = ?", (FIRST,))
    return noted.count


def lacks_indexes(replica: Replica) -> bool:
    """Whether a fill was broken off before its indexes were made."""
    with replica.read() as db:
        return db.execute("select 1 from meta where name = ?", (MISSING_INDEXES,)).fetchone() is not None


def make_indexes(writing: Writing, lines: Files | None) -> None:
    """Make what `fill` left out: likeness (from the lines, or anew), indexes, search; then show what waits.

    SnapshotWrong: the lines cannot be used.
    """
    found = writing.meta(MISSING_INDEXES)
    db = writing.connection.connection.driver_connection
    assert db is not None, "a transaction has its connection"
    with _sparing(db):
        if lines is None:
            rekey(writing.connection)
        else:
            with _named_troubles():
                db.executemany(ADD_KEY, _keys(lines))
        for statement in json.loads(found):
            db.execute(statement)
        db.execute("insert into application_search (application_search) values ('rebuild')")
    db.execute("delete from meta where name = ?", (MISSING_INDEXES,))
    writing.show_again()


@contextmanager
def _sparing(db: Connection) -> Iterator[None]:
    """With little memory for pages: a weak computer has other programs open."""
    (before,) = db.execute("pragma cache_size").fetchone()
    db.execute(f"pragma cache_size={CACHE}")
    try:
        yield
    finally:
        db.execute(f"pragma cache_size={before}")


def _take_down(db: Connection) -> None:
    """Drop the indexes and triggers that are made faster afterwards; what they were is kept in `meta`."""
    found = db.execute(
        "select type, name, sql from sqlite_master where tbl_name in ('application_line', 'likeness')"
        " and type in ('index', 'trigger') and sql is not null order by type, name"
    ).fetchall()
    for kind, name, _ in found:
        db.execute(f"drop {kind} {name}")
    if found:
        db.execute(SET, (MISSING_INDEXES, json.dumps([sql for *_, sql in found])))


class _Noted:
    """Rows on their way into the replica: counted, digested, and some of them kept to prove the lines with."""

    def __init__(self, files: Files) -> None:
        self.count = 0
        self._files = files
        self._sha = hashlib.sha256()
        self._samples: dict[str, bytes] = {}

    @property
    def digest(self) -> str:
        return self._sha.hexdigest()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        update = self._sha.update
        for row in _of(self._files, ROW):
            kind, row_id, ver, _, body = row
            update(version_line(kind, row_id, ver))
            self.count += 1
            if self.count % PROVED_EVERY == 0 and kind == APPLICATION:
                self._samples[row_id] = body
            yield row

    def like(self, lines: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The lines, as long as they are what this program would have made of the same rows."""
        for line in lines:
            sample = self._samples.pop(line[0], None)
            if sample is not None and line_of(projected(sample)) != line:
                raise SnapshotWrong("lines")
            yield line
        if self._samples:
            raise SnapshotWrong("lines")


def _of(files: Files, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """These columns of the one table in each file; nothing else may be in it."""
    for content in files():
        with closing(sqlite3.connect(":memory:")) as plain:
            plain.deserialize(content)
            plain.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            plain.execute("pragma trusted_schema=off")
            tables = plain.execute("select type, name from sqlite_master").fetchall()
            if len(tables) != 1 or tables[0][0] != "table":
                raise SnapshotWrong("tables")
            (table,) = (name for _, name in tables if name in ("row", "line"))
            yield from plain.execute(f"select {', '.join(columns)} from {table}")


def _name_of(body: bytes) -> Key:
    row = load_row(body)
    return kind_of_row(row), row.id


def _made(rows: Files) -> Iterator[tuple[Any, ...]]:
    """The lines of the applications, projected here."""
    for kind, body in _of(rows, ("kind", "body")):
        if kind == APPLICATION:
            yield line_of(projected(body))


def _keys(lines: Files) -> Iterator[tuple[str, str]]:
    for application, keys in _of(lines, ("id", "keys")):
        yield from ((key, application) for key in str(keys).split("\n"))


@contextmanager
def _named_troubles() -> Iterator[None]:
    """What strange contents do to SQLite on either side, by one name; a full disk keeps its own."""
    try:
        yield
    except (
        sqlite3.Error,
        sqlcipher.IntegrityError,
        sqlcipher.InterfaceError,
        sqlcipher.ProgrammingError,
        msgspec.DecodeError,
        ValueError,
        TypeError,
        OverflowError,
    ) as error:
        raise SnapshotWrong(type(error).__name__) from error

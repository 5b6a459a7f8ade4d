"""The rows of a school as plain SQLite files, a part at a time: what a ready snapshot is packed from."""

from __future__ import annotations

import hashlib
import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from admission.application import Status
from admission.buckets import version_line
from admission.projection import COLUMNS, VERSION, Projected, keys_of, line_of, projected
from central_server.models.ledger import Transaction
from central_server.models.tables import ROW, SCHOOL_HEAD

APPLICATION = "application"
ROW_TABLE = "create table row (kind text, id text, ver integer, seq integer, body blob)"
MOST_URGENT = 100  # applications: the first page of the queue, and the next
FEW = frozenset({"school", "officer", "desk", "stream"})  # nobody can sign in without them
LINE_TABLE = f"create table line ({', '.join(COLUMNS)}, keys)"


class Part(NamedTuple):
    """Some of the rows, and the lines of the applications among them, each a whole SQLite file."""

    rows: bytes
    lines: bytes


class Parts:
    """A school's rows in order of kind and id; `digest` is that of the rows read so far, as `feed.digest` gives it."""

    def __init__(self, tx: Transaction, school: str, rows_a_part: int) -> None:
        self._tx = tx
        self._school = school
        self._rows_a_part = rows_a_part
        self._sha = hashlib.sha256()
        self._few: list[Any] = []
        self._urgent: list[tuple[datetime, str, Any]] = []

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over what was read."""
        return self._sha.hexdigest()

    @property
    def first(self) -> bytes:
        """Of what was read, the rows that a desk shows first, as `Part.rows`: the top of the queue, who works here."""
        shown = [*self._few, *(row for *_, row in self._urgent)]
        return _file(ROW_TABLE, "row", map(tuple, shown))

    def __iter__(self) -> Iterator[Part]:
        """One after the other; nothing is held but the part at hand."""
        question = (
            select(ROW.c.kind, ROW.c.id, ROW.c.ver, ROW.c.seq, ROW.c.body)
            .where(ROW.c.school == self._school)
            .order_by(ROW.c.kind, ROW.c.id)
            .execution_options(yield_per=self._rows_a_part)
        )
        for rows in self._tx.connection.execute(question).partitions():
            for kind, row_id, ver, *_ in rows:
                self._sha.update(version_line(kind, row_id, ver))
            yield self._part(rows)

    def _part(self, rows: Sequence[Any]) -> Part:
        applications = [(row, projected(row.body)) for row in rows if row.kind == APPLICATION]
        waits = [(one.due, one.id, row) for row, one in applications if one.status == Status.UNDER_REVIEW]
        self._urgent = heapq.nsmallest(MOST_URGENT, self._urgent + waits)
        self._few += [row for row in rows if row.kind in FEW]
        lines = (_line(one) for _, one in applications)
        return Part(_file(ROW_TABLE, "row", map(tuple, rows)), _file(LINE_TABLE, "line", lines))


def head(tx: Transaction, school: str) -> int:
    """The newest `seq` of a school that is there."""
    question = select(SCHOOL_HEAD.c.seq).where(SCHOOL_HEAD.c.school == school)
    return int(tx.connection.execute(question).scalar_one())


def count_after(tx: Transaction, school: str, cursor: int) -> int:
    """How many rows a desk at this cursor lacks."""
    question = select(func.count()).where(ROW.c.school == school, ROW.c.seq > cursor)
    return int(tx.connection.execute(question).scalar_one())


def _file(schema: str, table: str, values: Iterable[Sequence[Any]]) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        for statement in (f"pragma user_version={VERSION}", schema, "begin"):
            made.execute(statement)
        columns = len(made.execute(f"pragma table_info({table})").fetchall())
        made.executemany(f"insert into {table} values ({', '.join('?' * columns)})", values)  # noqa: S608
        made.execute("commit")
        return made.serialize()


def _line(application: Projected) -> tuple[str | int, ...]:
    return (*line_of(application), "\n".join(keys_of(application)))

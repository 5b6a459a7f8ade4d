"""The replica: one encrypted file, many readers, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from desktop_app.models.connection import Connection, ReplicaBusy, ReplicaTooNew, connect, known_trouble
from desktop_app.models.mark import notice_older_copy, write_mark

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desktop_app.models.judge import Judge
    from desktop_app.models.writing import Writing

VERSION = 5
BULK = ("wal_autocheckpoint=0", "synchronous=NORMAL", "cache_size=-400")  # what is written is not read again


class Replica:
    """An open replica. Readers get a connection of their own thread; a writer holds BEGIN IMMEDIATE."""

    def __init__(self, path: Path, key: bytes, lock: FileLock) -> None:
        self.path = path
        self._key = key
        self._lock = lock
        self._mine = threading.local()
        self._opened: list[Connection] = []
        self._beside: dict[str, Connection] = {}
        self._opening = threading.Lock()
        self._engine: Engine | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database; never write through it."""
        connection = self._connection()
        with known_trouble():
            connection.execute("begin")
            try:
                yield connection
            finally:
                connection.execute("rollback")

    @contextmanager
    def write(self, judge: Judge, new_id: Callable[[], str]) -> Iterator[Writing]:
        """One transaction, all or nothing; whoever comes second waits."""
        from desktop_app.models.engine import transaction  # SQLAlchemy is not needed for the first window
        from desktop_app.models.writing import Writing

        with known_trouble(), transaction(self._writing_engine()) as connection:
            writing = Writing(connection, judge, new_id)
            yield writing
            writing.finish()
        if writing.mark is not None:
            write_mark(self.path, writing.mark)

    @contextmanager
    def bulk(self) -> Iterator[Connection]:
        """One transaction of plain SQL for very many rows, all or nothing; the next ordinary one makes it durable."""
        connection = connect(self.path, self._key)
        try:
            with known_trouble():
                for setting in BULK:
                    connection.execute(f"pragma {setting}")
                connection.execute("begin immediate")
                yield connection
                connection.execute("commit")
        finally:
            connection.close()

    def beside(self, name: str, *, secret: bool = False) -> Connection | None:
        """Another file of the same folder, opened once, `secret` under the same key; None while there is none."""
        with self._opening:
            path = self.path.with_name(name)
            if name not in self._beside and path.exists():
                self._beside[name] = connect(path, self._key if secret else None)
            return self._beside.get(name)

    def close(self) -> None:
        """Close every connection and let other processes in."""
        with self._opening:
            for connection in (*self._opened, *self._beside.values()):
                connection.close()
            self._opened.clear()
            self._beside.clear()
            if self._engine is not None:
                self._engine.dispose()
        self._lock.release()

    def _writing_engine(self) -> Engine:
        from desktop_app.models.engine import make_engine

        with self._opening:
            if self._engine is None:
                self._engine = make_engine(self.path, self._key)
            return self._engine

    def _connection(self) -> Connection:
        connection = getattr(self._mine, "connection", None)
        if connection is None:
            connection = connect(self.path, self._key)
            self._mine.connection = connection
            with self._opening:
                self._opened.append(connection)
        return connection


def open_replica(path: Path, key: bytes) -> Replica:
    """Open or create the replica at `path`, migrated to this version.

    ReplicaBusy when another process has it, ReplicaDamaged when the file does not answer to the key,
    ReplicaTooNew when a newer program wrote it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise ReplicaBusy(str(path)) from error
    with ExitStack() as undone:
        undone.callback(lock.release)
        _bring_to_version(path, key)
        undone.pop_all()
    return Replica(path, key, lock)


def _bring_to_version(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    (version,) = connection.execute("pragma user_version").fetchone()
    is_empty = connection.execute("select count(*) from sqlite_master").fetchone() == (0,)
    if version == VERSION:
        notice_older_copy(path, connection)
    connection.close()
    if version > VERSION:
        raise ReplicaTooNew(str(version))
    if version < VERSION and is_empty:
        from desktop_app.models.creating import create  # Alembic's revisions are needed for a new one only

        create(path, key)
    elif version < VERSION:
        from desktop_app.models.upgrade import upgrade  # Alembic is needed only when the version differs

        upgrade(path, key)

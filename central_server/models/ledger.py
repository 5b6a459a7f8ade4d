"""The ledger: transactions over the database, every trouble of it named once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolEmpty

from central_server.models import bulk
from central_server.models.bulk import Values
from central_server.models.engine import for_reading, make_engine
from central_server.models.migrate import migrate
from central_server.models.timeline import Timeline, begin_recovery, check_timeline
from central_server.settings import Settings

ATTEMPTS = 4
RETRIED = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock

T = TypeVar("T")


class LedgerTrouble(Exception):
    """The database did not do what was asked (full disk, lost connection); nothing of it was written."""


class Raced(LedgerTrouble):
    """Another school's transaction came first; deciding again sees what it did."""


@dataclass
class Transaction:
    """One transaction; `seqs` are the heads it moved, for the timeline."""

    connection: Connection
    epoch: str
    seqs: dict[str, int] = field(default_factory=dict)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT, in this database's dialect."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)  # type: ignore[no-any-return]

    def add(self, table: Table, rows: Sequence[Values]) -> None:
        """Insert the rows."""
        if rows:
            bulk.insert(self.connection, table, rows, "fail")

    def upsert(self, table: Table, rows: Sequence[Values]) -> None:
        """Insert the rows, or overwrite those with the same primary key."""
        if rows:
            bulk.insert(self.connection, table, rows, "overwrite")

    def insert_new(self, table: Table, rows: Sequence[Values]) -> None:
        """Insert the rows whose primary key is not there yet."""
        if rows:
            bulk.insert(self.connection, table, rows, "skip")

    def found(
        self, question: Select[Any], column: Column[str], values: Iterable[str], **bound: str
    ) -> Sequence[Any]:
        """Ask for the rows whose column has one of these texts; one statement, however many they are."""
        statement, listed = bulk.found(self.connection, question, column, values)
        return self.connection.execute(statement, listed | bound).all()


class Ledger:
    """The database of the centre and the folder of files beside it; safe to share between threads."""

    def __init__(self, engine: Engine, files: Path, timeline: Timeline) -> None:
        self.files = files
        self.epoch = timeline.epoch
        self._writing = engine
        self._reading = for_reading(engine)
        self._timeline = timeline

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One snapshot; LedgerTrouble when the database does not answer."""
        with _named_troubles(), self._reading.begin() as connection:
            yield Transaction(connection, self.epoch)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction, all or nothing; Raced when another one made it impossible, LedgerTrouble otherwise."""
        with _named_troubles(), self._writing.begin() as connection:
            transaction = Transaction(connection, self.epoch)
            yield transaction
        self._timeline.note(transaction.seqs)

    def write_again(self, work: Callable[[Transaction], T]) -> T:
        """`work` in one transaction, tried anew from the start when another school's came first."""
        for _ in range(ATTEMPTS - 1):
            try:
                with self.write() as transaction:
                    return work(transaction)
            except Raced:
                continue
        with self.write() as transaction:
            return work(transaction)

    def close(self) -> None:
        """Write the timeline down and let the connections go."""
        self._timeline.save()
        self._writing.dispose()


def open_ledger(settings: Settings) -> Ledger:
    """The ledger, migrated to this version.

    LedgerOlder: the database is older than what the file beside it has seen (SYNC C10); LedgerTrouble.
    """
    settings.files.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database_url)
    with ExitStack() as undone, _named_troubles():
        undone.callback(engine.dispose)
        migrate(engine)
        timeline = check_timeline(engine, settings.timeline)
        undone.pop_all()
    return Ledger(engine, settings.files, timeline)


def recover_ledger(settings: Settings) -> dict[str, tuple[int, int]]:
    """Begin a new time line on a database that was put back from a backup; see `begin_recovery`. LedgerTrouble."""
    engine = make_engine(settings.database_url)
    try:
        with _named_troubles():
            migrate(engine)
            return begin_recovery(engine, settings.timeline)
    finally:
        engine.dispose()


@contextmanager
def _named_troubles() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Raced(type(error.orig).__name__) from error
    except DBAPIError as error:
        raced = getattr(error.orig, "sqlstate", None) in RETRIED
        raise (Raced if raced else LedgerTrouble)(type(error.orig).__name__) from error
    except PoolEmpty as error:
        raise LedgerTrouble("no connection free") from error

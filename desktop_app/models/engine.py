"""The SQLAlchemy engine over encrypted connections: every transaction of it begins IMMEDIATE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from desktop_app.models.connection import connect


def make_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions take the write lock at once: read-then-write loses nothing."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=2,
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("begin immediate")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction; what the driver raises comes out as the driver's own error."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from error

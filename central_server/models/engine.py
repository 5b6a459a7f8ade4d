"""Engines: SQLite that writes IMMEDIATE and durably, PostgreSQL that reads in one snapshot."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_MILLISECONDS = 30_000
PRAGMAS = (
    f"pragma busy_timeout={BUSY_MILLISECONDS}",
    "pragma journal_mode=wal",
    "pragma synchronous=full",
    "pragma foreign_keys=on",
)
POOL = {"pool_size": 10, "max_overflow": 40, "pool_timeout": 30}


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql+psycopg://…`; its errors never show the values in a statement."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        engine = create_engine(address.set(drivername="postgresql+psycopg"), hide_parameters=True, **POOL)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True, **POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same pool, with transactions that see one snapshot and lock nothing."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begin="begin")
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare_postgresql(connection: psycopg.Connection[Any], _record: Any) -> None:
    """Lists go as bytes: as text, bytes in them would be twice as long, and the server would read it sign by sign."""
    connection.adapters.register_dumper(list, ListBinaryDumper)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin too late: see _begin_sqlite
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that read-then-write loses nothing (ARCHITECTURE, traps)."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "begin immediate"))

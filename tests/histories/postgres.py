"""Histories on PostgreSQL: a database copied from a template for each, in a server of the tests' own."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy import create_engine

from central_server.models.engine import make_engine
from central_server.models.migrate import migrate
from central_server.models.tables import META, NAMES
from tests.central_server.postgres import Server


class Databases:
    """The databases of one process; `number` tells it from the others that use the server."""

    def __init__(self, server: Server, number: int = 0) -> None:
        self._socket = server.socket
        self._template, self._run = f"template_{number}", f"history_{number}"

    def take_over(self, ledger: str) -> None:
        """Make the template hold what the SQLite ledger at that URL holds."""
        self._make(self._template, "template1")
        target, source = make_engine(self._url(self._template)), create_engine(ledger)
        migrate(target)
        with source.connect() as theirs, target.begin() as ours:
            ours.execute(META.delete())
            for table in NAMES.sorted_tables:
                rows = [dict(row._mapping) for row in theirs.execute(table.select())]
                if rows:
                    ours.execute(table.insert(), rows)
        source.dispose()
        target.dispose()

    def copied(self) -> str:
        """The URL of a database that is the template's copy; the one before it is gone."""
        self._make(self._run, self._template)
        return self._url(self._run)

    def _url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def _make(self, database: str, template: str) -> None:
        with psycopg.connect(
            dbname="postgres", user="postgres", host=str(self._socket), autocommit=True
        ) as asking:
            asking.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(database)))
            copy = sql.SQL("create database {} template {}")
            asking.execute(copy.format(sql.Identifier(database), sql.Identifier(template)))

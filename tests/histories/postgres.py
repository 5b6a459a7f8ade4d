"""Histories on PostgreSQL: a database copied from a template for each, in a server of the tests' own."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy import create_engine, make_url

from central_server.models.engine import make_engine
from central_server.models.migrate import migrate
from central_server.models.tables import NAMES
from tests.central_server.postgres import Server

RUN = "history"


class Databases:
    """The databases of one process; `number` tells it from the others that use the server."""

    def __init__(self, server: Server, number: int = 0) -> None:
        self._template = server.fresh()
        self._run = str(make_url(self._template).set(database=f"{RUN}_{number}"))

    def take_over(self, ledger: str) -> None:
        """Make the template hold what the SQLite ledger at that URL holds."""
        target, source = make_engine(self._template), create_engine(ledger)
        migrate(target)
        with source.connect() as theirs, target.begin() as ours:
            for table in NAMES.sorted_tables:
                rows = [dict(row._mapping) for row in theirs.execute(table.select())]
                if rows:
                    ours.execute(table.insert(), rows)
        source.dispose()
        target.dispose()

    def copied(self) -> str:
        """The URL of a database that is the template's copy; the one before it is gone."""
        name, template = (make_url(url).database or "" for url in (self._run, self._template))
        with psycopg.connect(
            str(make_url(self._template).set(database="postgres")), autocommit=True
        ) as connection:
            connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
            copy = sql.SQL("create database {} template {}")
            connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        return self._run

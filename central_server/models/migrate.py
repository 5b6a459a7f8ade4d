"""Bringing the ledger to this version with Alembic, one starter at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x71616279  # any number nobody else locks by


def migrate(engine: Engine) -> None:
    """Run the revisions this database lacks, in one transaction; a second starter waits for the first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        _wait_for_others(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has begun IMMEDIATE
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})

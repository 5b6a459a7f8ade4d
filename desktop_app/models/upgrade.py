"""Bringing a replica to this version: Alembic runs on a copy, the copy takes the file's place when it is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from desktop_app.models.connection import connect
from desktop_app.models.engine import make_engine
from desktop_app.models.tables import VERSION

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, key: bytes) -> None:
    """Migrate the replica at `path`; whatever fails, the file there is the one that was."""
    _fold_log_into(path, key)
    copy = path.with_name(f"{path.name}.new")
    copy.unlink(missing_ok=True)
    shutil.copyfile(path, copy)
    engine = make_engine(copy, key)
    try:
        _migrate(engine)
    finally:
        engine.dispose()
    _fold_log_into(copy, key)
    os.replace(copy, path)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"pragma user_version={VERSION}")


def _fold_log_into(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    connection.execute("pragma wal_checkpoint(TRUNCATE)")
    connection.close()

"""A new replica: what all revisions say together, without Alembic, which a first start would load for nothing."""

from __future__ import annotations

from pathlib import Path

from desktop_app.models.connection import connect
from desktop_app.models.migrations import first
from desktop_app.models.migrations.versions import r003_receipts, r004_neighbours, r005_papers
from desktop_app.models.tables import VERSION

NEWEST = r005_papers.revision
# Alembic's own mark of the revision a database stands at; revision 002 changes contents only.
MARK = (
    "CREATE TABLE alembic_version ( version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) )",
    f"INSERT INTO alembic_version (version_num) VALUES ('{NEWEST}')",
    f"pragma user_version={VERSION}",
)
STATEMENTS = (
    *first.SCHEMA,
    *r003_receipts.TABLES,
    *r004_neighbours.STATEMENTS,
    *r005_papers.STATEMENTS,
    *MARK,
)


def create(path: Path, key: bytes) -> None:
    """Make the replica at `path`, whole or not at all; the file is there and empty."""
    connection = connect(path, key)
    try:
        connection.execute("begin immediate")
        for statement in STATEMENTS:
            connection.execute(statement)
        connection.execute("commit")
    finally:
        connection.close()

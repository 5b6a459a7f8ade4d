"""Revision 001: the first replica."""

from alembic import op

from desktop_app.models.migrations.first import SCHEMA

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, index and trigger of version 1."""
    for statement in SCHEMA:
        op.execute(statement)

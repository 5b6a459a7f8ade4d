"""Revision 001: the first ledger."""

from alembic import op

from central_server.models.migrations.first import SCHEMA, SPELLING

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table and index."""
    spelling = SPELLING[op.get_bind().dialect.name]
    for statement in SCHEMA:
        op.execute(statement.format_map(spelling))

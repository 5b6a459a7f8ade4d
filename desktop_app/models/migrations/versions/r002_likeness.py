"""Revision 002: children are found by other keys, so every stored key is made again."""

from alembic import op

from desktop_app.models.projection import rekey

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No table changes; the keys of every application do."""
    rekey(op.get_bind())

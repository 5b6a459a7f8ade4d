"""Revision 003: receipts, former desks, pieces of files on their way down, and which files may wait."""

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE former_act (
        desk VARCHAR NOT NULL,
        n INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        body BLOB NOT NULL,
        hash VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        seq INTEGER DEFAULT '0' NOT NULL,
        UNIQUE (desk, n)
    )
    """,
    """
    CREATE TABLE receipt (
        desk VARCHAR NOT NULL,
        last_n INTEGER NOT NULL,
        first_n INTEGER NOT NULL,
        epoch VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        results BLOB NOT NULL,
        signature VARCHAR NOT NULL,
        UNIQUE (desk, last_n)
    )
    """,
    """
    CREATE TABLE piece (
        sha256 VARCHAR NOT NULL,
        "offset" INTEGER NOT NULL,
        content BLOB NOT NULL,
        UNIQUE (sha256, "offset")
    )
    """,
    "ALTER TABLE file ADD COLUMN rank INTEGER DEFAULT '0' NOT NULL",
    "CREATE INDEX row_confirmed ON row (kind, id, ver) WHERE confirmed is not null",
    "CREATE INDEX row_shown ON row (kind, id) WHERE shown is not null",
    "ALTER TABLE file ADD COLUMN sent_at VARCHAR",
    "ALTER TABLE file ADD COLUMN here INTEGER DEFAULT '1' NOT NULL",
    "CREATE INDEX file_here ON file (here, rank, size, sha256, sent, sent_at)",
)


def upgrade() -> None:
    """New tables beside the old ones; `rank` 0 is sent first."""
    from alembic import op  # a new replica is made of the same statements without it

    for statement in TABLES:
        op.execute(statement)

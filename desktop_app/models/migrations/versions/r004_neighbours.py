"""Revision 004: neighbours on the local network and what they did; the overview counts along two indexes;
the registration book is read by number; every word of the search begins after a space."""

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE neighbour (
        desk VARCHAR NOT NULL,
        verify_key VARCHAR NOT NULL,
        recipient VARCHAR NOT NULL,
        address VARCHAR NOT NULL,
        has INTEGER DEFAULT '0' NOT NULL,
        hash VARCHAR DEFAULT '' NOT NULL,
        sent INTEGER DEFAULT '0' NOT NULL,
        heard INTEGER DEFAULT '0' NOT NULL,
        met VARCHAR,
        trouble VARCHAR DEFAULT '' NOT NULL,
        answer BLOB,
        PRIMARY KEY (desk)
    )
    """,
    """
    CREATE TABLE neighbour_act (
        desk VARCHAR NOT NULL,
        n INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        body BLOB NOT NULL,
        "after" INTEGER NOT NULL,
        place INTEGER NOT NULL,
        UNIQUE (desk, n)
    )
    """,
    """
    CREATE TABLE neighbour_bundle (
        desk VARCHAR NOT NULL,
        last INTEGER NOT NULL,
        "after" INTEGER NOT NULL,
        place INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        state VARCHAR DEFAULT 'waiting' NOT NULL,
        UNIQUE (desk, last)
    )
    """,
    'CREATE INDEX neighbour_act_by_place ON neighbour_act ("after", place)',
    "CREATE INDEX neighbour_act_by_application ON neighbour_act (application)",
    "CREATE INDEX line_by_stream ON application_line (year, language, status, inside)",
    "CREATE INDEX line_by_received ON application_line (received, channel)",
    "CREATE INDEX line_by_number ON application_line (number, status, language, channel, received)",
    "UPDATE application_line SET folded = ' ' || folded",
)


def upgrade() -> None:
    """New tables and indexes beside what is there."""
    from alembic import op  # a new replica is made of the same statements without it

    for statement in STATEMENTS:
        op.execute(statement)

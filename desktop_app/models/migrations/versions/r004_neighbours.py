"""Revision 004: neighbours on the local network and what they did; the overview counts along two indexes;
the registration book is read by number, its grade and registrar without the row; papers are held with an
unfinished form; every word of the search begins after a space; what was printed, when and by whom;
what the authority said of the certificates under orders."""

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
    """
    CREATE TABLE draft_paper (
        n INTEGER NOT NULL,
        officer VARCHAR NOT NULL,
        document VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        mime VARCHAR NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL,
        copy BLOB,
        thumbnail BLOB,
        PRIMARY KEY (n)
    )
    """,
    "CREATE INDEX draft_paper_by_officer ON draft_paper (officer, n, document, name, mime, size)",
    "ALTER TABLE application_line ADD COLUMN grade INTEGER DEFAULT '1' NOT NULL",
    "ALTER TABLE application_line ADD COLUMN registered_by VARCHAR DEFAULT '' NOT NULL",
    """
    UPDATE application_line SET
        grade = coalesce(json_extract(told.body, '$.draft.grade'), 1),
        registered_by = coalesce(json_extract(told.body, '$.history[0].by'), '')
    FROM (SELECT id, cast(coalesce(shown, confirmed) AS text) AS body FROM "row" WHERE kind = 'application') AS told
    WHERE told.id = application_line.id
    """,
    'CREATE INDEX neighbour_act_by_place ON neighbour_act ("after", place)',
    "CREATE INDEX neighbour_act_by_application ON neighbour_act (application)",
    "CREATE INDEX line_by_stream ON application_line (year, language, status, inside)",
    "CREATE INDEX line_by_received ON application_line (received, channel)",
    "CREATE INDEX line_by_number"
    " ON application_line (number, status, language, channel, received, grade, registered_by)",
    "UPDATE application_line SET folded = ' ' || folded",
    "ALTER TABLE paper ADD COLUMN original VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE paper ADD COLUMN languages VARCHAR DEFAULT '' NOT NULL",
    """
    CREATE TABLE printed (
        id VARCHAR NOT NULL,
        paper VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        printer VARCHAR NOT NULL,
        copies INTEGER NOT NULL,
        outcome VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX printed_by_paper ON printed (paper, at)",
    """
    CREATE TABLE revocation (
        id VARCHAR NOT NULL,
        standing VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        asked VARCHAR NOT NULL,
        revoked VARCHAR,
        why VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        stamp VARCHAR NOT NULL,
        stamped VARCHAR,
        PRIMARY KEY (id)
    )
    """,
)


def upgrade() -> None:
    """New tables and indexes beside what is there."""
    from alembic import op  # a new replica is made of the same statements without it

    for statement in STATEMENTS:
        op.execute(statement)

"""Revision 005: papers are held with an unfinished form; the registration book knows grade and registrar without the
row; what was printed, when and by whom; what the authority said of the certificates under orders."""

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None

STATEMENTS = (
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
    "DROP INDEX line_by_number",
    "CREATE INDEX line_by_number"
    " ON application_line (number, status, language, channel, received, grade, registered_by)",
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
    "CREATE INDEX printed_asking ON printed (paper, at) WHERE outcome NOT IN ('in-hand', 'not-needed')",
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
    """New tables, columns and indexes beside what is there."""
    from alembic import op  # a new replica is made of the same statements without it

    for statement in STATEMENTS:
        op.execute(statement)

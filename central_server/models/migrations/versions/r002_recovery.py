"""Revision 002: keys of desks, acts a courier brought too early, and what desks bring again to a restored centre."""

from alembic import op

from central_server.models.migrations.first import SPELLING

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

SCHEMA = (
    "ALTER TABLE desk ADD COLUMN verify_key {word} DEFAULT '' NOT NULL",
    "ALTER TABLE desk ADD COLUMN recipient {word} DEFAULT '' NOT NULL",
    "ALTER TABLE desk ADD COLUMN renewed_from {word} DEFAULT '' NOT NULL",
    """
    CREATE TABLE parked (
        desk {word} NOT NULL,
        n BIGINT NOT NULL,
        hash {word} NOT NULL,
        "before" {word} NOT NULL,
        body {bytes} NOT NULL,
        at_centre {moment} NOT NULL,
        CONSTRAINT pk_parked PRIMARY KEY (desk, n, hash),
        CONSTRAINT fk_parked_desk FOREIGN KEY(desk) REFERENCES desk (id)
    )
    """,
    """
    CREATE TABLE refed_act (
        desk {word} NOT NULL,
        n BIGINT NOT NULL,
        school {word} NOT NULL,
        told_seq BIGINT NOT NULL,
        told_at {moment} NOT NULL,
        outcome {word} NOT NULL,
        reason {bytes},
        body {bytes} NOT NULL,
        hash {word} NOT NULL,
        done INTEGER DEFAULT '0' NOT NULL,
        conflict {word} DEFAULT '' NOT NULL,
        CONSTRAINT pk_refed_act PRIMARY KEY (desk, n),
        CONSTRAINT fk_refed_act_desk FOREIGN KEY(desk) REFERENCES desk (id),
        CONSTRAINT fk_refed_act_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    "CREATE INDEX ix_refed_act_school_told_seq ON refed_act (school, told_seq)",
    """
    CREATE TABLE refed_row (
        school {word} NOT NULL,
        kind {word} NOT NULL,
        id {word} NOT NULL,
        told_seq BIGINT NOT NULL,
        body {bytes} NOT NULL,
        conflict {word} DEFAULT '' NOT NULL,
        CONSTRAINT pk_refed_row PRIMARY KEY (school, kind, id),
        CONSTRAINT fk_refed_row_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
)


def upgrade() -> None:
    """New columns and tables; nothing that is there changes."""
    spelling = SPELLING[op.get_bind().dialect.name]
    for statement in SCHEMA:
        op.execute(statement.format_map(spelling))

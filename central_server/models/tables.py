"""The ledger's tables, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

NAMES = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Ids sort by code point on both databases: the digest of a school is computed in this order.
Plain = Text().with_variant(Text(collation="C"), "postgresql")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets zones, so it is told again on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without a zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC, with its zone."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


META = Table("meta", NAMES, Column("name", Plain, primary_key=True), Column("value", Text, nullable=False))

# One row a school, locked until commit by everybody who writes: `seq` order is commit order (SYNC B4).
SCHOOL_HEAD = Table(
    "school_head",
    NAMES,
    Column("school", Plain, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

DESK = Table(
    "desk",
    NAMES,
    Column("id", Plain, primary_key=True),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", Plain, unique=True),
    Column("series", Plain, nullable=False),
    Column("last_n", BigInteger, nullable=False, server_default="0"),
    Column("last_hash", Plain, nullable=False, server_default=""),
    Column("last_heard", Instant),
    Column("revoked_at", Instant),
    Column("verify_key", Plain, nullable=False, server_default=""),
    Column("recipient", Plain, nullable=False, server_default=""),
    Column("renewed_from", Plain, nullable=False, server_default=""),
    UniqueConstraint("school", "series"),
)

ENROL_CODE = Table(
    "enrol_code",
    NAMES,
    Column("code_hash", Plain, primary_key=True),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
    Column("name", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

PORTAL_TOKEN = Table(
    "portal_token",
    NAMES,
    Column("token_hash", Plain, primary_key=True),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
    Column("revoked_at", Instant),
)

# `id` is empty for what could not be read, and for an act that had come under another number before.
ACT = Table(
    "act",
    NAMES,
    Column("desk", Plain, ForeignKey("desk.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Plain, unique=True),
    Column("kind", Plain, nullable=False),
    Column("v", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", Plain, nullable=False),
    Column("outcome", Plain, nullable=False),
    Column("reason", LargeBinary),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_centre", Instant, nullable=False),
    Index(None, "school", "seq"),
)

# The newest version of each row: the feed compacts itself.
ROW = Table(
    "row",
    NAMES,
    Column("school", Plain, ForeignKey("school_head.school"), primary_key=True),
    Column("kind", Plain, primary_key=True),
    Column("id", Plain, primary_key=True),
    Column("ver", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("school", "seq"),
)

# At most one active application of a child over all schools, even if Python is wrong (SYNC C11, 1).
# `child` is the SHA-256 of the child's key: this table names nobody.
ACTIVE_CHILD = Table(
    "active_child",
    NAMES,
    Column("child", Plain, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("application", Plain, nullable=False),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
)

STREAM_PLACE = Table(
    "stream_place",
    NAMES,
    Column("stream", Plain, primary_key=True),
    Column("capacity", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    CheckConstraint("taken between 0 and capacity", name="taken"),
)

INTAKE = Table(
    "intake",
    NAMES,
    Column("school", Plain, ForeignKey("school_head.school"), primary_key=True),
    Column("reference", Plain, primary_key=True),
    Column("application", Plain, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    UniqueConstraint("school", "year", "number"),
)

OPENED_CARD = Table(
    "opened_card",
    NAMES,
    Column("desk", Plain, ForeignKey("desk.id"), primary_key=True),
    Column("id", Plain, primary_key=True),
    Column("person", Plain, nullable=False),
    Column("application", Plain, nullable=False),
    Column("at", Instant, nullable=False),
    Column("at_centre", Instant, nullable=False),
)

BLOB = Table(
    "blob",
    NAMES,
    Column("sha256", Plain, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("complete", Integer, nullable=False),
)

# Which files an application or an order of a school names: only these are handed out to its desks.
NAMED_BLOB = Table(
    "named_blob",
    NAMES,
    Column("school", Plain, ForeignKey("school_head.school"), primary_key=True),
    Column("sha256", Plain, primary_key=True),
)

# Acts a courier brought before the ones they follow; decided when the hole is filled (SYNC C7).
PARKED = Table(
    "parked",
    NAMES,
    Column("desk", Plain, ForeignKey("desk.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", Plain, primary_key=True),
    Column("before", Plain, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at_centre", Instant, nullable=False),
)

# What desks bring again after the centre lost them, until they are decided anew (SYNC C10).
REFED_ACT = Table(
    "refed_act",
    NAMES,
    Column("desk", Plain, ForeignKey("desk.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("school", Plain, ForeignKey("school_head.school"), nullable=False),
    Column("told_seq", BigInteger, nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("outcome", Plain, nullable=False),
    Column("reason", LargeBinary),
    Column("body", LargeBinary, nullable=False),
    Column("hash", Plain, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("conflict", Plain, nullable=False, server_default=""),
    Index(None, "school", "told_seq"),
)

REFED_ROW = Table(
    "refed_row",
    NAMES,
    Column("school", Plain, ForeignKey("school_head.school"), primary_key=True),
    Column("kind", Plain, primary_key=True),
    Column("id", Plain, primary_key=True),
    Column("told_seq", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("conflict", Plain, nullable=False, server_default=""),
)

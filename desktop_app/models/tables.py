"""The tables of the replica, as the writing side and the migrations see them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint, text

VERSION = 5
METADATA = MetaData()

META = Table(
    "meta", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

# confirmed: the centre's newest version; shown: the same with this desk's waiting acts on top, where any wait
ROW = Table(
    "row",
    METADATA,
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("ver", Integer, nullable=False, server_default="0"),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("confirmed", LargeBinary),
    Column("shown", LargeBinary),
    UniqueConstraint("kind", "id"),
    Index("row_confirmed", "kind", "id", "ver", sqlite_where=text("confirmed is not null")),
    Index("row_shown", "kind", "id", sqlite_where=text("shown is not null")),
)

LINE = Table(
    "application_line",
    METADATA,
    Column("line", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("number", String, nullable=False),
    Column("child", String, nullable=False),
    Column("applicant", String, nullable=False),
    Column("applicant_iin", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("iin", String, nullable=False),
    Column("child_key", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("language", String, nullable=False),
    Column("inside", Integer, nullable=False),
    Column("channel", String, nullable=False),
    Column("received", String, nullable=False),
    Column("due", String, nullable=False),
    Column("flags", String, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("folded", String, nullable=False),
    Column("grade", Integer, nullable=False, server_default="1"),
    Column("registered_by", String, nullable=False, server_default=""),
    Index("line_by_due", "status", "due"),
    Index("line_by_child", "child_key", "year"),
    Index("line_by_applicant", "applicant_iin"),
    Index("line_by_stream", "year", "language", "status", "inside"),
    Index("line_by_received", "received", "channel"),
    Index("line_by_number", "number", "status", "language", "channel", "received", "grade", "registered_by"),
)

# what similar children are found by: a few folded keys an application
LIKENESS = Table(
    "likeness",
    METADATA,
    Column("key", String, nullable=False),
    Column("application", String, nullable=False),
    UniqueConstraint("key", "application"),
    Index("likeness_by_application", "application"),
)

ACT = Table(
    "act",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("application", String, nullable=False),
    Column("person", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", String, nullable=False),
    Column("state", String, nullable=False),
    Column("seq", Integer, nullable=False, server_default="0"),
    Index("act_by_state", "state", "n"),
    Index("act_by_application", "application"),
)

ATTENTION = Table(
    "attention",
    METADATA,
    Column("id", String, primary_key=True),
    Column("act", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("application", String, nullable=False),
    Column("person", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("at", String, nullable=False),
    Column("seen", String),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("officer", String, primary_key=True),
    Column("fields", LargeBinary, nullable=False),
    Column("field", String, nullable=False),
    Column("at", String, nullable=False),
)

# papers brought while that form is filled in; `document` is empty until somebody says what one shows
DRAFT_PAPER = Table(
    "draft_paper",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("officer", String, nullable=False),
    Column("document", String, nullable=False),
    Column("name", String, nullable=False),
    Column("mime", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("copy", LargeBinary),
    Column("thumbnail", LargeBinary),
    Index("draft_paper_by_officer", "officer", "n", "document", "name", "mime", "size"),
)

FILE = Table(
    "file",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("sent_at", String),
    Column("here", Integer, nullable=False, server_default="1"),
    Index("file_to_carry", "sent", "size"),
    Index("file_here", "here", "rank", "size", "sha256", "sent", "sent_at"),
)

PAPER = Table(
    "paper",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("application", String, nullable=False),
    Column("number", String, nullable=False),
    Column("issued", String, nullable=False),
    Column("person", String, nullable=False),
    Column("contents", LargeBinary, nullable=False),
    Column("pdf", LargeBinary),
    Column("copies", Integer, nullable=False, server_default="1"),
    Column("original", String, nullable=False, server_default=""),
    Column("languages", String, nullable=False, server_default=""),
    Index("paper_by_application", "application"),
)

# every time a paper went to a printer; `outcome`: sending, sent, in-hand, not-needed, again, or the printer's trouble
PRINTED = Table(
    "printed",
    METADATA,
    Column("id", String, primary_key=True),
    Column("paper", String, nullable=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Index("printed_by_paper", "paper", "at"),
    Index("printed_asking", "paper", "at", sqlite_where=text("outcome NOT IN ('in-hand', 'not-needed')")),
)

# what the authority answered of the certificate under an order: `id` is the order's, `answer` the SHA-256 of its file
REVOCATION = Table(
    "revocation",
    METADATA,
    Column("id", String, primary_key=True),
    Column("standing", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("asked", String, nullable=False),
    Column("revoked", String),
    Column("why", String, nullable=False),
    Column("answer", String, nullable=False),
    Column("stamp", String, nullable=False),
    Column("stamped", String),
)

OPENED = Table(
    "opened",
    METADATA,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("application", String, nullable=False),
    Column("at", String, nullable=False),
    Column("sent", Integer, nullable=False, server_default="0"),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("login", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", String, nullable=False),
)

# rows of an answer that has more pages; applied together when the last page is here
STAGED = Table(
    "staged",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# acts done under a desk this computer was before (SYNC C10): a copy, or a restored backup
FORMER_ACT = Table(
    "former_act",
    METADATA,
    Column("desk", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", String, nullable=False),
    Column("state", String, nullable=False),
    Column("seq", Integer, nullable=False, server_default="0"),
    UniqueConstraint("desk", "n"),
)

# what the centre signed for: the outcomes of acts first_n to last_n, as one statement (SYNC C5)
RECEIPT = Table(
    "receipt",
    METADATA,
    Column("desk", String, nullable=False),
    Column("last_n", Integer, nullable=False),
    Column("first_n", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("at", String, nullable=False),
    Column("results", LargeBinary, nullable=False),
    Column("signature", String, nullable=False),
    UniqueConstraint("desk", "last_n"),
)

# pieces of files on their way down, kept encrypted until the file is whole
PIECE = Table(
    "piece",
    METADATA,
    Column("sha256", String, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("sha256", "offset"),
)

# another desk of the school, met on the local network; `has` is the newest act of it that is here or, as the centre
# said, in the centre's rows here, `hash` its chain hash; `sent` and `heard` number the messages to and from it
NEIGHBOUR = Table(
    "neighbour",
    METADATA,
    Column("desk", String, primary_key=True),
    Column("verify_key", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("address", String, nullable=False),
    Column("has", Integer, nullable=False, server_default="0"),
    Column("hash", String, nullable=False, server_default=""),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("heard", Integer, nullable=False, server_default="0"),
    Column("met", String),
    Column("trouble", String, nullable=False, server_default=""),
    Column("answer", LargeBinary),
)

# what a neighbour did, until the centre's rows hold it; it came after our act `after`, in the order of `place`
NEIGHBOUR_ACT = Table(
    "neighbour_act",
    METADATA,
    Column("desk", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("application", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("after", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    UniqueConstraint("desk", "n"),
    Index("neighbour_act_by_place", "after", "place"),
    Index("neighbour_act_by_application", "application"),
)

# the same acts as the neighbour sealed them for the centre; `state`: waiting, taken, or why the centre refused
NEIGHBOUR_BUNDLE = Table(
    "neighbour_bundle",
    METADATA,
    Column("desk", String, nullable=False),
    Column("last", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", String, nullable=False, server_default="waiting"),
    UniqueConstraint("desk", "last"),
)

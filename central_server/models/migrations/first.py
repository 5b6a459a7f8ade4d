"""The schema of the ledger as it was first released; never edited."""

from __future__ import annotations

# How the two databases spell a word sorted by code point, a moment, and bytes.
SPELLING = {
    "sqlite": {"word": "TEXT", "moment": "DATETIME", "bytes": "BLOB"},
    "postgresql": {"word": 'TEXT COLLATE "C"', "moment": "TIMESTAMP WITH TIME ZONE", "bytes": "BYTEA"},
}

SCHEMA = (
    """
    CREATE TABLE blob (
        sha256 {word} NOT NULL,
        size BIGINT NOT NULL,
        complete INTEGER NOT NULL,
        CONSTRAINT pk_blob PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE meta (
        name {word} NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_meta PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE school_head (
        school {word} NOT NULL,
        seq BIGINT NOT NULL,
        CONSTRAINT pk_school_head PRIMARY KEY (school)
    )
    """,
    """
    CREATE TABLE stream_place (
        stream {word} NOT NULL,
        capacity INTEGER NOT NULL,
        taken INTEGER NOT NULL,
        CONSTRAINT pk_stream_place PRIMARY KEY (stream),
        CONSTRAINT ck_stream_place_taken CHECK (taken between 0 and capacity)
    )
    """,
    """
    CREATE TABLE active_child (
        child {word} NOT NULL,
        year INTEGER NOT NULL,
        application {word} NOT NULL,
        school {word} NOT NULL,
        CONSTRAINT pk_active_child PRIMARY KEY (child, year),
        CONSTRAINT fk_active_child_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE desk (
        id {word} NOT NULL,
        school {word} NOT NULL,
        name TEXT NOT NULL,
        token_hash {word},
        series {word} NOT NULL,
        last_n BIGINT DEFAULT '0' NOT NULL,
        last_hash {word} DEFAULT '' NOT NULL,
        last_heard {moment},
        revoked_at {moment},
        CONSTRAINT pk_desk PRIMARY KEY (id),
        CONSTRAINT uq_desk_school_series UNIQUE (school, series),
        CONSTRAINT fk_desk_school FOREIGN KEY(school) REFERENCES school_head (school),
        CONSTRAINT uq_desk_token_hash UNIQUE (token_hash)
    )
    """,
    """
    CREATE TABLE enrol_code (
        code_hash {word} NOT NULL,
        school {word} NOT NULL,
        name TEXT NOT NULL,
        expires_at {moment} NOT NULL,
        used_at {moment},
        CONSTRAINT pk_enrol_code PRIMARY KEY (code_hash),
        CONSTRAINT fk_enrol_code_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE intake (
        school {word} NOT NULL,
        reference {word} NOT NULL,
        application {word} NOT NULL,
        year INTEGER NOT NULL,
        number {word} NOT NULL,
        digest {word} NOT NULL,
        answer {bytes} NOT NULL,
        CONSTRAINT pk_intake PRIMARY KEY (school, reference),
        CONSTRAINT uq_intake_school_year_number UNIQUE (school, year, number),
        CONSTRAINT fk_intake_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE named_blob (
        school {word} NOT NULL,
        sha256 {word} NOT NULL,
        CONSTRAINT pk_named_blob PRIMARY KEY (school, sha256),
        CONSTRAINT fk_named_blob_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE portal_token (
        token_hash {word} NOT NULL,
        school {word} NOT NULL,
        revoked_at {moment},
        CONSTRAINT pk_portal_token PRIMARY KEY (token_hash),
        CONSTRAINT fk_portal_token_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE "row" (
        school {word} NOT NULL,
        kind {word} NOT NULL,
        id {word} NOT NULL,
        ver BIGINT NOT NULL,
        seq BIGINT NOT NULL,
        body {bytes} NOT NULL,
        CONSTRAINT pk_row PRIMARY KEY (school, kind, id),
        CONSTRAINT uq_row_school_seq UNIQUE (school, seq),
        CONSTRAINT fk_row_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE TABLE act (
        desk {word} NOT NULL,
        n BIGINT NOT NULL,
        id {word},
        kind {word} NOT NULL,
        v INTEGER NOT NULL,
        body {bytes} NOT NULL,
        hash {word} NOT NULL,
        outcome {word} NOT NULL,
        reason {bytes},
        school {word} NOT NULL,
        seq BIGINT NOT NULL,
        at_centre {moment} NOT NULL,
        CONSTRAINT pk_act PRIMARY KEY (desk, n),
        CONSTRAINT fk_act_desk FOREIGN KEY(desk) REFERENCES desk (id),
        CONSTRAINT uq_act_id UNIQUE (id),
        CONSTRAINT fk_act_school FOREIGN KEY(school) REFERENCES school_head (school)
    )
    """,
    """
    CREATE INDEX ix_act_school_seq ON act (school, seq)
    """,
    """
    CREATE TABLE opened_card (
        desk {word} NOT NULL,
        id {word} NOT NULL,
        person {word} NOT NULL,
        application {word} NOT NULL,
        at {moment} NOT NULL,
        at_centre {moment} NOT NULL,
        CONSTRAINT pk_opened_card PRIMARY KEY (desk, id),
        CONSTRAINT fk_opened_card_desk FOREIGN KEY(desk) REFERENCES desk (id)
    )
    """,
)

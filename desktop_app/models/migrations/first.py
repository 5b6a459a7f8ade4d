"""The schema of replica version 1, as it was released; never edited."""

from __future__ import annotations

SCHEMA = (
    """
    CREATE TABLE act (
        n INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        body BLOB NOT NULL,
        hash VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        seq INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (n),
        UNIQUE (id)
    )
    """,
    """
    CREATE INDEX act_by_application ON act (application)
    """,
    """
    CREATE INDEX act_by_state ON act (state, n)
    """,
    """
    CREATE TABLE application_line (
        line INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        number VARCHAR NOT NULL,
        child VARCHAR NOT NULL,
        applicant VARCHAR NOT NULL,
        applicant_iin VARCHAR NOT NULL,
        phone VARCHAR NOT NULL,
        iin VARCHAR NOT NULL,
        child_key VARCHAR NOT NULL,
        year INTEGER NOT NULL,
        status VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        inside INTEGER NOT NULL,
        channel VARCHAR NOT NULL,
        received VARCHAR NOT NULL,
        due VARCHAR NOT NULL,
        flags VARCHAR NOT NULL,
        waiting INTEGER NOT NULL,
        folded VARCHAR NOT NULL,
        PRIMARY KEY (line),
        UNIQUE (id)
    )
    """,
    """
    CREATE INDEX line_by_applicant ON application_line (applicant_iin)
    """,
    """
    CREATE INDEX line_by_child ON application_line (child_key, year)
    """,
    """
    CREATE INDEX line_by_due ON application_line (status, due)
    """,
    """
    CREATE TABLE attempt (
        login VARCHAR NOT NULL,
        failures INTEGER NOT NULL,
        until VARCHAR NOT NULL,
        PRIMARY KEY (login)
    )
    """,
    """
    CREATE TABLE attention (
        id VARCHAR NOT NULL,
        act VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        outcome VARCHAR NOT NULL,
        reason BLOB NOT NULL,
        at VARCHAR NOT NULL,
        seen VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE draft (
        officer VARCHAR NOT NULL,
        fields BLOB NOT NULL,
        field VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        PRIMARY KEY (officer)
    )
    """,
    """
    CREATE TABLE file (
        sha256 VARCHAR NOT NULL,
        size INTEGER NOT NULL,
        content BLOB,
        sent INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE INDEX file_to_carry ON file (sent, size)
    """,
    """
    CREATE TABLE likeness (
        "key" VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        UNIQUE ("key", application)
    )
    """,
    """
    CREATE INDEX likeness_by_application ON likeness (application)
    """,
    """
    CREATE TABLE meta (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE opened (
        id VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        sent INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE paper (
        id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        application VARCHAR NOT NULL,
        number VARCHAR NOT NULL,
        issued VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        contents BLOB NOT NULL,
        pdf BLOB,
        copies INTEGER DEFAULT '1' NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX paper_by_application ON paper (application)
    """,
    """
    CREATE TABLE "row" (
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        ver INTEGER DEFAULT '0' NOT NULL,
        seq INTEGER DEFAULT '0' NOT NULL,
        confirmed BLOB,
        shown BLOB,
        UNIQUE (kind, id)
    )
    """,
    """
    CREATE TABLE staged (
        seq INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        ver INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    """
    create virtual table application_search using fts5(
    folded, content='application_line', content_rowid='line', tokenize='trigram')
    """,
    """
    create trigger line_added after insert on application_line begin
    insert into application_search(rowid, folded) values (new.line, new.folded); end
    """,
    """
    create trigger line_gone after delete on application_line begin
    insert into application_search(application_search, rowid, folded)
    values ('delete', old.line, old.folded); end
    """,
    """
    create trigger line_renamed after update of folded on application_line
    when old.folded is not new.folded begin
    insert into application_search(application_search, rowid, folded)
    values ('delete', old.line, old.folded);
    insert into application_search(rowid, folded) values (new.line, new.folded); end
    """,
)

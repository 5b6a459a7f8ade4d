"""Connections to the encrypted file: opened with the raw key, proved before use, sorted into known trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

Connection = Any  # sqlcipher3 has no types
KEY_BYTES = 32


class ReplicaTrouble(Exception):
    """The replica cannot be used as it is; `code` says why, nothing in it was changed."""

    code = "replica-trouble"


class ReplicaDamaged(ReplicaTrouble):
    """The file is no database under this key: damaged, or the key is another one's."""

    code = "replica-damaged"


class ReplicaBusy(ReplicaTrouble):
    """Another process works with this replica."""

    code = "replica-busy"


class ReplicaTooNew(ReplicaTrouble):
    """A newer version of the program wrote this replica."""

    code = "replica-too-new"


class DiskTrouble(ReplicaTrouble):
    """The disk is full, read-only or failing; the transaction was rolled back."""

    code = "disk-trouble"


def connect(path: Path, key: bytes | None) -> Connection:
    """An open, proved connection in autocommit mode, to a plain file where `key` is None.

    ReplicaDamaged when the file does not answer.
    """
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=30)
    try:
        connection.execute("pragma cipher_log_level=NONE")
        if key is not None:
            connection.execute(f"pragma key=\"x'{key.hex()}'\"")
        connection.execute("select count(*) from sqlite_master").fetchone()
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"pragma {setting}")
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise ReplicaDamaged(str(error)) from error
    return connection


@contextmanager
def known_trouble() -> Iterator[None]:
    """Turn what the disk does to SQLite into DiskTrouble and ReplicaDamaged; the rest is a bug of ours."""
    try:
        yield
    except sqlcipher.OperationalError as error:
        if any(word in str(error) for word in ("disk", "full", "readonly", "unable to open")):
            raise DiskTrouble(str(error)) from error
        raise
    except sqlcipher.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise ReplicaDamaged(str(error)) from error
        raise

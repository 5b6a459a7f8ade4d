"""Sweeping: files that nothing names are removed when they have lain for thirty days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import delete, exists, or_, select

from central_server.models.blobs import SHA256
from central_server.models.ledger import Ledger, Transaction
from central_server.models.recovery import SUSPECT
from central_server.models.tables import BLOB, META, NAMED_BLOB
from central_server.models.timeline import RECOVERING

KEPT = timedelta(days=30)


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes: its SHA-256, its bytes, the newest day something came of it."""

    sha256: str
    bytes: int
    since: datetime


class CentreClosed(Exception):
    """While a school waits to be fed again, nobody can say which files will be named."""


def sweep(ledger: Ledger, now: datetime, *, dry_run: bool = False) -> Iterator[Swept]:
    """Remove, or only tell, files and parts of files that no application or order has named; CentreClosed.

    What came in the last thirty days stays: the act that names it may still be on its way.
    """
    with ledger.read() as tx:
        _refuse_closed(tx)
    for sha256 in sorted({path.name[:64] for path in ledger.files.glob("??/*")}):
        if SHA256.fullmatch(sha256):
            yield from _swept(ledger, sha256, now - KEPT, dry_run)


def _swept(ledger: Ledger, sha256: str, before: datetime, dry_run: bool) -> Iterator[Swept]:
    with ledger.write() as tx:
        paths = list((ledger.files / sha256[:2]).glob(f"{sha256}*"))
        states = [path.stat() for path in paths]
        since = datetime.fromtimestamp(max((one.st_mtime for one in states), default=0), UTC)
        if not paths or since >= before or _is_named(tx, sha256):
            return
        if not dry_run:
            tx.connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
            _remove(paths)
    yield Swept(sha256=sha256, bytes=sum(one.st_size for one in states), since=since)


def _is_named(tx: Transaction, sha256: str) -> bool:
    return bool(tx.connection.execute(select(exists().where(NAMED_BLOB.c.sha256 == sha256))).scalar())


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink()


def _refuse_closed(tx: Transaction) -> None:
    closed = or_(META.c.name == RECOVERING, META.c.name.startswith(SUSPECT, autoescape=True))
    if tx.connection.execute(select(exists().where(closed))).scalar():
        raise CentreClosed

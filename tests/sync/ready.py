"""A centre with many applications, and snapshots planted there that no centre of ours would make."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import zstandard

from admission.application import Application
from admission.exchange import RowLine, SnapshotFile, SnapshotOffer
from admission.wire import dump_row
from benchmarks.crowd import crowd, feed
from central_server.models import feed as ledger_feed
from central_server.models.ledger import Ledger
from central_server.snapshots import Snapshots
from tests.desk import SCHOOL

MANY = 700


def seed(ledger: Ledger, applications: Iterator[Application], school: str = SCHOOL.id) -> list[RowLine]:
    """The centre gets these rows, as if desks had brought them."""
    with ledger.write() as tx:
        head = ledger_feed.lock_head(tx, school)
        assert head is not None
        lines = feed(applications, first=head + 1)
        ledger_feed.put_rows(tx, school, lines)
        ledger_feed.move_head(tx, school, lines[-1].seq)
    return lines


def many(count: int = MANY, school: str = SCHOOL.id, seed_number: int = 1) -> Iterator[Application]:
    return crowd(count, school, seed_number)


def change(ledger: Ledger, line: RowLine, **changes: object) -> RowLine:
    """The next version of a row."""
    row = msgspec.structs.replace(msgspec.json.decode(line.body, type=Application), **changes)
    with ledger.write() as tx:
        head = ledger_feed.lock_head(tx, row.school)
        assert head is not None
        after = msgspec.structs.replace(line, ver=line.ver + 1, seq=head + 1, body=msgspec.Raw(dump_row(row)))
        ledger_feed.put_rows(tx, row.school, [after])
        ledger_feed.move_head(tx, row.school, head + 1)
    return after


def folder_of(ledger: Ledger, school: str = SCHOOL.id) -> Path:
    return ledger.files.parent / "snapshots" / hashlib.sha256(school.encode()).hexdigest()


def offered(ledger: Ledger, school: str = SCHOOL.id) -> SnapshotOffer:
    offer = Snapshots(ledger).offer(school)
    assert offer is not None
    return offer


def plant(ledger: Ledger, content: bytes) -> SnapshotFile:
    """A file the centre will hand out under its true name."""
    sha256 = hashlib.sha256(content).hexdigest()
    (folder_of(ledger) / sha256).write_bytes(content)
    return SnapshotFile(sha256=sha256, size=len(content), unpacked=0)


def plant_offer(ledger: Ledger, offer: SnapshotOffer) -> None:
    (folder_of(ledger) / "current.json").write_bytes(msgspec.json.encode(offer))


def content_of(ledger: Ledger, file: SnapshotFile) -> bytes:
    return (folder_of(ledger) / file.sha256).read_bytes()


def a_file(*statements: str, values: Sequence[tuple[object, ...]] = (), table: str = "row") -> bytes:
    """One packed SQLite file made of these statements, then of these values."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    for statement in statements:
        made.execute(statement)
    for one in values:
        made.execute(f"insert into {table} values ({', '.join('?' * len(one))})", one)
    content = made.serialize()
    made.close()
    return zstandard.ZstdCompressor().compress(content)


def first_of(offer: SnapshotOffer) -> SnapshotFile:
    assert offer.first is not None
    return offer.first

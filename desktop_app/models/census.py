"""The list of children beside the replica, under its key: asked by IIN, replaced as a whole, forgotten when told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from admission.children_rows import ListedChild
from desktop_app.models.connection import ReplicaTrouble, connect, known_trouble
from desktop_app.models.replica import Replica

NAME = "children.db"
VERSION = 1


def listed_child(replica: Replica, iin: str) -> ListedChild | None:
    """The child of that IIN, if the list has one; ReplicaTrouble where the list cannot be read."""
    with known_trouble():
        db = replica.beside(NAME, secret=True)
        found = db and db.execute("select told from child where iin = ?", (iin,)).fetchone()
    return msgspec.json.decode(found[0], type=ListedChild) if found else None


def keep_children(folder: Path, key: bytes, children: Iterable[ListedChild]) -> int:
    """Put this list in the place of the one that was there, all or nothing; how many children it has.

    ReplicaTrouble where the file cannot be written.
    """
    with known_trouble():
        db = connect(folder / NAME, key)
        try:
            db.execute("begin immediate")
            db.execute("pragma secure_delete = on")
            db.execute("drop table if exists child")
            db.execute("create table child (iin text primary key, told blob not null) without rowid")
            db.execute(f"pragma user_version = {VERSION}")
            rows = ((child.iin, msgspec.json.encode(child)) for child in children)
            db.executemany("insert into child values (?, ?)", rows)
            (count,) = db.execute("select count(*) from child").fetchone()
            db.execute("commit")
            return int(count)
        finally:
            db.close()


def forget_children(replica: Replica) -> None:
    """Empty the list and overwrite its pages: a revoked computer keeps no child's name."""
    try:
        with known_trouble():
            db = replica.beside(NAME, secret=True)
            if db is not None:
                db.execute("pragma secure_delete = on")
                db.execute("delete from child")
                db.execute("pragma wal_checkpoint(truncate)")
    except ReplicaTrouble:  # what cannot be emptied can be removed, and must not stand in the way of the rest
        replica.path.with_name(NAME).unlink(missing_ok=True)

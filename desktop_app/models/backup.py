"""Copies of the replica: whole, encrypted with the same key, checked before they count."""

from __future__ import annotations

from pathlib import Path

from desktop_app.models.connection import ReplicaDamaged, connect
from desktop_app.models.replica import Replica


def back_up(replica: Replica, key: bytes, target: Path) -> None:
    """Write an encrypted copy to `target` while work goes on; ReplicaDamaged when the copy is not whole."""
    copy = connect(target, key)
    try:
        with replica.read() as db:
            db.backup(copy)
        (verdict,) = copy.execute("pragma quick_check").fetchone()
    finally:
        copy.close()
    if verdict != "ok":
        raise ReplicaDamaged(verdict)

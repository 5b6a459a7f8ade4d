"""Wiping: the replica of a revoked computer is emptied, and its pages overwritten (SYNC C9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from desktop_app.models.mark import WIPED
from desktop_app.models.tables import METADATA

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing


def wipe(writing: Writing) -> None:
    """Delete everything there is, in this one transaction; only the fact that it was wiped stays."""
    writing.connection.exec_driver_sql("pragma secure_delete=on")
    for table in METADATA.sorted_tables:
        writing.connection.execute(delete(table))
    writing.forget()
    writing.set_meta(WIPED, "1")

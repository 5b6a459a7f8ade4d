"""Workbooks for tests: rows on a sheet, archives that are none, one text of one member exchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook


def workbook(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows on its only sheet."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def archive(member: str) -> bytes:
    """A ZIP that is no workbook."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        opened.writestr(member, "x")
    return written.getvalue()


def exchanged(data: bytes, member: str, old: str, new: str) -> bytes:
    """The workbook with one text of one member exchanged."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old.encode(), new.encode(), 1) if name == member else text)
    return written.getvalue()

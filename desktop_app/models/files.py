"""Scans, photos and signed papers: content-addressed, inside the encrypted file; what waits, what is here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from admission.application import Application
from desktop_app.models.instants import instant
from desktop_app.models.lines import FileLine
from desktop_app.models.ranks import ORIGINAL, THUMBNAIL
from desktop_app.models.replica import Replica

# Any other way to these columns leads through every byte of the contents before them.
HERE = "from file indexed by file_here where here = 1"


class Load(msgspec.Struct, frozen=True):
    """What waits to be sent: how many files, their bytes."""

    files: int
    bytes: int


def unsent(replica: Replica) -> list[tuple[str, int, int]]:
    """Files the centre does not have yet: SHA-256, size, bytes it has; thumbnails first, originals last."""
    with replica.read() as db:
        return list(
            db.execute(f"select sha256, size, sent {HERE} and sent < size order by rank, size, sha256")
        )


def load(replica: Replica) -> Load:
    """How much waits to be sent."""
    with replica.read() as db:
        found = db.execute(f"select count(*), coalesce(sum(size - sent), 0) {HERE} and sent < size")
        return Load(*found.fetchone())


def file_bytes(replica: Replica, sha256: str) -> bytes | None:
    """The bytes of a file, or None while they are on their way."""
    with replica.read() as db:
        found = db.execute("select content from file where sha256 = ?", (sha256,)).fetchone()
    return found[0] if found else None


def files(replica: Replica, application: Application) -> list[FileLine]:
    """The attachments of an application, and where their bytes are."""
    with replica.read() as db:
        known = {sha: sent >= size for sha, size, sent in db.execute(f"select sha256, size, sent {HERE}")}
    return [
        FileLine(
            sha256=one.sha256,
            document=one.document,
            name=one.name,
            mime=one.mime,
            size=one.size,
            here=one.sha256 in known,
            sent=known.get(one.sha256, True),
            original=one.original,
            original_size=one.original_size,
            original_here=one.original in known,
            thumbnail=one.thumbnail if one.thumbnail in known else "",
        )
        for one in application.attachments
    ]


def missing(replica: Replica, wanted: Sequence[str]) -> list[str]:
    """Those of the wanted files whose bytes are not here, in the order they were asked for."""
    with replica.read() as db:
        known = {sha for (sha,) in db.execute(f"select sha256 {HERE}")}
    return [sha for sha in wanted if sha not in known]


def missing_thumbnails(replica: Replica) -> list[str]:
    """Thumbnails that belong here and are not."""
    question = "select sha256 from file indexed by file_here where here = 0 and rank = ? order by sha256"
    with replica.read() as db:
        return [sha for (sha,) in db.execute(question, (THUMBNAIL,))]


def originals_kept_since(replica: Replica, before: datetime) -> list[tuple[str, int]]:
    """Originals, with their sizes, that the centre has had since before that moment."""
    question = f"select sha256, size {HERE} and rank = ? and sent >= size and sent_at < ?"
    with replica.read() as db:
        return list(db.execute(question, (ORIGINAL, instant(before))))

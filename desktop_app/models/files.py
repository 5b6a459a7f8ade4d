"""Scans, photos and signed papers: content-addressed, inside the encrypted file, sent smallest first."""

from __future__ import annotations

from admission.application import Application
from desktop_app.models.lines import FileLine
from desktop_app.models.replica import Replica


def unsent(replica: Replica) -> list[tuple[str, int, int]]:
    """Files the centre does not have yet: SHA-256, size, bytes it has; smallest first."""
    with replica.read() as db:
        return [
            (sha, size, sent)
            for sha, size, sent in db.execute(
                "select sha256, size, sent from file where sent < size order by size, sha256"
            )
        ]


def file_bytes(replica: Replica, sha256: str) -> bytes | None:
    """The bytes of a file, or None while they are on their way."""
    with replica.read() as db:
        found = db.execute("select content from file where sha256 = ?", (sha256,)).fetchone()
    return found[0] if found else None


def files(replica: Replica, application: Application) -> list[FileLine]:
    """The attachments of an application, and where their bytes are."""
    with replica.read() as db:
        known = {
            sha: (size, sent)
            for sha, size, sent in db.execute("select sha256, size, sent from file where content is not null")
        }
    return [
        FileLine(
            sha256=one.sha256,
            document=one.document,
            name=one.name,
            mime=one.mime,
            size=one.size,
            here=one.sha256 in known,
            sent=one.sha256 not in known or known[one.sha256][1] >= known[one.sha256][0],
        )
        for one in application.attachments
    ]


def missing(replica: Replica, wanted: list[str]) -> list[str]:
    """Those of the wanted files whose bytes are not here."""
    with replica.read() as db:
        known = {sha for (sha,) in db.execute("select sha256 from file where content is not null")}
    return [sha for sha in wanted if sha not in known]

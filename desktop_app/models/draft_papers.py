"""Papers held with an unfinished form: brought, bound to a document, not yet of any application."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop_app.models.replica import Replica


class HeldLine(msgspec.Struct, frozen=True):
    """One of them; `document` is empty while nobody has said what it shows."""

    n: int
    document: str
    name: str
    mime: str
    size: int


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a paper; a copy and a thumbnail only where the paper itself is too large to be one."""

    name: str
    mime: Literal["application/pdf", "image/jpeg"]
    content: bytes
    document: str = ""
    copy: bytes | None = None
    thumbnail: bytes | None = None


def held_papers(replica: Replica, officer: str) -> list[HeldLine]:
    """What is held with the unfinished form of this officer, in the order it came."""
    question = "select n, document, name, mime, size from draft_paper where officer = ? order by n"
    with replica.read() as db:
        return [HeldLine(*row) for row in db.execute(question, (officer,))]


def held_paper(replica: Replica, officer: str, n: int) -> Holding | None:
    """One of them whole, or None where it is gone."""
    question = "select name, mime, content, document from draft_paper where officer = ? and n = ?"
    with replica.read() as db:
        found = db.execute(question, (officer, n)).fetchone()
    if found is None:
        return None
    name, mime, content, document = found
    return Holding(name=name, mime=mime, content=content, document=document)

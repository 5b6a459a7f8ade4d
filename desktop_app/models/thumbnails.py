"""Which thumbnails belong on this computer: those that open applications name, found as their rows come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import update

from admission.application import ACTIVE, Status
from desktop_app.models.replica import Replica
from desktop_app.models.tables import FILE

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

SEEN = "files_seen"  # this setting holds the epoch and cursor up to which rows were looked through
OPEN = frozenset({*ACTIVE, Status.DUPLICATE_HOLD})


class News(msgspec.Struct, frozen=True):
    """What the rows after the last look name, and how far this look reached."""

    thumbnails: list[str]
    epoch: str
    cursor: int
    epoch_before: str


class _Attachment(msgspec.Struct, frozen=True):
    thumbnail: str = ""


class _Row(msgspec.Struct, frozen=True):
    status: Status
    attachments: tuple[_Attachment, ...] = ()


def news(replica: Replica) -> News | None:
    """What has come since the last look; None when nothing has."""
    with replica.read() as db:
        settings = dict(
            db.execute("select name, value from meta where name in ('epoch', 'cursor', ?)", (SEEN,))
        )
        epoch, cursor = settings.get("epoch", ""), int(settings.get("cursor", "0"))
        before, _, reached = settings.get(SEEN, "").rpartition(" ")
        if (before, reached) == (epoch, str(cursor)):
            return None
        after = int(reached or 0) if before == epoch and int(reached or 0) < cursor else 0
        bodies = db.execute(
            "select confirmed from row where kind = 'application' and seq > ? and confirmed is not null",
            (after,),
        )
        return News([one for (body,) in bodies for one in _named(body)], epoch, cursor, before)


def note_news(writing: Writing, news: News) -> None:
    """What they name belongs here. A restored centre may have lost files: each is offered again."""
    writing.files.want_thumbnails(news.thumbnails)
    if news.epoch_before not in ("", news.epoch):
        writing.connection.execute(update(FILE).where(FILE.c.here == 1).values(sent=0))
    writing.set_meta(SEEN, f"{news.epoch} {news.cursor}")


def _named(body: bytes) -> list[str]:
    row = msgspec.json.decode(body, type=_Row)
    return [one.thumbnail for one in row.attachments if one.thumbnail] if row.status in OPEN else []

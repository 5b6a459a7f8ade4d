"""Writing papers that are held with an unfinished form."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop_app.models.draft_papers import Holding
from desktop_app.models.tables import DRAFT_PAPER

COLUMNS = DRAFT_PAPER.c


class KeptDraftPapers:
    """Within one transaction: what an officer was given for the form that is being filled in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, officer: str, paper: Holding) -> int:
        """Hold it; the number it is held under."""
        values = {
            "officer": officer,
            "document": paper.document,
            "name": paper.name,
            "mime": paper.mime,
            "size": len(paper.content),
            "content": paper.content,
            "copy": paper.copy,
            "thumbnail": paper.thumbnail,
        }
        return int(
            self._connection.execute(insert(DRAFT_PAPER).values(values).returning(COLUMNS.n)).scalar_one()
        )

    def unbind(self, officer: str, n: int) -> None:
        """It stays, and shows no document any more."""
        self._connection.execute(
            update(DRAFT_PAPER).where(COLUMNS.officer == officer, COLUMNS.n == n).values(document="")
        )

    def drop(self, officer: str, numbers: Collection[int]) -> None:
        """Hold these no more."""
        self._connection.execute(
            delete(DRAFT_PAPER).where(COLUMNS.officer == officer, COLUMNS.n.in_(numbers))
        )

    def drop_all(self, officer: str) -> None:
        """The form was filed or given up."""
        self._connection.execute(delete(DRAFT_PAPER).where(COLUMNS.officer == officer))

    def bound(self, officer: str) -> Iterator[Holding]:
        """Those that show a document, in the order they came, one at a time in memory."""
        which = (
            select(COLUMNS.n).where(COLUMNS.officer == officer, COLUMNS.document != "").order_by(COLUMNS.n)
        )
        for n in self._connection.execute(which).scalars().all():
            row = self._connection.execute(select(DRAFT_PAPER).where(COLUMNS.n == n)).one()
            yield Holding(
                name=row.name,
                mime=row.mime,
                content=row.content,
                document=row.document,
                copy=row.copy,
                thumbnail=row.thumbnail,
            )

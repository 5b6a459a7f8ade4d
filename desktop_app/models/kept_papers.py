"""Writing papers that were issued."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from admission.printouts import Printout, dump_printout
from desktop_app.models.instants import instant
from desktop_app.models.tables import PAPER


class KeptPapers:
    """Within one transaction: what a paper says, the bytes it looks like, how many copies were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_paper(
        self, printout: Printout, pdf: bytes, *, application: str, person: str, at: datetime
    ) -> str:
        """Freeze a paper: what it says and the very bytes it looks like; its id."""
        self._connection.execute(
            insert(PAPER).values(
                id=printout.id,
                kind=str(type(printout).__struct_config__.tag),
                application=application,
                number=printout.number,
                issued=instant(at),
                person=person,
                contents=dump_printout(printout),
                pdf=pdf,
            )
        )
        return printout.id

    def count_copy(self, paper: str, copies: int) -> None:
        """One more copy of the paper was made."""
        self._connection.execute(update(PAPER).where(PAPER.c.id == paper).values(copies=copies))

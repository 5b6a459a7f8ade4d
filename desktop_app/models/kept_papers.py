"""Writing papers that were issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from admission.printouts import Printout, dump_printout
from desktop_app.models.instants import instant
from desktop_app.models.tables import PAPER, PRINTED


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

    def name_original(self, copy: str, original: str, number: int) -> None:
        """This paper is the copy of that number."""
        is_it = PAPER.c.id == copy
        self._connection.execute(update(PAPER).where(is_it).values(original=original, copies=number))

    def name_languages(self, paper: str, languages: Sequence[str]) -> None:
        """It was printed in these languages, not in those of its kind."""
        spoken = " ".join(languages)
        self._connection.execute(update(PAPER).where(PAPER.c.id == paper).values(languages=spoken))

    def log_print(
        self, line: str, paper: str, *, person: str, at: datetime, printer: str, copies: int
    ) -> None:
        """A paper goes to a printer now."""
        self._connection.execute(
            insert(PRINTED).values(
                id=line,
                paper=paper,
                person=person,
                at=instant(at),
                printer=printer,
                copies=copies,
                outcome="sending",
            )
        )

    def say_outcome(self, line: str, outcome: str) -> None:
        """What became of it."""
        self._connection.execute(update(PRINTED).where(PRINTED.c.id == line).values(outcome=outcome))

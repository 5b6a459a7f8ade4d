"""Papers that were issued: their frozen contents, their PDF, how often they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from admission.printouts import Printout, load_printout
from desktop_app.models.lines import PaperLine
from desktop_app.models.replica import Replica

LINE = "id, kind, number, issued, copies, application, original, languages"


def papers(replica: Replica, application: str) -> list[PaperLine]:
    """Papers issued on an application, oldest first."""
    with replica.read() as db:
        found = db.execute(f"select {LINE} from paper where application = ? order by issued", (application,))
        return [_line(row) for row in found]


def paper_pdf(replica: Replica, paper: str) -> bytes | None:
    """The bytes of a paper as it was issued."""
    with replica.read() as db:
        found = db.execute("select pdf from paper where id = ?", (paper,)).fetchone()
    return found[0] if found else None


def paper_contents(replica: Replica, paper: str) -> tuple[Printout, PaperLine] | None:
    """The frozen contents of a paper, and its line."""
    with replica.read() as db:
        found = db.execute(f"select {LINE}, contents from paper where id = ?", (paper,)).fetchone()
    return (load_printout(found[8]), _line(found)) if found else None


def paper_line(replica: Replica, paper: str) -> PaperLine | None:
    """One paper without its contents."""
    with replica.read() as db:
        found = db.execute(f"select {LINE} from paper where id = ?", (paper,)).fetchone()
    return _line(found) if found else None


def _line(row: Sequence[Any]) -> PaperLine:
    return PaperLine(
        id=row[0],
        kind=row[1],
        number=row[2],
        issued=datetime.fromisoformat(row[3]),
        copies=row[4],
        application=row[5],
        original=row[6],
        languages=tuple(row[7].split()),
    )

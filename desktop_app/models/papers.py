"""Papers that were issued: their frozen contents, their PDF, how often they were printed."""

from __future__ import annotations

from datetime import datetime

from admission.printouts import Printout, load_printout
from desktop_app.models.lines import PaperLine
from desktop_app.models.replica import Replica

LINE = "id, kind, number, issued, copies, application"


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
    return (load_printout(found[6]), _line(found)) if found else None


def _line(row: tuple[str, str, str, str, int, str]) -> PaperLine:
    issued = datetime.fromisoformat(row[3])
    return PaperLine(id=row[0], kind=row[1], number=row[2], issued=issued, copies=row[4], application=row[5])

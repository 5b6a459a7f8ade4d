"""Questions about what was printed: of one paper, of an application, and what nobody has in hand yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from admission.roles import Officer
from admission.wire import load_row
from desktop_app.models.lines import OPEN, PrintedLine
from desktop_app.models.replica import Replica

LINE = """select p.id, p.paper, p.at, p.person, p.printer, p.copies, p.outcome, coalesce(r.shown, r.confirmed)
    from printed p left join row r on r.kind = 'officer' and r.id = p.person"""


def printed(replica: Replica, papers: Sequence[str]) -> list[PrintedLine]:
    """Every time one of these papers went to a printer, oldest first."""
    marks = ",".join("?" * len(papers))
    return _ask(replica, f"{LINE} where p.paper in ({marks}) order by p.at, p.id", papers)


def printed_of(replica: Replica, application: str) -> list[PrintedLine]:
    """The same for every paper of an application."""
    inside = "p.paper in (select id from paper where application = ?)"
    return _ask(replica, f"{LINE} where {inside} order by p.at, p.id", (application,))


def unconfirmed(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Of each paper the newest time, where nobody has said that it is in hand."""
    newest = {line.paper: line for line in lines}
    return [line for line in newest.values() if line.outcome in OPEN]


def _ask(replica: Replica, question: str, values: Sequence[str]) -> list[PrintedLine]:
    with replica.read() as db:
        return [_line(row) for row in db.execute(question, tuple(values))]


def _line(row: Sequence[Any]) -> PrintedLine:
    officer = load_row(row[7]) if row[7] else None
    return PrintedLine(
        id=row[0],
        paper=row[1],
        at=datetime.fromisoformat(row[2]),
        person=row[3],
        by=officer.name.short if isinstance(officer, Officer) else row[3],
        printer=row[4],
        copies=row[5],
        outcome=row[6],
    )

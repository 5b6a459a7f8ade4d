"""Questions about what was printed: of one paper, of an application, and what nobody has in hand yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from admission.roles import Officer
from admission.wire import load_row
from desktop_app.models.lines import OPEN, OpenPrint, PrintedLine
from desktop_app.models.replica import Replica

LINE = """select p.id, p.paper, p.at, p.person, p.printer, p.copies, p.outcome, coalesce(r.shown, r.confirmed)
    from printed p left join row r on r.kind = 'officer' and r.id = p.person"""

# the newest print of a paper where it is neither in hand nor needed any more: nobody answered, or the answer was no, or
# the printer had trouble, and neither it nor a copy of it was printed since then
ASKING = """from printed p where p.outcome not in ('in-hand', 'not-needed')
    and p.person = coalesce(nullif(?, ''), p.person)
    and not exists (select 1 from printed l where l.paper = p.paper and (l.at, l.id) > (p.at, p.id))
    and (p.outcome in ('sending', 'sent') or not exists (
        select 1 from paper mine join paper its on its.application = mine.application
        and coalesce(nullif(its.original, ''), its.id) = coalesce(nullif(mine.original, ''), mine.id)
        join printed l on l.paper = its.id where mine.id = p.paper and (l.at, l.id) > (p.at, p.id)))"""
EVERYBODY = ""


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


def asking_amount(replica: Replica, person: str = EVERYBODY) -> int:
    """How many prints nobody has answered for, of everybody or of whoever printed."""
    with replica.read() as db:
        return int(db.execute(f"select count(*) {ASKING}", (person,)).fetchone()[0])


def open_prints(replica: Replica, lines: Sequence[str]) -> list[OpenPrint]:
    """These lines of the log, each with what is known of its paper, newest first."""
    marks = ",".join("?" * len(lines))
    question = f"""select p.id, p.paper, p.at, p.person, p.printer, p.copies, p.outcome,
        coalesce(r.shown, r.confirmed), coalesce(d.kind, ''), case when d.original > '' then d.copies else 0 end,
        coalesce(d.application, ''), coalesce(a.number, d.number, p.paper), coalesce(a.child, '')
        from printed p left join row r on r.kind = 'officer' and r.id = p.person left join paper d on d.id = p.paper
        left join application_line a on a.id = d.application where p.id in ({marks}) order by p.at desc, p.id"""
    with replica.read() as db:
        return [
            OpenPrint(
                line=_line(row), kind=row[8], copy=row[9], application=row[10], number=row[11], child=row[12]
            )
            for row in db.execute(question, tuple(lines))
        ]


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

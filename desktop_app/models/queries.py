"""Questions the office asks its replica, each named by what it answers; plain SQL keeps the first window quick."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from admission.application import Application
from admission.duplicates import Candidate, blocking_keys, candidates
from admission.order import EnrolmentOrder
from admission.people import Child
from admission.places import Stream
from admission.roles import Officer
from admission.school import DeskLine, School
from admission.wire import FeedRow, load_row
from desktop_app.models import finding
from desktop_app.models.attention import attention as attention
from desktop_app.models.connection import Connection
from desktop_app.models.files import file_bytes as file_bytes
from desktop_app.models.files import files as files
from desktop_app.models.lines import ApplicationLine, SimilarLine
from desktop_app.models.outgoing import counts as counts
from desktop_app.models.outgoing import outbox as outbox
from desktop_app.models.papers import paper_pdf as paper_pdf
from desktop_app.models.papers import papers as papers
from desktop_app.models.people import kept_draft as kept_draft
from desktop_app.models.replica import Replica

LINE = "id, number, child, applicant, phone, iin, status, language, inside, channel, received, due, flags, waiting"
SHOWN = "coalesce(shown, confirmed)"
MATCHED = "application_search as found join application_line on line = found.rowid where found.folded match ?"
FOUND = f"""select json_array({LINE}) as told from {MATCHED} and instr(application_line.folded, ?) limit ?"""
AMOUNT = "select count(*) from (select 1 from application_search where folded match ? limit ?)"
AMOUNT_HOLDING = (
    f"select count(*) from (select 1 from {MATCHED} and instr(application_line.folded, ?) limit ?)"
)


class _KeptDraft(msgspec.Struct, frozen=True):
    child: Child


class _KeptApplication(msgspec.Struct, frozen=True):
    """As much of a row as the comparison reads: whole rows of hundreds of children cost five times as much."""

    id: str
    draft: _KeptDraft


def queue(
    replica: Replica, *, statuses: Collection[str] = ("under_review",), limit: int = 200, offset: int = 0
) -> list[ApplicationLine]:
    """Applications of these statuses, earliest deadline first."""
    marks = ",".join("?" * len(statuses))
    question = (
        f"select {LINE} from application_line where status in ({marks}) order by due, number limit ? offset ?"
    )
    with replica.read() as db:
        return [as_line(row) for row in db.execute(question, (*statuses, limit, offset))]


def search(replica: Replica, text: str, limit: int = 200) -> list[ApplicationLine]:
    """Applications whose names, number, IIN or phone hold every word of the text, however it is spelled.

    Those where every word begins a word come first; longer words are then found inside others too.
    """
    questions = finding.asked(text)
    found: list[ApplicationLine] = []
    with replica.read() as db:
        for one in questions:
            if len(found) < limit:
                rows = finding.gathered(db, FOUND, (one.match, one.holding, limit - len(found)))
                found.extend(map(as_line, rows))
        return found if questions else _everything(db, limit)


def found_amount(replica: Replica, text: str, most: int) -> int:
    """How many applications `search` would find, counted up to `most`."""
    one = finding.asked_at_once(text)
    if one is None:
        return 0
    question = AMOUNT_HOLDING if one.holding else AMOUNT
    with replica.read() as db:
        return int(db.execute(question, (*filter(None, one), most)).fetchone()[0])


def application(replica: Replica, application_id: str) -> Application | None:
    """The application as it is shown: the centre's row with our waiting acts on top."""
    row = _row(replica, "application", application_id, SHOWN)
    return row if isinstance(row, Application) else None


def confirmed_application(replica: Replica, application_id: str) -> Application | None:
    """The application as the centre has confirmed it."""
    row = _row(replica, "application", application_id, "confirmed")
    return row if isinstance(row, Application) else None


def is_confirmed(replica: Replica, application_id: str) -> bool:
    """Whether nothing of what is shown still waits for the centre."""
    with replica.read() as db:
        found = db.execute(
            "select shown is null from row where kind = 'application' and id = ?", (application_id,)
        ).fetchone()
    return bool(found and found[0])


def siblings(replica: Replica, applicant_iin: str) -> list[ApplicationLine]:
    """Every application of the same applicant."""
    question = f"select {LINE} from application_line where applicant_iin = ? order by received"
    with replica.read() as db:
        return [as_line(row) for row in db.execute(question, (applicant_iin,))] if applicant_iin else []


def similar(replica: Replica, child: Child) -> list[SimilarLine]:
    """Applications that may be for the same child, likeliest first; the child's own are found by the caller's id."""
    asked = Candidate("", child.name, child.born, child.iin)
    keys = sorted(blocking_keys(asked))
    marks = ",".join("?" * len(keys))
    with replica.read() as db:
        bodies = db.execute(
            f"""select {SHOWN} from row join (select distinct application from likeness where key in ({marks}))
                on id = application where kind = 'application'""",
            keys,
        ).fetchall()
    compared = candidates(asked, [_candidate(body) for (body,) in bodies])
    lines = _lines(replica, [match.id for match in compared])
    return [
        SimilarLine(line=lines[m.id], score=m.score, reasons=m.reasons) for m in compared if m.id in lines
    ]


def streams(replica: Replica) -> list[Stream]:
    """The school's streams, by language."""
    return [row for row in _all(replica, "stream") if isinstance(row, Stream)]


def in_stream(replica: Replica, stream: Stream) -> list[Application]:
    """Every application for this stream, as it is shown."""
    rows = (row for row in _all(replica, "application") if isinstance(row, Application))
    return [row for row in rows if row.stream == stream.id]


def orders(replica: Replica) -> list[EnrolmentOrder]:
    """Enrolment orders, newest date first."""
    found = [row for row in _all(replica, "order") if isinstance(row, EnrolmentOrder)]
    return sorted(found, key=lambda order: (order.dated, order.number), reverse=True)


def order(replica: Replica, order_id: str) -> EnrolmentOrder | None:
    """One order as it is shown."""
    row = _row(replica, "order", order_id, SHOWN)
    return row if isinstance(row, EnrolmentOrder) else None


def school(replica: Replica) -> School:
    """The school of this replica; LookupError before the first sync."""
    found = [row for row in _all(replica, "school") if isinstance(row, School)]
    if not found:
        raise LookupError("the centre has not told us our school yet")
    return found[0]


def officers(replica: Replica) -> list[Officer]:
    """Everybody who may sign in here."""
    return [row for row in _all(replica, "officer") if isinstance(row, Officer)]


def officer(replica: Replica, officer_id: str) -> Officer | None:
    """One officer by id."""
    row = _row(replica, "officer", officer_id, SHOWN)
    return row if isinstance(row, Officer) else None


def desks(replica: Replica) -> list[DeskLine]:
    """The desks of the school."""
    return [row for row in _all(replica, "desk") if isinstance(row, DeskLine)]


def meta(replica: Replica, name: str) -> str:
    """One setting of the replica, empty when it was never kept."""
    with replica.read() as db:
        found = db.execute("select value from meta where name = ?", (name,)).fetchone()
    return found[0] if found else ""


def last_heard(replica: Replica) -> datetime | None:
    """The centre's clock at the last good sync."""
    text = meta(replica, "heard")
    return datetime.fromisoformat(text) if text else None


def _row(replica: Replica, kind: str, row_id: str, column: str) -> FeedRow | None:
    with replica.read() as db:
        found = db.execute(f"select {column} from row where kind = ? and id = ?", (kind, row_id)).fetchone()
    return None if found is None or found[0] is None else load_row(found[0])


def _all(replica: Replica, kind: str) -> list[FeedRow]:
    with replica.read() as db:
        found = db.execute(f"select {SHOWN} from row where kind = ? order by id", (kind,)).fetchall()
    return [load_row(body) for (body,) in found]


def _lines(replica: Replica, ids: Sequence[str]) -> dict[str, ApplicationLine]:
    marks = ",".join("?" * len(ids))
    with replica.read() as db:
        found = db.execute(
            f"select {LINE} from application_line where id in ({marks})", tuple(ids)
        ).fetchall()
    return {row[0]: as_line(row) for row in found}


def _candidate(body: bytes) -> Candidate:
    row = msgspec.json.decode(body, type=_KeptApplication)
    child = row.draft.child
    return Candidate(row.id, child.name, child.born, child.iin)


def _everything(db: Connection, limit: int) -> list[ApplicationLine]:
    return [as_line(row) for row in db.execute(f"select {LINE} from application_line limit ?", (limit,))]


def as_line(row: Sequence[Any]) -> ApplicationLine:
    """A row of the columns `LINE` as its frozen value."""
    return ApplicationLine(
        id=row[0],
        number=row[1],
        child=row[2],
        applicant=row[3],
        phone=row[4],
        iin=row[5],
        status=row[6],
        language=row[7],
        inside=bool(row[8]),
        channel=row[9],
        received=datetime.fromisoformat(row[10]),
        due=datetime.fromisoformat(row[11]),
        flags=tuple(row[12].split(",")) if row[12] else (),
        waiting=bool(row[13]),
    )

"""The registration book: every application by its number, sifted; the ids first, whole lines only where one looks."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from admission.application import Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.people import Address
from desktop_app.models import finding
from desktop_app.models.connection import Connection
from desktop_app.models.instants import instant
from desktop_app.models.queries import SHOWN
from desktop_app.models.replica import Replica

ENTRY = "number, child, iin, applicant, phone, language, inside, channel, status, received, due, waiting"
TOLD = f"""select line, application_line.id, {ENTRY}, cast({SHOWN} as text)
    from application_line cross join row on kind = 'application' and row.id = application_line.id"""
MATCHED = "line in (select rowid from application_search where folded match ?)"
CHUNK = 500


class BookSieve(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What must be so; an empty field lets everything through.

    Received from the day `since` to the day `until`, both of the school; `officer` is who registered, by id.
    """

    since: date | None = None
    until: date | None = None
    status: str = ""
    language: str = ""
    grade: int = 0
    channel: str = ""
    officer: str = ""
    text: str = ""


class BookLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the book; `by` is who registered it (an officer's id, or a portal), `order` the order's number."""

    id: str
    number: str
    received: datetime
    channel: str
    applicant: str
    phone: str
    child: str
    born: date
    iin: str
    address: Address
    inside: bool
    language: str
    grade: int
    due: datetime
    status: str
    by: str
    waiting: bool
    decided: datetime | None = None
    order: str = ""
    withdrawn: datetime | None = None


class _Child(msgspec.Struct, frozen=True):
    born: date


class _Draft(msgspec.Struct, frozen=True):
    child: _Child
    registered: Address
    grade: int = 1


class _Decision(msgspec.Struct, frozen=True):
    at: datetime


class _Movement(msgspec.Struct, frozen=True):
    by: str
    at: datetime
    after: str
    before: str | None = None
    reason: str = ""


class _Application(msgspec.Struct, frozen=True):
    """As much of an application as the book tells: whole rows cost several times as much."""

    draft: _Draft
    history: tuple[_Movement, ...] = ()
    decision: _Decision | None = None

    def came_to(self, status: Status) -> _Movement | None:
        return next((one for one in reversed(self.history) if one.before != one.after == status), None)

    @property
    def order(self) -> str:
        """Number of the order it was enrolled by; none where a later one took it out of the list again."""
        number = ""
        for one in self.history:
            if one.before != one.after == Status.ENROLLED:
                number = one.reason
            elif (one.before, one.after) == (Status.ENROLLED, Status.ACCEPTED):
                number = ""
        return number


def places(replica: Replica, sieve: BookSieve) -> array[int]:
    """Where the entries lie that pass the sieve, by number; `entries` reads them."""
    where, values = _where(sieve)
    question = f"select line from application_line {where} order by number, line"
    with replica.read() as db:
        (found,) = db.execute(f"select json_group_array(line) from ({question})", values).fetchone()
    return array("q", msgspec.json.decode(found, type=list[int]))


def entries(replica: Replica, wanted: Sequence[int]) -> dict[int, BookLine]:
    """The entries at these places, in this order; those that are gone meanwhile are left out."""
    with replica.read() as db:
        return _entries(db, wanted)


def all_entries(replica: Replica, wanted: Sequence[int]) -> Generator[BookLine, None, None]:
    """The same for very many, as they were at one moment, a part of them in memory at a time; to be closed."""
    with replica.read() as db:
        for start in range(0, len(wanted), CHUNK):
            yield from _entries(db, wanted[start : start + CHUNK]).values()


def _entries(db: Connection, wanted: Sequence[int]) -> dict[int, BookLine]:
    rows = db.execute(f"{TOLD} where line in ({','.join('?' * len(wanted))})", tuple(wanted)).fetchall()
    found = {row[0]: row for row in rows}
    return {place: _line(found[place]) for place in wanted if place in found}


def _line(row: Sequence[object]) -> BookLine:
    names = ("id", *ENTRY.split(", "))
    told = dict(zip(names, row[1:-1], strict=True))
    body = msgspec.json.decode(str(row[-1]), type=_Application)
    withdrawn = body.came_to(Status.WITHDRAWN)
    more = {
        "born": body.draft.child.born,
        "address": body.draft.registered,
        "grade": body.draft.grade,
        "by": body.history[0].by if body.history else "",
        "decided": body.decision.at if body.decision else None,
        "order": body.order,
        "withdrawn": withdrawn.at if withdrawn else None,
    }
    return msgspec.convert(told | more, BookLine, strict=False)


def _where(sieve: BookSieve) -> tuple[str, tuple[str | int, ...]]:
    """Conditions and their values; no row's body is opened for any of them.

    A plus keeps SQLite from the other indexes: that of the numbers holds these columns too, in the order wanted.
    """
    after = sieve.until + timedelta(days=1) if sieve.until else None
    asked = finding.asked_at_once(sieve.text)
    conditions: list[tuple[str, str | int | None]] = [
        ("+received >= ?", _midnight(sieve.since)),
        ("+received < ?", _midnight(after)),
        ("+status = ?", sieve.status),
        ("+language = ?", sieve.language),
        ("+channel = ?", sieve.channel),
        (MATCHED, asked and asked.match),
        ("instr(folded, ?)", asked and asked.holding),
        ("+grade = ?", sieve.grade),
        ("+registered_by = ?", sieve.officer),
    ]
    used = [(text, value) for text, value in conditions if value]
    if not used:
        return "", ()
    return f"where {' and '.join(text for text, _ in used)}", tuple(value for _, value in used)


def _midnight(day: date | None) -> str | None:
    return instant(datetime.combine(day, time(), KAZAKHSTAN_TIME)) if day else None

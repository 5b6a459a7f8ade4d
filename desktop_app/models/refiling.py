"""Refiling: the filing behind a receipt, and a filing of a lost computer done again at this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from admission.acts import Act, Filed
from admission.numbers import count_of, series_of
from admission.wire import VERSION
from desktop_app.models.replica import Replica

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

FILING = "select body from act where kind = 'filed' and application = ?"
SAME = "select id, number from application_line where id = ? or number = ?"


def filing_of(replica: Replica, application: str) -> bytes:
    """The bytes of the act that filed it at this desk; empty where another desk did, or the portal."""
    with replica.read() as db:
        found = db.execute(FILING, (application,)).fetchone()
    return bytes(found[0]) if found else b""


def standing(replica: Replica, application: str, number: str, year: int) -> str:
    """`known` where this application is here, `number-taken` where its number is another's, else empty."""
    same = f"{SAME} and year = ?"
    with replica.read() as db:
        found = db.execute(same, (application, number, year)).fetchall()
    if any(row[0] == application for row in found):
        return "known"
    return "number-taken" if found else ""


def refile(writing: Writing, act: Act) -> None:
    """The same act as this desk's next one: its id tells the centre what it has already. ActRefused."""
    body = act.body
    assert isinstance(body, Filed), "receipts carry filings"
    before, n = writing.newest_act()
    again = replace(
        act, desk=writing.meta("desk"), n=n + 1, school=writing.meta("school"), previous="", v=VERSION
    )
    writing.redo(again, before)
    _raise_counter(writing, body)


def _raise_counter(writing: Writing, body: Filed) -> None:
    """A number of our own series that an older copy of this computer never gave."""
    series = writing.meta("series")
    if series_of(body.number) == series:
        name = f"counter:{series}/{body.year}"
        writing.set_meta(name, str(max(count_of(body.number), int(writing.meta(name, "0")))))

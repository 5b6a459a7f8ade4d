"""What this desk can lay before a court: the acts it did, and how far the centre's receipts bind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from admission.application import Application
from admission.exchange import ActResult
from admission.order import EnrolmentOrder, concerning, with_changes
from admission.receipts import Answered, receipt_statement
from admission.wire import ActUnreadable, load_act
from desktop_app.models import queries
from desktop_app.models.connection import Connection
from desktop_app.models.replica import Replica
from verification.folder_case import KnownAct, KnownChain

NUMBERED = "select id from application_line where id = ? or number = ? order by received desc limit 1"
FORMER = "select n, body from former_act where desk = ? order by n"
ONE = "select body, hash from act where n = ?"
FORMER_ONE = "select body, hash from former_act where desk = ? and n = ?"
Gap = Literal["act-others-between", "act-not-confirmed"]
RECEIPTS = "select last_n, epoch, at, results, signature from receipt where desk = ? order by last_n"


class CourtCase(NamedTuple):
    """The number of what is asked for, its applications, its orders."""

    number: str
    applications: Sequence[Application]
    orders: Sequence[EnrolmentOrder]


@dataclass(frozen=True)
class _Book:
    """The acts of one desk this computer is, or was before it became another."""

    db: Connection
    desk: str
    former: bool

    def chosen(self, wanted: Collection[str]) -> list[int]:
        """Numbers of the acts on these applications and orders."""
        if self.former:
            rows = self.db.execute(FORMER, (self.desk,))
            return [n for n, body in rows if not _of(body).isdisjoint(wanted)]
        marks = ",".join("?" * len(wanted))
        question = f"select n from act where application in ({marks}) order by n"
        return [n for (n,) in self.db.execute(question, tuple(wanted))]

    def has(self, n: int) -> bool:
        """Whether this act is here."""
        return self._row(n) is not None

    def act(self, n: int, gap: Gap | None = None) -> KnownAct:
        """One act by its number."""
        row = self._row(n)
        assert row is not None, "only acts that were chosen are asked for"
        return KnownAct(msgspec.json.decode(row[0], type=_Named).id, self.desk, n, row[0], gap)

    def hash(self, n: int) -> str:
        """The chain hash of an act; empty before the first."""
        row = self._row(n)
        return row[1] if row else ""

    def _row(self, n: int) -> tuple[bytes, str] | None:
        question, values = (FORMER_ONE, (self.desk, n)) if self.former else (ONE, (n,))
        found: tuple[bytes, str] | None = self.db.execute(question, values).fetchone()
        return found


def court_case(replica: Replica, wanted: str) -> CourtCase | None:
    """The order or application with this number or id, and what belongs to it; None where there is none."""
    orders = queries.orders(replica)
    found = [one for one in orders if wanted in (one.id, one.number)]
    if found:
        together = with_changes(orders, found[0])
        listed = dict.fromkeys(one for order in together for one in order.applications)
        known = [queries.application(replica, one) for one in listed]
        return CourtCase(found[0].number, [one for one in known if one is not None], together)
    with replica.read() as db:
        named = db.execute(NUMBERED, (wanted, wanted)).fetchone()
    application = queries.application(replica, named[0]) if named else None
    if application is None:
        return None
    return CourtCase(application.number, [application], concerning(orders, application.id))


def court_acts(
    replica: Replica, wanted: Collection[str], *, others: bool
) -> tuple[list[KnownChain], list[KnownAct]]:
    """Acts on these applications and orders: those a receipt binds, and those it cannot bind.

    A receipt stands for every act before its head, so the chain to it may need acts on other families'
    applications; `others` lets them in, otherwise what rests on them stays unbound.
    """
    chains: list[KnownChain] = []
    loose: list[KnownAct] = []
    with replica.read() as db:
        for book in _books(db):
            bound, unbound = _bound(book, book.chosen(wanted), others=others)
            chains += bound
            loose += unbound
    return chains, loose


def _books(db: Connection) -> Iterator[_Book]:
    for (desk,) in db.execute("select distinct desk from former_act order by desk").fetchall():
        yield _Book(db, desk, former=True)
    for (desk,) in db.execute("select value from meta where name = 'desk'").fetchall():
        yield _Book(db, desk, former=False)


def _of(body: bytes) -> frozenset[str]:
    try:
        read = load_act(body).body
    except ActUnreadable:
        return frozenset()
    return frozenset({getattr(read, "application", ""), getattr(read, "order", "")} - {""})


def _bound(book: _Book, chosen: Sequence[int], *, others: bool) -> tuple[list[KnownChain], list[KnownAct]]:
    chains: list[KnownChain] = []
    loose: list[KnownAct] = []
    after = 0
    for last_n, epoch, at, results, signature in book.db.execute(RECEIPTS, (book.desk,)).fetchall():
        here = [n for n in chosen if after < n <= last_n]
        if not here or not book.has(last_n):
            continue
        after = last_n
        first = here[0] if others else _beginning(here, last_n)
        loose += [book.act(n, "act-others-between") for n in here if n < first]
        if first <= last_n:
            acts = [book.act(n) for n in range(first, last_n + 1)]
            statement = _statement(book, last_n, epoch, at, results)
            chains.append(KnownChain(book.desk, book.hash(first - 1), acts, statement, signature))
    loose += [book.act(n, "act-not-confirmed") for n in chosen if n > after]
    return chains, loose


def _beginning(here: Collection[int], last_n: int) -> int:
    """The first of the chosen acts that go on without a hole up to the receipt's head; past it where none do."""
    first = last_n + 1
    while first - 1 in here:
        first -= 1
    return first


class _Named(msgspec.Struct):
    id: str


def _statement(book: _Book, last_n: int, epoch: str, at: str, results: bytes) -> bytes:
    """The words the centre signed, written again from what is kept of them."""
    answered = Answered(
        epoch=epoch,
        desk=book.desk,
        at=datetime.fromisoformat(at),
        head=book.hash(last_n),
        results=msgspec.json.decode(results, type=list[ActResult]),
    )
    return receipt_statement(answered)

"""What the ledger knows of one application or order: its newest rows, and every desk's acts on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select

from admission.application import Application
from admission.order import EnrolmentOrder
from admission.roles import Officer
from admission.school import DeskLine, School
from admission.wire import ActUnreadable, FeedRow, load_act, load_row
from central_server.models.acts import ActRecord, stored_acts
from central_server.models.ledger import Transaction
from central_server.models.tables import ACT, ROW

AT_ONCE = 1000  # rows in memory
ASKED = ("application", "order")


class Known(NamedTuple):
    """A school as its desks see it: the school, its officers, its desks."""

    school: School
    officers: Sequence[Officer]
    desks: Sequence[DeskLine]


def named(tx: Transaction, wanted: str, school: str) -> list[Application | EnrolmentOrder]:
    """Applications and orders with this number or id, of one school or, where none is named, of all."""
    question = select(ROW.c.body).where(ROW.c.kind.in_(ASKED))
    if school:
        question = question.where(ROW.c.school == school)
    found = []
    for body in tx.connection.execute(question.execution_options(yield_per=AT_ONCE)).scalars():
        if f'"{wanted}"'.encode() in body:
            row = load_row(body)
            if isinstance(row, Application | EnrolmentOrder) and wanted in (row.id, row.number):
                found.append(row)
    return found


def rows_of(tx: Transaction, school: str, kind: str, ids: Collection[str] | None = None) -> list[FeedRow]:
    """Rows of one kind of a school, by id; those named, or all."""
    question = select(ROW.c.body).where(ROW.c.school == school, ROW.c.kind == kind).order_by(ROW.c.id)
    if ids is None:
        return [load_row(body) for body in tx.connection.execute(question).scalars()]
    return [load_row(body) for (body,) in tx.found(question, ROW.c.id, ids)]


def known_school(tx: Transaction, school: str) -> Known:
    """The school with its people and desks; LookupError where there is none."""
    (row,) = [one for one in rows_of(tx, school, "school") if isinstance(one, School)]
    officers = [one for one in rows_of(tx, school, "officer") if isinstance(one, Officer)]
    return Known(row, officers, [one for one in rows_of(tx, school, "desk") if isinstance(one, DeskLine)])


def acts_about(tx: Transaction, school: str, wanted: Collection[str]) -> list[tuple[ActRecord, str]]:
    """Acts of every desk on these applications and orders, in the order of the school, each with the hash before it."""
    question = select(ACT.c.desk, ACT.c.n, ACT.c.body).where(ACT.c.school == school).order_by(ACT.c.seq)
    rows = tx.connection.execute(question.execution_options(yield_per=AT_ONCE))
    places = [(desk, n) for desk, n, body in rows if _is_about(body, wanted)]
    return list(_records(tx, places))


def _records(tx: Transaction, places: Sequence[tuple[str, int]]) -> Iterator[tuple[ActRecord, str]]:
    for desk, n in places:
        *before, record = stored_acts(tx, desk, n - 1, n)
        yield record, before[0].hash if before else ""


def _is_about(body: bytes, wanted: Collection[str]) -> bool:
    if not any(one.encode() in body for one in wanted):
        return False
    try:
        read = load_act(body).body
    except ActUnreadable:
        return False
    return not {getattr(read, "application", ""), getattr(read, "order", "")}.isdisjoint(wanted)

"""Online applications by the reference of their portal: a repeat gets the same answer and no second number."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, insert, select

from central_server.models.ledger import Transaction
from central_server.models.tables import INTAKE


class IntakeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken in: `digest` of the request's bytes, `answer` as it was given."""

    school: str
    reference: str
    application: str
    year: int
    number: str
    digest: str
    answer: bytes


def find_intake(tx: Transaction, school: str, reference: str) -> IntakeRecord | None:
    """The intake of that reference."""
    question = select(INTAKE).where(INTAKE.c.school == school, INTAKE.c.reference == reference)
    found = tx.connection.execute(question).first()
    return None if found is None else IntakeRecord(**found._mapping)


def add_intake(tx: Transaction, record: IntakeRecord) -> None:
    """Keep it, in the transaction that files the application."""
    tx.connection.execute(insert(INTAKE).values(**msgspec.structs.asdict(record)))


def intakes_of(tx: Transaction, school: str, year: int) -> int:
    """How many were taken in; the caller holds the school's head, so the next number is this plus one."""
    question = select(func.count()).where(INTAKE.c.school == school, INTAKE.c.year == year)
    return tx.connection.execute(question).scalar_one()

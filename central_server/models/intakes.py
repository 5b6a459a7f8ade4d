"""Online applications by the reference of their portal: a repeat gets the same answer and no second number."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, insert, select

from admission.application import Application
from admission.numbers import count_of, series_of
from central_server.models.desks import ONLINE_SERIES
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


def newest_intake(tx: Transaction, school: str, year: int) -> int:
    """The newest number that was given online; the caller holds the school's head, so the next one is this plus one."""
    question = (
        select(INTAKE.c.number)
        .where(INTAKE.c.school == school, INTAKE.c.year == year)
        .order_by(func.length(INTAKE.c.number).desc(), INTAKE.c.number.desc())
        .limit(1)
    )
    newest = tx.connection.execute(question).scalar()
    return 0 if newest is None else count_of(newest)


def keep_number(tx: Transaction, application: Application) -> None:
    """An online application came back without its intake: its number is taken, whatever its reference was."""
    if series_of(application.number) != ONLINE_SERIES:
        return
    record = IntakeRecord(
        school=application.school,
        reference=f"recovered:{application.id}",
        application=application.id,
        year=application.year,
        number=application.number,
        digest="",
        answer=b"",
    )
    tx.insert_new(INTAKE, [msgspec.structs.asdict(record)])

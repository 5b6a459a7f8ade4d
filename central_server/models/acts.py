"""The acts of all desks with their outcomes: written once, never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select

from admission.context import Outcome
from admission.exchange import ActResult, CardOpened
from admission.problems import Problem
from central_server.models.ledger import Transaction
from central_server.models.tables import ACT, OPENED_CARD


class ActRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An act as it is kept: its exact bytes, its chain hash, what became of it; `id` None where it names none."""

    desk: str
    n: int
    id: str | None
    kind: str
    v: int
    body: bytes
    hash: str
    outcome: Outcome
    reason: Problem | None
    school: str
    seq: int
    at_centre: datetime

    @property
    def result(self) -> ActResult:
        """What the desk is told, now and whenever it asks again."""
        return ActResult(n=self.n, outcome=self.outcome, seq=self.seq, reason=self.reason)


_COLUMNS = tuple(ACT.c[name] for name in ActRecord.__struct_fields__)
_ACTS = select(*_COLUMNS)


def stored_acts(tx: Transaction, desk: str, first: int, last: int) -> list[ActRecord]:
    """Acts of a desk from one number to another, both included, in order."""
    question = (
        select(*_COLUMNS).where(ACT.c.desk == desk, ACT.c.n >= first, ACT.c.n <= last).order_by(ACT.c.n)
    )
    return [_record(row._mapping) for row in tx.connection.execute(question)]


def desks_of(tx: Transaction, school: str) -> list[str]:
    """Ids of the desks of a school that ever did something, in order."""
    question = select(ACT.c.desk).where(ACT.c.school == school).distinct().order_by(ACT.c.desk)
    return list(tx.connection.execute(question).scalars())


def number_of(tx: Transaction, desk: str, act_hash: str) -> int | None:
    """The number of the act of that desk with this chain hash."""
    question = select(ACT.c.n).where(ACT.c.desk == desk, ACT.c.hash == act_hash)
    return tx.connection.execute(question).scalar()


def acts_by_id(tx: Transaction, ids: Collection[str]) -> dict[str, ActRecord]:
    """Acts that came before, whatever desk sent them."""
    if not ids:
        return {}
    found = [_record(row._mapping) for row in tx.found(_ACTS, ACT.c.id, ids)]
    return {record.id: record for record in found if record.id is not None}


def add_acts(tx: Transaction, records: Sequence[ActRecord]) -> None:
    """Keep these acts."""
    tx.add(ACT, [_values(record) for record in records])


def centre_time(tx: Transaction, school: str, seq: int) -> datetime | None:
    """The centre's clock when the school stood at `seq`, as far as its acts tell."""
    question = (
        select(ACT.c.at_centre)
        .where(ACT.c.school == school, ACT.c.seq <= seq)
        .order_by(ACT.c.seq.desc())
        .limit(1)
    )
    return tx.connection.execute(question).scalar()


def add_openings(tx: Transaction, desk: str, opened: Sequence[CardOpened], now: datetime) -> None:
    """Keep who opened which card; the same opening again is harmless."""
    tx.insert_new(
        OPENED_CARD,
        [
            {
                "desk": desk,
                "id": one.id,
                "person": one.person,
                "application": one.application,
                "at": one.at,
                "at_centre": now,
            }
            for one in opened
        ],
    )


def _values(record: ActRecord) -> dict[str, object]:
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    values["outcome"] = record.outcome.value
    values["reason"] = None if record.reason is None else msgspec.json.encode(record.reason)
    return values


def _record(values: object) -> ActRecord:
    tree = dict(values)  # type: ignore[call-overload]
    tree["outcome"] = Outcome(tree["outcome"])
    if tree["reason"] is not None:
        tree["reason"] = msgspec.json.decode(tree["reason"], type=Problem)
    return ActRecord(**tree)

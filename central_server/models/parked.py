"""Acts that came before those they follow: kept as they are until the hole is filled (SYNC C7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import delete, exists, select

from central_server.models.ledger import Transaction
from central_server.models.tables import ACT, PARKED


class ParkedAct(msgspec.Struct, frozen=True):
    """An act that waits: its number, the chain hash before it and with it, its exact bytes, when it came."""

    n: int
    before: str
    hash: str
    body: bytes
    at_centre: datetime


_COLUMNS = tuple(PARKED.c[name] for name in ParkedAct.__struct_fields__)


def park(tx: Transaction, desk: str, waiting: Sequence[ParkedAct]) -> None:
    """Keep these; the same ones again are harmless."""
    tx.insert_new(PARKED, [{"desk": desk, **msgspec.structs.asdict(one)} for one in waiting])


def parked(tx: Transaction, desk: str) -> list[ParkedAct]:
    """All that wait of a desk, in order."""
    question = select(*_COLUMNS).where(PARKED.c.desk == desk).order_by(PARKED.c.n, PARKED.c.hash)
    return [ParkedAct(**row._mapping) for row in tx.connection.execute(question)]


def following(waiting: Sequence[ParkedAct], n: int, head: str) -> list[ParkedAct]:
    """Those that go on without a hole after act `n` with the chain hash `head`, in order."""
    places = {(one.n, one.before): one for one in waiting}
    found: list[ParkedAct] = []
    while (n + 1, head) in places:
        found.append(places[n + 1, head])
        n, head = found[-1].n, found[-1].hash
    return found


def forget_decided(tx: Transaction, desk: str) -> None:
    """Drop those that became acts; what contradicts the acts here stays, for a person to look at."""
    same = (ACT.c.desk == PARKED.c.desk) & (ACT.c.n == PARKED.c.n) & (ACT.c.hash == PARKED.c.hash)
    tx.connection.execute(delete(PARKED).where(PARKED.c.desk == desk, exists().where(same)))


def missing(waiting: Sequence[ParkedAct], last_n: int) -> list[tuple[int, int]]:
    """Numbers, from and to, that must come before those that wait can be decided; none where none wait."""
    holes, expected = [], last_n + 1
    for n in sorted({one.n for one in waiting if one.n > last_n}):
        if n > expected:
            holes.append((expected, n - 1))
        expected = n + 1
    return holes

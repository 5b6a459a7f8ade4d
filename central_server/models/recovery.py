"""Recovery: which schools are closed until a restored centre was fed again, and what the desks have brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import delete, func, select, update

from admission.context import Outcome
from admission.exchange import RowLine
from admission.problems import Problem
from admission.wire import FeedRow, load_row
from central_server.models.ledger import Transaction
from central_server.models.tables import DESK, META, REFED_ACT, REFED_ROW
from central_server.models.timeline import RECOVERING

SUSPECT = "suspect:"


class RefedAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act a desk brought back with its receipt: what it was told of it, when, and under which `seq`."""

    desk: str
    n: int
    school: str
    told_seq: int
    told_at: datetime
    outcome: Outcome
    reason: Problem | None
    body: bytes
    hash: str


class Brought(msgspec.Struct, frozen=True):
    """One desk: the newest of its acts that is decided, and the newest it has brought back."""

    school: str
    desk: str
    name: str
    last_n: int
    brought: int
    last_heard: datetime | None


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be kept as it was told; for the operator."""

    school: str
    desk: str = ""
    n: int = 0
    kind: str = ""
    id: str = ""
    conflict: str


_COLUMNS = tuple(REFED_ACT.c[name] for name in RefedAct.__struct_fields__)


def is_closed(tx: Transaction, school: str) -> bool:
    """Whether this school waits until the centre was fed again."""
    names = (RECOVERING, SUSPECT + school)
    return bool(
        tx.connection.execute(
            select(func.count()).select_from(META).where(META.c.name.in_(names))
        ).scalar_one()
    )


def close_school(tx: Transaction, school: str, why: str) -> None:
    """A desk of this school knows more than we do: nothing is written for it until an administrator has looked."""
    tx.insert_new(META, [{"name": SUSPECT + school, "value": why}])


def open_all(tx: Transaction) -> None:
    """The centre serves again."""
    closed = META.c.name.startswith(SUSPECT, autoescape=True)
    tx.connection.execute(delete(META).where((META.c.name == RECOVERING) | closed))


def add_refed(tx: Transaction, acts: Sequence[RefedAct]) -> None:
    """Keep what was brought; the same again is harmless."""
    rows = [{**msgspec.structs.asdict(one), "outcome": one.outcome.value} for one in acts]
    for row in rows:
        row["reason"] = None if row["reason"] is None else msgspec.json.encode(row["reason"])
    tx.insert_new(REFED_ACT, rows)


def newest_refed(tx: Transaction, desk: str) -> tuple[int, str] | None:
    """Number and chain hash of the newest act this desk has brought back."""
    question = (
        select(REFED_ACT.c.n, REFED_ACT.c.hash)
        .where(REFED_ACT.c.desk == desk)
        .order_by(REFED_ACT.c.n.desc())
        .limit(1)
    )
    found = tx.connection.execute(question).first()
    return None if found is None else (found.n, found.hash)


def refed_acts(tx: Transaction, school: str) -> list[RefedAct]:
    """What is to be decided anew, in the order it was once decided."""
    question = (
        select(*_COLUMNS)
        .where(REFED_ACT.c.school == school, REFED_ACT.c.done == 0)
        .order_by(REFED_ACT.c.told_seq, REFED_ACT.c.desk, REFED_ACT.c.n)
    )
    return [_refed(row._mapping) for row in tx.connection.execute(question)]


def settle_refed(tx: Transaction, act: RefedAct, conflict: str) -> None:
    """The act was decided anew."""
    tx.connection.execute(
        update(REFED_ACT)
        .where(REFED_ACT.c.desk == act.desk, REFED_ACT.c.n == act.n)
        .values(done=1, conflict=conflict)
    )


def add_refed_rows(tx: Transaction, school: str, rows: Sequence[RowLine]) -> None:
    """Keep the newest version of each row that any desk has brought."""
    for row in rows:
        values = {
            "school": school,
            "kind": row.kind,
            "id": row.id,
            "told_seq": row.seq,
            "body": bytes(row.body),
        }
        statement = tx.insert(REFED_ROW).values(**values)
        new = statement.excluded
        tx.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["school", "kind", "id"],
                set_={"told_seq": new.told_seq, "body": new.body},
                where=REFED_ROW.c.told_seq < new.told_seq,
            )
        )


def refed_rows(tx: Transaction, school: str) -> list[FeedRow]:
    """The rows that were brought, in the order they were once written."""
    question = select(REFED_ROW.c.body).where(REFED_ROW.c.school == school).order_by(REFED_ROW.c.told_seq)
    return [load_row(body) for body in tx.connection.execute(question).scalars()]


def settle_row(tx: Transaction, school: str, kind: str, row_id: str, conflict: str) -> None:
    """The row was looked at: kept in the list only where it could not be taken over."""
    ours = (REFED_ROW.c.school == school) & (REFED_ROW.c.kind == kind) & (REFED_ROW.c.id == row_id)
    if conflict:
        tx.connection.execute(update(REFED_ROW).where(ours).values(conflict=conflict))
    else:
        tx.connection.execute(delete(REFED_ROW).where(ours))


def brought_by(tx: Transaction) -> list[Brought]:
    """How far every desk that is not revoked has come since the recovery began, by school and name."""
    newest = select(func.max(REFED_ACT.c.n)).where(REFED_ACT.c.desk == DESK.c.id).scalar_subquery()
    question = (
        select(
            DESK.c.school,
            DESK.c.id.label("desk"),
            DESK.c.name,
            DESK.c.last_n,
            func.coalesce(newest, 0),
            DESK.c.last_heard,
        )
        .where(DESK.c.revoked_at.is_(None), DESK.c.token_hash.is_not(None))
        .order_by(DESK.c.school, DESK.c.name, DESK.c.id)
    )
    return [Brought(*row) for row in tx.connection.execute(question)]


def conflicts(tx: Transaction) -> list[Conflict]:
    """Everything an operator must look at."""
    acts = select(REFED_ACT.c.school, REFED_ACT.c.desk, REFED_ACT.c.n, REFED_ACT.c.conflict).where(
        REFED_ACT.c.conflict != ""
    )
    rows = select(REFED_ROW.c.school, REFED_ROW.c.kind, REFED_ROW.c.id, REFED_ROW.c.conflict).where(
        REFED_ROW.c.conflict != ""
    )
    found = [Conflict(**row._mapping) for row in tx.connection.execute(acts)]
    return found + [Conflict(**row._mapping) for row in tx.connection.execute(rows)]


def _refed(values: object) -> RefedAct:
    tree = dict(values)  # type: ignore[call-overload]
    tree["outcome"] = Outcome(tree["outcome"])
    if tree["reason"] is not None:
        tree["reason"] = msgspec.json.decode(tree["reason"], type=Problem)
    return RefedAct(**tree)

"""Rebuilding: the centre's acts, decided once more in the order of their commits, give its rows."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from admission.deadline import KAZAKHSTAN_TIME
from central_server.acceptance import Batch, accept_within
from central_server.models.ledger import Ledger, Transaction
from central_server.models.tables import ROW
from central_server.models.timeline import check_timeline
from central_server.settings import settings_in
from tests.histories import warm
from tests.histories.invariants import UNREADABLE, hold
from tests.histories.world import World

ACTS = "select desk, n, outcome, reason, seq, at_centre, body, school, id, kind from act"
ROWS = "select school, kind, id, ver, seq, body from row"
STAND = "update school_head set seq = :seq where school = :school"
REVOKE, REVOKED_AT = "update desk set revoked_at = :now where id = :id", "2026-08-25 00:00:00.000000"
DESKS = "insert into desk (id, school, name, series, last_n, last_hash) values (:id, :school, :name, :series, 0, '')"


def check_rebuild(world: World) -> None:
    """The same rows, and the same outcome of every act."""
    folder = world.shared.folder / "again"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world.shared.folder / "template" / "centre", folder)
    settings = settings_in(folder)
    engine = warm.engine_of(settings.database_url)
    ledger = Ledger(engine, settings.files, check_timeline(engine, settings.timeline))
    try:
        with ledger.write() as tx:
            _replay(world, tx)
            rows = {tuple(row[:3]): tuple(row[3:]) for row in tx.connection.execute(text(ROWS))}
            outcomes = {tuple(row[:2]): tuple(row[2:5]) for row in tx.connection.execute(text(ACTS))}
    finally:
        ledger.close()
    theirs = {row[:3]: (*row[3:5], bytes(row[5])) for row in world.house.sql(ROWS)}
    told = {row[:2]: row[2:5] for row in world.house.sql(ACTS)}
    for key in theirs.keys() | rows.keys():
        again, first = rows.get(key), theirs.get(key)
        hold(
            "rebuild",
            again == first,
            key,
            *(_difference(again, first) if again and first else (again, first)),
        )
    hold("rebuild", outcomes == told, {key for key in told if told[key] != outcomes.get(key)})


def _difference(again: Any, first: Any) -> list[Any]:
    """What of two rows is not the same."""
    ours, theirs = json.loads(bytes(again[2])), json.loads(bytes(first[2]))
    named = [
        (name, ours.get(name), theirs.get(name)) for name in theirs if ours.get(name) != theirs.get(name)
    ]
    return [again[:2], first[:2], *named]


def _replay(world: World, tx: Transaction) -> None:
    known = {one for (one,) in tx.connection.execute(text("select id from desk"))}
    for one, school, name, series in world.house.sql("select id, school, name, series from desk"):
        if one not in known:
            tx.connection.execute(text(DESKS), {"id": one, "school": school, "name": name, "series": series})
    acts = {row[:2]: row for row in world.house.sql(ACTS)}
    heads: dict[str, str] = {}
    for what, value in world.told.commits:
        if what == "acts":
            _decide(world, tx, [acts[one] for one in value], heads)
        elif what == "rows":
            _write(tx, value)
        else:
            tx.connection.execute(text(REVOKE), {"now": REVOKED_AT, "id": value})


def _write(tx: Transaction, rows: list[Any]) -> None:
    """Rows that no act has written: a desk was added or revoked."""
    for school, kind, one, ver, seq, body in rows:
        values = {"school": school, "kind": kind, "id": one, "ver": ver, "seq": seq, "body": bytes(body)}
        tx.upsert(ROW, [values])


def _decide(world: World, tx: Transaction, acts: list[Any], heads: dict[str, str]) -> None:
    """Acts of one transaction, when the school stood where it stood."""
    desk, fresh = acts[0][0], [act for act in acts if act[8] is not None or act[9] == UNREADABLE]
    if fresh:  # those that came before under another number are answered as they were
        tx.connection.execute(text(STAND), {"seq": fresh[0][4] - 1, "school": fresh[0][7]})
    batch = Batch(acts=[bytes(act[6]) for act in acts], head=heads.get(desk, ""))
    accepted = accept_within(tx, desk, batch, _moment((fresh or acts)[0][5]), world.shared.law)
    heads[desk] = accepted.head


def _moment(at: Any) -> datetime:
    if isinstance(at, datetime):
        return at.astimezone(KAZAKHSTAN_TIME)
    return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(KAZAKHSTAN_TIME)

"""Questions about signed decisions: the newest one of a director, and those the centre has not confirmed."""

from __future__ import annotations

from datetime import datetime

import msgspec

from desktop_app.models.replica import Replica

NAMES_ONE = b'"manifest_sha256":"'
OWN = """select body from act where kind = 'decided' and person = ? and instr(body, ?) > 0
    and instr(body, ?) = 0 order by n desc limit 1"""
NAMES_NONE = b'"manifest_sha256":""'
ROWS = """select coalesce(shown, confirmed) from row where kind = 'application'
    and instr(coalesce(shown, confirmed), ?) > 0"""
WAITING = """select application from act where kind = 'decided' and state = 'waiting' and instr(body, ?) > 0
    and instr(body, ?) = 0 order by n"""


class _Body(msgspec.Struct, frozen=True):
    manifest_sha256: str = ""


class _Act(msgspec.Struct, frozen=True):
    id: str
    at: datetime
    body: _Body


class _Ruling(msgspec.Struct, frozen=True):
    by: str
    at: datetime
    manifest_sha256: str = ""


class _Step(msgspec.Struct, frozen=True):
    act: str
    kind: str


class _Row(msgspec.Struct, frozen=True):
    decision: _Ruling | None = None
    history: tuple[_Step, ...] = ()


def last_signed(replica: Replica, director: str) -> str:
    """SHA-256 of the manifest this director signed last, as far as is known here; empty before the first."""
    with replica.read() as db:
        own = db.execute(OWN, (director, NAMES_ONE, NAMES_NONE)).fetchone()
        rows = db.execute(ROWS, (NAMES_ONE,)).fetchall()
    found = [_of_act(own[0])] if own else []
    found += [one for (body,) in rows if (one := _of_row(body, director)) is not None]
    return max(found)[2] if found else ""


def signed_waiting(replica: Replica) -> list[str]:
    """Ids of the applications whose signed decision waits for the centre, in the order they were decided here."""
    with replica.read() as db:
        found = db.execute(WAITING, (NAMES_ONE, NAMES_NONE)).fetchall()
    return list(dict.fromkeys(application for (application,) in found))


def _of_act(body: bytes) -> tuple[datetime, str, str]:
    act = msgspec.json.decode(body, type=_Act)
    return act.at, act.id, act.body.manifest_sha256


def _of_row(body: bytes, director: str) -> tuple[datetime, str, str] | None:
    """When, by which act (ids are in order) and under what name; of this director's signed decisions alone."""
    row = msgspec.json.decode(body, type=_Row)
    ruling = row.decision
    if ruling is None or ruling.by != director or not ruling.manifest_sha256:
        return None
    act = next((step.act for step in reversed(row.history) if step.kind == "decided"), "")
    return ruling.at, act, ruling.manifest_sha256

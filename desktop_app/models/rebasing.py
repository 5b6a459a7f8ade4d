"""Rebasing: how far an answer of the centre reaches into what waits here; only that is decided again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from admission.context import Key
from desktop_app.models.projection import CHUNK

# Acts that look at nothing but their own application, its officer, and other applications for the child.
# Any other kind may read or move the places of a stream, and then all of those belong together.
OF_ONE_APPLICATION = frozenset(
    {
        "filed", "amended", "attached", "document_checked", "proposed", "returned", "registered", "taken_up",
        "annulled", "resumed",
    }
)  # fmt: skip
RENAMED = "renamed"  # an `amended` that may make the application another child's
# while one of these waits, everything is decided again
OF_MANY = frozenset({"ordered", "order_amended", "lent", RENAMED})
ACTS = f"""select n, case when kind = 'amended' and instr(body, cast('"field":"child.' as blob)) then '{RENAMED}'
    else kind end, application, person from act where"""


class Waiting(NamedTuple):
    """One act of the journal, as far as is needed to see what it may touch."""

    n: int
    kind: str
    application: str
    person: str


class Reach(NamedTuple):
    """What is to be shown anew: these applications, and whether the places of the streams too."""

    applications: frozenset[str]
    streams: bool


def waiting_acts(connection: Connection) -> list[Waiting]:
    """The acts that wait, in the order they were done."""
    found = connection.exec_driver_sql(f"{ACTS} state = 'waiting' order by n")
    return [Waiting(*row) for row in found]


def settled_acts(connection: Connection, numbers: Sequence[int]) -> list[Waiting]:
    """The acts of these numbers, which the centre has answered."""
    found = []
    for start in range(0, len(numbers), CHUNK):
        chunk = tuple(numbers[start : start + CHUNK])
        rows = connection.exec_driver_sql(f"{ACTS} n in ({_marks(chunk)})", chunk)
        found += [Waiting(*row) for row in rows]
    return found


def reach(
    connection: Connection, acts: Sequence[Waiting], settled: Sequence[Waiting], changed: Collection[Key]
) -> Reach | None:
    """How far a change reaches into the `acts` that wait; None: everywhere.

    `changed` are rows the centre has written, `settled` acts it has answered.
    """
    if any(act.kind in OF_MANY for act in (*acts, *settled)):
        return None
    people = {row_id for kind, row_id in changed if kind == "officer"}
    applications = {row_id for kind, row_id in changed if kind == "application"}
    applications |= {act.application for act in settled}
    applications |= {act.application for act in acts if act.person in people}
    streams = any(kind == "stream" for kind, _ in changed)
    streams = streams or any(act.kind not in OF_ONE_APPLICATION for act in settled)
    return whole(connection, acts, Reach(frozenset(applications), streams))


def whole(connection: Connection, acts: Sequence[Waiting], reached: Reach) -> Reach:
    """With everything that hangs together with it now: acts on places, and applications for the same child."""
    places = [act for act in acts if act.kind not in OF_ONE_APPLICATION]
    waiting = {act.application for act in acts}
    while True:
        applications = set(reached.applications)
        streams = reached.streams or any(act.application in applications for act in places)
        if streams:
            applications |= {act.application for act in places}
        if waiting - applications:
            applications |= waiting & _of_same_children(connection, applications)
        wider = Reach(frozenset(applications), streams)
        if wider == reached:
            return reached
        reached = wider


def _of_same_children(connection: Connection, applications: Collection[str]) -> set[str]:
    """Applications whose lines name the same child and year as one of these."""
    found: set[str] = set()
    ordered = sorted(applications)
    for start in range(0, len(ordered), CHUNK):
        chunk = tuple(ordered[start : start + CHUNK])
        question = f"""select other.id from application_line one join application_line other
            on other.child_key = one.child_key and other.year = one.year where one.id in ({_marks(chunk)})"""
        found.update(connection.exec_driver_sql(question, chunk).scalars())
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))

"""Rebase: one row of the centre changes while 1,000 acts of this desk wait over 10,000 others."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from admission.acts import Body, DocumentChecked, Filed, Proposed
from admission.application import Application
from admission.exchange import RowLine
from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures, milliseconds
from benchmarks.peers_ours import new_id
from desktop_app.usecases.desk import Desk
from tests.desk import EXECUTOR, SCHOOL, make_desk

BASE, WAITING = 10_000, 1_000
ROUNDS = 5
HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)


def figures() -> Figures:
    """Milliseconds until the row and the rebuilt overlay are durable; the floor is the same with nothing waiting."""
    applications = list(crowd(BASE + WAITING, SCHOOL.id))
    newcomers = applications[BASE:]
    floor = _rebased(applications[:BASE], [])
    filed = _rebased(applications[:BASE], [_filed(n, one) for n, one in enumerate(newcomers, 1)])
    mixed = _rebased(applications[:BASE], list(_a_morning(newcomers)))
    return {
        "rebase_1000": Figure(filed, "ms", 60.0, floor=floor),
        "rebase_1000_mixed": Figure(mixed, "ms", 60.0, floor=floor),
    }


def _filed(number: int, one: Application) -> Filed:
    return Filed(application=new_id(), number=f"А-{number:04}", year=one.year, draft=one.draft)


def _a_morning(newcomers: list[Application]) -> Iterator[Body]:
    """A fifth of the acts files, the others check the three papers of each and propose."""
    for number, one in enumerate(newcomers[: WAITING // 5], 1):
        filed = _filed(number, one)
        yield filed
        for paper in one.draft.documents:
            yield DocumentChecked(application=filed.application, document=paper.code, good=True)
        yield Proposed(application=filed.application, accept=True)


def _rebased(base: list[Application], waiting: list[Body]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        lines = feed(iter(base), first=100)
        with desk.write() as writing:
            writing.absorb([], lines, lines[-1].seq, HEARD)
        with desk.write() as writing:
            for body in waiting:
                writing.record(body, person=EXECUTOR.id, at=desk.now(), rules=desk.rules.id)
        took = [milliseconds(lambda n=n: _absorb(desk, base[n], n)) for n in range(ROUNDS)]  # type: ignore[misc]
        desk.replica.close()
    return statistics.median(took)


def _absorb(desk: Desk, one: Application, number: int) -> None:
    changed: RowLine = feed(iter([replace(one, due=one.due + timedelta(minutes=1))]), 100 + BASE + number)[0]
    with desk.write() as writing:
        writing.absorb([], [replace(changed, ver=2)], changed.seq, HEARD)

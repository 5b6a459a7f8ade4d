"""The desk at work: how long a save takes to be durable, and lists to answer among 100,000 applications."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures, median, milliseconds, p95
from desktop_app.models import queries
from desktop_app.models.overview import overview
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests.desk import CHILD, EXECUTOR, a_draft, make_desk

CROWD = 100_000
HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)


def figures() -> Figures:
    """Save-to-durable on an empty desk; queue, counters and likeness on a crowded one."""
    with tempfile.TemporaryDirectory() as folder:
        empty = make_desk(Path(folder) / "empty")
        saving = _saving(empty, Path(folder))
        empty.replica.close()
        crowded = make_desk(Path(folder) / "crowded")
        asking = _asking(crowded, CROWD)
        crowded.replica.close()
    return saving | asking


def _saving(desk: Desk, folder: Path) -> Figures:
    def save(number: int) -> None:
        child = replace(
            CHILD, iin="", citizenship="XX", name=replace(CHILD.name, given=f"Бала{'а' * number}")
        )
        draft = a_draft(child=child, confirmed=("iin-absent-foreigner", "similar-child"), documents=_papers())
        file_application(desk, EXECUTOR, draft)

    save(0)
    samples = [milliseconds(_with(save, number)) for number in range(1, 31)]
    return {
        "save_to_durable_p95": Figure(p95(samples), "ms", 50.0, floor=_bare_commit(folder)),
    }


def _papers() -> tuple[object, ...]:
    from admission.application import DocumentBrought

    return tuple(DocumentBrought(code=code) for code in ("photo", "vaccinations", "health", "status"))


def _with(save: Callable[[int], None], number: int) -> Callable[[], None]:
    return lambda: save(number)


def _bare_commit(folder: Path) -> float:
    """The floor: one row of 1.5 kB into plain SQLite, WAL and FULL."""
    db = sqlite3.connect(folder / "floor.db", isolation_level=None)
    db.execute("pragma journal_mode=WAL")
    db.execute("pragma synchronous=FULL")
    db.execute("create table row (body blob)")
    floor = median(lambda: db.execute("insert into row values (zeroblob(1500))"), 30)
    db.close()
    return floor


def _asking(desk: Desk, count: int) -> Figures:
    lines = feed(crowd(count, "school-63"), first=100)
    with desk.write() as writing:
        writing.absorb([], lines, lines[-1].seq, HEARD)
    return {
        "queue_page_100k": Figure(median(lambda: queries.queue(desk.replica, limit=50), 20), "ms", 16.0),
        "counts_100k": Figure(median(lambda: queries.counts(desk.replica, HEARD), 20), "ms", 16.0),
        "overview_100k": Figure(median(lambda: overview(desk.replica, desk.rules, HEARD), 20), "ms", 30.0),
        "similar_100k": Figure(median(lambda: queries.similar(desk.replica, CHILD), 20), "ms", 50.0),
    }

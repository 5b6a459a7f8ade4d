"""The line: a first fill of 10,000, an idle sync and ten changed rows over real HTTP, beside plain HTTP and SQLite."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure, Figures, milliseconds
from benchmarks.floor import floor
from benchmarks.peers_ours import Ours, ours
from benchmarks.peers_proxy import Proxy
from benchmarks.peers_steps import (
    CHANGED,
    FILL,
    Steps,
    Told,
    changed,
    filled,
    median_step,
    medians,
    step,
    write_records,
)
from desktop_app.models.connection import connect
from tests.desk import KEY

ROUNDS = 3
IDLE_ROUNDS = 30
CHANGE_ROUNDS = 10
AGAIN = "begin; reindex; insert into application_search(application_search) values ('rebuild'); commit"


def figures(catalogues: Path) -> Figures:
    """The same 10,000 rows to a desk of ours and to the floor's, in turns; then our contents in plain SQLite."""
    taken: tuple[list[Steps], list[Steps]] = ([], [])
    copies = []
    with tempfile.TemporaryDirectory() as folder:
        records = write_records(Path(folder) / "records", FILL)
        for turn in range(ROUNDS):
            home = Path(folder) / str(turn)
            home.mkdir()
            with ours(home, catalogues, FILL) as (desk, proxy):
                taken[0].append(_measured(desk, proxy))
                copies.append(_plain_copy(desk, home / "plain.db"))
            with floor(home, records) as (plain, proxy):
                taken[1].append(_measured(plain, proxy))
    copied, indexed = (statistics.median(one) / 1000 for one in zip(*copies, strict=True))
    return _figures(medians(taken[0]), medians(taken[1])) | {
        "first_fill_10k_plain_copy": Figure(copied, "s", 1.0),
        "first_fill_10k_indexes": Figure(indexed, "s", 1.0),
    }


def _figures(desk: Steps, base: Steps) -> Figures:
    fill, idle, ten = desk["fill"], desk["idle"], desk["changed"]
    return {
        "first_fill_10k": Figure(fill.ms / base["fill"].ms, "x", 4.0, floor=1.0),
        "first_page_10k": Figure(desk["page"].ms / base["fill"].ms, "x", 1.0, floor=1.0),
        "first_page_10k_seconds": Figure(desk["page"].ms / 1000, "s", 0.25, floor=base["fill"].ms / 1000),
        "first_fill_10k_seconds": Figure(fill.ms / 1000, "s", 4.0, floor=base["fill"].ms / 1000),
        "first_fill_10k_bytes": Figure(fill.bytes / 1e6, "MB", 2.4, floor=base["fill"].bytes / 1e6),
        "idle_sync": Figure(idle.ms, "ms", 5.0, floor=base["idle"].ms),
        "idle_sync_bytes": Figure(idle.bytes, "B", 400.0, floor=base["idle"].bytes),
        "idle_sync_turns": Figure(idle.turns, "turns", 1.0, floor=base["idle"].turns),
        "changed_10": Figure(ten.ms, "ms", 8.0, floor=base["changed"].ms),
        "changed_10_bytes": Figure(ten.bytes, "B", 2_500.0, floor=base["changed"].bytes),
        "changed_10_turns": Figure(ten.turns, "turns", 1.0, floor=base["changed"].turns),
    }


def _measured(told: Told, proxy: Proxy) -> Steps:
    told.tell("seed", FILL)
    told.tell("enrol")
    found = filled(told, proxy)
    told.tell("settle")
    found["idle"] = median_step(step(told, proxy, "sync") for _ in range(IDLE_ROUNDS))
    return found | {"changed": median_step(changed(told, proxy, CHANGED) for _ in range(CHANGE_ROUNDS))}


def _plain_copy(desk: Ours, path: Path) -> tuple[float, float]:
    """Milliseconds to write the whole replica into a plain SQLite file, and there to make all its indexes again."""
    with closing(connect(desk.desk.desk.replica.path, KEY)) as db:
        db.execute("attach database ? as plain key ''", (str(path),))
        copied = milliseconds(lambda: db.execute("select sqlcipher_export('plain')").fetchall())
        db.execute("detach database plain")
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        return copied, milliseconds(lambda: plain.executescript(AGAIN))

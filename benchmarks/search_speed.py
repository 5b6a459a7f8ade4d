"""Search as one types among 100,000 applications: the query, the key until the list is painted, a sync beside it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures, median, p95
from desktop_app.models import registration_book as book
from desktop_app.models.replica import Replica
from tests.desk import KEY, make_desk, make_replica

CROWD = 100_000
OF_ONE = book.BookSieve(officer="portal", grade=1)
HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)


def figures() -> Figures:
    """Queries and keystrokes in a process of their own, as the office starts; then the registration book."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder)
        command = [sys.executable, "-m", "benchmarks.search_typing", name]
        quietly = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        told = subprocess.run(command, check=True, capture_output=True, text=True, env=quietly)
        found: dict[str, list[float]] = json.loads(told.stdout)
        replica = make_replica(folder)
        reading = _book(replica)
        replica.close()
    return {
        "search_100k_p50": Figure(statistics.median(found["query"]), "ms", 16.0),
        "search_100k_p95": Figure(p95(found["query"]), "ms", 16.0),
        "key_to_paint_100k_p50": Figure(statistics.median(found["quiet"]), "ms", 50.0),
        "key_to_paint_100k_p95": Figure(p95(found["quiet"]), "ms", 50.0),
        "key_to_paint_100k_syncing_p50": Figure(statistics.median(found["syncing"]), "ms", 50.0),
        "key_to_paint_100k_syncing_p95": Figure(p95(found["syncing"]), "ms", 50.0),
        "office_resident_100k": Figure(found["resident"][0], "MiB", 150.0),
        **reading,
    }


def _fill(folder: Path) -> None:
    desk = make_desk(folder)
    with desk.write() as writing:
        lines = feed(crowd(CROWD, "school-63"), first=100)
        writing.absorb([], lines, lines[-1].seq, HEARD)
    desk.replica.close()
    (folder / "key.bin").write_bytes(KEY)


def _book(replica: Replica) -> Figures:
    whole = book.BookSieve()
    places = book.places(replica, whole)
    middle = places[len(places) // 2 :][:64]
    began = time.perf_counter()
    read = sum(1 for _ in book.all_entries(replica, places))
    assert read == CROWD, "the book is whole"
    return {
        "book_opened_100k": Figure(median(lambda: book.places(replica, whole), 10), "ms", 250.0),
        "book_of_an_officer_100k": Figure(median(lambda: book.places(replica, OF_ONE), 10), "ms", 150.0),
        "book_page_100k": Figure(median(lambda: book.entries(replica, middle), 20), "ms", 50.0),
        "book_read_through_100k": Figure(time.perf_counter() - began, "s", 15.0),
    }

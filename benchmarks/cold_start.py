"""The cold start: from the start of the process to the queue with 50 painted rows, beside a bare window."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures
from tests.desk import KEY, make_desk

QUEUE = 600
STARTS = 5
HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)


def figures() -> Figures:
    """The median of five starts of each, in turn, the first of each left out."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        pairs = [(_start("office", folder), _start("bare")) for _ in range(STARTS + 1)][1:]
    ours, bare = (statistics.median(one) for one in zip(*pairs, strict=True))
    return {"cold_start_to_queue": Figure(ours, "ms", 3000.0, floor=bare)}


def _fill(folder: Path) -> None:
    desk = make_desk(folder)
    with desk.write() as writing:
        lines = feed(crowd(QUEUE, "school-63"), first=100)
        writing.absorb([], lines, lines[-1].seq, HEARD)
    desk.replica.close()
    (folder / "key.bin").write_bytes(KEY)


def _start(*what: str) -> float:
    began = time.time()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.opening", *what], check=True, capture_output=True, text=True
    )
    return (float(told.stdout) - began) * 1000

"""The cold start: from the start of the process to 50 painted rows, beside a bare window of their file and Anki."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures
from benchmarks.peers import loud
from benchmarks.peers_setup import PeerMissing, anki_program
from tests.desk import KEY, make_desk

QUEUE = 600
STARTS = 5
HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)


def figures(peers: Path) -> Figures:
    """The median of five starts of each, in turn, the first of each left out: it leaves the bytecode for the others."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        theirs = _anki(peers, Path(folder) / "anki")
        rounds = [_round(folder, theirs) for _ in range(STARTS + 1)][1:]
    ours, bare, *anki = (statistics.median(one) for one in zip(*rounds, strict=True))
    beside = {"anki": anki[0]} if anki else {}
    against = {"cold_start_to_anki": Figure(ours / anki[0], "x", 0.5)} if anki else {}
    return {
        "cold_start_to_queue": Figure(ours, "ms", 3000.0, floor=bare, peers=beside),
        "cold_start_to_bare": Figure(ours / bare, "x", 1.5),
        **against,
    }


def _round(folder: str, theirs: list[str]) -> list[float]:
    ours = [
        _start([sys.executable, "-m", "benchmarks.opening", what, folder], folder)
        for what in ("office", "bare")
    ]
    return [*ours, _start(theirs, folder)] if theirs else ours


def _anki(peers: Path, home: Path) -> list[str]:
    """What starts Anki with an empty profile; nothing where it cannot be had."""
    try:
        program = [*anki_program(peers), "-m", "benchmarks.anki_start", str(home)]
    except PeerMissing as missing:
        loud(str(missing))
        return []
    home.mkdir()
    subprocess.run([*program, "prepare"], check=True, capture_output=True, env=_kept(str(home)))
    return program


def _fill(folder: Path) -> None:
    desk = make_desk(folder)
    with desk.write() as writing:
        lines = feed(crowd(QUEUE, "school-63"), first=100)
        writing.absorb([], lines, lines[-1].seq, HEARD)
    desk.replica.close()
    (folder / "key.bin").write_bytes(KEY)


def _start(command: list[str], folder: str) -> float:
    """One start; its last line tells when the window was painted."""
    began = time.time()
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=_kept(folder))
    return (float(told.stdout.split()[-1]) - began) * 1000


def _kept(folder: str) -> dict[str, str]:
    """The environment of an installed computer, where Python's bytecode is kept from the start before."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"), "QTWEBENGINE_DISABLE_SANDBOX": "1"}

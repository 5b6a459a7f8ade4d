"""A village's line: 64 kbit/s, 600 ms there and back, each twentieth segment lost; idle, and ten changed rows."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, Figures
from benchmarks.peers import ANKI, FLOOR, OURS, POUCH, attempted, parties
from benchmarks.peers_proxy import Proxy, Slowness
from benchmarks.peers_steps import CHANGED, Told, changed, step, write_records

VILLAGE = Slowness(bits=64_000, round_trip=0.6, loss=0.05, stall=1.0)
CROWD = 400
ROUNDS = {OURS: 20, FLOOR: 15, ANKI: 4, POUCH: 1}
COLD = 5
Seconds = dict[str, float]


def figures(peers: Path, catalogues: Path) -> Figures:
    """Seconds of ours on an open connection, and on a cold one; the peers' beside."""
    with tempfile.TemporaryDirectory() as folder:
        records = write_records(Path(folder) / "records", CROWD)
        racing = parties(peers, catalogues, records, str)

        def measure(name: str) -> Seconds | None:
            work = partial(_measured, rounds=ROUNDS[name])
            return attempted(name, racing[name], Path(folder) / name, work)

        taken = {OURS: measure(OURS), **_together(measure, [name for name in ROUNDS if name != OURS])}
    there = {name: seconds for name, seconds in taken.items() if seconds is not None}
    return {
        "slow_idle": _beside(there, "idle", 0.7),
        "slow_changed_10": _beside(there, "changed", 1.1),
        "slow_cold_idle": _beside(there, "cold", 1.4),
    }


def _together(measure: Callable[[str], Seconds | None], names: list[str]) -> dict[str, Seconds | None]:
    """The others at once, each on a line of its own: they wait for it nearly all the time."""
    with ThreadPoolExecutor(len(names)) as pool:
        return dict(zip(names, pool.map(measure, names), strict=True))


def _measured(told: Told, proxy: Proxy, rounds: int) -> Seconds:
    told.tell("seed", CROWD)
    for command in ("enrol", "fill", "settle", "sync"):
        told.tell(command)
    proxy.slowness = VILLAGE
    told.tell("sync")
    found = {
        "idle": _median([step(told, proxy, "sync").ms for _ in range(rounds)]),
        "changed": _median([changed(told, proxy, CHANGED).ms for _ in range(rounds)]),
        "cold": _median([_cold(told, proxy) for _ in range(min(COLD, rounds))]),
    }
    proxy.slowness = None
    return found


def _cold(told: Told, proxy: Proxy) -> float:
    """Milliseconds of a sync that has to connect first: one round trip more for TCP; TLS would add another."""
    proxy.hang_up()
    return told.tell("sync")


def _median(samples: list[float]) -> float:
    return statistics.median(samples) / 1000


def _beside(taken: dict[str, Seconds], name: str, goal: float) -> Figure:
    others = {party: seconds[name] for party, seconds in taken.items() if party != OURS}
    base = others.pop(FLOOR)
    return Figure(taken[OURS][name], "s", goal, floor=base, peers=others)

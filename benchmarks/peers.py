"""The same work by our desk and centre, by Anki's library and server, and by PouchDB, in turns of one run.

Each: a first fill of 10,000 records (and its first page), 1,000 new records up, nothing changed, 10 changed.
Every byte and every HTTP request is counted by the same proxy on loopback.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import Figure, Figures
from benchmarks.floor import floor
from benchmarks.peers_anki import anki
from benchmarks.peers_ours import durable_postgresql, ours
from benchmarks.peers_pouch import pouch
from benchmarks.peers_program import PeerFailed
from benchmarks.peers_proxy import Proxy
from benchmarks.peers_setup import PeerMissing
from benchmarks.peers_steps import FILL, PUSH, Step, Steps, Told, measured, medians, write_records

ROUNDS = {"ours": 3, "floor": 3, "anki": 3, "pouch_b1000": 2, "pouch": 1}
OURS, FLOOR, ANKI, POUCH = "ours", "floor", "anki", "pouch_b1000"
KILOBYTE = 1000.0

T = TypeVar("T")


Party = Callable[[Path], AbstractContextManager[tuple[Told, Proxy]]]


@dataclass
class Race:
    """The measured steps of every party, taken once a run and only when somebody asks; `loud` says who is missing."""

    peers: Path
    catalogues: Path
    rounds: dict[str, int] = field(default_factory=lambda: dict(ROUNDS))

    @cached_property
    def steps(self) -> dict[str, Steps]:
        """By party, the medians over its rounds; a party that cannot run is not there."""
        taken: dict[str, list[Steps]] = {}
        with durable_postgresql() as server, tempfile.TemporaryDirectory() as folder:
            if server is None:
                loud("PostgreSQL is not installed: OUR CENTRE RUNS ON SQLITE")
            records = write_records(Path(folder) / "records", FILL + PUSH)
            fresh = server.fresh if server is not None else str
            racing = parties(self.peers, self.catalogues, records, fresh)
            for turn in range(max(self.rounds.values())):
                for name, party in racing.items():
                    if turn < self.rounds[name]:
                        self._take(taken, name, party, Path(folder) / f"{name}-{turn}")
        return {name: medians(rounds) for name, rounds in taken.items()}

    def _take(self, taken: dict[str, list[Steps]], name: str, party: Party, folder: Path) -> None:
        found = attempted(name, party, folder, measured)
        if found is not None:
            taken.setdefault(name, []).append(found)
        else:
            self.rounds[name] = 0
            taken.pop(name, None)


def parties(peers: Path, catalogues: Path, records: Path, fresh: Callable[[], str]) -> dict[str, Party]:
    """Everybody over the same records, each in a folder of its own; `fresh` makes our centre's database URL."""
    most = FILL + PUSH
    return {
        OURS: lambda at: ours(at, catalogues, most, fresh()),
        FLOOR: lambda at: floor(at, records),
        ANKI: lambda at: anki(peers, at, records),
        POUCH: lambda at: pouch(peers, at, records, 1_000),
        "pouch": lambda at: pouch(peers, at, records),
    }


def attempted(name: str, party: Party, folder: Path, work: Callable[[Told, Proxy], T]) -> T | None:
    """`work` with a party that begins anew; None, said loudly, where a peer cannot run."""
    folder.mkdir()
    try:
        with party(folder) as (told, proxy):
            return work(told, proxy)
    except (PeerMissing, PeerFailed) as trouble:
        loud(f"{name} IS LEFT OUT: {trouble}")
        return None


def loud(message: str) -> None:
    """Say it where nobody overlooks it."""
    print(f"\n*** {message} ***\n", file=sys.stderr, flush=True)


def figures(race: Race) -> Figures:
    """Ours beside the peers'; a ratio where the goal is a peer's own figure."""
    found = _ratios(race.steps) | _fills(race.steps) | _pushes(race.steps) | _turns(race.steps)
    return {f"peers_{name}": one for name, one in found.items()}


def _ratios(steps: dict[str, Steps]) -> Figures:
    goals = (
        ("page", ANKI, 1.0),
        ("fill", ANKI, 2.0),
        ("push", POUCH, 1.0),
        ("push", ANKI, 4.0),
        ("idle", ANKI, 5.0),
        ("changed", ANKI, 1.0),
    )
    return {
        f"{name}_to_{peer}": Figure(steps[OURS][name].ms / steps[peer][name].ms, "x", goal)
        for name, peer, goal in goals
        if peer in steps
    }


def _fills(steps: dict[str, Steps]) -> Figures:
    return {
        "page_seconds": _beside(steps, "page", "s", 0.25, lambda one: one.ms / 1000),
        "fill_seconds": _beside(steps, "fill", "s", 0.5, lambda one: one.ms / 1000),
        "fill_megabytes": _beside(steps, "fill", "MB", 2.4, lambda one: one.bytes / 1e6),
        "fill_turns": _beside(steps, "fill", "turns", 2, lambda one: one.turns),
        "settle_ms": _beside(steps, "settle", "ms", 10, lambda one: one.ms),
    }


def _pushes(steps: dict[str, Steps]) -> Figures:
    return {
        "push_seconds": _beside(steps, "push", "s", 0.5, lambda one: one.ms / 1000),
        "push_up": _beside(steps, "push", "KB", 220, lambda one: one.up / KILOBYTE),
        "push_down": _beside(steps, "push", "KB", 100, lambda one: one.down / KILOBYTE),
        "push_turns": _beside(steps, "push", "turns", 11, lambda one: one.turns),
        "echo_bytes": _beside(steps, "echo", "B", 400, lambda one: one.bytes),
    }


def _turns(steps: dict[str, Steps]) -> Figures:
    return {
        "idle_ms": _beside(steps, "idle", "ms", 5, lambda one: one.ms),
        "idle_bytes": _beside(steps, "idle", "B", 400, lambda one: one.bytes),
        "idle_turns": _beside(steps, "idle", "turns", 1, lambda one: one.turns),
        "changed_ms": _beside(steps, "changed", "ms", 8, lambda one: one.ms),
        "changed_bytes": _beside(steps, "changed", "B", 2_500, lambda one: one.bytes),
        "changed_turns": _beside(steps, "changed", "turns", 1, lambda one: one.turns),
    }


def _beside(
    steps: dict[str, Steps], name: str, unit: str, goal: float, of: Callable[[Step], float]
) -> Figure:
    others = {party: of(taken[name]) for party, taken in steps.items() if party != OURS}
    base = others.pop(FLOOR)
    return Figure(of(steps[OURS][name]), unit, goal, floor=base, peers=others)

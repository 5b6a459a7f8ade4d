"""A push of 1,000 filed acts, each decided by the rules, into a PostgreSQL that waits for the disk at every commit."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.figures import Figure, Figures
from benchmarks.peers import FLOOR, OURS, POUCH, Race
from benchmarks.peers_steps import Step


def figures(race: Race) -> Figures:
    """The whole, its two parts (waiting for the centre, the desk's own work), and the bytes up."""
    pushed = {name: steps["push"] for name, steps in race.steps.items()}
    found = {
        "push_1000": _beside(pushed, "s", 0.5, lambda one: one.ms / 1000),
        "push_1000_centre": _beside(pushed, "s", 0.3, lambda one: one.waited / 1000),
        "push_1000_desk": _beside(pushed, "s", 0.2, lambda one: (one.ms - one.waited) / 1000),
        "push_1000_up": _beside(pushed, "KB", 220.0, lambda one: one.up / 1000),
    }
    if POUCH in pushed:
        found["push_1000_to_pouch"] = Figure(pushed[OURS].ms / pushed[POUCH].ms, "x", 1.0)
    return found


def _beside(pushed: dict[str, Step], unit: str, goal: float, of: Callable[[Step], float]) -> Figure:
    peers = {name: of(one) for name, one in pushed.items() if name not in (OURS, FLOOR)}
    return Figure(of(pushed[OURS]), unit, goal, floor=of(pushed[FLOOR]), peers=peers)

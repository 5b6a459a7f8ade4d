"""The steps that every party takes, ours and the peers': commands told to it, and what the line carried for each."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from admission.wire import dump_row
from benchmarks.crowd import crowd
from benchmarks.peers_proxy import Proxy
from tests.desk import SCHOOL

FILL, PUSH, CHANGED = 10_000, 1_000, 10
REPEATS = 5


class Told(Protocol):
    """A program that obeys: seed, enrol, fill, settle, work, sync, change."""

    def tell(self, command: str, count: int = 0) -> float:
        """Milliseconds the command took."""


class Step(NamedTuple):
    """What one step took: milliseconds, bytes up and down, HTTP requests, milliseconds of waiting for answers."""

    ms: float
    up: float
    down: float
    turns: float
    waited: float

    @property
    def bytes(self) -> float:
        """Both ways."""
        return self.up + self.down


Steps = dict[str, Step]


def write_records(path: Path, count: int) -> Path:
    """The crowd as JSON, one record a line."""
    lines = (dump_row(one).decode() for one in crowd(count, SCHOOL.id))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def measured(told: Told, proxy: Proxy) -> Steps:
    """One round of everything."""
    told.tell("seed", FILL)
    told.tell("enrol")
    found = filled(told, proxy) | {"settle": step(told, proxy, "settle")}
    told.tell("work", PUSH)
    found["push"] = step(told, proxy, "sync")
    found["echo"] = step(told, proxy, "sync")
    told.tell("sync")
    found["idle"] = median_step(step(told, proxy, "sync") for _ in range(REPEATS))
    found["changed"] = median_step(changed(told, proxy, CHANGED) for _ in range(REPEATS))
    return found


def filled(told: Told, proxy: Proxy) -> Steps:
    """A first fill, and the moment of its first page: the end, unless the program shows one earlier."""
    whole = step(told, proxy, "fill")
    return {"fill": whole, "page": whole._replace(ms=getattr(told, "page_ms", whole.ms))}


def changed(told: Told, proxy: Proxy, count: int) -> Step:
    """So many records change at the server; the sync that brings them."""
    told.tell("change", count)
    return step(told, proxy, "sync")


def step(told: Told, proxy: Proxy, command: str) -> Step:
    """One command, and what the line carried for it."""
    before = proxy.carried()
    ms = told.tell(command)
    return Step(ms, *proxy.carried().since(before))


def median_step(steps: Iterable[Step]) -> Step:
    """The median of each number."""
    return Step(*(statistics.median(values) for values in zip(*steps, strict=True)))


def medians(rounds: list[Steps]) -> Steps:
    """The same, step by step."""
    return {name: median_step(one[name] for one in rounds) for name in rounds[0]}

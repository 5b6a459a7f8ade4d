"""A figure: what was measured, what it should be, and what the floor and the peers took in the same run."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """`value` and `floor` in `unit`; `goal` in the same unit, or as a ratio to the floor where `unit` is `x`."""

    value: float
    unit: str
    goal: float
    better: Literal["lower", "higher"] = "lower"
    floor: float | None = None
    peers: Mapping[str, float] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether the goal was reached."""
        return self.value <= self.goal if self.better == "lower" else self.value >= self.goal


Figures = dict[str, Figure]


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def median(work: Callable[[], object], rounds: int) -> float:
    """The median of several calls, in milliseconds."""
    return statistics.median(milliseconds(work) for _ in range(rounds))


def p95(samples: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(samples, n=20)[-1]


def write(figures: Figures, path: Path) -> None:
    """All figures as one flat JSON object."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: asdict(one) for name, one in figures.items()}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def table(figures: Figures) -> str:
    """All figures as a table to read."""
    lines = [f"{'figure':34} {'value':>10} {'goal':>9} {'floor':>9}  peers"]
    for name, one in figures.items():
        floor = "" if one.floor is None else f"{one.floor:.4g}"
        peers = ", ".join(f"{peer} {value:.4g}" for peer, value in one.peers.items())
        mark = " " if one.good else "!"
        lines.append(f"{name:34} {one.value:>10.4g} {one.goal:>8.4g}{mark} {floor:>9}  {one.unit} {peers}")
    return "\n".join(lines)

"""Foreseen: a desk that knows everything its school knows shows exactly what the centre will decide (invariant 10)."""

from __future__ import annotations

import json
from typing import Any

from tests.histories.computer import Computer
from tests.histories.invariants import hold
from tests.histories.world import World

OTHER_SCHOOLS = ("duplicate-hold", "duplicate-active")  # what no desk can know
SHOWN = "select kind, id, shown from row where shown is not null"
WAITING = "select n from act where state = 'waiting'"
REASONS = "select n, reason from act where desk = ?"


def foreseen(world: World, computer: Computer) -> dict[tuple[str, str], Any]:
    """What is shown on top of the newest rows of the centre; empty where this desk does not know everything."""
    school = computer.meta("school")
    [(head,)] = world.house.sql("select seq from school_head where school = ?", school)
    if (
        computer.skewed
        or int(computer.meta("cursor") or 0) != head
        or computer.meta("epoch") != world.house.ledger.epoch
    ):
        return {}
    [(sent,)] = world.house.sql("select last_n from desk where id = ?", computer.meta("desk")) or [(-1,)]
    waiting = [n for (n,) in computer.sql(WAITING)]
    if not waiting or min(waiting) != sent + 1 or computer.sql("select 1 from neighbour_act limit 1"):
        return {}
    return {(kind, one): _plain(shown) for kind, one, shown in computer.sql(SHOWN)}


def check_foreseen(world: World, computer: Computer, desk: str, shown: dict[tuple[str, str], Any]) -> None:
    """After everything that waited was decided."""
    if computer.ended or not shown or computer.meta("desk") != desk or computer.sql(WAITING):
        return
    reasons = [json.loads(bytes(why))["code"] for _, why in world.house.sql(REASONS, desk) if why]
    if any(one in OTHER_SCHOOLS for one in reasons):
        return
    world.counts["foreseen"] += 1
    for (kind, one), expected in shown.items():
        [(body,)] = computer.sql("select confirmed from row where kind = ? and id = ?", kind, one)
        decided = _plain(body) if body else None
        hold("10", decided == expected, kind, one, *_difference(decided or {}, expected))


def _plain(body: bytes) -> Any:
    """The row without the word of the centre that a lease is sure."""
    tree = json.loads(bytes(body))
    for lease in tree.get("leases", ()):
        lease.pop("confirmed", None)
    return tree


def _difference(decided: Any, expected: Any) -> list[Any]:
    return [
        (name, decided.get(name), expected[name]) for name in expected if decided.get(name) != expected[name]
    ]

"""Carrying: one request of a computer to the centre and its answer back, over a line on which this and that happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.histories import faults
from tests.histories.wire import Answered, Asked

if TYPE_CHECKING:
    from tests.histories.world import World

SYNC = "/v1/sync"


def carried(world: World, place: int, asked: Asked) -> Answered:
    """Whatever comes back to the computer at that place; requests.ConnectionError when nothing does."""
    if world.trip.strikes():
        world.counts[world.trip.fault] += 1
        return BY_FAULT[world.trip.fault](world, place, asked)
    answered = world.serve(asked)
    if asked.path == SYNC:
        world.newest[place] = answered
    return answered


def _lost(world: World, place: int, asked: Asked) -> Answered:
    raise faults.no_answer()


def _unanswered(world: World, place: int, asked: Asked) -> Answered:
    world.serve(asked)
    raise faults.no_answer()


def _twice(world: World, place: int, asked: Asked) -> Answered:
    world.serve(asked)
    return world.serve(asked)


def _cut(world: World, place: int, asked: Asked) -> Answered:
    answered = world.serve(asked)
    return faults.cut(answered, world.trip.k * 97)


def _late(world: World, place: int, asked: Asked) -> Answered:
    world.late.append(asked)
    raise faults.no_answer()


def _stale(world: World, place: int, asked: Asked) -> Answered:
    """The answer to the request before this one."""
    answered = world.serve(asked)
    return world.newest.get(place, answered) if asked.path == SYNC else answered


def _refused(world: World, place: int, asked: Asked) -> Answered:
    world.breaker.arm(world.house.engine, world.trip.k, faults.refuse)
    return world.serve(asked)


def _raced(world: World, place: int, asked: Asked) -> Answered:
    world.breaker.arm(world.house.engine, world.trip.k, faults.race)
    return world.serve(asked)


def _killed(world: World, place: int, asked: Asked) -> Answered:
    world.breaker.arm(world.house.engine, world.trip.k, world.house.die)
    return world.serve(asked)


BY_FAULT: dict[str, Callable[[World, int, Asked], Answered]] = {
    "lost": _lost,
    "unanswered": _unanswered,
    "twice": _twice,
    "cut": _cut,
    "late": _late,
    "stale": _stale,
    "refused": _refused,
    "raced": _raced,
    "centre-killed": _killed,
}

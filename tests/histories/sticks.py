"""Sticks: what waits at a desk travels as a sealed file, in any order, twice, or never; the answer travels back."""

from __future__ import annotations

from contextlib import suppress

import requests

from admission.courier import CourierTrouble
from desktop_app.sync.courier import make_bundle, take_answer
from tests.histories.computer import Computer
from tests.histories.invariants import hold
from tests.histories.wire import Asked
from tests.histories.world import World

OPEN, REFUSED = 200, (400, 403, 409, 410, 413, 422, 503)


def save(world: World, computer: Computer, a: int, b: int) -> None:
    """What waits is saved onto a stick; one of two goes to the centre at once, one of four comes back too."""
    try:
        bundle = make_bundle(computer.line)
    except CourierTrouble as trouble:
        world.counts[f"stick: {trouble.code}"] += 1
        return
    world.bundles.append((computer.place, bundle.sealed))
    if b % 2:
        bring(world, computer, len(world.bundles) - 1, a)
    if b % 4 == 3 and world.answers:
        take_back(world, computer, 7, a)


def bring(world: World, computer: Computer, a: int, b: int) -> None:
    """Some stick comes to the centre; now and then it will come once more."""
    if not world.bundles:
        return
    place, sealed = world.bundles[a % len(world.bundles)]
    if b % 2:
        world.bundles.remove((place, sealed))
    with suppress(requests.ConnectionError):
        answered = world.serve(Asked("POST", "/v1/bundle", {}, sealed))
        hold("trouble", answered.status == OPEN or answered.status in REFUSED, "a stick", answered.status)
        world.counts[f"stick: {answered.status}"] += 1
        if answered.status == OPEN:
            world.answers.append((place, answered.body))


def take_back(world: World, computer: Computer, a: int, b: int) -> None:
    """Some answer comes to its desk, seldom to another one; now and then it will come once more."""
    mine = [one for one in world.answers if one[0] == computer.place or b == 0]
    if not mine:
        return
    place, sealed = mine[a % len(mine)]
    if b % 2:
        world.answers.remove((place, sealed))
    try:
        take_answer(computer.line, sealed)
        world.counts["stick: taken back"] += 1
    except CourierTrouble as trouble:
        world.counts[f"stick: {trouble.code}"] += 1

"""The machine: steps drawn from a seed, played one after the other, checked after each; what breaks is made small."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.histories import invariants
from tests.histories.computer import Computer
from tests.histories.events import BY_EVENT, deed
from tests.histories.held import check_held, check_order
from tests.histories.invariants import hold
from tests.histories.office import VERBS
from tests.histories.remarks import check_remarks
from tests.histories.rest import come_to_rest
from tests.histories.workshop import Workshop
from tests.histories.world import World

Step = tuple[str, int, int, int]  # what, at which computer, and two small numbers that choose

DEEDS = {"file": 5, "sign": 7, "amend": 2, "attach": 2, "check": 1, "propose": 4, "decide": 8, "return": 1,
         "withdraw": 4, "annul": 1, "reverse": 2, "resume": 2, "lend": 2, "order": 2, "look": 1, "note": 2, "assign": 2,
         "ask": 2, "drive": 2, "class": 2, "change-order": 3}  # fmt: skip
EVENTS = {"sync": 14, "fault": 14, "files": 2, "wait": 3, "skew": 1, "online": 3, "take-back": 2, "late": 2, "die": 2,
          "copy": 2, "keep": 2, "restore": 2, "reopen": 1, "stick": 4, "stick-brought": 3, "stick-back": 3, "revoke": 1,
          "older": 1, "restart": 1, "meet": 10, "older-reads": 1}  # fmt: skip
KINDS = {**DEEDS, **EVENTS}
APART = {**KINDS, "meet": 40, "sync": 5, "fault": 5}  # the line to the centre is seldom there
LONGEST = 25
RESTORED = 0.2
ALONE = 0.3


def steps(random: Random) -> list[Step]:
    """A history from a seed; its length too. In one of five the centre is restored from a copy."""
    weights = APART if random.random() < ALONE else KINDS
    kinds = random.choices(list(weights), list(weights.values()), k=random.randint(5, LONGEST))
    if random.random() < RESTORED:
        kept, restored = sorted(random.sample(range(len(kinds)), 2))
        kinds[kept], kinds[restored] = "keep-centre", "restore-centre"
    return [(kind, random.randrange(8), random.randrange(8), random.randrange(8)) for kind in kinds]


def play(workshop: Workshop, history: Sequence[Step]) -> World:
    """The whole history and the rest after it; Broken where an invariant does not hold."""
    with workshop.world() as world:
        machine = Machine(world)
        for step in history:
            machine.step(step)
        come_to_rest(world)
        return world


class Machine:
    """Plays steps into a world, and looks at everything after each."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._seen: dict[object, object] = {}

    def step(self, step: Step) -> None:
        """One step, whatever it meets; Broken when anything but the expected trouble comes of it."""
        kind, place, a, b = step
        world = self.world
        world.counts[kind] += 1
        living = [one for one in world.computers if not one.ended]
        if living:
            computer = living[place % len(living)]
            if kind in VERBS:
                deed(world, computer, kind, a, b)
            else:
                BY_EVENT[kind](world, computer, a, b)
        self.look()

    def look(self) -> None:
        """Everything that must hold after every step, where anything was written."""
        world = self.world
        centre = world.house.version()
        if centre != self._seen.get("centre"):
            invariants.check_ledger(world.house)
            check_remarks(world.house, restored=world.restored)
            if world.undivided:
                check_order(world.house)
        for computer in world.computers:
            if not computer.ended:
                self._look_at(computer, centre)
        hold("4,5", not world.told.wrong, world.told.wrong)
        self._seen["centre"] = centre

    def _look_at(self, computer: Computer, centre: object) -> None:
        seen = (computer.version(), centre, self.world.house.recovering)
        if self._seen.get(computer.place) != seen:
            self.world.told.listen(computer)
            invariants.check_replica(computer, self.world.house)
            check_held(computer)
            self._seen[computer.place] = seen

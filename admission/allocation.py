"""Allocation: who of one stream holds a place, who may be given one, who waits for what, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from admission.application import ACTIVE, Application, Status
from admission.places import Stream, moved, why_no_place
from admission.priority import queue_order
from admission.profiles import RuleProfile

Queue = Literal["preschool", "inside", "outside", "apart"]
PlaceCode = Literal[
    "holds", "given", "given-after-territory", "waits-for-place", "waits-for-territory", "waits-beyond-class"
]  # fmt: skip

GIVEN: Final = frozenset({"given", "given-after-territory"})
HOLDING: Final = frozenset({Status.ACCEPTED, Status.ENROLLED})
# The next place: the school's own pre-school, then the territory, then everybody else by registration.
TURN: Final[Mapping[Queue, int]] = {"preschool": 0, "inside": 1, "outside": 2, "apart": 2}


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """One application as allocation sees it; `apart` is not counted in 3:1, `holds` was accepted or enrolled."""

    id: str
    number: str
    received: datetime
    queue: Queue
    apart: bool = False
    holds: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one application: its code and the code's parameters (words: `place-<code>`).

    `position` is 1 for the first of its queue who holds no place yet, 0 for who holds one: so it never grows
    when somebody leaves.
    """

    application: str
    queue: Queue
    position: int
    code: PlaceCode
    params: dict[str, int]

    @property
    def waits(self) -> bool:
        """Whether there is no place for it now."""
        return self.code.startswith("waits-")


class Allocation(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody of a stream in the order of registration; `stream` counts the places held and given."""

    stream: Stream
    places: tuple[Place, ...]

    def place(self, application: str) -> Place | None:
        """The answer for that application; None when it neither holds nor asks."""
        return next((one for one in self.places if one.application == application), None)


def asker(application: Application) -> Asker | None:
    """How an application stands in line; None where it asks for nothing any more, or is held as a duplicate."""
    if application.status not in ACTIVE | HOLDING:
        return None
    return Asker(
        id=application.id,
        number=application.number,
        received=application.received,
        queue=_queue(application),
        apart=application.apart,
        holds=application.status in HOLDING,
    )


def askers_of(stream: Stream, applications: Iterable[Application]) -> list[Asker]:
    """Everybody who holds or asks for a place of this stream."""
    own = (asker(one) for one in applications if one.stream == stream.id)
    return [one for one in own if one is not None]


def allocate(stream: Stream, askers: Iterable[Asker], rules: RuleProfile) -> Allocation:
    """Who gets a place and who waits, a function of its arguments alone (DOMAIN 1.10; 5 #44, #47).

    Places held are never taken away. Each next place goes to the school's own pre-school (joint order 2026), then
    to the territory, then to the others by registration, outside children only while 3:1 allows (seed 003); in
    this turn the places given may be accepted, `given-after-territory` once so many of the territory are.
    The stream's own counts are not looked at: the askers who hold a place are counted.
    """
    line = queue_order(askers)
    held = _count(replace(stream, inside=0, outside=0, apart=0), (one for one in line if one.holds))
    positions, answers, now = _positions(line), dict[str, Place](), held
    for one in sorted(line, key=lambda one: TURN[one.queue]):  # stable: by registration within a turn
        code, params = _answer(one, positions[one.id], held, now, rules)
        if code in GIVEN:
            now = _count(now, (one,))
        answers[one.id] = Place(
            application=one.id, queue=one.queue, position=positions[one.id], code=code, params=params
        )
    return Allocation(stream=now, places=tuple(answers[one.id] for one in line))


def _queue(application: Application) -> Queue:
    if application.draft.own_preschool:
        return "preschool"
    if application.draft.by_territory:
        return "inside"
    return "apart" if application.apart else "outside"


def _count(stream: Stream, taking: Iterable[Asker]) -> Stream:
    for one in taking:
        stream = moved(stream, by_territory=one.queue == "inside", places=1, apart=one.apart)
    return stream


def _positions(line: Iterable[Asker]) -> dict[str, int]:
    ahead, positions = Counter[Queue](), dict[str, int]()
    for one in line:
        ahead[one.queue] += not one.holds
        positions[one.id] = 0 if one.holds else ahead[one.queue]
    return positions


def _answer(
    one: Asker, position: int, held: Stream, now: Stream, rules: RuleProfile
) -> tuple[PlaceCode, dict[str, int]]:
    if one.holds:
        return "holds", {}
    full = why_no_place(now, by_territory=one.queue == "inside", rules=rules, apart=one.apart)
    if full == "class-full":
        return "waits-for-place", {"position": position, "capacity": held.capacity}
    opens_at = (held.outside + position) * rules.inside_per_outside
    if full is None and (one.queue != "outside" or opens_at <= held.inside):
        return "given", {"position": position}
    params = {"position": position, "opens_at": opens_at, "capacity": held.capacity}
    if full is None:
        return "given-after-territory", params
    reachable = opens_at + held.outside + position + now.apart <= now.capacity
    return ("waits-for-territory" if reachable else "waits-beyond-class"), params

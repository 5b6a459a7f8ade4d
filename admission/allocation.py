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
    now, given = held, set[str]()
    for one in sorted(line, key=lambda one: TURN[one.queue]):  # stable: by registration within a turn
        if not one.holds and _no_place(now, one, rules) is None:
            now = _count(now, (one,))
            given.add(one.id)
    positions = _positions(line)
    places = (_place(one, positions[one.id], one.id in given, held, now, rules) for one in line)
    return Allocation(stream=now, places=tuple(places))


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


def _no_place(stream: Stream, one: Asker, rules: RuleProfile) -> str | None:
    return why_no_place(stream, by_territory=one.queue == "inside", rules=rules, apart=one.apart)


def _place(one: Asker, position: int, given: bool, held: Stream, now: Stream, rules: RuleProfile) -> Place:
    opens_at = (held.outside + position) * rules.inside_per_outside
    params = {"position": position, "opens_at": opens_at, "capacity": now.capacity}
    told: PlaceCode
    if one.holds:
        told, params = "holds", {}
    elif given and (one.queue != "outside" or opens_at <= held.inside):
        told, params = "given", {"position": position}
    elif given:
        told = "given-after-territory"
    elif now.free <= 0:
        told, params = "waits-for-place", {"position": position, "capacity": now.capacity}
    else:
        reachable = opens_at + held.outside + position + now.apart <= now.capacity
        told = "waits-for-territory" if reachable else "waits-beyond-class"
    return Place(application=one.id, queue=one.queue, position=position, code=told, params=params)

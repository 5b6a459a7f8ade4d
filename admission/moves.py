"""Moves: why an application stands elsewhere in line than before, told from two allocations of one stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Final, Literal, NamedTuple

import msgspec

from admission.allocation import Allocation, Place, PlaceCode

MoveCode = Literal[
    "came", "left", "accepted", "reversed", "changed-queue",
    "moved-up-accepted", "moved-up-withdrawn", "moved-down-earlier",
    "opened-place", "opened-territory", "closed-place", "closed-territory", "passed-by-territory",
    "class-opened", "class-filled", "opens-sooner", "opens-later",
]  # fmt: skip

_TURNED: Final[Mapping[tuple[PlaceCode, PlaceCode], MoveCode]] = {
    ("waits-for-place", "given"): "opened-place",
    ("waits-for-place", "given-after-territory"): "opened-place",
    ("waits-for-territory", "given"): "opened-territory",
    ("waits-for-territory", "given-after-territory"): "opened-territory",
    ("waits-beyond-class", "given"): "opened-territory",
    ("waits-beyond-class", "given-after-territory"): "opened-territory",
    ("given-after-territory", "given"): "opened-territory",
    ("given", "given-after-territory"): "closed-territory",
    ("given", "waits-for-territory"): "closed-territory",
    ("given", "waits-beyond-class"): "closed-territory",
    ("given-after-territory", "waits-for-territory"): "closed-territory",
    ("given-after-territory", "waits-beyond-class"): "closed-territory",
    ("given", "waits-for-place"): "closed-place",
    ("given-after-territory", "waits-for-place"): "closed-place",
    ("waits-for-place", "waits-for-territory"): "class-opened",
    ("waits-for-place", "waits-beyond-class"): "class-opened",
    ("waits-beyond-class", "waits-for-territory"): "class-opened",
    ("waits-for-territory", "waits-for-place"): "class-filled",
    ("waits-beyond-class", "waits-for-place"): "class-filled",
    ("waits-for-territory", "waits-beyond-class"): "class-filled",
}


class Cause(msgspec.Struct, frozen=True):
    """One reason of a move and its parameters (words: `place-<code>`)."""

    code: MoveCode
    params: dict[str, int]


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One application whose standing changed, and every cause; None: it was not there, or is no more."""

    application: str
    was: Place | None
    now: Place | None
    causes: tuple[Cause, ...]


class _Ahead(NamedTuple):
    """Of those ahead: how many were accepted, how many left the queue, how many were put in."""

    accepted: int
    left: int
    earlier: int


def moves(before: Allocation, after: Allocation) -> tuple[Move, ...]:
    """Every application that stands elsewhere than before, in the order of registration, and why (DOMAIN 5 #44, #47).

    The causes of a position add up: what it was, less those ahead who were accepted or left, plus those put in.
    """
    was, now = _by_id(before), _by_id(after)
    gone = [one for one in before.places if one.application not in now]
    ahead = _ahead(before, after)
    passed = _newly_placed_territory(was, now)
    found = []
    for one in (*after.places, *gone):
        old, new = was.get(one.application), now.get(one.application)
        causes = tuple(_causes(old, new, ahead.get(one.application), passed))
        if causes:
            found.append(Move(application=one.application, was=old, now=new, causes=causes))
    return tuple(found)


def _by_id(allocation: Allocation) -> dict[str, Place]:
    return {one.application: one for one in allocation.places}


def _causes(old: Place | None, new: Place | None, ahead: _Ahead | None, passed: int) -> Iterator[Cause]:
    if old is None or new is None:
        yield from _appeared_or_gone(new)
    elif old.queue != new.queue:
        yield Cause("changed-queue", {})
    if old is not None and new is not None:
        yield from _ruled(old, new)
        yield from _shifted(old, new, ahead)
        yield from _turned(old, new, passed)


def _appeared_or_gone(new: Place | None) -> Iterator[Cause]:
    if new is None:
        yield Cause("left", {})
    elif new.code == "holds":
        yield Cause("accepted", {})
    else:
        yield Cause("came", {"position": new.position})


def _ruled(old: Place, new: Place) -> Iterator[Cause]:
    if old.code != "holds" and new.code == "holds":
        yield Cause("accepted", {})
    if old.code == "holds" and new.code != "holds":
        yield Cause("reversed", {"position": new.position})


def _shifted(old: Place, new: Place, ahead: _Ahead | None) -> Iterator[Cause]:
    if ahead is None or old.position == new.position:
        return
    codes: tuple[MoveCode, ...] = ("moved-up-accepted", "moved-up-withdrawn", "moved-down-earlier")
    for code, n in zip(codes, ahead, strict=True):
        if n:
            yield Cause(code, {"n": n, "was": old.position, "now": new.position})


def _turned(old: Place, new: Place, passed: int) -> Iterator[Cause]:
    code = _TURNED.get((old.code, new.code))
    if code is not None and new.code == "waits-for-place" and passed and new.queue in ("outside", "apart"):
        yield Cause("passed-by-territory", {"n": passed})
    elif code is not None:
        yield Cause(code, {"position": new.position})
    was, now = old.params.get("opens_at"), new.params.get("opens_at")
    if was is not None and now is not None and was != now:
        yield Cause("opens-sooner" if now < was else "opens-later", {"was": was, "now": now})


def _newly_placed_territory(was: Mapping[str, Place], now: Mapping[str, Place]) -> int:
    placed = {one.application for one in was.values() if not one.waits}
    return sum(
        one.queue == "inside" and not one.waits and one.application not in placed for one in now.values()
    )


def _ahead(before: Allocation, after: Allocation) -> dict[str, _Ahead]:
    """What changed ahead of everybody who asked before and still asks in the same queue; one pass over each line."""
    was, now = _asking(before), _asking(after)
    holding = {one.application for one in after.places if one.code == "holds"}
    accepted = _counted(was, {key for key in was if key[1] in holding})
    left = _counted(was, {key for key in was if key not in now and key[1] not in holding})
    earlier = _counted(now, {key for key in now if key not in was})
    return {key[1]: _Ahead(accepted[key], left[key], earlier[key]) for key in was.keys() & now.keys()}


Key = tuple[str, str]


def _asking(allocation: Allocation) -> dict[Key, Place]:
    """Who asks, by queue and id, in the order of registration."""
    return {(one.queue, one.application): one for one in allocation.places if one.position}


def _counted(line: Mapping[Key, Place], these: Container[Key]) -> dict[Key, int]:
    """How many of these stand before each one in its own queue."""
    seen, found = Counter[str](), dict[Key, int]()
    for key in line:
        found[key] = seen[key[0]]
        seen[key[0]] += key in these
    return found

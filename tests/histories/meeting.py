"""Meeting: two desks of one school exchange what they did without the centre, disturbed or not."""

from __future__ import annotations

from desktop_app.sync.neighbours.messages import NeighbourTrouble
from desktop_app.sync.trouble import ServerUnreachable
from tests.histories.computer import Computer
from tests.histories.faults import Killed, Trip
from tests.histories.invariants import hold
from tests.histories.street import Street
from tests.histories.world import World

LAN = ("none", "none", "none", "lost", "unanswered", "twice", "cut-there", "none",
       "cut-back", "stale", "replayed", "other-killed", "killed", "none", "none", "foreign")  # fmt: skip
PAIRED_ANEW = ("neighbour-unknown",)  # the screen says so: pair again
TURNED_AWAY = {"neighbour-unknown", "neighbour-renewing", "neighbour-forked"}
NOT_NOW = {"pair-no-keys", "pair-itself"}
COPIES = ("copy", "restore", "restore-centre", "die", "killed desk")  # what lets a desk have two histories
FRIEND = "select has, trouble from neighbour where desk = ?"
KNOWN = "select id from neighbour_act union all select id from act union all select id from former_act"
WAITING = "select n, id from act where state = 'waiting' order by n"


def meet(world: World, computer: Computer, a: int, b: int) -> None:
    """Two desks talk; the first half of the faults strikes at one of the first messages."""
    fault = LAN[b + 8 * (a // 4)]
    other = _partner(world, computer, a, foreign=fault == "foreign")
    if other is None:
        return
    if fault == "foreign":
        _foreign(world, computer, other)
        return
    world.counts["meetings"] += 1
    trip = Trip("none" if fault == "killed" else fault, (a + b) % 3, 1 + (a * 5 + b * 3) % 23)
    street = Street(world, computer, other, trip)
    if fault == "killed":
        world.breaker.arm(computer.engine, trip.k, computer.die)
    try:
        _talk(street, disturbed=fault != "none")
    except Killed:
        world.counts["killed desk"] += 1
        computer.start_again()
    finally:
        world.breaker.disarm()
    if fault == "none":
        _heard_all(world, computer, other)


def _partner(world: World, computer: Computer, a: int, *, foreign: bool) -> Computer | None:
    """Another computer whose program runs; one that was emptied may be called too."""
    school = _school(world, computer)
    others = [
        one
        for one in world.computers
        if one is not computer
        and (not one.ended or one.meta("wiped"))
        and foreign == (_school(world, one) != school)
    ]
    return others[a % len(others)] if others else None


def _school(world: World, computer: Computer) -> str:
    return world.schools[computer.place]


def _talk(street: Street, *, disturbed: bool) -> None:
    """Paired where they are not; a wrong word of the pairing is a fault of ours unless the line was disturbed."""
    friend = street.one.sql(FRIEND, street.other.meta("desk"))
    try:
        if not friend or friend[0][1] in PAIRED_ANEW:
            street.world.counts["paired"] += 1
            street.pair()
        street.here.talk_to_all()
    except NeighbourTrouble as trouble:
        street.world.counts[f"street: {trouble.code}"] += 1
        hold("15", disturbed or trouble.code in NOT_NOW, "an undisturbed pairing", trouble.code)
    except ServerUnreachable:
        hold("15", disturbed, "an undisturbed line was cut")


def _foreign(world: World, computer: Computer, other: Computer) -> None:
    """A desk of the other school is not taken for a neighbour, whoever read the code to whom."""
    try:
        Street(world, computer, other, Trip()).pair()
    except NeighbourTrouble as trouble:
        known = trouble.code in {"pair-other-school", *NOT_NOW}
        hold("15", known, "a desk of another school was told", trouble.code)
    else:
        hold("15", False, "a desk of another school was paired")
    world.counts["foreign desks sent away"] += 1


def _heard_all(world: World, one: Computer, other: Computer) -> None:
    """After an undisturbed talk either holds what waits at the other, or says why not."""
    for speaker, hearer in ((one, other), (other, one)):
        friend = hearer.sql(FRIEND, speaker.meta("desk"))
        troubles = {trouble for _, trouble in friend if trouble}
        troubles |= {trouble for _, trouble in speaker.sql(FRIEND, hearer.meta("desk")) if trouble}
        if not friend or troubles:
            _excused(world, troubles)
            continue
        waiting = dict(speaker.sql(WAITING))
        hold("15", max(waiting, default=0) <= friend[0][0], hearer.place, "has not heard", waiting)
        known = {act for (act,) in hearer.sql(KNOWN)} | {
            act for (act,) in world.house.sql("select id from act")
        }
        missed = set(waiting.values()) - known
        hold("15", world.restored or not missed, hearer.place, "takes others for", missed)
        world.counts["heard all"] += 1


def _excused(world: World, troubles: set[str]) -> None:
    hold("15", troubles <= TURNED_AWAY, "neighbours do not talk for", troubles)
    copied = any(world.counts[one] for one in COPIES)
    hold("15", copied or "neighbour-forked" not in troubles, "a history forked by itself")
    for one in troubles:
        world.counts[f"street: {one}"] += 1

"""Rest: all faults are over, everybody syncs until nothing waits, and then everything is accounted for."""

from __future__ import annotations

from contextlib import suppress
from math import ceil

import requests

from desktop_app.sync.files import carry_files
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from tests.histories import invariants
from tests.histories.computer import Computer
from tests.histories.faults import Trip
from tests.histories.held import check_held, check_order, check_rest, leaning
from tests.histories.invariants import Broken, hold
from tests.histories.rebuild import check_rebuild
from tests.histories.remarks import check_remarks
from tests.histories.world import World

ROUNDS = 8
FORGOTTEN = "token-unknown"
ACTS_A_TURN = 100


def come_to_rest(world: World) -> None:
    """Invariants 4, 5, 8, 13, 14 and the rebuilding; Broken otherwise."""
    world.breaker.disarm()
    world.trip = Trip()
    _deliver_late(world)
    if world.house.recovering:
        for computer in world.computers:
            _settled(world, computer)
        world.reopen()
    for computer in world.computers:
        if computer.ended == FORGOTTEN:
            world.enrol_again(computer)
    _until_still(world)
    _check_desks(world)
    _check_centre(world)


def _check_desks(world: World) -> None:
    living = [computer for computer in world.computers if not computer.ended]
    at_work = {computer.meta("desk") for computer in living} if not world.copied else set()
    for computer in world.computers:
        world.told.listen(computer)
        if not computer.ended:
            invariants.check_replica(computer, world.house)
            check_held(computer)
            check_rest(computer, world.house, at_work)
            _has_everything(world, computer)
    hold("4,5", not world.told.wrong, world.told.wrong)


def _check_centre(world: World) -> None:
    invariants.check_ledger(world.house)
    check_remarks(world.house, restored=world.restored)
    invariants.check_end(world.told, world.house, world.computers, restored=world.restored)
    _check_portal(world)
    if world.undivided:
        check_order(world.house)
    if not world.restored:
        check_rebuild(world)


def _deliver_late(world: World) -> None:
    while world.late:
        with suppress(requests.ConnectionError):
            world.serve(world.late.pop())


def _until_still(world: World) -> None:
    for turn in range(ROUNDS):
        moved = [
            _settled(world, computer) for computer in world.computers if turn == 0 or _behind(world, computer)
        ]
        if not any(moved):
            return
    raise Broken(f"[13] never comes to rest: {moved}")


def _behind(world: World, computer: Computer) -> bool:
    """Whether a sync would bring anything, or take anything away."""
    if computer.ended:
        return False
    [(waiting,)] = computer.sql("select count(*) from act where state = 'waiting'")
    [(unsent,)] = computer.sql("select count(*) from file where sent < size")
    [(head,)] = world.house.sql("select seq from school_head where school = ?", computer.meta("school"))
    return bool(waiting or unsent) or int(computer.meta("cursor")) != head


def _settled(world: World, computer: Computer) -> bool:
    """One sync without faults, within the turns that are promised; whether anything moved."""
    if computer.ended:
        return False
    before = (computer.meta("desk"), computer.meta("epoch"), computer.meta("renew"))
    [(pending,)] = computer.sql("select count(*) from act where state = 'waiting'")
    [(bundles,)] = computer.sql("select count(*) from neighbour_bundle where state = 'waiting'")
    try:
        report = synchronise(computer.line, lambda: False)
        carry_files(computer.line, lambda: False)
    except (ServerUnreachable, ServerTrouble) as trouble:
        expect(world, computer, trouble)
        return True
    world.told.listen(computer)
    hold("6", report.agrees or world.restored, f"desk {computer.place} disagrees at rest")
    if before == (computer.meta("desk"), computer.meta("epoch"), ""):
        most = ceil(pending / ACTS_A_TURN) + 1 + (2 * bundles + 1 if bundles else 0)
        hold("13", report.turns <= most, f"{report.turns} turns for {pending} acts")
    return bool(report.sent or report.received)


def _has_everything(world: World, computer: Computer) -> None:
    waiting = {n for (n,) in computer.sql("select n from act where state = 'waiting'")}
    hold("13", waiting <= leaning(computer), f"desk {computer.place} keeps {waiting}")
    world.counts["acts that wait for a neighbour's"] += len(waiting)
    [(head,)] = world.house.sql("select seq from school_head where school = ?", computer.meta("school"))
    hold(
        "6",
        int(computer.meta("cursor")) == head,
        f"desk {computer.place} stands at {computer.meta('cursor')} of {head}",
    )


def _check_portal(world: World) -> None:
    """What a parent was answered still stands under the same number."""
    for (school, reference), first in world.told.portal.items():
        status, answer = world.portal(school, "GET", f"/{reference}")
        hold("5", status == 200, reference, "is unknown now", status)
        same = all(answer[name] == first[name] for name in ("application", "number"))
        hold("5", same, reference, first, answer)


EXPECTED = {"unavailable": ("refused", "raced"), "receipt-wrong": ("stale",)}


def expect(world: World, computer: Computer, trouble: Exception) -> None:
    """Broken, unless this trouble belongs to what was done to this computer or its line."""
    if isinstance(trouble, ServerUnreachable):
        return
    assert isinstance(trouble, ServerTrouble)
    world.counts[f"trouble: {trouble.code}"] += 1
    if isinstance(trouble, DeskRevoked):
        _stopped(world, computer, trouble)
    elif trouble.code == "centre-recovering":
        hold("trouble", world.house.recovering or world.trip.fault == "stale", "the centre does not recover")
    elif world.trip.fault not in EXPECTED.get(trouble.code, ()):
        raise Broken(f"[trouble] desk {computer.place}: {trouble.code}")


def _stopped(world: World, computer: Computer, trouble: DeskRevoked) -> None:
    """Revoked, or unknown since the centre was restored; nothing more comes of this computer."""
    desk, wiped = computer.meta("desk"), computer.meta("wiped")
    found = world.house.sql("select revoked_at from desk where id = ?", desk)
    known = bool(wiped) or (bool(found) and found[0][0] is not None) or (not found and world.restored)
    hold("trouble", known, f"desk {computer.place} was turned away: {trouble.code}")
    waits = {act for (act,) in computer.sql("select id from act where state = 'waiting'")}
    if wiped:
        hold("9", not computer.sql("select 1 from row limit 1"), "a wiped computer keeps rows")
    world.counts["ended: wiped" if wiped else f"ended: {trouble.code}, {len(waits)} acts kept"] += 1
    if trouble.code != FORGOTTEN:
        world.told.excused |= waits
    computer.ended = trouble.code

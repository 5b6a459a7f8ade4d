"""Events: what may happen between two deeds of an office, from a sync to a restored centre."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import requests

from admission.problems import ActRefused
from desktop_app.sync.files import carry_files
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from tests.histories import faults, meeting, older, sticks
from tests.histories.computer import Computer
from tests.histories.faults import Killed, Trip
from tests.histories.foreseen import check_foreseen, foreseen
from tests.histories.held import check_decided
from tests.histories.invariants import hold
from tests.histories.office import VERBS, Office, child_draft
from tests.histories.rest import expect
from tests.histories.world import MOST_COMPUTERS, SCHOOLS, World


def deed(world: World, computer: Computer, verb: str, a: int, b: int) -> None:
    office = Office(computer)
    try:
        VERBS[verb if office.has_applications else "sign"](office, a, b)
    except ActRefused as refused:
        world.counts["refused here: " + refused.problems[0].code] += 1


def _sync(world: World, computer: Computer, a: int, b: int) -> None:
    """An exchange without faults; what a desk knew for certain comes true."""
    desk, shown = computer.meta("desk"), foreseen(world, computer)
    exchange(world, computer, Trip())
    check_foreseen(world, computer, desk, shown)


def _fault(world: World, computer: Computer, a: int, b: int) -> None:
    """An exchange with a fault at its first, second or third request, or a kill -9 in the desk's own writing."""
    kind = faults.LINE[1 + (a * 8 + b) % (len(faults.LINE) - 1)]
    at, k = (0, 0, 1, 2)[b % 4], 1 + (a * 5 + b * 3) % 23
    if kind == "desk-killed":
        world.breaker.arm(computer.engine, k, computer.die)
        exchange(world, computer, Trip())
    else:
        exchange(world, computer, Trip(kind, at, k))


def _files(world: World, computer: Computer, a: int, b: int) -> None:
    """Files with a fault at one of the first requests."""
    kind = ("none", "lost", "unanswered", "twice", "cut", "centre-killed", "none", "refused")[a]
    exchange(world, computer, Trip(kind, b % 4, b), carry=True)


def exchange(world: World, computer: Computer, trip: Trip, *, carry: bool = False) -> None:
    world.trip = trip
    try:
        report = synchronise(computer.line, lambda: False, rows_a_turn=3 if trip.k % 2 else 500)
        apart = world.restored or trip.fault == "stale"
        hold("6", report.agrees or apart, f"desk {computer.place} disagrees with the centre")
        if not trip.struck:
            check_decided(computer, world.house)
        if carry:
            carry_files(computer.line, lambda: False)
    except (ServerUnreachable, ServerTrouble) as trouble:
        expect(world, computer, trouble)
    except Killed:
        world.counts["killed desk"] += 1
        computer.start_again()
    finally:
        world.trip = Trip()
        world.breaker.disarm()


def _wait(world: World, computer: Computer, a: int, b: int) -> None:
    hours = 60 if b == 7 else a
    world.clock.forward(hours=hours, minutes=b)


def _skew(world: World, computer: Computer, a: int, b: int) -> None:
    computer.skew = timedelta(days=(730, -730, 0, 1, -1, 0, 0, 0)[a])
    computer.skewed = computer.skewed or bool(computer.skew)


def _online(world: World, computer: Computer, a: int, b: int) -> None:
    """A parent files at the portal of a school, or the portal asks once more."""
    school = SCHOOLS[b % len(SCHOOLS)].id
    known = [one for one in world.references if one[0] == school]
    reference = known[a % len(known)][1] if known and b == 7 else f"OQU-{len(world.references)}-{a}"
    world.file_online(school, reference, child_draft(int(reference[-1]), "kk"))


def _take_back(world: World, computer: Computer, a: int, b: int) -> None:
    if world.references:
        school, reference = world.references[a % len(world.references)]
        world.withdraw_online(school, reference)


def _late(world: World, computer: Computer, a: int, b: int) -> None:
    """The network brings what it had kept."""
    if world.late:
        asked = world.late.pop(a % len(world.late))
        with suppress(requests.ConnectionError):
            world.serve(asked)


def _die(world: World, computer: Computer, a: int, b: int) -> None:
    """kill -9 while something is being written at the desk."""
    world.breaker.arm(computer.engine, 1 + a + b % 3, computer.die)
    try:
        deed(world, computer, ("sign", "decide", "withdraw", "file", "propose")[b % 5], a, b)
    except Killed:
        world.counts["killed desk"] += 1
        computer.start_again()
    finally:
        world.breaker.disarm()


def _copy(world: World, computer: Computer, a: int, b: int) -> None:
    if len(world.computers) < MOST_COMPUTERS:
        place = len(world.computers)
        computer.copied_to(world.folder / f"desk-{place}")
        added = world.add_computer(place)
        added.skew, added.skewed = computer.skew, computer.skewed


def _keep(world: World, computer: Computer, a: int, b: int) -> None:
    computer.back_up()


def _restore(world: World, computer: Computer, a: int, b: int) -> None:
    if computer.has_backup:
        computer.restore()
        kept = {act for (act,) in computer.sql("select id from act union all select id from former_act")}
        world.told.forget(computer, kept)


def _keep_centre(world: World, computer: Computer, a: int, b: int) -> None:
    world.house.back_up()


def _restore_centre(world: World, computer: Computer, a: int, b: int) -> None:
    world.restore_centre()


def _reopen(world: World, computer: Computer, a: int, b: int) -> None:
    if world.house.recovering:
        world.reopen()


def _revoke(world: World, computer: Computer, a: int, b: int) -> None:
    if a == 0:
        world.revoke(computer)


def _older(world: World, computer: Computer, a: int, b: int) -> None:
    """A deed by a program of an older version: its newest act is written as that one wrote it."""
    before = computer.sql("select max(n) from act")
    deed(
        world, computer, ("sign", "decide", "withdraw", "file", "amend", "annul", "attach", "check")[a], a, b
    )
    if computer.sql("select max(n) from act") != before:
        computer.write_older(1 + b % 2)
        world.counts["older acts"] += 1


def _restart(world: World, computer: Computer, a: int, b: int) -> None:
    """The program, or the centre's, is closed and opened again."""
    if a % 2:
        world.house.close()
        world.house.open()
    else:
        computer.close()
        computer.open()


BY_EVENT: dict[str, Callable[[World, Computer, int, int], None]] = {
    "sync": _sync,
    "fault": _fault,
    "files": _files,
    "wait": _wait,
    "skew": _skew,
    "online": _online,
    "take-back": _take_back,
    "late": _late,
    "die": _die,
    "copy": _copy,
    "keep": _keep,
    "restore": _restore,
    "keep-centre": _keep_centre,
    "restore-centre": _restore_centre,
    "reopen": _reopen,
    "revoke": _revoke,
    "older": _older,
    "restart": _restart,
    "stick": sticks.save,
    "stick-brought": sticks.bring,
    "stick-back": sticks.take_back,
    "meet": meeting.meet,
    "older-reads": older.reads,
}

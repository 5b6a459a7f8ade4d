"""The hard cases at a real centre (SYNC C6): pairs in both orders, a held application that goes on, seat leases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from admission.acts import Decided, Lent, Resumed
from admission.application import Status
from admission.context import Outcome
from admission.places import Lease
from central_server import administration
from central_server.models.desks import desk_of_token
from central_server.models.tables import ACTIVE_CHILD, STREAM_PLACE
from tests.central_server.actors import (
    DIRECTOR,
    OTHER,
    Bureau,
    Desk,
    a_child_draft,
    accepted,
    filed,
    proposed,
    withdrawn,
)
from tests.desk import MORNING, SCHOOL

STREAM = f"{SCHOOL.id}/2026/kk"
NOON = MORNING + timedelta(hours=3)


@pytest.fixture
def desks(bureau: Bureau) -> tuple[Desk, Desk]:
    return bureau.desk(), bureau.desk()


def signing(desk: Desk, *children: int) -> None:
    """Applications `a<child>` of these children, on signature."""
    for child in children:
        desk.send(
            filed(f"a{child}", a_child_draft(child), f"{desk.series}-{child:04}"), proposed(f"a{child}")
        )


def does(desk: Desk, body: Any, **other: Any) -> tuple[Outcome, str]:
    """Outcome and code of one act of the director's."""
    [result] = desk.send(body, person=DIRECTOR, **other)
    return result.outcome, result.reason.code if result.reason else ""


def lending(seats: int, to: Desk, until: Any = NOON) -> Lent:
    return Lent(stream=STREAM, desk=to.id, seats=seats, until=until)


def holders(bureau: Bureau) -> list[str]:
    with bureau.ledger.read() as tx:
        return sorted(tx.connection.execute(select(ACTIVE_CHILD.c.application)).scalars())


# Pairs


@pytest.mark.parametrize("withdrawal_first", [True, False])
def test_a_withdrawal_and_an_acceptance_end_withdrawn_in_either_order(bureau, desks, withdrawal_first):
    signing(desks[0], 1)
    acts = [(desks[0], withdrawn("a1")), (desks[1], accepted("a1"))]
    for desk, body in acts if withdrawal_first else acts[::-1]:
        does(desk, body)
    assert (bureau.application("a1").status, bureau.stream().taken) == (Status.WITHDRAWN, 0)
    assert holders(bureau) == []


@pytest.mark.parametrize("turned", [False, True])
def test_two_acceptances_of_the_last_place_end_alike_in_either_order(bureau, desks, turned):
    bureau.school(capacity=1)
    signing(desks[0], 1, 2)
    acts = [(desks[0], accepted("a1")), (desks[1], accepted("a2"))]
    for desk, body in acts[::-1] if turned else acts:
        does(desk, body)
    ends = sorted(bureau.application(one).status for one in ("a1", "a2"))
    assert (ends, bureau.stream().taken) == ([Status.ACCEPTED, Status.WAITLISTED], 1)


@pytest.mark.parametrize("turned", [False, True])
def test_two_registrations_of_a_child_in_two_schools_end_alike_in_either_order(bureau, desks, turned):
    here, there = desks[0], bureau.desk(bureau.school(OTHER))
    for desk, name in [(there, "b1"), (here, "a1")] if turned else [(here, "a1"), (there, "b1")]:
        desk.file(name, a_child_draft(1))
    ends = sorted([bureau.application("a1").status, bureau.application("b1", OTHER).status])
    assert ends == [Status.DUPLICATE_HOLD, Status.UNDER_REVIEW]
    assert len(holders(bureau)) == 1


# A held application goes on


def test_a_held_application_goes_on_when_the_other_school_s_is_withdrawn(bureau, desks):
    here, there = desks[0], bureau.desk(bureau.school(OTHER))
    there.file("b1", a_child_draft(1))
    here.file("a1", a_child_draft(1))
    assert does(here, Resumed(application="a1")) == (Outcome.REFUSED, "duplicate-active")
    there.send(withdrawn("b1"))
    bureau.clock.forward(days=2)
    assert does(here, Resumed(application="a1")) == (Outcome.APPLIED, "")
    one = bureau.application("a1")
    assert (one.status, one.received, one.due > bureau.clock()) == (Status.UNDER_REVIEW, MORNING, True)
    assert holders(bureau) == ["a1"]


def test_of_two_held_ones_in_one_batch_only_the_first_goes_on(bureau, desks):
    here = desks[0]
    for name in ("a1", "a2", "a3"):
        here.file(name, a_child_draft(1))
    results = here.send(
        withdrawn("a1"), Resumed(application="a2"), Resumed(application="a3"), person=DIRECTOR
    )
    told = [(one.outcome, one.reason.code if one.reason else "") for one in results]
    assert told[1:] == [(Outcome.APPLIED, ""), (Outcome.REFUSED, "duplicate-active")]
    assert holders(bureau) == ["a2"]


def test_what_is_filed_held_and_resumed_in_one_batch_is_judged_by_what_the_batch_has_done(bureau, desks):
    here = desks[0]
    here.file("a1", a_child_draft(1))
    results = here.send(
        filed("a2", a_child_draft(1), "А-0009"), Resumed(application="a2"), withdrawn("a1"), Resumed(application="a2")
    )  # fmt: skip
    assert [one.outcome for one in results] == [
        Outcome.CHANGED, Outcome.REFUSED, Outcome.APPLIED, Outcome.APPLIED,
    ]  # fmt: skip
    assert bureau.application("a2").status is Status.UNDER_REVIEW


def test_a_resumed_application_stands_in_the_way_of_the_next_one(bureau, desks):
    for name in ("a1", "a2"):
        desks[0].file(name, a_child_draft(1))
    desks[0].send(withdrawn("a1"), Resumed(application="a2"))
    assert desks[1].file("a3", a_child_draft(1)).reason.code == "duplicate-hold"


# Seat leases


def test_lent_places_are_kept_for_the_desk_that_is_away(bureau, desks):
    bureau.school(capacity=2)
    here, away = desks
    signing(here, 1, 2, 3)
    assert does(here, lending(1, away)) == (Outcome.APPLIED, "")
    assert bureau.stream().leases == (Lease(desk=away.id, seats=1, until=NOON, confirmed=True),)
    assert does(here, accepted("a1")) == (Outcome.APPLIED, "")
    assert does(here, accepted("a2")) == (Outcome.CHANGED, "places-lent")
    bureau.clock.forward(hours=9)
    assert does(away, accepted("a3"), at=NOON - timedelta(minutes=1)) == (Outcome.APPLIED, "")
    assert (bureau.stream().taken, bureau.stream().leases[0].used) == (2, 1)
    assert does(here, Decided(application="a2", accept=True)) == (Outcome.CHANGED, "class-full")


def test_a_clock_that_says_it_is_earlier_than_what_the_desk_has_read_earns_nothing(bureau, desks):
    bureau.school(capacity=1)
    here, away = desks
    signing(here, 1, 2)
    does(here, lending(1, away))
    bureau.clock.forward(hours=9)
    here.send(withdrawn("a2"))
    cursor = away.sync().cursor
    assert does(away, accepted("a1"), at=MORNING, since=cursor) == (Outcome.APPLIED, "")
    assert bureau.stream().leases[0].used == 0


def test_after_its_end_a_lease_frees_itself_and_the_places_hold_for_the_late_one_too(bureau, desks):
    bureau.school(capacity=1)
    here, away = desks
    signing(here, 1, 2)
    does(here, lending(1, away))
    bureau.clock.forward(hours=9)
    assert does(here, accepted("a1")) == (Outcome.APPLIED, "")
    assert does(away, accepted("a2"), at=MORNING) == (Outcome.CHANGED, "class-full")
    with bureau.ledger.read() as tx:
        [place] = tx.connection.execute(select(STREAM_PLACE))
    assert (place.taken, place.capacity) == (1, 1)


def test_another_capacity_and_a_school_file_brought_again_keep_what_is_lent(bureau, desks):
    does(desks[0], lending(2, desks[1]))
    before = bureau.stream().leases
    bureau.school(capacity=25)
    assert (bureau.stream().capacity, bureau.stream().leases) == (25, before)


def test_a_revoked_computer_holds_no_places(bureau, desks):
    here, lost = desks
    for one in (lost, here):
        does(here, lending(2, one))
    administration.revoke(bureau.ledger, lost.id, bureau.clock())
    assert [one.desk for one in bureau.stream().leases] == [here.id]
    assert not administration.revoke(bureau.ledger, "nobody", bureau.clock())


def test_a_computer_that_becomes_a_new_desk_keeps_what_it_was_lent(bureau, desks):
    here, copied = desks
    signing(here, 1)
    for one in (copied, here):
        does(here, lending(2, one))
    with bureau.ledger.read() as tx:
        state = desk_of_token(tx, copied.token)
    assert state is not None
    renewed = administration.renew_desk(bureau.ledger, state, (), bureau.new_id).desk
    assert [one.desk for one in bureau.stream().leases] == [renewed.desk, here.id]
    again = Desk(bureau, renewed.desk, renewed.school, renewed.token, renewed.series)
    assert does(again, accepted("a1")) == (Outcome.APPLIED, "")
    assert [one.used for one in bureau.stream().leases] == [1, 0]


# An act that depends on one that was set aside


def test_acts_on_an_application_whose_filing_was_set_aside_are_set_aside_with_a_reason(bureau, desks):
    desk = desks[0]
    results = desk.send(filed("a1", a_child_draft(1)), person="nobody")
    results += desk.send(proposed("a1"), withdrawn("a1"), Resumed(application="a1"))
    assert [(one.outcome, one.reason.code) for one in results] == [
        (Outcome.QUARANTINED, "officer-unknown"), *[(Outcome.QUARANTINED, "application-unknown")] * 3,
    ]  # fmt: skip

"""Seat leases: what one desk was lent nobody else gives away, and inside it an acceptance without a line is certain."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.acts import Act, Body, Decided, Lent, Reversed, Withdrawn
from admission.application import Status
from admission.context import Decision, Outcome
from admission.lending import LONGEST
from admission.places import (
    Lease,
    lease_of,
    lent_to_others,
    why_no_place,
    with_leases_passed,
    with_place_of_lease,
)
from admission.problems import Problem
from admission.roles import Officer
from tests.admission.casework import PORTAL, RULES, Casework, code
from tests.desk import DIRECTOR, EXECUTOR, MORNING, SCHOOL

NOON, EVENING = MORNING + timedelta(hours=3), MORNING + timedelta(hours=9)
SECOND = timedelta(seconds=1)
HERE, THERE, THIRD = "desk-a", "desk-b", "desk-c"
STREAM = f"{SCHOOL.id}/2026/kk"
CENTRE = {"knows_all_schools": True}


class Desks(Casework):
    """The same school acted on from several desks, at the centre unless told otherwise."""

    desk = HERE

    def act(self, body: Body, officer: Officer, at: datetime = MORNING) -> Act:
        return replace(super().act(body, officer, at), desk=self.desk)

    def at(self, desk: str, body: Body, at: datetime = MORNING, **known: Any) -> Decision:
        self.desk = desk
        return self.do(body, DIRECTOR, at, **{**CENTRE, **known})

    def lend(
        self, seats: int, to: str = THERE, *, by: str = HERE, at: datetime = MORNING, **more: Any
    ) -> Decision:
        return self.at(by, lending(seats, to, more.pop("until", NOON)), at, **more)

    def signing(self, *names: str, **changes: Any) -> None:
        for name in names:
            self.stands(Status.ON_SIGNATURE, name, **changes)

    def lease(self, desk: str = THERE) -> Lease:
        return next(one for one in self.stream().leases if one.desk == desk)


def lending(seats: int, to: str = THERE, until: datetime = NOON) -> Lent:
    return Lent(stream=STREAM, desk=to, seats=seats, until=until)


def acceptance(name: str = "one", **more: Any) -> Decided:
    return Decided(application=name, accept=True, **more)


@pytest.fixture
def case():
    made = Desks(capacity=2)
    made.signing("one", "two", "three")
    return made


# Whose places these are


def test_what_is_lent_is_one_desks_own_and_stands_in_the_stream(case):
    decision = case.lend(1)
    assert (decision.outcome, decision.reason, decision.notices) == (Outcome.APPLIED, None, ("lent",))
    assert decision.provisional == ()
    assert case.stream().leases == (Lease(desk=THERE, seats=1, until=NOON, used=0, confirmed=True),)


def test_another_desk_gives_away_what_is_left_and_no_more(case):
    case.lend(1)
    assert case.at(HERE, acceptance("one")).outcome is Outcome.APPLIED
    told = case.at(HERE, acceptance("two"))
    assert (told.outcome, told.reason) == (
        Outcome.CHANGED, Problem("places-lent", params={"number": case.application("two").number}),
    )  # fmt: skip
    assert case.application("two").history[-1].reason == "places-lent"
    refused = case.at(HERE, acceptance("three", if_full="refuse"))
    assert (refused.outcome, code(refused)) == (Outcome.REFUSED, "places-lent")


def test_the_desk_gives_its_own_first_and_then_what_is_free_to_all(case):
    case.lend(1)
    case.at(THERE, acceptance("one"))
    assert (case.lease().used, case.lease().left, case.stream().taken) == (1, 0, 1)
    case.at(THERE, acceptance("two"))
    assert (case.lease().used, case.stream().taken) == (1, 2)
    assert code(case.at(THERE, acceptance("three"))) == "class-full"


def test_a_place_of_a_lease_that_is_freed_is_free_to_all(case):
    case.lend(2)
    case.at(THERE, acceptance("one"))
    case.at(THERE, Reversed(application="one", order_number="2-А", reason="Қате"))
    assert (case.lease().used, case.stream().taken) == (1, 0)
    assert case.at(HERE, acceptance("two")).outcome is Outcome.APPLIED
    assert code(case.at(HERE, acceptance("three"))) == "places-lent"


def test_a_lease_is_no_leave_to_pass_three_to_one(case):
    case.lend(1)
    case.signing("four", by_territory=False)
    assert code(case.at(THERE, acceptance("four"))) == "limit-3-1"
    assert case.lease().used == 0


# Until when


@pytest.mark.parametrize(("done", "lasts"), [(NOON - SECOND, True), (NOON, False), (NOON + SECOND, False)])
def test_a_lease_lasts_until_its_moment_and_frees_itself(case, done, lasts):
    case.lend(2)
    assert case.at(HERE, acceptance("one"), done).outcome is (Outcome.CHANGED if lasts else Outcome.APPLIED)
    assert case.at(THERE, acceptance("two"), done).outcome is Outcome.APPLIED
    assert case.lease().used == int(lasts)


def test_what_was_done_inside_a_lease_counts_though_it_arrives_after_its_end(case):
    case.lend(2)
    assert case.at(THERE, acceptance("one"), NOON - SECOND, not_after=EVENING).outcome is Outcome.APPLIED
    assert case.lease().used == 1


@pytest.mark.parametrize(
    ("clock", "bounds", "used"),
    [(MORNING, {"not_before": NOON}, 0), (EVENING, {"not_after": NOON - SECOND}, 1),
     (NOON - SECOND, {"not_before": MORNING, "not_after": EVENING}, 1)],
)  # fmt: skip
def test_the_true_time_counts_and_never_the_clock_of_a_desk(case, clock, bounds, used):
    case.lend(2)
    case.at(THERE, acceptance("one"), clock, **bounds)
    assert case.lease().used == used


def test_after_its_end_places_that_others_took_are_gone_for_the_late_one_too(case):
    """The number of places holds before every promise (SYNC C11, 2)."""
    case.lend(2)
    for name in ("one", "two"):
        assert case.at(HERE, acceptance(name), NOON).outcome is Outcome.APPLIED
    late = case.at(THERE, acceptance("three"), NOON - SECOND, not_after=EVENING)
    assert (late.outcome, code(late)) == (Outcome.CHANGED, "class-full")
    assert case.stream().taken == case.stream().capacity


# What a desk knows without a line


@pytest.mark.parametrize(
    ("lent_to", "done", "changes", "unsure"),
    [(None, MORNING, {}, True), (HERE, MORNING, {}, True), (THERE, MORNING, {}, False), (THERE, NOON, {}, True),
     (THERE, MORNING, {"by_territory": False}, True), (THERE, MORNING, {"own_preschool": True}, False)],
)  # fmt: skip
def test_without_a_line_only_a_place_of_ones_own_lease_is_certain(lent_to, done, changes, unsure):
    case = Desks(capacity=9, inside=3)
    if lent_to:
        case.lend(2, lent_to, by=HERE)
    case.signing("one", **changes)
    decision = case.at(THERE, acceptance(), done, knows_all_schools=False)
    assert decision.outcome is Outcome.APPLIED
    assert decision.provisional == (("places-unknown",) if unsure else ())


def test_the_last_place_of_a_lease_is_certain_and_the_next_is_not():
    case = Desks(capacity=5)
    case.signing("one", "two")
    case.lend(1)
    told = [case.at(THERE, acceptance(name), knows_all_schools=False).provisional for name in ("one", "two")]
    assert told == [(), ("places-unknown",)]


def test_a_lease_the_centre_has_not_confirmed_makes_nothing_certain(case):
    decision = case.lend(1, THERE, by=THERE, knows_all_schools=False)
    assert decision.provisional == ("places-unknown",)
    assert not case.lease().confirmed
    assert case.at(THERE, acceptance(), knows_all_schools=False).provisional == ("places-unknown",)


def test_waiting_for_want_of_places_is_uncertain_without_a_line(case):
    case.lend(2)
    assert case.at(HERE, acceptance(), knows_all_schools=False).provisional == ("places-unknown",)
    assert case.at(HERE, acceptance("two")).provisional == ()


# Lending


@pytest.mark.parametrize(
    ("seats", "until", "told"),
    [(2, NOON, ""), (3, NOON, "lease-exceeds-free"), (1, MORNING, "lease-ended"), (1, MORNING + SECOND, ""),
     (1, MORNING + LONGEST, ""), (1, MORNING + LONGEST + SECOND, "lease-too-long"), (0, MORNING - LONGEST, "")],
)  # fmt: skip
def test_no_more_is_lent_than_is_free_and_for_no_longer_than_two_weeks(case, seats, until, told):
    decision = case.lend(seats, until=until)
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED if told else Outcome.APPLIED, told)
    assert bool(case.stream().leases) is (not told and seats > 0)


def test_a_refused_loan_says_how_many_may_be_lent(case):
    case.lend(1, THIRD)
    assert case.lend(2).reason == Problem("lease-exceeds-free", params={"free": 1})
    assert case.lend(1, until=EVENING + LONGEST).reason == Problem("lease-too-long", params={"days": 14})
    case.at(HERE, acceptance("one"))
    full = Desks(capacity=1, inside=2)
    assert full.lend(1).reason == Problem("lease-exceeds-free", params={"free": 0})
    assert full.lend(0).outcome is Outcome.APPLIED


def test_what_others_were_lent_is_free_again_for_lending_after_the_end(case):
    case.lend(2, THIRD)
    assert code(case.lend(1, at=NOON - SECOND, until=EVENING)) == "lease-exceeds-free"
    assert case.lend(1, at=NOON, until=EVENING).outcome is Outcome.APPLIED
    assert [one.desk for one in case.stream().leases] == [THERE]


def test_a_new_loan_takes_the_place_of_the_old_one(case):
    case.lend(1)
    case.at(THERE, acceptance("one"))
    assert case.lend(1, until=EVENING).outcome is Outcome.APPLIED
    assert case.stream().leases == (Lease(desk=THERE, seats=1, until=EVENING, used=0, confirmed=True),)


@pytest.mark.parametrize(
    ("by", "seats", "until", "told"),
    [(HERE, 0, NOON, "lease-of-another-desk"), (HERE, 1, NOON, "lease-of-another-desk"),
     (HERE, 2, NOON - SECOND, "lease-of-another-desk"), (HERE, 2, NOON, ""), (HERE, 2, EVENING, ""),
     (THERE, 0, NOON, ""), (THERE, 1, NOON - SECOND, "")],
)  # fmt: skip
def test_places_are_given_back_at_the_desk_that_holds_them(case, by, seats, until, told):
    case.lend(2)
    assert code(case.lend(seats, by=by, until=until)) == told


def test_what_is_used_up_or_ended_may_be_ended_from_anywhere(case):
    case.lend(1)
    case.at(THERE, acceptance("one"))
    assert case.lend(0).outcome is Outcome.APPLIED
    case.lend(1, THIRD)
    assert case.lend(0, THIRD, at=NOON).outcome is Outcome.APPLIED
    assert case.stream().leases == ()


def test_only_the_director_lends_and_only_streams_of_this_school(case):
    for officer in (EXECUTOR, PORTAL):
        told = case.do(lending(1), officer, **CENTRE)
        assert (told.outcome, code(told)) == (Outcome.REFUSED, "role-missing")
    unknown = replace(lending(1), stream=f"{SCHOOL.id}/2026/ug")
    assert code(case.at(HERE, unknown)) == "lease-stream-unknown"
    case.keep(replace(case.stream("ru"), school="school-1"))
    assert code(case.at(HERE, replace(lending(1), stream=f"{SCHOOL.id}/2026/ru"))) == "lease-stream-unknown"
    assert case.stream().leases == ()


def test_the_measures_of_a_lease_know_its_desk_its_moment_and_what_is_left(case):
    stream = replace(
        case.stream(),
        capacity=3,
        leases=tuple(Lease(desk=d, seats=2, until=NOON, used=1) for d in (HERE, THERE)),
    )
    assert [lent_to_others(stream, desk, MORNING) for desk in (HERE, THIRD)] == [1, 2]
    assert lent_to_others(stream, THIRD, NOON) == 0
    assert (lease_of(stream, HERE, MORNING), lease_of(stream, HERE, NOON)) == (stream.leases[0], None)
    assert lease_of(with_place_of_lease(stream, HERE, MORNING), HERE, MORNING) is None
    assert with_place_of_lease(stream, THIRD, MORNING) == stream
    whys = [why_no_place(stream, by_territory=True, rules=RULES, lent=lent) for lent in (2, 3)]
    assert whys == [None, "places-lent"]
    assert why_no_place(replace(stream, capacity=1), by_territory=True, rules=RULES) is None


def test_a_lease_goes_to_the_desk_its_computer_becomes_or_to_nobody(case):
    case.lend(1)
    case.lend(1, THIRD)
    passed = [with_leases_passed(case.stream(), THERE, to).leases for to in (HERE, "")]
    assert [[one.desk for one in leases] for leases in passed] == [[HERE, THIRD], [THIRD]]
    assert passed[0][0] == replace(case.lease(), desk=HERE)


# Whatever happens


deeds = st.one_of(
    st.tuples(st.just("accept"), st.integers(0, 5)),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("lend"), st.integers(0, 3)),
)
walks = st.lists(
    st.tuples(deeds, st.sampled_from([HERE, THERE, THIRD]), st.sampled_from([HERE, THERE, THIRD]),
              st.integers(0, 90), st.integers(0, 120)),
    max_size=40,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(capacity=st.integers(0, 5), walk=walks)
def test_what_is_taken_and_what_is_still_lent_never_pass_the_places(capacity, walk):
    """Acts arrive in this order; each was done up to 90 minutes before the centre's clock, which goes on."""
    case, now, names = Desks(capacity=capacity), MORNING, [f"child-{n}" for n in range(6)]
    case.signing(*names)
    for (deed, n), desk, other, late, ahead in walk:
        now += timedelta(minutes=30)
        bodies: dict[str, Body] = {
            "accept": acceptance(names[n % 6]),
            "withdraw": Withdrawn(application=names[n % 6]),
            "lend": lending(n, other, now + timedelta(minutes=ahead)),
        }
        case.at(desk, bodies[deed], now - timedelta(minutes=late), not_after=now)
        running = [one for one in case.stream().leases if now < one.until]
        assert case.stream().taken + sum(one.left for one in running) <= capacity
        assert all(0 <= one.used <= one.seats for one in case.stream().leases)
        desks = [one.desk for one in case.stream().leases]
        assert len(desks) == len(set(desks))

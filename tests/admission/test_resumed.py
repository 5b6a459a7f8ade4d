"""`resumed`: of two applications for a child the parent chose the held one, and it goes on as if it came now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.acts import Resumed
from admission.application import Movement, Status
from admission.beginning import due_of
from admission.context import ActiveElsewhere, Outcome
from admission.problems import Problem
from tests.admission.casework import CALENDAR, RULES, Casework, code, filing
from tests.desk import DIRECTOR, EXECUTOR, MORNING, SCHOOL, a_draft

RESUME = Resumed(application="one", reason="Ата-ана осыны таңдады")
LATER = MORNING + timedelta(days=3)
OTHER = ActiveElsewhere("two", SCHOOL.id, "А-0002")


@pytest.fixture
def case():
    made = Casework()
    made.do(filing("one", "А-0001"), EXECUTOR, active=OTHER)
    assert made.status() is Status.DUPLICATE_HOLD
    return made


@pytest.mark.parametrize("officer", [EXECUTOR, DIRECTOR], ids=["executor", "director"])
def test_what_was_held_goes_on_when_nothing_is_in_the_way(case, officer):
    decision = case.do(RESUME, officer, knows_all_schools=True)
    assert (decision.outcome, decision.reason, decision.notices) == (Outcome.APPLIED, None, ("resumed",))
    assert decision.provisional == ()
    assert case.status() is Status.UNDER_REVIEW
    assert case.application().history[-1] == Movement(
        act="act-2", kind="resumed", by=officer.id, at=MORNING, before=Status.DUPLICATE_HOLD,
        after=Status.UNDER_REVIEW, reason=RESUME.reason, desk="desk-a",
    )  # fmt: skip


@pytest.mark.parametrize("other", [OTHER, ActiveElsewhere("x", "school-1")], ids=["here", "elsewhere"])
def test_while_another_one_is_active_it_stays_held(case, other):
    before = case.application()
    decision = case.do(RESUME, DIRECTOR, active=other)
    assert (decision.outcome, decision.reason) == (
        Outcome.REFUSED, Problem("duplicate-active", params={"number": "А-0001"}),
    )  # fmt: skip
    assert case.application() == before


def test_the_deadline_is_counted_anew_from_the_true_time_and_the_turn_stays(case):
    received = case.application().received
    case.do(RESUME, EXECUTOR, at=LATER + timedelta(days=9), not_after=LATER)
    assert case.application().due == due_of(a_draft(), LATER, RULES, CALENDAR)
    assert case.application().received == received


def test_a_desk_that_does_not_see_other_schools_says_so(case):
    assert case.do(RESUME, EXECUTOR).provisional == ("other-schools-unknown",)


def test_where_there_are_two_stages_it_begins_before_the_department():
    case = Casework(rules=replace(RULES, two_stages=True))
    case.do(filing("one", "А-0001"), EXECUTOR, active=OTHER)
    case.do(RESUME, EXECUTOR)
    assert case.status() is Status.SENT_FOR_REGISTRATION


def test_once_is_enough(case):
    case.do(RESUME, EXECUTOR)
    decision = case.do(RESUME, EXECUTOR, active=ActiveElsewhere("one", SCHOOL.id))
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, "status-forbids")

"""`decide` on enrolment orders; and that it is a function of its arguments."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admission.acts import (
    Body,
    Decided,
    Withdrawn,
)
from admission.application import Status
from admission.context import Context, Decision, Outcome
from admission.decide import decide
from admission.wire import dump_act, load_act
from tests.admission.casework import (
    CALENDAR,
    ORDER_DAY,
    RULES,
    Casework,
    an_order,
    code,
    filing,
)
from tests.desk import DIRECTOR, EXECUTOR, SCHOOL

WITHDRAW = Withdrawn(application="one")
ACCEPT = Decided(application="one", accept=True)


@pytest.fixture
def case():
    return Casework()


# Orders


def test_an_order_enrols_the_accepted_and_keeps_their_places(case):
    for name in ("one", "two"):
        case.stands(Status.ACCEPTED, name)
    decision = case.do(an_order("one", "two"))
    assert (decision.outcome, decision.notices) == (Outcome.APPLIED, ("ordered",))
    assert {case.status("one"), case.status("two")} == {Status.ENROLLED}
    assert (case.application().order, case.stream().taken) == ("order-1", 2)
    assert ("order", "order-1") in case.rows


@pytest.mark.parametrize(
    ("names", "changes", "expected"),
    [((), {}, "order-empty"),
     (("one", "one"), {}, "order-listed-twice"),
     (("one", "missing"), {}, "application-unknown"),
     (("one", "waiting"), {}, "order-not-accepted"),
     (("one",), {"language": "ru"}, "order-language"),
     (("one",), {"dated": ORDER_DAY - timedelta(days=1)}, "order-too-early")],
)  # fmt: skip
def test_an_order_is_refused_whole(case, names, changes, expected):
    case.stands(Status.ACCEPTED)
    case.stands(Status.WAITLISTED, "waiting")
    decision = case.do(an_order(*names, **changes))
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, expected)
    assert case.status() is Status.ACCEPTED


def test_an_order_is_not_written_twice(case):
    case.stands(Status.ACCEPTED)
    case.stands(Status.ACCEPTED, "two")
    case.do(an_order("one"))
    assert code(case.do(an_order("two"))) == "order-exists"


def test_a_child_of_one_order_stands_in_no_other(case):
    case.stands(Status.ACCEPTED)
    case.do(an_order("one"))
    assert code(case.do(an_order("one", order="order-2"))) == "order-not-accepted"


# A function


def decided_bytes(data: bytes, context: Context) -> Decision:
    return decide(load_act(data), context)


@pytest.mark.parametrize(
    ("status", "body"),
    [(Status.ON_SIGNATURE, ACCEPT), (Status.ACCEPTED, WITHDRAW), (Status.ACCEPTED, an_order("one"))],
)  # fmt: skip
def test_the_same_bytes_give_the_same_decision(case, status, body):
    case.stands(status)
    act = case.act(body, DIRECTOR)
    context = case.context(act, DIRECTOR)
    first, second = (decided_bytes(dump_act(act), context) for _ in range(2))
    assert first == second == decide(act, context)


def test_two_acts_on_one_application_end_alike_in_either_order():
    """SYNC invariant 11: withdrawn, and no place held."""
    pairs: list[list[Body]] = [[ACCEPT, WITHDRAW], [WITHDRAW, ACCEPT]]
    for pair in pairs:
        case = Casework(capacity=1)
        case.stands(Status.ON_SIGNATURE)
        for body in pair:
            case.do(body)
        assert (case.status(), case.stream().taken) == (Status.WITHDRAWN, 0)


def test_a_context_without_rows_is_enough_for_a_filing():
    case = Casework()
    act = case.act(filing(), EXECUTOR)
    bare = Context(rules=RULES, calendar=CALENDAR, officer=EXECUTOR, rows={})
    assert decide(act, bare).effects[0].school == SCHOOL.id

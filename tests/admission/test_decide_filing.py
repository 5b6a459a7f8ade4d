"""`decide` on filings, clocks that jumped, and strangers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from admission.acts import (
    Decided,
    DocumentChecked,
    Withdrawn,
)
from admission.application import Status
from admission.context import ActiveElsewhere, Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.decide import decide
from tests.admission.casework import (
    ADMINISTRATOR,
    PORTAL,
    RULES,
    Casework,
    an_order,
    code,
    filing,
)
from tests.desk import CHILD, DIRECTOR, EXECUTOR, MORNING

WITHDRAW = Withdrawn(application="one")
ACCEPT = Decided(application="one", accept=True)


@pytest.fixture
def case():
    return Casework()


# Filing


def test_a_filing_gets_its_row_its_deadline_and_its_history(case):
    decision = case.file()
    one = case.application()
    assert (decision.outcome, one.status, one.number) == (Outcome.APPLIED, Status.UNDER_REVIEW, "А-0001")
    assert (one.received, one.due) == (MORNING, MORNING + timedelta(days=1))
    assert (one.rules, one.flags) == ("oqu2026", ())
    assert decision.notices == ("filed",)


def test_a_filing_is_provisional_where_other_schools_cannot_be_seen(case):
    assert case.file().provisional == ("other-schools-unknown",)
    assert case.do(filing("two"), EXECUTOR, knows_all_schools=True).provisional == ()


def test_a_second_filing_for_the_child_is_kept_on_hold(case):
    elsewhere = ActiveElsewhere("other", "school-1")
    decision = case.do(filing(), EXECUTOR, active=elsewhere, knows_all_schools=True)
    assert (decision.outcome, code(decision)) == (Outcome.CHANGED, "duplicate-hold")
    assert decision.notices == ("filed", "duplicate")
    assert (case.status(), case.application().number) == (Status.DUPLICATE_HOLD, "А-0001")
    assert not case.application().active


def test_the_same_filing_again_is_set_aside(case):
    case.file()
    before = case.application()
    decision = case.do(filing(), EXECUTOR)
    assert (decision.outcome, code(decision)) == (Outcome.QUARANTINED, "application-exists")
    assert case.application() == before


@pytest.mark.parametrize(
    ("at", "flag"),
    [(datetime(2026, 5, 25, 23, 59, tzinfo=KAZAKHSTAN_TIME), True),
     (datetime(2026, 5, 26, 0, 0, tzinfo=KAZAKHSTAN_TIME), False),
     (datetime(2026, 12, 31, 23, 59, tzinfo=KAZAKHSTAN_TIME), False),
     (datetime(2027, 1, 1, 0, 0, tzinfo=KAZAKHSTAN_TIME), True)],
)  # fmt: skip
def test_a_filing_out_of_the_window_is_kept_with_a_flag(case, at, flag):
    assert case.file(at=at).outcome is Outcome.APPLIED
    assert ("out-of-window" in case.application().flags) == flag


def test_a_child_too_young_is_kept_with_a_flag(case):
    case.file(child=replace(CHILD, born=RULES.youngest_birth))
    assert case.application().flags == ()
    case.file("two", child=replace(CHILD, born=RULES.youngest_birth + timedelta(days=1)))
    assert case.application("two").flags == ("too-young",)


# The desk's clock within the centre's bounds (SYNC C6)


@pytest.mark.parametrize(
    ("clock", "true", "flags"),
    [(MORNING, MORNING, ()),
     (MORNING - timedelta(days=730), MORNING - timedelta(hours=1), ("clock-jumped",)),
     (MORNING + timedelta(days=730), MORNING + timedelta(hours=1), ("clock-jumped",))],
)  # fmt: skip
def test_a_clock_that_jumped_is_brought_to_the_nearer_bound(case, clock, true, flags):
    hour = timedelta(hours=1)
    case.do(filing(), EXECUTOR, at=clock, not_before=MORNING - hour, not_after=MORNING + hour)
    assert (case.application().received, case.application().flags) == (true, flags)


def test_the_same_moment_in_another_zone_is_no_jump(case):
    utc = MORNING.astimezone(UTC)
    case.do(filing(), EXECUTOR, not_before=utc, not_after=utc)
    assert case.application().flags == ()


# Strangers


@pytest.mark.parametrize(
    "officer", [None, replace(DIRECTOR, active=False), replace(DIRECTOR, school="school-1")],
    ids=["unknown", "left", "of another school"],
)  # fmt: skip
def test_a_stranger_decides_nothing_and_loses_no_fact(case, officer):
    case.stands(Status.ON_SIGNATURE)
    for body, outcome in (
        (ACCEPT, Outcome.REFUSED),
        (an_order("one"), Outcome.REFUSED),
        (WITHDRAW, Outcome.QUARANTINED),
        (filing("two"), Outcome.QUARANTINED),
    ):
        act = case.act(body, DIRECTOR)
        decision = decide(act, case.context(act, officer))
        assert (decision.outcome, code(decision)) == (outcome, "officer-unknown")
        assert decision.effects == ()


def test_an_administrator_files_nothing(case):
    decision = case.do(filing(), ADMINISTRATOR)
    assert (decision.outcome, code(decision)) == (Outcome.QUARANTINED, "role-missing")


def test_the_portal_files_for_every_school(case):
    assert case.do(filing(), PORTAL).outcome is Outcome.APPLIED


@pytest.mark.parametrize(
    "body", [WITHDRAW, ACCEPT, DocumentChecked(application="one", document="photo", good=True)]
)
def test_an_application_nobody_knows_sets_the_act_aside(case, body):
    decision = case.do(body)
    assert (decision.outcome, code(decision)) == (Outcome.QUARANTINED, "application-unknown")


def test_another_school_s_application_is_unknown_here(case):
    case.stands(Status.ACCEPTED)
    case.keep(replace(case.application(), school="school-1"))
    assert code(case.do(WITHDRAW)) == "application-unknown"
    assert code(case.do(an_order("one"))) == "application-unknown"

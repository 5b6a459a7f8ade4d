"""Two corrections that met: what is compared, whose value stands, and that the choice is made over what was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.acts import Amended, Change
from admission.application import Movement, Status
from admission.context import Outcome
from admission.problems import ActRefused
from desktop_app.models import outgoing
from desktop_app.usecases.amend_again import Choice, amend_again
from desktop_app.usecases.compare_amended import compared
from tests.desk import DIRECTOR, EXECUTOR, MORNING, feed, seen

PHONE = "applicant.phone"
SEEN, MINE, THEIRS = "+77027972250", "+77770000001", "+77770000002"


def correction(field=PHONE, before=SEEN, value=MINE):
    return Amended(application="one", changes=(Change(field, before, value),), reason="Куәлік")


def standing(desk, filed, *steps, phone=SEEN, **changes):
    """The application with this phone, after these corrections."""
    row = seen(desk, filed)
    draft = replace(row.draft, applicant=replace(row.draft.applicant, phone=phone))
    return replace(row, draft=draft, history=(*row.history, *steps), **changes)


def step(act, by, old, minutes=0):
    status = Status.UNDER_REVIEW
    return Movement(
        act=act, kind="amended", by=by, at=MORNING + timedelta(minutes=minutes), before=status, after=status,
        old=((PHONE, old),),
    )  # fmt: skip


def test_mine_stands_over_theirs_and_both_are_named(desk, filed):
    row = standing(
        desk, filed, step("a", DIRECTOR.id, SEEN, 1), step("mine", EXECUTOR.id, THEIRS, 2), phone=MINE
    )
    [one] = compared(correction(), "mine", row)
    assert (one.seen, one.entered, one.now, one.other) == (SEEN, MINE, MINE, THEIRS)
    assert (one.by, one.at, one.disputed) == (DIRECTOR.id, MORNING + timedelta(minutes=1), True)


def test_theirs_stands_after_mine(desk, filed):
    row = standing(
        desk, filed, step("mine", EXECUTOR.id, SEEN, 1), step("a", DIRECTOR.id, MINE, 2), phone=THEIRS
    )
    [one] = compared(correction(), "mine", row)
    assert (one.now, one.other, one.by) == (THEIRS, THEIRS, DIRECTOR.id)


def test_a_correction_that_met_no_other_is_not_disputed(desk, filed):
    row = standing(desk, filed, step("mine", EXECUTOR.id, SEEN), phone=MINE)
    [one] = compared(correction(), "mine", row)
    assert not one.disputed


def test_what_never_took_effect_is_compared_with_what_is_there(desk, filed):
    [one] = compared(correction(), "mine", seen(desk, filed))
    assert (one.now, one.other, one.by, one.at) == (SEEN, SEEN, "", None)


def test_a_field_the_application_does_not_have_has_no_value_now(desk, filed):
    [one] = compared(correction(field="applicant.shoe"), "mine", seen(desk, filed))
    assert (one.now, one.disputed) == (None, False)


def choice(filed, **changes):
    made = Choice(application=filed, field=PHONE, shown=SEEN, value=MINE, reason="Куәлік")
    return replace(made, **changes)


def test_the_choice_is_one_more_correction_over_the_value_that_was_shown(desk, filed):
    decision = amend_again(desk, EXECUTOR, choice(filed))
    row = seen(desk, filed)
    assert decision.outcome is Outcome.APPLIED
    assert row.draft.applicant.phone == MINE
    assert (row.history[-1].old, row.history[-1].reason) == (((PHONE, SEEN),), "Куәлік")


@pytest.mark.parametrize(
    ("officer", "changes", "code"),
    [
        (EXECUTOR, {"shown": "+77010000000"}, "changed-meanwhile"),
        (EXECUTOR, {"field": "child.sex", "shown": "male", "value": "boy"}, "value-unreadable"),
        (EXECUTOR, {"field": "child.shoe"}, "value-unreadable"),
        (EXECUTOR, {"application": "nowhere"}, "application-unknown"),
        (replace(DIRECTOR, roles=frozenset()), {}, "role-missing"),
    ],
)
def test_a_choice_that_cannot_be_writes_nothing_and_says_why(desk, filed, officer, changes, code):
    waiting = outgoing.outbox(desk.replica)
    with pytest.raises(ActRefused) as refused:
        amend_again(desk, officer, choice(filed, **changes))
    assert [one.code for one in refused.value.problems] == [code]
    assert outgoing.outbox(desk.replica) == waiting


def test_after_the_review_nothing_is_corrected(desk, filed):
    row = standing(desk, filed, status=Status.ACCEPTED)
    with desk.write() as writing:
        writing.absorb([], feed(row, start=500), 500, desk.now())
        writing.connection.exec_driver_sql("update row set shown = null where kind = 'application'")
        writing.connection.exec_driver_sql("delete from act")
    with pytest.raises(ActRefused) as refused:
        amend_again(desk, EXECUTOR, choice(filed))
    assert [one.code for one in refused.value.problems] == ["status-forbids"]

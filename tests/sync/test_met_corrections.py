"""Two desks correct the same field apart: the later one stands, the earlier one is still readable and can come back."""

from __future__ import annotations

import pytest

from admission.acts import Amended, Change
from admission.context import Outcome
from desktop_app.models import queries
from desktop_app.usecases.amend_again import Choice, amend_again
from desktop_app.usecases.compare_amended import compared
from desktop_app.usecases.file_application import file_application
from tests.desk import APPLICANT, DIRECTOR, EXECUTOR, a_draft, seen

PHONE = "applicant.phone"
HERS, HIS = "+77770000001", "+77770000002"


def amend(joined, officer, application, value):
    body = Amended(application=application, changes=(Change(PHONE, APPLICANT.phone, value),), reason="Куәлік")
    assert joined.desk.record(officer, body).outcome is Outcome.APPLIED


@pytest.fixture
def filed(clock, counter, office):
    """The director corrected the phone, then the executor at the other desk, who had not seen it."""
    application = file_application(counter.desk, EXECUTOR, a_draft())
    counter.sync()
    office.sync()
    amend(office, DIRECTOR, application, HIS)
    clock.forward(minutes=5)
    amend(counter, EXECUTOR, application, HERS)
    office.sync()
    counter.sync()
    return application


def test_the_value_that_was_overwritten_unseen_is_named_with_its_author(counter, filed):
    [item] = queries.attention(counter.desk.replica)
    assert (item.outcome, item.reason.code) == ("applied_changed", "amended-unseen")
    assert isinstance(item.body, Amended)
    [one] = compared(item.body, item.act, seen(counter.desk, filed))
    assert (one.seen, one.entered, one.now, one.other) == (APPLICANT.phone, HERS, HERS, HIS)
    assert one.by == DIRECTOR.id


def test_it_can_be_put_back_and_every_value_stays_in_the_history(counter, office, filed):
    choice = Choice(application=filed, field=PHONE, shown=HERS, value=HIS, reason="Оныкі дұрыс")
    amend_again(counter.desk, EXECUTOR, choice)
    counter.sync()
    office.sync()
    assert queries.attention(office.desk.replica) == []
    row = seen(office.desk, filed)
    assert row.draft.applicant.phone == HIS
    assert [value for step in row.history for _, value in step.old] == [APPLICANT.phone, HIS, HERS]

"""Two desks and a real centre (SYNC C6): the last seat lent to the one that is away, and a child filed at both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.context import Outcome
from admission.exchange import ActResult
from admission.places import Lease
from admission.problems import ActRefused
from central_server.administration import add_school
from desktop_app.models import queries
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.explain_place import explain_place
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.lend_seats import lend_seats
from desktop_app.usecases.propose import propose
from desktop_app.usecases.resume_application import resume_application
from desktop_app.usecases.withdraw import withdraw
from tests.centre import Centre, Joined
from tests.desk import (
    DIRECTOR,
    EXECUTOR,
    MORNING,
    SCHOOL,
    STREAMS,
    a_draft,
    feed,
    make_desk,
    seen,
)
from tests.ui.sample import draft

NOON = MORNING + timedelta(hours=3)
KAZAKH = STREAMS[0].id


@pytest.fixture(autouse=True)
def _two_places(centre: Centre) -> None:
    """The Kazakh stream of this school has two."""
    add_school(centre.ledger, SCHOOL, (replace(STREAMS[0], capacity=2),), (EXECUTOR, DIRECTOR))


def own_id(joined: Joined) -> str:
    return queries.meta(joined.desk.replica, "desk")


def kazakh(joined: Joined):
    return next(one for one in queries.streams(joined.desk.replica) if one.id == KAZAKH)


def on_signature(joined: Joined, *children: int) -> list[str]:
    drafts = [replace(draft(child), language="kk", by_territory=True) for child in children]
    filed = [file_application(joined.desk, EXECUTOR, one) for one in drafts]
    for one in filed:
        propose(joined.desk, EXECUTOR, one, True)
    return filed


def code(refused: pytest.ExceptionInfo[ActRefused]) -> str:
    [problem] = refused.value.problems
    return problem.code


def test_the_last_seat_lent_to_the_desk_that_is_away_is_given_there_and_nowhere_else(clock, counter, office):
    first, second, third = on_signature(counter, 1, 2, 3)
    counter.sync()
    office.sync()
    lend_seats(office.desk, DIRECTOR, KAZAKH, own_id(counter), 1, NOON)
    assert not kazakh(office).leases[0].confirmed
    office.sync()
    counter.sync()
    lease = Lease(desk=own_id(counter), seats=1, until=NOON, confirmed=True)
    assert kazakh(office).leases == kazakh(counter).leases == (lease,)

    here = [decide_application(office.desk, DIRECTOR, one, True) for one in (first, second)]
    away = decide_application(counter.desk, DIRECTOR, third, True)
    assert [(one.outcome, one.provisional) for one in (*here, away)] == [
        (Outcome.APPLIED, ("places-unknown",)), (Outcome.CHANGED, ("places-unknown",)), (Outcome.APPLIED, ()),
    ]  # fmt: skip
    place = explain_place(office.desk, seen(office.desk, second))
    assert place is not None
    assert place.code == "waits-for-place"

    clock.forward(hours=9)
    office.sync()
    counter.sync()
    assert office.sync().agrees
    statuses = [seen(office.desk, one).status for one in (first, second, third)]
    assert statuses == [Status.ACCEPTED, Status.WAITLISTED, Status.ACCEPTED]
    assert (kazakh(office).taken, kazakh(office).leases) == (2, (replace(lease, used=1),))


def test_a_loan_the_centre_cannot_give_comes_back_to_the_director_with_the_reason(counter, office):
    first, second = on_signature(counter, 1, 2)
    counter.sync()
    office.sync()
    for one in (first, second):
        decide_application(counter.desk, DIRECTOR, one, True)
    lend_seats(office.desk, DIRECTOR, KAZAKH, own_id(office), 1, NOON)
    counter.sync()
    office.sync()
    [item] = queries.attention(office.desk.replica)
    assert (item.kind, item.reason.code, item.application) == ("lent", "lease-exceeds-free", "")
    assert kazakh(office).leases == ()


def test_a_child_filed_at_both_desks_goes_on_with_the_application_the_parent_chose(clock, counter, office):
    kept = file_application(counter.desk, EXECUTOR, a_draft())
    chosen = file_application(office.desk, EXECUTOR, a_draft())
    counter.sync()
    office.sync()
    assert seen(office.desk, chosen).status is Status.DUPLICATE_HOLD
    with pytest.raises(ActRefused) as refused:
        resume_application(office.desk, EXECUTOR, chosen)
    assert code(refused) == "duplicate-active"

    withdraw(counter.desk, EXECUTOR, kept, "Ата-ана екіншісін таңдады")
    counter.sync()
    office.sync()
    clock.forward(days=2)
    decision = resume_application(office.desk, EXECUTOR, chosen, "Ата-ана осыны таңдады")
    assert decision.provisional == ("other-schools-unknown",)
    office.sync()
    one = seen(office.desk, chosen)
    assert queries.is_confirmed(office.desk.replica, chosen)
    assert (one.status, one.received, one.due > clock()) == (Status.UNDER_REVIEW, MORNING, True)


def test_a_held_application_that_would_go_on_sees_what_this_desk_has_done_and_not_sent(counter, office):
    kept = file_application(counter.desk, EXECUTOR, a_draft())
    chosen = file_application(office.desk, EXECUTOR, a_draft())
    counter.sync()
    office.sync()
    withdraw(office.desk, EXECUTOR, kept)
    resume_application(office.desk, EXECUTOR, chosen)
    third = file_application(counter.desk, EXECUTOR, draft(7))
    report = office.sync()
    assert (report.confirmed, report.refused) == (2, 0)
    counter.sync()
    assert [seen(counter.desk, one).status for one in (kept, chosen, third)] == [
        Status.WITHDRAWN, Status.UNDER_REVIEW, Status.UNDER_REVIEW,
    ]  # fmt: skip


def test_a_held_application_of_a_child_who_is_enrolled_by_now_does_not_go_on(tmp_path, clock):
    desk = make_desk(tmp_path / "alone", clock=clock)
    first = file_application(desk, EXECUTOR, a_draft())
    enrolled = replace(seen(desk, first), status=Status.ENROLLED)
    held = replace(enrolled, id="held", number="Б-0001", status=Status.DUPLICATE_HOLD)
    with desk.write() as writing:
        applied = ActResult(n=1, outcome=Outcome.APPLIED, seq=50)
        writing.absorb([applied], feed(enrolled, held, start=50), 51, desk.now())
    with pytest.raises(ActRefused) as refused:
        resume_application(desk, EXECUTOR, "held")
    assert code(refused) == "already-admitted"
    desk.replica.close()

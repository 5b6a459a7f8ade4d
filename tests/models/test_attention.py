"""What needs attention: asked by person, by application, page by page; the act itself is found wherever it is kept."""

from __future__ import annotations

import pytest

from admission.acts import Filed, Proposed
from admission.context import Outcome
from admission.exchange import ActResult, EnrolAnswer, RenewAnswer
from admission.problems import Problem
from desktop_app.models import attention, outgoing, queries, renewal
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.settle_attention import settle
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, make_desk


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    yield made
    made.replica.close()


def answer(desk, n, outcome=Outcome.QUARANTINED, code="officer-unknown"):
    with desk.write() as writing:
        result = ActResult(n=n, outcome=outcome, seq=50 + n, reason=Problem(code))
        writing.absorb([result], [], 50 + n, desk.now())


@pytest.fixture
def two(desk):
    """A filing set aside, and the director's proposal on it refused; the proposal's answer came later."""
    filed = file_application(desk, EXECUTOR, a_draft())
    propose(desk, DIRECTOR, filed, True, reason="Бәрі дұрыс")
    answer(desk, 1)
    desk.now.forward(minutes=1)
    answer(desk, 2, Outcome.REFUSED, "application-unknown")
    return filed


def test_an_item_names_the_act_for_the_centre_and_keeps_what_was_done(desk, two):
    refused, aside = attention.attention(desk.replica)
    assert (refused.n, refused.desk, refused.person) == (2, "desk-a", DIRECTOR.id)
    assert refused.body == Proposed(application=two, accept=True, reason="Бәрі дұрыс")
    assert refused.done < refused.at
    assert isinstance(aside.body, Filed)
    assert (aside.number, aside.child) == ("А-0001", "Дүйсенбаев Әлихан Ерболұлы")


def test_items_are_asked_by_person_by_application_and_page_by_page(desk, two):
    everything = [item.id for item in attention.attention(desk.replica)]
    assert [item.person for item in attention.attention(desk.replica, person=EXECUTOR.id)] == [EXECUTOR.id]
    assert len(attention.attention(desk.replica, application=two)) == 2
    assert attention.attention(desk.replica, application="another") == []
    pages = [attention.attention(desk.replica, limit=1, offset=n) for n in (0, 1, 2)]
    assert [item.id for page in pages for item in page] == everything


def test_counts_are_of_what_nobody_has_settled(desk, two):
    assert (attention.asking(desk.replica), attention.asking(desk.replica, EXECUTOR.id)) == (2, 1)
    assert attention.refusals(desk.replica) == 1
    refused = attention.attention(desk.replica)[0]
    settle(desk, DIRECTOR, refused.id)
    assert (attention.asking(desk.replica), attention.refusals(desk.replica)) == (1, 0)
    last = attention.attention(desk.replica)[-1]
    assert (last.id, last.settled_by, last.settled_at) == (refused.id, "Ғабдуллин Е.Қ.", desk.now())


def test_after_a_renewal_the_act_is_still_found_and_what_waits_is_marked_as_done_again(desk, two):
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    told = EnrolAnswer(desk="desk-b", token="t", school="school-63", series="Б", epoch="e")
    with desk.write() as writing:
        renewal.become(writing, RenewAnswer(desk=told, known=[]), desk.now())
    items = {item.outcome: item for item in queries.attention(desk.replica)}
    assert items["refused"].body == Proposed(application=two, accept=True, reason="Бәрі дұрыс")
    assert (items["refused"].desk, items["refused"].n) == ("desk-a", 2)
    assert (items["renumbered"].desk, items["renumbered"].number) == ("desk-b", "Б-0001")
    assert [line.again for line in outgoing.outbox(desk.replica)] == [True]
    propose(desk, EXECUTOR, items["renumbered"].application, True)
    assert [line.again for line in outgoing.outbox(desk.replica)] == [True, False]

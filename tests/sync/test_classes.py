"""Classes over a real centre: the clerk distributes, the director's desk sees it and signs an order from it."""

from __future__ import annotations

import json

import pytest
import requests

from admission.acts import Classed
from admission.application import Status
from admission.problems import ActRefused
from admission.wire import VERSION
from desktop_app.models import queries
from desktop_app.models.attention import attention
from desktop_app.models.class_children import class_children as listed
from desktop_app.usecases.class_children import ClassWish, class_children
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.plan_order import OrderPlan, orderable
from desktop_app.usecases.propose import propose
from desktop_app.usecases.sign_order import sign_order
from desktop_app.usecases.withdraw import withdraw
from tests.centre import centre_in
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, FakeClock, a_draft, seen
from tests.ui import sample


class Key:
    """A key device of paper."""

    def sign(self, documents):
        return [b"signed " + document for document in documents]


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def centre(tmp_path, catalogues, clock):
    with centre_in(tmp_path, catalogues, clock) as made:
        yield made


@pytest.fixture
def school(centre):
    """Two desks that have heard of two accepted children."""
    counter, office = centre.join("counter"), centre.join("office")
    ids = [
        file_application(counter.desk, EXECUTOR, a_draft()),
        file_application(counter.desk, EXECUTOR, a_draft(child=OTHER_CHILD)),
    ]
    for one in ids:
        propose(counter.desk, EXECUTOR, one, True)
        decide_application(counter.desk, DIRECTOR, one, True)
    for joined in (counter, office):
        joined.sync()
    return counter, office, ids


def stands(joined, application):
    found = seen(joined.desk, application)
    return found.letter, found.twins_wish


def test_what_the_clerk_distributes_reaches_the_desk_of_the_director(school):
    counter, office, ids = school
    wishes = [ClassWish(application=one, letter="Ә", twins_wish="together") for one in ids]
    assert class_children(counter.desk, EXECUTOR, wishes) == 2
    assert class_children(counter.desk, EXECUTOR, wishes) == 0
    counter.sync()
    office.sync()
    assert [stands(office, one) for one in ids] == [("Ә", "together")] * 2
    confirmed = queries.confirmed_application(office.desk.replica, ids[0])
    assert confirmed is not None
    assert confirmed.letter == "Ә"
    assert {one.letter for one in listed(office.desk.replica, 2026, "kk")} == {"Ә"}


def test_a_child_may_be_ordered_before_the_centre_knows_its_class(school):
    counter, office, ids = school
    class_children(office.desk, DIRECTOR, [ClassWish(application=one, letter="Ә") for one in ids])
    assert {one.id for one in orderable(office.desk, "kk")} == set(ids)
    plan = OrderPlan(language="kk", letter="Ә", dated=office.desk.now().date(), applications=tuple(ids))
    sign_order(office.desk, DIRECTOR, plan, lambda _: b"%PDF-1.4", Key(), lambda *_: None)
    office.sync()
    counter.sync()
    [order] = queries.orders(counter.desk.replica)
    assert [one.order for one in listed(counter.desk.replica, 2026, "kk")] == [order.number] * 2
    assert attention(office.desk.replica) == []


def test_an_acceptance_that_is_not_confirmed_is_not_orderable(school):
    counter, _, _ = school
    third = file_application(counter.desk, EXECUTOR, sample.draft(9))
    propose(counter.desk, EXECUTOR, third, True)
    decide_application(counter.desk, DIRECTOR, third, True)
    class_children(counter.desk, EXECUTOR, [ClassWish(application=third, letter="А")])
    assert third not in {one.id for one in orderable(counter.desk, "kk")}


def test_a_withdrawal_elsewhere_wins_and_the_class_asks_for_attention(school):
    counter, office, ids = school
    withdraw(office.desk, EXECUTOR, ids[0], "көшіп кетті")
    office.sync()
    class_children(counter.desk, EXECUTOR, [ClassWish(application=one, letter="Б") for one in ids])
    counter.sync()
    office.sync()
    assert [one.reason.code for one in attention(counter.desk.replica)] == ["withdrawn"]
    assert seen(counter.desk, ids[0]).status is Status.WITHDRAWN
    assert [one.letter for one in listed(office.desk.replica, 2026, "kk")] == ["Б"]


def test_a_class_for_a_child_that_is_not_accepted_is_refused_here(school):
    counter, _, ids = school
    withdraw(counter.desk, EXECUTOR, ids[0], "көшіп кетті")
    with pytest.raises(ActRefused, match="withdrawn"):
        counter.desk.record(EXECUTOR, Classed(application=ids[0], letter="А"))
    with pytest.raises(ActRefused, match="withdrawn"):
        class_children(
            counter.desk, EXECUTOR, [ClassWish(application=one, letter="А") for one in reversed(ids)]
        )
    assert stands(counter, ids[1]) == ("", "")


def test_a_desk_of_yesterday_is_not_told_of_the_step(school, centre):
    counter, _, ids = school
    class_children(counter.desk, EXECUTOR, [ClassWish(application=ids[0], letter="А")])
    counter.sync()
    told = []
    for reads in ({}, {"v": VERSION}):
        body = {"p": 1, "epoch": "", "cursor": 0, "now": centre.clock().isoformat()} | reads
        headers = {"Authorization": f"Bearer {queries.meta(counter.desk.replica, 'token')}"}
        rows = requests.post(
            f"{centre.url}/v1/sync", data=json.dumps(body), headers=headers, timeout=20
        ).json()["rows"]
        [row] = [one["body"] for one in rows if one["id"] == ids[0]]
        told.append("classed" in [step["kind"] for step in row["history"]])
    assert told == [False, True]

"""An order changed by a later one, at a desk with a real centre: signed, confirmed, verified, in the court folder."""

from __future__ import annotations

from datetime import date

import pytest

from admission.application import Status
from admission.order import EnrolmentOrder, OrderChange
from admission.problems import ActRefused
from central_server.models import feed
from desktop_app.models import queries
from desktop_app.models.attention import attention
from desktop_app.sync.fetching import fetch_files
from desktop_app.sync.files import carry_files
from desktop_app.usecases.amend_order import AmendPlan, amend_order, amendment, children_of
from desktop_app.usecases.plan_order import orderable
from desktop_app.usecases.sign_order import verify_order
from tests.centre import centre_in, never
from tests.courts import PocketKey, Town, accepted, child, filed, holds, ordered, pressed, trusted
from tests.desk import DIRECTOR, SCHOOL, FakeClock, seen

DAY = date(2026, 9, 1)
WHERE = "Алматы қ., № 25 мектеп-гимназия"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def centre(tmp_path, catalogues, clock):
    with centre_in(tmp_path / "centre", catalogues, clock) as made:
        yield made


@pytest.fixture
def joined(centre):
    return centre.join("desk-a")


@pytest.fixture
def school(joined):
    """Three accepted children, the first two of one signed and confirmed order."""
    ids = [accepted(joined, filed(joined, child(place), [])) for place in range(3)]
    return ids, ordered(joined, ids[:2])


def a_plan(order, *lines, dated=DAY):
    changes = tuple(OrderChange(application=one, change=what, why="Басқа қалаға көшті", where_to=WHERE)
                    for one, what in lines)  # fmt: skip
    return AmendPlan(order=order, dated=dated, lines=changes)


def amended(joined, plan, check=holds):
    return amend_order(joined.desk, DIRECTOR, plan, pressed, PocketKey(), check)


def the_order(joined, order):
    found = queries.order(joined.desk.replica, order)
    assert found is not None
    return found


def taken(joined):
    return {one.language: one.taken for one in queries.streams(joined.desk.replica)}["kk"]


def test_a_changed_list_is_shown_at_once_and_confirmed_by_the_centre(centre, joined, school):
    (one, two, three), order = school
    number = amended(joined, a_plan(order, (one, "left"), (two, "taken_out"), (three, "added")))
    assert taken(joined) == 2
    report = joined.sync()
    assert report.agrees
    statuses = [seen(joined.desk, each).status for each in (one, two, three)]
    assert statuses == [Status.WITHDRAWN, Status.ACCEPTED, Status.ENROLLED]
    assert taken(joined) == 2
    assert attention(joined.desk.replica) == []
    assert all(queries.is_confirmed(joined.desk.replica, each) for each in (one, two, three))
    signed, first = the_order(joined, number), the_order(joined, order)
    assert (signed.number, signed.amends, first.amended_by) == ("2-А", order, (number,))
    assert [each.id for each in children_of(joined.desk, first)] == [three]
    assert [line.id for line in orderable(joined.desk, "kk")] == [two]
    with centre.ledger.read() as tx:
        kept = feed.rows_of_kind(tx, SCHOOL.id, "order")
    assert {row.id for row in kept if isinstance(row, EnrolmentOrder)} == {order, number}


def test_another_desk_sees_the_change_and_can_verify_both_orders(centre, joined, school):
    (one, *_), order = school
    number = amended(joined, a_plan(order, (one, "left")))
    joined.sync()
    carry_files(joined.line, never)
    other = centre.join("desk-b")
    other.sync()
    rows = [the_order(other, each) for each in (order, number)]
    named = [name for row in rows for name in (row.manifest_sha256, row.pdf_sha256, row.cms_sha256)]
    fetch_files(other.line, named, never)
    assert seen(other.desk, one).status is Status.WITHDRAWN
    assert [verify_order(other.desk, each, holds) for each in (order, number)] == [None, None]


def test_a_signature_that_does_not_hold_keeps_nothing(joined, school):
    (one, *_), order = school
    acts = len(queries.outbox(joined.desk.replica))
    with pytest.raises(ActRefused) as refused:
        amended(joined, a_plan(order, (one, "left")), lambda *_: "signature-broken")
    assert refused.value.problems[0].code == "signature-does-not-hold"
    assert len(queries.outbox(joined.desk.replica)) == acts
    assert len(queries.orders(joined.desk.replica)) == 1
    assert the_order(joined, amended(joined, a_plan(order, (one, "left")))).number == "2-А"


@pytest.mark.parametrize(
    ("lines", "dated", "expected"),
    [((), DAY, "amending-empty"),
     (((2, "left"),), DAY, "amending-not-in-order"),
     (((0, "added"),), DAY, "order-not-accepted"),
     (((0, "left"),), date(2026, 8, 24), "amending-too-early")],
)  # fmt: skip
def test_what_the_rules_refuse_is_never_put_before_the_key(joined, school, lines, dated, expected):
    ids, order = school

    class Untouched:
        def sign(self, documents):
            raise AssertionError("the key was asked")

    plan = a_plan(order, *((ids[place], what) for place, what in lines), dated=dated)
    with pytest.raises(ActRefused) as refused:
        amend_order(joined.desk, DIRECTOR, plan, pressed, Untouched(), holds)
    assert expected in {one.code for one in refused.value.problems}


def test_an_order_nobody_knows_is_not_changed(joined, school):
    assert amendment(joined.desk, a_plan("nowhere", (school[0][0], "left"))) is None
    with pytest.raises(ActRefused, match="amending-order-unknown"):
        amended(joined, a_plan("nowhere", (school[0][0], "left")))


def test_two_desks_that_change_the_same_line_without_a_line_end_alike(centre, joined, school):
    (one, *_), order = school
    other = centre.join("desk-b")
    other.sync()
    first = amended(joined, a_plan(order, (one, "left")))
    second = amended(other, a_plan(order, (one, "taken_out")))
    joined.sync()
    other.sync()
    joined.sync()
    for each in (joined, other):
        replica = each.desk.replica
        assert seen(each.desk, one).status is Status.WITHDRAWN
        assert queries.order(replica, second) is None
        assert queries.order(replica, first) is not None
    assert [item.reason.code for item in attention(other.desk.replica)] == ["amending-not-in-order"]


def test_the_court_folder_of_a_child_holds_the_order_it_came_by_and_the_one_it_left_by(
    centre, joined, school, tmp_path, catalogues
):
    (one, two, _), order = school
    number = amended(joined, a_plan(order, (one, "left")))
    joined.sync()
    carry_files(joined.line, never)
    town = Town(centre, joined, [one, two], order, trusted(tmp_path), catalogues)
    for wanted, children in ((one, 1), (order, 2), (number, 2)):
        (tmp_path / wanted).mkdir()
        folder = town.export(wanted, tmp_path / wanted)
        assert (folder / "orders/1/manifest.cms").is_file()
        assert b"order-amending/1" in (folder / "orders/2/manifest.json").read_bytes()
        assert len(list((folder / "applications").iterdir())) == children
        verdict = town.verdict(folder)
        assert verdict.ok, verdict.findings
    (tmp_path / "from-centre").mkdir()
    assert town.from_centre(one, tmp_path / "from-centre") == 0
    [folder] = (tmp_path / "from-centre").iterdir()
    assert (folder / "orders/2/order.json").is_file()

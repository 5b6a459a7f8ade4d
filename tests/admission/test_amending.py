"""`decide` on orders that change an earlier one: who comes on its list, is taken out, or left the school."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.acts import Withdrawn
from admission.amending import Amendment, check_amending
from admission.application import Application, Status, Transfer
from admission.context import ActiveElsewhere, Outcome
from admission.counting import counted
from admission.earlier import for_version
from admission.order import EnrolmentOrder, OrderChange, joined, standing
from admission.wire import dump_act, load_act, load_row
from tests.admission.casework import ONLY_DIRECTOR, ORDER_DAY, RULES, Casework, an_amendment, an_order, code
from tests.admission.test_remarks import row_line
from tests.desk import EXECUTOR, OTHER_CHILD

WHY = "Басқа мектепке ауысты"


def left(name, **changes):
    return OrderChange(application=name, change="left", why=WHY, **changes)


def out(name, why=WHY):
    return OrderChange(application=name, change="taken_out", why=why)


def added(name):
    return OrderChange(application=name, change="added", why="Орын босады")


@pytest.fixture
def case():
    """Two children of order 1; a third is accepted, a fourth waits."""
    made = Casework()
    for name in ("one", "two", "three"):
        made.stands(Status.ACCEPTED, name)
    made.stands(Status.WAITLISTED, "four")
    made.do(an_order("one", "two"))
    return made


def order(case, name="order-1"):
    row = case.rows["order", name]
    assert isinstance(row, EnrolmentOrder)
    return row


def test_a_child_that_left_gives_its_place_back_and_is_named_in_both_orders(case):
    before = order(case)
    decision = case.do(an_amendment(left("one", where_to="№ 17 мектеп-лицей")))
    assert (decision.outcome, decision.notices) == (Outcome.APPLIED, ("order-amended", "place-freed"))
    gone = case.application("one")
    assert (gone.status, gone.flags, gone.order) == (Status.WITHDRAWN, ("departed",), "order-1")
    assert (gone.history[-1].kind, gone.history[-1].reason) == ("order_amended", f"№ 2-А: {WHY}")
    assert (case.stream().taken, case.status("two")) == (2, Status.ENROLLED)
    signed = order(case, "order-2")
    assert (signed.amends, signed.changes[0].where_to) == ("order-1", "№ 17 мектеп-лицей")
    assert order(case) == replace(before, amended_by=("order-2",))


def test_a_child_taken_out_keeps_its_place_and_may_come_into_another_order(case):
    case.keep(replace(case.application("one"), letter="А"))
    case.do(an_amendment(out("one")))
    back = case.application("one")
    assert (back.status, back.order, back.letter, back.flags) == (Status.ACCEPTED, "", "", ())
    assert case.stream().taken == 3
    assert case.do(an_order("one", order="order-3")).outcome is Outcome.APPLIED


def test_an_accepted_child_comes_on_the_list_and_later_leaves_it(case):
    assert case.do(an_amendment(added("three"))).notices == ("order-amended",)
    assert (case.status("three"), case.application("three").order) == (Status.ENROLLED, "order-2")
    assert case.application("three").history[-1].reason == "2-А"
    assert case.stream().taken == 3
    known = {one: case.application(one) for one in ("one", "two", "three")}
    assert [one.id for one in standing(order(case), known)] == ["one", "two", "three"]
    case.do(an_amendment(left("three"), order="order-3"))
    assert (case.status("three"), case.stream().taken) == (Status.WITHDRAWN, 2)


def test_one_order_brings_several_changes(case):
    case.do(an_amendment(left("one"), out("two"), added("three")))
    assert [case.status(one) for one in ("one", "two", "three")] == [
        Status.WITHDRAWN, Status.ACCEPTED, Status.ENROLLED,
    ]  # fmt: skip
    assert (order(case).amended_by, order(case).brought_in) == (("order-2",), ("three",))
    assert order(case, "order-2").applications == ("one", "two", "three")


@pytest.mark.parametrize(
    ("lines", "changes", "expected"),
    [((), {}, "amending-empty"),
     ((left("one"), out("one")), {}, "order-listed-twice"),
     ((left("missing"),), {}, "application-unknown"),
     ((left("three"),), {}, "amending-not-in-order"),
     ((out("four"),), {}, "amending-not-in-order"),
     ((added("one"),), {}, "order-not-accepted"),
     ((added("four"),), {}, "order-not-accepted"),
     ((out("one", why=" "),), {}, "amending-why-missing"),
     ((left("one"),), {"amends": "order-9"}, "amending-order-unknown"),
     ((left("one"),), {"order": "order-1"}, "order-exists"),
     ((left("one"),), {"letter": "Ә"}, "amending-another-class"),
     ((left("one"),), {"language": "ru"}, "amending-another-class"),
     ((left("one"),), {"dated": ORDER_DAY - timedelta(days=1)}, "amending-too-early")],
)  # fmt: skip
def test_a_change_is_refused_whole(case, lines, changes, expected):
    before = dict(case.rows)
    decision = case.do(an_amendment(added("three"), *lines, **changes) if lines else an_amendment())
    assert (decision.outcome, code(decision), decision.effects) == (Outcome.REFUSED, expected, ())
    assert case.rows == before


def test_only_the_director_changes_an_order(case):
    assert code(case.do(an_amendment(left("one")), EXECUTOR)) == "role-missing"
    assert case.do(an_amendment(left("one")), ONLY_DIRECTOR).outcome is Outcome.APPLIED


def test_who_changes_a_changing_order_is_sent_to_the_first(case):
    case.do(an_amendment(added("three")))
    again = an_amendment(left("three"), order="order-3", amends="order-2")
    assert code(case.do(again)) == "amending-an-amendment"


def test_a_child_of_another_language_comes_on_no_list_of_this_one(case):
    case.stands(Status.ACCEPTED, "five", language="ru")
    assert code(case.do(an_amendment(added("five")))) == "order-language"


def test_a_child_that_went_into_another_order_leaves_by_that_one(case):
    case.do(an_amendment(out("one")))
    case.do(an_order("one", order="order-3"))
    assert code(case.do(an_amendment(left("one"), order="order-4"))) == "amending-not-in-order"
    assert case.do(an_amendment(left("one"), order="order-4", amends="order-3")).outcome is Outcome.APPLIED


def test_nobody_leaves_twice(case):
    case.do(an_amendment(left("one")))
    assert code(case.do(an_amendment(left("one"), order="order-3"))) == "amending-not-in-order"


def test_a_class_grows_by_changes_no_further_than_by_its_order():
    case = Casework(rules=replace(RULES, class_limit=2))
    for name in ("one", "two", "three"):
        case.stands(Status.ACCEPTED, name)
    case.do(an_order("one"))
    assert case.do(an_amendment(added("two"))).outcome is Outcome.APPLIED
    assert code(case.do(an_amendment(added("three"), order="order-3"))) == "class-too-large"
    assert case.do(an_amendment(added("three"), left("one"), order="order-3")).outcome is Outcome.APPLIED


def test_a_child_does_not_come_on_the_list_before_orders_may_be_signed(case):
    early = replace(order(case), dated=ORDER_DAY - timedelta(days=9))
    case.keep(early)
    body = an_amendment(added("three"), dated=early.dated)
    assert code(case.do(body)) == "order-too-early"
    transfer = replace(case.application("three").draft, transfer=Transfer(from_school="№ 5"))
    known = {"three": replace(case.application("three"), draft=transfer)}
    asked = Amendment(earlier=early, dated=early.dated, lines=body.lines, known=known)
    assert "order-too-early" not in {one.code for one in check_amending(asked, RULES)}


def test_a_child_filed_anew_meanwhile_is_not_accepted_a_second_time(case):
    elsewhere = {"one": ActiveElsewhere("other", "school-5")}
    assert code(case.do(an_amendment(out("one")), others=elsewhere)) == "amending-child-elsewhere"
    assert case.do(an_amendment(left("one")), others=elsewhere).outcome is Outcome.APPLIED


def test_one_child_enrolled_twice_is_not_accepted_twice(case):
    case.stands(Status.ACCEPTED, "five", child=OTHER_CHILD)
    case.do(an_amendment(added("five")))
    twin = replace(case.application("one"), draft=case.application("two").draft)
    case.keep(twin)
    assert code(case.do(an_amendment(out("one"), out("two"), order="order-3"))) == "amending-child-elsewhere"


def test_a_desk_is_unsure_of_a_child_taken_out_and_the_centre_is_not(case):
    body = an_amendment(out("one"))
    act = case.act(body, ONLY_DIRECTOR)
    from admission.decide import decide

    here, there = (
        decide(act, case.context(act, ONLY_DIRECTOR, knows_all_schools=known)) for known in (False, True)
    )
    assert (here.provisional, there.provisional) == (("other-schools-unknown",), ())


def test_a_withdrawal_after_the_order_still_goes_to_a_person_and_the_departure_order_ends_it(case):
    case.do(Withdrawn(application="one", reason="көшті"))
    assert case.application("one").flags == ("withdrawal-too-late",)
    case.do(an_amendment(left("one")))
    assert case.application("one").flags == ("withdrawal-too-late", "departed")


def test_two_rows_of_one_order_are_joined_without_losing_a_change(case):
    first = replace(order(case), amended_by=("a", "b"), brought_in=("x",))
    second = replace(order(case), amended_by=("b", "c"), brought_in=("y",))
    both = joined(first, second)
    assert (both.amended_by, both.brought_in) == (("a", "b", "c"), ("x", "y"))
    assert joined(both, second) == both


def test_a_desk_of_yesterday_sees_where_the_child_stands_but_no_step_it_has_no_word_for(case):
    case.do(an_amendment(left("one")))
    told = load_row(bytes(for_version(4, row_line(case.application("one"))).body))
    assert isinstance(told, Application)
    assert (told.status, [step.kind for step in told.history]) == (Status.WITHDRAWN, ["filed", "ordered"])
    assert len(case.application("one").history) == 3


def test_the_act_and_its_bytes_are_one(case):
    act = case.act(an_amendment(left("one", where_to="Астана"), added("three")), ONLY_DIRECTOR)
    assert load_act(dump_act(act)) == act


NAMES = ("one", "two", "three", "four", "five")
LINES = st.builds(
    OrderChange,
    application=st.sampled_from((*NAMES, "nobody")),
    change=st.sampled_from(("added", "taken_out", "left")),
    why=st.sampled_from((WHY, "")),
)


@given(st.lists(st.lists(LINES, max_size=3), max_size=6))
def test_whatever_is_changed_the_places_are_those_of_the_children_who_hold_them(steps):
    case = Casework()
    for name in NAMES:
        case.stands(Status.ACCEPTED if name != "five" else Status.WAITLISTED, name)
    case.do(an_order("one", "two"))
    for n, lines in enumerate(steps):
        before = dict(case.rows)
        decision = case.do(an_amendment(*lines, order=f"order-{n + 2}"))
        assert decision.outcome in (Outcome.APPLIED, Outcome.REFUSED)
        assert decision.outcome is Outcome.APPLIED or case.rows == before
        assert counted(case.stream(), [case.application(one) for one in NAMES]) == case.stream()
        for name in NAMES:
            assert (case.status(name) is Status.ENROLLED) <= bool(case.application(name).order)
    assert order(case).applications == ("one", "two")

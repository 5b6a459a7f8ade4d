"""Allocation: the examples of DOMAIN 1.10 and 5 #44, #45, #47, and what holds for any line of askers."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.allocation import GIVEN, TURN, Allocation, Asker, Place, Queue, allocate, asker, askers_of
from admission.application import ACTIVE, Status, Transfer
from admission.canonical import canonical
from admission.places import outside_limit
from tests.admission.casework import Casework
from tests.desk import MORNING, STREAMS, rules

RULES = rules()
KINDS: dict[str, Queue] = {"p": "preschool", "i": "inside", "o": "outside", "a": "apart"}


def line(text: str) -> list[Asker]:
    """`I` holds a place, `i` asks for one: p(reschool), i(nside), o(utside), a(part); one a minute."""
    return [
        Asker(
            id=f"{letter}{n}",
            number=f"А-{n:04}",
            received=MORNING + timedelta(minutes=n),
            queue=KINDS[letter.lower()],
            apart=letter.lower() in "pa",
            holds=letter.isupper(),
        )
        for n, letter in enumerate(text, start=1)
    ]


def allotted(askers: str | list[Asker], capacity: int = 100) -> Allocation:
    askers = line(askers) if isinstance(askers, str) else askers
    return allocate(replace(STREAMS[0], capacity=capacity), askers, RULES)


def placed(found: Allocation) -> str:
    """Who holds or gets a place."""
    return " ".join(one.application for one in found.places if not one.waits)


def last(found: Allocation) -> Place:
    return found.places[-1]


@pytest.mark.parametrize(("inside", "outside"), [(0, 0), (1, 0), (2, 0), (3, 1), (7, 2), (9, 3)])
def test_three_of_the_territory_open_one_place_outside(inside, outside):
    found = allotted("I" * inside + "o" * 5)
    assert [one.code for one in found.places[inside:]].count("given") == outside


def test_an_outside_child_over_the_limit_waits_and_knows_its_position_and_when_it_opens():
    """DOMAIN 5 #44; the 4th outside applicant opens with the 12th child of the territory."""
    found = allotted("I" * 9 + "oooo")
    assert last(found).code == "waits-for-territory"
    assert last(found).params == {"position": 4, "opens_at": 12, "capacity": 100}


@pytest.mark.parametrize("inside", range(9, 14))
def test_it_opens_just_when_it_was_told(inside):
    assert last(allotted("I" * inside + "oooo")).waits is (inside < 12)


def test_outside_children_who_were_accepted_count_for_what_opens_next():
    assert last(allotted("IIIOo")).params["opens_at"] == 6


def test_when_a_territory_child_withdraws_accepted_outside_children_stay_and_new_ones_wait():
    found = allotted("IIOo")
    assert placed(found) == "I1 I2 O3"
    assert last(found).params == {"position": 1, "opens_at": 6, "capacity": 100}


def test_a_full_class_keeps_everybody_waiting_and_removes_nobody():
    """DOMAIN 5 #45: also when the director had lowered the limit under the number of children."""
    found = allotted("IIIOio", capacity=3)
    assert placed(found) == "I1 I2 I3 O4"
    assert [one.params for one in found.places[4:]] == [{"position": 1, "capacity": 3}] * 2


def test_a_territory_child_who_comes_late_has_the_next_place():
    """DOMAIN 5 #47: the outside child before it keeps what it was given, the one who waits goes on waiting."""
    assert placed(allotted("IIIOoi", capacity=4)) == "I1 I2 I3 O4"
    assert placed(allotted("IIIIIIOoi", capacity=8)) == "I1 I2 I3 I4 I5 I6 O7 i9"


def test_an_outside_child_is_told_which_territory_children_are_accepted_before_it():
    found = allotted("IIio")
    assert [one.code for one in found.places[2:]] == ["given", "given-after-territory"]
    assert last(found).params == {"position": 1, "opens_at": 3, "capacity": 100}
    assert last(allotted("IIIo")).code == "given"


def test_the_schools_own_preschool_is_first_and_counts_on_no_side_of_three_to_one():
    """The joint order of 2026: registered last, served first, and it opens no place outside."""
    assert placed(allotted("iiop", capacity=2)) == "i1 p4"
    assert placed(allotted("iiopp")) == "i1 i2 p4 p5"


def test_who_stands_apart_needs_no_territory_but_a_place():
    """DOMAIN 5 #36: late arrivals stay out of 3:1."""
    assert placed(allotted("oa")) == "a2"
    assert last(allotted("Ia", capacity=1)).code == "waits-for-place"


def test_who_can_never_be_opened_by_the_territory_is_told_so():
    """In a class of 25 the seventh outside child would need 21 of the territory: 28 places."""
    found = allotted("i" * 18 + "o" * 7, capacity=25)
    assert [one.code for one in found.places[18:]] == ["given-after-territory"] * 6 + ["waits-beyond-class"]
    assert last(allotted("i" * 18 + "o" * 7, capacity=28)).code == "waits-for-territory"
    assert last(allotted("p" + "i" * 17 + "o" * 6, capacity=24)).code == "waits-beyond-class"


def test_who_holds_a_place_has_no_position():
    assert allotted("I").places == (
        Place(application="I1", queue="inside", position=0, code="holds", params={}),
    )


def test_an_application_that_does_not_ask_has_no_answer():
    assert allotted("i").place("i1") == last(allotted("i"))
    assert allotted("i").place("o1") is None


def an_application(status: Status = Status.UNDER_REVIEW, **changes):
    case = Casework()
    case.file(**changes)
    return replace(case.application(), status=status)


@pytest.mark.parametrize("status", Status)
def test_an_application_asks_while_it_is_active_and_holds_once_it_is_accepted(status):
    found = asker(an_application(status))
    if status in (Status.ACCEPTED, Status.ENROLLED):
        assert found is not None
        assert found.holds
    else:
        assert (found is not None) == (status in ACTIVE)


@pytest.mark.parametrize(
    ("changes", "queue", "apart"),
    [({}, "inside", False),
     ({"by_territory": False}, "outside", False),
     ({"own_preschool": True, "by_territory": False}, "preschool", True),
     ({"transfer": Transfer(from_school="№1")}, "inside", True),
     ({"confirmed": ("window-closed",), "by_territory": False}, "apart", True)],
)  # fmt: skip
def test_each_application_stands_in_its_queue(changes, queue, apart):
    found = asker(an_application(**changes))
    assert found is not None
    assert (found.queue, found.apart) == (queue, apart)


def test_only_applications_of_the_stream_that_ask_are_looked_at():
    ours, gone, russian = (
        an_application(),
        an_application(Status.REFUSED),
        replace(an_application(language="ru"), id="two"),
    )
    assert [one.id for one in askers_of(STREAMS[0], [ours, gone, russian])] == ["one"]


lines = st.text("pioaPIOA", max_size=40).map(line)
capacities = st.integers(0, 30)


@given(lines, capacities)
def test_never_more_children_than_places_unless_they_hold_them_already(askers, capacity):
    found = allotted(askers, capacity)
    held = sum(one.holds for one in askers)
    assert found.stream.taken <= max(capacity, held)
    assert found.stream.taken == len(placed(found).split())
    assert {one.id for one in askers if one.holds} <= set(placed(found).split())


@given(lines, capacities)
def test_at_each_outside_place_given_the_territory_has_three_for_each(askers, capacity):
    found, held = allotted(askers, capacity), [one for one in askers if one.holds]
    outside = sum(one.queue == "outside" for one in held)
    given_outside = sum(one.queue == "outside" and one.code in GIVEN for one in found.places)
    if given_outside:
        assert outside + given_outside <= outside_limit(found.stream.inside, RULES)


@given(lines, capacities)
def test_within_a_queue_who_came_first_is_served_first(askers, capacity):
    for queue in KINDS.values():
        asking = [one for one in allotted(askers, capacity).places if one.queue == queue and one.position]
        assert [one.position for one in asking] == list(range(1, len(asking) + 1))
        waiting = [one.waits for one in asking]
        apart = {one.apart for one in askers if one.queue == queue}
        assert waiting == sorted(waiting) or len(apart) > 1


@given(lines, capacities)
def test_no_place_stays_free_while_somebody_may_have_it(askers, capacity):
    found = allotted(askers, capacity)
    waiting = {one.code for one in found.places if one.waits}
    if found.stream.free <= 0:
        assert waiting <= {"waits-for-place"}
    else:
        assert waiting <= {"waits-for-territory", "waits-beyond-class"}
        assert not waiting or found.stream.outside >= outside_limit(found.stream.inside, RULES)


@given(lines, capacities)
def test_one_place_more_takes_a_place_from_nobody(askers, capacity):
    fewer, more = (set(placed(allotted(askers, room)).split()) for room in (capacity, capacity + 1))
    assert fewer <= more


@given(lines, capacities, st.randoms(use_true_random=False))
def test_a_replay_gives_the_same_bytes_in_whatever_order_they_are_read(askers, capacity, random: Random):
    shuffled = msgspec.json.encode(random.sample(askers, len(askers)))
    again = allotted(msgspec.json.decode(shuffled, type=list[Asker]), capacity)
    first, second = (msgspec.json.encode(one) for one in (allotted(askers, capacity), again))
    assert canonical(msgspec.json.decode(second)) == canonical(msgspec.json.decode(first))


@given(lines.filter(bool), capacities, st.data())
def test_a_withdrawal_never_worsens_anyones_position_and_never_takes_a_place_that_is_held(
    askers, capacity, data
):
    """Only a place *given* outside, and not yet accepted, closes when the territory child behind it leaves (1.10)."""
    leaving = data.draw(st.sampled_from(askers))
    before = {one.application: one for one in allotted(askers, capacity).places}
    after = allotted([one for one in askers if one is not leaving], capacity)
    for one in after.places:
        was = before[one.application]
        assert one.position <= was.position
        assert one.params.get("opens_at", 0) <= was.params.get("opens_at", 10**6)
        closed = one.waits and not was.waits
        assert not closed or was.code in GIVEN
        assert not closed or (leaving.queue, one.queue) == ("inside", "outside")


@given(lines, capacities)
def test_what_is_given_can_be_accepted_one_after_another_by_the_rule_of_decide(askers, capacity):
    """The answer is the director's work list: worked in turn it stays true to its end."""
    found = allotted(askers, capacity)
    told = {one.application: one.code for one in found.places}
    for one in sorted(askers, key=lambda one: TURN[one.queue]):
        if told[one.id] in GIVEN:
            before = allotted(askers, capacity)
            assert placed(before) == placed(found)
            assert next(place.code for place in before.places if place.application == one.id) == "given"
            askers = [replace(other, holds=other.holds or other.id == one.id) for other in askers]
    assert not any(one.code in GIVEN for one in allotted(askers, capacity).places)

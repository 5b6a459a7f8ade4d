"""Moves of the waiting list: every one has its causes, they add up, and each has words."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.allocation import Allocation, Asker, Place, PlaceCode
from admission.moves import Cause, Move, MoveCode, moves
from tests.admission.test_allocation import allotted, capacities, line, lines
from wording import Texts

CHANGES = ("leave", "accept", "reverse", "inside", "outside")


def changed(askers: list[Asker], how: str, asker_id: str) -> list[Asker]:
    """What one act makes of the line."""
    if how == "leave":
        return [one for one in askers if one.id != asker_id]
    if how in ("accept", "reverse"):
        return [replace(one, holds=how == "accept") if one.id == asker_id else one for one in askers]
    return [replace(one, queue=how, apart=False) if one.id == asker_id else one for one in askers]


def told(before: Allocation, after: Allocation) -> dict[str, dict[str, dict[str, int]]]:
    return {
        one.application: {cause.code: cause.params for cause in one.causes} for one in moves(before, after)
    }


def after(text: str, how: str, asker_id: str, capacity: int = 100, room: int | None = None):
    """What moved when one act was done on that line."""
    askers = line(text)
    later = allotted(changed(askers, how, asker_id), capacity if room is None else room)
    return told(allotted(askers, capacity), later)


def test_nothing_done_moves_nobody():
    assert moves(allotted("IIIOoip"), allotted("IIIOoip")) == ()


def test_who_waits_moves_up_when_one_ahead_withdraws():
    found = after("Iooo", "leave", "o2")
    assert found == {
        "o3": {"moved-up-withdrawn": {"n": 1, "was": 2, "now": 1}, "opens-sooner": {"was": 6, "now": 3}},
        "o4": {"moved-up-withdrawn": {"n": 1, "was": 3, "now": 2}, "opens-sooner": {"was": 9, "now": 6}},
        "o2": {"left": {}},
    }


def test_who_waits_moves_up_when_one_ahead_is_accepted():
    found = after("IIIoo", "accept", "o4")
    assert found == {"o4": {"accepted": {}}, "o5": {"moved-up-accepted": {"n": 1, "was": 2, "now": 1}}}


def test_the_third_child_of_the_territory_opens_a_place_outside():
    assert after("IIio", "accept", "i3")["o4"] == {"opened-territory": {"position": 1}}


def test_a_place_given_outside_closes_when_a_child_of_the_territory_withdraws():
    assert after("IIIo", "leave", "I1")["o4"] == {"closed-territory": {"position": 1}}


def test_a_child_of_the_territory_takes_the_last_place_before_one_from_outside():
    before, now = allotted("IIIo", 4), allotted("IIIoi", 4)
    assert told(before, now) == {"o4": {"passed-by-territory": {"n": 1}}, "i5": {"came": {"position": 1}}}


def test_a_freed_place_opens_for_the_first_who_waits():
    assert after("IIi", "leave", "I1", capacity=2)["i3"] == {"opened-place": {"position": 1}}


def test_a_smaller_class_closes_a_place_that_was_given():
    assert after("i", "accept", "nobody", capacity=1, room=0)["i1"] == {"closed-place": {"position": 1}}


def test_an_acceptance_taken_back_puts_the_child_where_it_was():
    found = after("Ii", "reverse", "I1")
    assert found["I1"] == {"reversed": {"position": 1}}
    assert found["i2"] == {"moved-down-earlier": {"n": 1, "was": 1, "now": 2}}


def test_an_application_found_to_be_outside_changes_its_queue():
    assert list(after("ii", "outside", "i1")["i1"]) == ["changed-queue", "closed-territory"]


def test_an_application_another_desk_had_registered_earlier_is_put_in_ahead():
    later = line("ii")
    assert told(allotted(later[1:]), allotted(later))["i2"] == {
        "moved-down-earlier": {"n": 1, "was": 1, "now": 2}
    }


def test_who_was_accepted_before_we_heard_of_it_is_told_as_accepted():
    assert told(allotted(""), allotted("I")) == {"I1": {"accepted": {}}}


def test_an_outside_child_accepted_out_of_turn_lets_the_others_open_later():
    assert after("Ioo", "accept", "o3")["o2"] == {"opens-later": {"was": 3, "now": 6}}


def test_one_ahead_left_and_one_put_in_ahead_is_no_move():
    before, now = line("iii"), line("iii")
    assert list(told(allotted(before[1:]), allotted([now[0], now[2]]))) == ["i1", "i2"]


def standing(place: Place | None) -> tuple[object, ...]:
    return (place.queue, place.position, place.code, place.params.get("opens_at")) if place else ()


acts = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 39)), max_size=4)


@given(lines, capacities, capacities, acts)
def test_every_move_has_a_cause_and_without_a_move_there_is_none(askers, capacity, room, done):
    later = askers
    for how, n in done:
        later = changed(later, how, askers[n % len(askers)].id if askers else "")
    one, other = allotted(askers, capacity), allotted(later, room)
    found = {move.application: move for move in moves(one, other)}
    for application in {place.application for place in (*one.places, *other.places)}:
        was, now = one.place(application), other.place(application)
        assert (application in found) == (standing(was) != standing(now))
        if application in found:
            assert (found[application].was, found[application].now) == (was, now)
            assert adds_up(found[application])


def adds_up(move: Move) -> bool:
    """Only where the queue is the same and it asked before and after."""
    if not (move.was and move.now and move.was.position and move.now.position):
        return True
    if move.was.queue != move.now.queue:
        return True
    shift = {cause.code: cause.params["n"] for cause in move.causes if "n" in cause.params}
    up = shift.get("moved-up-accepted", 0) + shift.get("moved-up-withdrawn", 0)
    return move.now.position == move.was.position - up + shift.get("moved-down-earlier", 0)


def every_cause() -> list[Cause | Place]:
    """One example of every code, from lines in which it comes up."""
    found: dict[str, Cause | Place] = {}
    for text in ("Iooo", "IIIoo", "IIio", "IIIo", "IIi", "Ii", "ii", "IIIioo", "IIIa", "IIIIoooo"):
        for capacity in (2, 3, 4, 5, 100):
            for room in (2, 3, 4, 5, 100):
                for how in CHANGES:
                    for n in range(len(text)):
                        askers = line(text)
                        one = allotted(askers, capacity)
                        other = allotted(changed(askers, how, askers[n].id), room)
                        there_and_back = (*moves(one, other), *moves(other, one))
                        found |= {place.code: place for place in one.places}
                        found |= {cause.code: cause for move in there_and_back for cause in move.causes}
    return list(found.values())


EXAMPLES = every_cause()


def test_the_examples_show_every_code():
    assert {one.code for one in EXAMPLES} == {*get_args(PlaceCode), *get_args(MoveCode)}


def test_every_code_has_words_that_ask_only_for_what_it_gives(
    texts_kk: Texts, texts_ru: Texts, texts_en: Texts
):
    for texts in (texts_kk, texts_ru, texts_en):
        for one in EXAMPLES:
            assert not list(_open(texts(f"place-{one.code}", **one.params)))


def _open(words: str):
    return (name for _, name, _, _ in Formatter().parse(words) if name is not None)


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Кезекте: 4-орын. Бұл орын шағын ауданның 12-баласы қабылданғанда ашылады."),
     ("ru", "В очереди: 4-е место. Оно откроется, когда будет принят 12-й ребёнок микрорайона."),
     ("en", "Waiting: no. 4 in line. The place opens when territory child no. 12 is accepted.")],
)  # fmt: skip
def test_the_words_name_position_and_opening(language, words, catalogues):
    found = allotted("I" * 9 + "oooo").places[-1]
    assert Texts(language, catalogues)(f"place-{found.code}", **found.params) == words


def test_ten_thousand_applications_are_one_pass():
    """Not a measurement: a square of ten thousand would not end within the test's time."""
    askers = line("iio" * 3_333)
    before = allotted(askers, 500)
    assert len(moves(before, allotted(askers[1:], 500))) > 2_000

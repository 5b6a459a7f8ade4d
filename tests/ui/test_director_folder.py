"""The director's folder: how much of the clean ones must be looked at, and what is ready to be signed."""

import random

import pytest

from desktop_app.ui.director_folder import Folder, sample_size
from desktop_app.usecases.decide_batch import Wish

CLEAN = tuple(f"c{number}" for number in range(45))
WAITING = ("r", "o", *CLEAN)
REFUSAL = Wish("r", False, ("non-compliant",), "Құжаттар талаптарға сай емес.")


@pytest.fixture
def folder():
    made = Folder(random.Random(63))
    made.lay_out(WAITING, CLEAN)
    return made


def look_at_all(folder):
    for one in folder.sample:
        folder.look(one)


@pytest.mark.parametrize(
    ("clean", "size"),
    [(0, 0), (1, 1), (2, 1), (10, 1), (11, 2), (20, 2), (21, 3), (41, 5), (50, 5), (900, 5)],
)
def test_a_tenth_is_looked_at_one_at_least_and_five_at_most(clean, size):
    assert sample_size(clean) == size


def test_the_sample_is_drawn_by_chance_in_the_order_of_the_list(folder):
    other = Folder(random.Random(64))
    other.lay_out(WAITING, CLEAN)
    assert len(folder.sample) == len(other.sample) == 5
    assert folder.sample != other.sample
    assert list(folder.sample) == sorted(folder.sample, key=CLEAN.index)


def test_the_clean_ones_go_together_only_when_the_whole_sample_was_looked_at(folder):
    for one in folder.sample[:-1]:
        assert folder.look(one)
    assert not folder.accept_clean()
    assert folder.wishes == []
    folder.look(folder.sample[-1])
    assert folder.accept_clean()
    assert [wish.application for wish in folder.wishes] == list(CLEAN)
    assert all(wish.accept for wish in folder.wishes)


def test_to_look_at_others_or_twice_counts_for_nothing(folder):
    outside = next(one for one in CLEAN if one not in folder.sample)
    assert not folder.look(outside)
    assert folder.look(folder.sample[0])
    assert not folder.look(folder.sample[0])
    assert len(folder.unseen) == 4


def test_news_keep_the_sample_and_what_was_seen_of_it(folder):
    first, second, *_ = folder.sample
    folder.look(first)
    folder.lay_out(WAITING, [one for one in CLEAN if one != second])
    assert first in folder.sample
    assert second not in folder.sample
    assert len(folder.sample) == 5
    assert first not in folder.unseen


def test_those_that_come_after_the_acceptance_wait_for_a_sample_of_their_own(folder):
    look_at_all(folder)
    folder.accept_clean()
    folder.lay_out((*WAITING, "new"), (*CLEAN, "new"))
    assert (folder.together, folder.clean, folder.sample) == (45, ("new",), ("new",))
    assert not folder.looked_through


def test_one_that_waits_no_more_or_is_clean_no_more_leaves_the_folder(folder):
    folder.put(REFUSAL)
    look_at_all(folder)
    folder.accept_clean()
    folder.lay_out(WAITING[1:], CLEAN[1:])
    assert [wish.application for wish in folder.wishes] == list(CLEAN[1:])


def test_a_decision_may_be_changed_and_taken_back_until_it_is_signed(folder):
    folder.put(REFUSAL)
    assert (folder.mark("r"), folder.wishes) == ("refuse", [REFUSAL])
    folder.put(Wish("r", True))
    assert folder.mark("r") == "accept"
    assert folder.take_out("r")
    assert not folder.take_out("r")
    assert (folder.mark("r"), folder.wishes) == ("", [])


def test_a_clean_one_decided_by_itself_is_no_longer_one_of_the_batch(folder):
    look_at_all(folder)
    folder.accept_clean()
    folder.put(Wish("c3", False, ("class-full",), "Бос орын қалмады, сынып толы."))
    assert folder.together == 44
    assert folder.mark("c3") == "refuse"
    assert sum(wish.application == "c3" for wish in folder.wishes) == 1


def test_the_batch_taken_back_waits_again_with_its_sample_looked_at(folder):
    look_at_all(folder)
    folder.accept_clean()
    folder.leave_clean()
    folder.lay_out(WAITING, CLEAN)
    assert (folder.wishes, len(folder.clean)) == ([], 45)
    assert {folder.mark(one) for one in folder.sample} <= {"sample", "seen"}


def test_marks_tell_the_sample_from_what_was_seen_of_it(folder):
    one, outside = folder.sample[0], next(one for one in CLEAN if one not in folder.sample)
    assert (folder.mark(one), folder.mark(outside)) == ("sample", "")
    folder.look(one)
    assert folder.mark(one) == "seen"

"""The director's batch, when something stands against it: every lie and every second thought leaves no trace."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.problems import ActRefused, Problem
from desktop_app.signing.signer import Cancelled, Failed, NoAnswer, SigningTrouble
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.decide_batch import LeftOut, Wish
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.withdraw import withdraw
from tests import desk as desks
from tests.desk import EXECUTOR, feed, seen
from tests.golden.recording import picture
from tests.signing.director_batch import (
    GROUND,
    REASON,
    decide,
    everything,
    in_kazakh,
    kept,
    manifests,
    through,
    wishes,
)


@pytest.mark.parametrize(
    "lie",
    ["other-bytes", "swapped", "missing", "one-too-many", "same-for-all", "broken-base64", "truncated", "garbage",
     "not-an-object", "wrong-shape", "no-status", "nested", "empty-list", "close-after", "half-a-frame", "cancel"],
)  # fmt: skip
def test_a_lie_or_a_second_thought_leaves_every_row_as_it_was(desk, stand_in, four, lie):
    stand_in.script(lie)
    before = everything(desk)
    with pytest.raises((ActRefused, SigningTrouble)):
        decide(desk, stand_in, wishes(four))
    assert everything(desk) == before


@pytest.mark.parametrize("person", ["employee", "other-iin", "other-bin", "expired", "forger", "login"])
def test_the_wrong_key_leaves_every_row_as_it_was(desk, stand_in, four, person):
    stand_in.script(person=person, insists=True)
    before = everything(desk)
    with pytest.raises(ActRefused) as refused:
        decide(desk, stand_in, wishes(four))
    [problem] = refused.value.problems
    assert problem.code == "signature-does-not-hold"
    assert problem.params["number"] == seen(desk, four[0]).number
    assert everything(desk) == before


def test_a_window_nobody_answers_and_one_that_is_given_up_change_nothing(desk, stand_in, four):
    before = everything(desk)
    stand_in.script("never")
    with pytest.raises(NoAnswer):
        decide(desk, stand_in, wishes(four), signer=through(stand_in, answer_seconds=0.5))
    stand_in.script("never")
    with pytest.raises(Cancelled):
        decide(desk, stand_in, wishes(four), signer=through(stand_in, lambda: True))
    assert everything(desk) == before


class Sleepy:
    """A key that signs, while something happens at the office."""

    def __init__(self, signer, meanwhile):
        self.signer, self.meanwhile = signer, meanwhile

    def sign(self, documents):
        found = self.signer.sign(documents)
        self.meanwhile()
        return found


class Short:
    """A key that forgets one."""

    def sign(self, documents):
        return [b"x" for _ in documents[1:]]


def test_a_key_that_forgets_one_is_found_out_whatever_it_promised(desk, stand_in, four):
    before = everything(desk)
    with pytest.raises(Failed):
        decide(desk, stand_in, wishes(four), signer=Short())
    assert everything(desk) == before


def test_one_that_was_withdrawn_while_the_key_was_waited_for_is_left_out_and_the_others_go_on(
    desk, stand_in, four
):
    signer = Sleepy(through(stand_in), partial(withdraw, desk, EXECUTOR, four[1], "көшіп кетті"))
    done = decide(desk, stand_in, wishes(four), signer=signer)
    number = seen(desk, four[1]).number
    assert done.decided == (four[0], four[2], four[3])
    assert done.left_out == (LeftOut(four[1], number, Problem("withdrawn", params={"number": number})),)
    assert seen(desk, four[1]).decision is None
    names = [hashlib.sha256(kept(desk, one["previous"])).hexdigest() for one in manifests(desk, four[2:])]
    assert names == [one["previous"] for one in manifests(desk, four[2:])]


def test_one_that_got_another_paper_meanwhile_is_left_out(desk, stand_in, four):
    signer = Sleepy(
        through(stand_in),
        partial(attach_file, desk, EXECUTOR, four[0], "photo", "photo.jpg", picture()),
    )
    done = decide(desk, stand_in, wishes(four), signer=signer)
    assert [one.problem.code for one in done.left_out] == ["changed-while-signing"]
    assert seen(desk, four[0]).status is Status.ON_SIGNATURE


def test_where_every_one_changed_meanwhile_nothing_is_kept(desk, stand_in, four):
    before: dict[str, object] = {}

    def meanwhile():
        withdraw(desk, EXECUTOR, four[0], "көшіп кетті")
        before.update(everything(desk))

    done = decide(desk, stand_in, wishes(four)[:1], signer=Sleepy(through(stand_in), meanwhile))
    assert (done.decided, len(done.left_out)) == ((), 1)
    assert everything(desk) == before


def test_what_the_rules_forbid_is_named_and_the_others_are_signed(desk, stand_in, four):
    returned = file_application(desk, EXECUTOR, in_kazakh(4))
    done = decide(
        desk,
        stand_in,
        [
            Wish("nobody", True),
            Wish(returned, True),
            Wish(four[0], True),
            Wish(four[1], False, GROUND, "қысқа"),
            Wish(four[2], False, (), REASON),
        ],
    )
    assert done.decided == (four[0],)
    assert [(one.application, one.problem.code) for one in done.left_out] == [
        ("nobody", "application-unknown"),
        (returned, "status-forbids"),
        (four[1], "reason-too-short"),
        (four[2], "ground-missing"),
    ]


def test_where_the_rules_forbid_all_no_window_opens_and_nothing_changes(desk, stand_in, four):
    before = everything(desk)
    done = decide(desk, stand_in, [Wish(four[0], False, GROUND, "")])
    assert (done.decided, stand_in.requests()) == ((), [])
    assert everything(desk) == before


def test_a_class_that_is_full_within_the_batch_takes_no_signed_acceptance(desk, stand_in, four):
    small = replace(desks.STREAMS[0], capacity=2)
    with desk.write() as writing:
        writing.absorb([], feed(small, start=300), 300, desk.now())
    done = decide(desk, stand_in, [Wish(one, True) for one in four[:3]])
    assert done.decided == tuple(four[:2])
    assert [one.problem.code for one in done.left_out] == ["class-full"]
    assert seen(desk, four[2]).status is Status.ON_SIGNATURE


def test_a_crash_in_the_middle_of_keeping_leaves_every_row_as_it_was(desk, stand_in, four):
    ids = iter(["r", *(f"id-{n}" for n in range(20))])
    before = everything(desk)
    patient = decide_batch_with_ids(desk, ids)
    with pytest.raises(RuntimeError):
        decide(patient, stand_in, wishes(four))
    assert everything(desk) == before


def decide_batch_with_ids(desk, ids):
    """The same desk, whose source of ids dries up after the second decision was written."""
    from dataclasses import replace as with_

    written = 0

    def new_id():
        nonlocal written
        written += 1
        if written > 4 + 1 + 2:  # four rehearsed, a paper, two kept
            raise RuntimeError("the light went out")
        return f"{next(ids)}"

    return with_(desk, new_id=new_id)

"""What neighbours did is shown among one's own acts in the order it came, as deciding everything again shows it."""

from __future__ import annotations

import pytest

from admission.wire import chain, load_act
from desktop_app.models import neighbours, queries
from desktop_app.models.exchange import outgoing
from desktop_app.models.neighbours import HeldBundle, Stand
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, a_draft, make_desk, seen
from tests.models.test_rebasing import FEW, HEARD, Morning, shown

STEPS = 8
NO_BUNDLE = HeldBundle(desk="b", last=0, sealed=b"")


@pytest.fixture
def two(tmp_path):
    """Two desks of one school that know each other; nothing passes but what a test passes."""
    made = [make_desk(tmp_path / name, name=name, series=series) for name, series in (("a", "А"), ("b", "Б"))]
    for one, other in (made, made[::-1]):
        with one.write() as writing, other.write() as theirs:
            writing.set_meta("epoch", "e")
            writing.neighbours.pair(theirs.meta("desk"), "", "", "")
    yield made
    for desk in made:
        desk.replica.close()


def pass_on(teller, hearer) -> int:
    """Everything the hearer lacks of the teller's acts; how many that was."""
    theirs = queries.meta(teller.replica, "desk")
    speech = neighbours.speech(teller.replica, neighbours.stand(hearer.replica, theirs), 100)
    if speech.acts:
        newest = speech.before
        for body in speech.acts:
            newest = chain(newest, body)
        with hearer.write() as writing:
            writing.overhear([(load_act(body), body) for body in speech.acts], newest, NO_BUNDLE)
    return len(speech.acts)


@pytest.mark.parametrize("seed", range(8))
def test_overhearing_shows_what_deciding_all_again_shows(two, seed):
    here, there = two
    mornings = [Morning(here, seed), Morning(there, seed + 1000)]
    for morning in mornings:
        with morning.desk.write() as writing:
            writing.absorb([], [morning._line(stream) for stream in FEW], morning.seq, HEARD)
    mornings[1].applications.append(file_application(there, EXECUTOR, a_draft()))
    heard = 0
    for step in range(STEPS):
        for morning in mornings:
            for _ in range(morning.chance.randrange(1, 4)):
                morning.act()
        mornings[0].applications += mornings[1].applications
        heard += pass_on(there, here)
        partly = shown(here)
        with here.write() as writing:
            writing.show_again()
        assert partly == shown(here), step
        if step % 3 == 2:
            with here.write() as writing:
                if writing.neighbours.forget({"b": mornings[0].chance.randrange(heard + 1)}):
                    writing.show_again()
        mornings[0].answer()
    assert heard


def test_own_acts_and_heard_ones_are_decided_in_the_order_they_came_to_be_here(two):
    here, there = two
    filed = file_application(there, EXECUTOR, a_draft())
    pass_on(there, here)
    propose(here, EXECUTOR, filed, True)
    pass_on(here, there)
    decide_application(there, DIRECTOR, filed, True)
    pass_on(there, here)
    withdraw(here, EXECUTOR, filed, "көшті")
    with here.write() as writing:
        writing.show_again()
        bodies = [load_act(body).body for body in writing.neighbours.in_order()]
    assert [type(body).__name__ for body in bodies] == ["Filed", "Proposed", "Decided", "Withdrawn"]
    assert seen(here, filed).status.value == "withdrawn"


def test_what_the_other_has_read_of_the_centre_is_not_told_it_again(two):
    there = two[1]
    first = file_application(there, EXECUTOR, a_draft())
    propose(there, EXECUTOR, first, True)
    with there.write() as writing:
        writing.connection.exec_driver_sql("update act set state = 'applied', seq = 40 + n")
    decide_application(there, DIRECTOR, first, True)

    def told(stand: Stand) -> tuple[int, int]:
        speech = neighbours.speech(there.replica, stand, 10)
        return speech.first, len(speech.acts)

    assert told(Stand(epoch="e", cursor=40)) == (1, 3)
    assert told(Stand(epoch="e", cursor=41)) == (2, 2)
    assert told(Stand(epoch="e", cursor=42)) == (3, 1)
    assert told(Stand(epoch="e", cursor=42, has=3)) == (0, 0)
    assert told(Stand(epoch="another", cursor=9)) == (3, 1)
    assert told(Stand(epoch="e", cursor=0)) == (3, 1)
    assert neighbours.speech(there.replica, Stand(has=2, hash="no"), 10).forked
    assert len(outgoing(there.replica, 10).acts) == 1


def test_who_stands_behind_misses_something(two):
    at = Stand(epoch="e", cursor=40, has=3)
    assert at.reaches(at)
    assert Stand(epoch="e", cursor=41, has=3).reaches(at)
    assert not Stand(epoch="e", cursor=39, has=9).reaches(at)
    assert not Stand(epoch="e", cursor=99, has=2).reaches(at)
    assert not Stand(epoch="f", cursor=99, has=9).reaches(at)

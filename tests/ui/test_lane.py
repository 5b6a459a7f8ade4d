"""The lane: one background thread, answers on the GUI thread, an orderly end."""

from __future__ import annotations

from threading import get_ident

import pytest

from admission.problems import ActRefused, Problem
from desktop_app.models.connection import DiskTrouble
from desktop_app.ui.lane import Lane


def never(*_: object) -> None:
    raise AssertionError("this answer was not asked for")


def boom() -> None:
    raise LookupError("gone")


def test_the_lane_answers_on_the_gui_thread(qtbot, lane):
    answers = []
    lane.run(get_ident, lambda worked_on: answers.append((worked_on, get_ident())), never)
    qtbot.waitUntil(lambda: bool(answers))
    [(worked_on, answered_on)] = answers
    assert worked_on != answered_on == get_ident()


def test_a_failure_is_an_answer_too(qtbot, lane):
    errors: list[BaseException] = []
    lane.run(boom, never, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], LookupError)


def test_work_is_done_one_by_one_in_the_order_asked(qtbot, lane):
    done: list[int] = []
    for n in range(50):
        lane.run(lambda n=n: n, done.append, never)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_closing_waits_for_the_work_and_drops_the_answers(qtbot):
    lane, worked = Lane("short"), []
    lane.run(lambda: worked.append("yes"), never, never)
    lane.close()
    qtbot.wait(1)
    assert worked == ["yes"]


def test_the_office_tells_when_the_replica_changed(qtbot, office):
    with qtbot.waitSignal(office.changed):
        office.do(lambda: 7)


def test_what_is_done_quietly_is_not_told(qtbot, office):
    heard: list[int] = []
    office.changed.connect(lambda: heard.append(0))
    answers: list[int] = []
    office.do(lambda: 7, answers.append, quietly=True)
    qtbot.waitUntil(lambda: answers == [7])
    assert heard == []


def test_a_refusal_goes_to_who_asked_for_it(qtbot, office):
    refusals: list[ActRefused] = []
    office.do(refuse, never, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert refusals[0].problems[0].code == "reason-missing"


def test_a_refusal_nobody_asked_for_becomes_a_notice(qtbot, office):
    with qtbot.waitSignal(office.notice) as told:
        office.do(refuse)
    assert told.args == [office.words("problem-reason-missing")]


def test_trouble_with_the_disk_becomes_a_notice(qtbot, office):
    with qtbot.waitSignal(office.notice) as told:
        office.do(full_disk)
    assert told.args == [office.words("trouble-disk-trouble")]


def test_a_bug_is_raised_again(qtbot, office):
    with qtbot.captureExceptions() as bugs:
        office.do(boom)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is LookupError


def refuse() -> None:
    raise ActRefused((Problem("reason-missing", "reason"),))


def full_disk() -> None:
    raise DiskTrouble("disk I/O error")


@pytest.mark.parametrize("words_of", ["kk", "ru", "en"])
def test_the_words_change_while_everything_runs(qtbot, words, words_of):
    before = words.language
    if before != words_of:
        with qtbot.waitSignal(words.changed):
            words.set_language(words_of)
    assert words("nav-queue") == {"kk": "Кезек", "ru": "Очередь", "en": "Queue"}[words_of]

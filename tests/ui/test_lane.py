"""The lane: one background thread, answers on the GUI thread, an orderly end."""

from __future__ import annotations

from threading import get_ident

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

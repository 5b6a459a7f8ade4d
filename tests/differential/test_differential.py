"""A sample of the differential run, and that the run does find a rule that is wrong."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest

from tests.differential import __main__ as program
from tests.differential.cases import DueCase, PlacesCase
from tests.differential.comparing import QUESTIONS, Question, compare, our_due, our_places

SAMPLE = 1_250  # of each question; `make differential N=1000000` asks more


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_implementations_answer_the_same(name):
    found = compare(QUESTIONS[name], SAMPLE, "sample")
    assert found.smallest is None
    assert (found.cases, found.differences) == (SAMPLE, 0)


def spoiled(name: str, wrong) -> Question:
    return QUESTIONS[name]._replace(ours=wrong)


def test_a_deadline_one_second_late_is_found():
    found = compare(spoiled("deadline", lambda case: our_due(case) + timedelta(seconds=1)), 10, "wrong")
    assert found.differences == 10
    assert found.smallest is not None
    assert isinstance(found.smallest.case, DueCase)


def test_a_limit_rounded_up_is_found_and_shown_with_few_children():
    """One child of the territory and one from outside tell floor from ceiling."""

    def rounding_up(case: PlacesCase):
        answers = our_places(case)
        inside = sum(one.queue == "inside" and not one.apart for one in case.askers)
        return answers if math.ceil(inside / case.ratio) == inside // case.ratio else {}

    found = compare(spoiled("allocation", rounding_up), 200, "wrong")
    assert found.differences > 20
    assert found.smallest is not None
    assert len(found.smallest.case.askers) == 1


def test_a_special_day_that_is_forgotten_is_found_and_is_the_only_one_left():
    def without_calendar(case: DueCase):
        plain = {day: kind for day, kind in case.calendar.days.items() if kind.kind != "HOLIDAY"}
        return our_due(case._replace(calendar=case.calendar.__class__(**{**fields(case), "days": plain})))

    def fields(case: DueCase):
        return {name: getattr(case.calendar, name) for name in case.calendar.__struct_fields__}

    found = compare(spoiled("deadline", without_calendar), 300, "wrong")
    assert found.smallest is not None
    assert [one.kind for one in found.smallest.case.calendar.days.values()] == ["HOLIDAY"]


def test_the_program_says_so_and_fails(monkeypatch, capsys):
    wrong = {"order": QUESTIONS["order"]._replace(ours=lambda case: None)}
    monkeypatch.setattr(program, "QUESTIONS", wrong)
    monkeypatch.setattr(program, "ProcessPoolExecutor", InThisProcess)
    assert program.main(["--cases", "30", "--seed", "1"]) == 1
    told = capsys.readouterr().out
    assert "30 differences" in told
    assert "smallest: OrderCase(applications=())" in told


def test_a_run_without_differences_is_a_success(monkeypatch, capsys):
    monkeypatch.setattr(program, "ProcessPoolExecutor", InThisProcess)
    monkeypatch.setenv("N", "40")
    monkeypatch.setenv("SEED", "7")
    assert program.main([]) == 0
    assert "40 cases, seed 7: 0 differences" in capsys.readouterr().out


class InThisProcess:
    """Workers without processes."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    map = staticmethod(map)

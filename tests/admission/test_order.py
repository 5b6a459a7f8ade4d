"""The enrolment order: not before 25 August, accepted children only, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from admission.application import Application, DocumentBrought, Status, Transfer
from admission.order import check_order
from admission.problems import Problem
from tests.admission.casework import RULES, Casework

DAY = date(2026, 8, 25)


@pytest.fixture
def accepted():
    return Casework().stands(Status.ACCEPTED)


def codes(dated, listed, language="kk"):
    return [problem.code for problem in check_order(dated, language, listed, RULES)]


def test_an_order_of_25_august_is_the_first(accepted):
    assert codes(DAY - timedelta(days=1), [accepted]) == ["order-too-early"]
    assert codes(DAY, [accepted]) == []


def test_an_order_lists_somebody():
    assert codes(DAY, []) == ["order-empty"]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ACCEPTED])
def test_only_the_accepted_enter(accepted, status):
    [problem] = check_order(DAY, "kk", [replace(accepted, status=status)], RULES)
    assert problem.code == "order-not-accepted"
    assert problem.params == {"number": accepted.number, "status": status.value}


def test_one_order_one_language(accepted):
    assert codes(DAY, [accepted], "ru") == ["order-language"]


def test_what_cannot_be_found_cannot_be_signed(accepted):
    assert codes(DAY, [accepted, None, None]) == ["application-unknown", "application-unknown"]


def test_a_child_listed_twice_or_thrice_is_told_once(accepted):
    problems = check_order(DAY, "kk", [accepted] * 3, RULES)
    assert [(one.code, one.params) for one in problems] == [
        ("order-listed-twice", {"number": accepted.number})
    ]


def test_the_same_number_of_two_schools_is_two_children(accepted):
    assert codes(DAY, [accepted, replace(accepted, id="two")]) == []


def test_everything_wrong_is_told_at_once(accepted):
    waiting = replace(accepted, id="two", status=Status.WAITLISTED)
    assert codes(date(2026, 7, 1), [accepted, waiting, None], "ru") == [
        "order-too-early", "order-language", "order-not-accepted", "application-unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dated", "names", "language", "expected"),
    [(date(2026, 8, 24), ["one"], "kk", Problem("order-too-early", "dated", {"not_before": "2026-08-25"})),
     (DAY, [], "kk", Problem("order-empty", "applications")),
     (DAY, ["one", "one"], "kk", Problem("order-listed-twice", "applications", {"number": "А-0001"})),
     (DAY, ["nobody"], "kk", Problem("application-unknown", "applications")),
     (DAY, ["waiting"], "kk",
      Problem("order-not-accepted", "applications", {"number": "А-0002", "status": "waitlisted"})),
     (DAY, ["one"], "ru", Problem("order-language", "applications", {"number": "А-0001"})),
     (DAY, ["one", "pupil"], "kk", Problem("order-mixed", "applications"))],
)  # fmt: skip
def test_a_mistake_is_told_in_full_at_its_field(dated, names, language, expected):
    case = Casework()
    case.stands(Status.ACCEPTED)
    case.stands(Status.WAITLISTED, "waiting")
    came = Transfer(from_school="№ 5", why="moved")
    slip = DocumentBrought(code="departure-slip")
    case.stands(Status.ACCEPTED, "pupil", transfer=came, grade=2, documents=(slip,))
    rows = [case.rows.get(("application", name)) for name in names]
    listed = [row if isinstance(row, Application) else None for row in rows]
    assert check_order(dated, language, listed, RULES) == (expected,)


@pytest.mark.parametrize(("count", "too_many"), [(30, False), (31, True)])
def test_a_class_of_thirty_is_the_largest(accepted, count, too_many):
    listed = [replace(accepted, id=str(number), number=str(number)) for number in range(count)]
    wanted = Problem("class-too-large", "applications", {"count": 31, "limit": 30})
    assert check_order(DAY, "kk", listed, RULES) == ((wanted,) if too_many else ())

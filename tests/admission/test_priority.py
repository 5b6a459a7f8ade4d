"""Priority: by the time of registration, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.priority import queue_order, waiting_position
from tests.admission.casework import Casework
from tests.desk import MORNING


@pytest.fixture
def waiting():
    """Three who wait: two of the territory, one from outside between them."""
    case = Casework()
    for minutes, name in enumerate(("first", "outside", "second")):
        case.file(name, at=MORNING + timedelta(minutes=minutes), by_territory=name != "outside")
        case.keep(replace(case.application(name), status=Status.WAITLISTED))
    return case


def everybody(case):
    return [case.application(name) for name in ("second", "outside", "first")]


def test_who_came_first_is_served_first(waiting):
    assert [one.id for one in queue_order(everybody(waiting))] == ["first", "outside", "second"]


def test_the_number_settles_the_same_moment(waiting):
    one, two = waiting.application("first"), waiting.application("second")
    same = [replace(two, received=one.received), one]
    assert [found.number for found in queue_order(same)] == sorted([one.number, two.number])


def test_special_needs_move_nobody(waiting):
    """Seed 003: the mark informs and gives no rank."""
    second = waiting.application("second")
    marked = replace(second, draft=replace(second.draft, special_needs=True))
    assert [one.id for one in queue_order([marked, waiting.application("first")])] == ["first", "second"]


@pytest.mark.parametrize(("name", "position"), [("first", 1), ("second", 2), ("outside", 1)])
def test_each_kind_has_its_own_waiting_list(waiting, name, position):
    assert waiting_position(waiting.application(name), everybody(waiting)) == position


def test_who_no_longer_waits_leaves_the_list(waiting):
    waiting.keep(replace(waiting.application("first"), status=Status.ACCEPTED))
    assert waiting_position(waiting.application("second"), everybody(waiting)) == 1


def test_another_stream_has_another_list(waiting):
    first = waiting.application("first")
    waiting.keep(replace(first, draft=replace(first.draft, language="ru")))
    assert waiting_position(waiting.application("second"), everybody(waiting)) == 1


def test_who_does_not_wait_has_no_position(waiting):
    waiting.keep(replace(waiting.application("first"), status=Status.ACCEPTED))
    with pytest.raises(ValueError, match="not in"):
        waiting_position(waiting.application("first"), everybody(waiting))

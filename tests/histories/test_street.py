"""The street of the histories: neighbours, remarks and older programs, and that what breaks is noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.histories import older
from tests.histories.held import check_decided, check_held, check_order, check_rest
from tests.histories.invariants import Broken
from tests.histories.machine import Machine, Step
from tests.histories.meeting import LAN
from tests.histories.remarks import check_remarks
from tests.histories.rest import come_to_rest
from tests.histories.workshop import Workshop, a_workshop
from tests.histories.world import World

MEET: Step = ("meet", 0, 0, 0)  # computers 0 and 1, nothing disturbs them
CASE: tuple[Step, ...] = (("sign", 1, 0, 0), MEET, ("note", 0, 0, 0), ("decide", 0, 0, 1), MEET)
HELD = """insert into neighbour_act (desk, n, id, application, body, "after", place)
    values ('{desk}', {n}, 'x', 'y', '{{"school": "{school}", "desk": "{desk}", "n": {n}, "id": "x"}}', 0, 1)"""
pytestmark = pytest.mark.expects_warnings


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with a_workshop() as made:
        yield made


@pytest.fixture
def world(workshop) -> Iterator[World]:
    with workshop.world() as made:
        yield made


def played(world: World, *steps: Step) -> World:
    machine = Machine(world)
    for step in steps:
        machine.step(step)
    return world


def statuses(world: World) -> list[str]:
    found = world.house.sql("select body from row where kind = 'application'")
    return [json.loads(bytes(body))["status"] for (body,) in found]


def faults_at(fault: str) -> Step:
    """A meeting of 0 and 1 with this fault at its first message."""
    number = LAN.index(fault)
    a = 4 * (number // 8)
    return ("meet", 0, a, number % 8)


def test_two_desks_without_a_line_finish_a_case_and_either_brings_it_to_the_centre(world):
    played(world, *CASE)
    assert world.counts["heard all"] == 4
    played(world, ("sync", 0, 0, 0))
    assert statuses(world) == ["accepted"]
    come_to_rest(world)


@pytest.mark.parametrize("fault", sorted(set(LAN) - {"foreign"}))
def test_whatever_disturbs_a_meeting_the_next_one_and_the_line_set_it_right(world, fault):
    played(world, ("sign", 1, 0, 0), MEET, ("decide", 0, 0, 1), faults_at(fault), faults_at(fault), MEET)
    assert world.counts["heard all"] >= 4
    come_to_rest(world)
    assert statuses(world) == ["accepted"]


def test_a_desk_of_the_other_school_is_sent_away(world):
    played(world, ("sign", 1, 0, 0), faults_at("foreign"))
    assert world.counts["foreign desks sent away"] == 1
    assert world.computers[2].sql("select 1 from neighbour") == []


def test_a_copy_of_a_desk_is_found_out_next_door_and_all_that_was_done_reaches_the_centre(world):
    third: Step = ("meet", 3, 0, 0)
    played(
        world, ("sign", 1, 0, 0), ("copy", 1, 0, 0), MEET, ("file", 1, 1, 0), ("file", 3, 2, 0), MEET, third
    )
    assert world.counts["street: neighbour-forked"] > 0
    come_to_rest(world)
    assert len(statuses(world)) == 3


def test_an_older_program_is_shown_no_remark(world):
    played(world, ("sign", 0, 0, 0), ("note", 0, 0, 0), ("sync", 0, 0, 0), ("older-reads", 0, 2, 0))
    assert world.counts["read by a program of version 3"] == 1
    [(body,)] = world.house.sql("select body from row where kind = 'application'")
    whole = json.loads(bytes(body))
    with pytest.raises(Broken, match=r"\[20\]"):
        older._fits(3, ("application", whole["id"]), whole, whole)


def on_desk(world: World, statement: str) -> None:
    with world.computers[0].engine.begin() as connection:
        connection.exec_driver_sql(statement)


def in_ledger(world: World, statement: str) -> None:
    with world.house.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_what_is_not_the_own_schools_or_is_shown_twice_is_noticed(world):
    played(world, ("sign", 0, 0, 0))
    on_desk(world, HELD.format(desk="far", n=1, school="school-other"))
    with pytest.raises(Broken, match=r"\[9\]"):
        check_held(world.computers[0])
    on_desk(world, "delete from neighbour_act")
    [(one, body)] = world.computers[0].sql("select id, shown from row where kind = 'application'")
    row = json.loads(body)
    row["history"] += row["history"]
    with world.computers[0].engine.begin() as connection:
        connection.exec_driver_sql("update row set shown = ? where id = ?", (json.dumps(row).encode(), one))
    with pytest.raises(Broken, match=r"\[15\]"):
        check_held(world.computers[0])


def test_what_the_centre_has_judged_and_is_held_yet_is_noticed(world):
    played(world, *CASE, ("sync", 1, 0, 0), ("sync", 0, 0, 0))
    check_decided(world.computers[0], world.house)
    desk = world.computers[1].meta("desk")
    on_desk(world, HELD.format(desk=desk, n=1, school=world.schools[0]))
    with pytest.raises(Broken, match=r"\[16\]"):
        check_decided(world.computers[0], world.house)
    on_desk(world, f"update neighbour_act set n = 77 where desk = '{desk}'")
    with pytest.raises(Broken, match=r"\[18\]"):
        check_rest(world.computers[0], world.house, {desk})


ROW = "update row set body = cast(replace(cast(body as text), '{}', '{}') as blob)"
OVERTAKEN = """update act set outcome = 'quarantined', seq = seq + iif(kind = 'filed', 1000, 0),
    reason = cast('{"code": "application-unknown"}' as blob)"""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (OVERTAKEN, r"\[17\]"),
        ("update act set seq = 100 - seq where kind = 'noted'", r"\[19\] .* remarks"),
        (ROW.format("ескерту 00", "ескерту"), r"\[19\] .* was said as"),
        (ROW.format('"assigned":"aigul', '"assigned":"nobody'), r"\[19\] .* is work of"),
        (ROW.format('"documents":["photo', '"documents":["passport'), r"\[19\] .* asks for more"),
    ],
)
def test_remarks_that_do_not_mean_what_was_said_are_noticed(world, statement, says):
    played(
        world,
        ("sign", 0, 0, 0),
        ("note", 0, 0, 0),
        ("note", 0, 1, 0),
        ("assign", 0, 0, 1),
        ("ask", 0, 0, 0),
        ("sync", 0, 0, 0),
    )
    in_ledger(world, statement)
    with pytest.raises(Broken, match=says):
        check_remarks(world.house, restored=False)
        check_order(world.house)

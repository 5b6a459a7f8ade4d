"""Histories: two schools, a portal, sticks and a centre, with faults; the invariants of SYNC C11 after every step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.central_server import postgres
from tests.histories.events import exchange
from tests.histories.faults import Trip
from tests.histories.invariants import Broken
from tests.histories.machine import KINDS, Machine, Step, play, steps
from tests.histories.office import Office
from tests.histories.postgres import Databases
from tests.histories.rest import come_to_rest
from tests.histories.shrink import shrunk
from tests.histories.workshop import Workshop, a_workshop
from tests.histories.world import World

KNOWN = sorted((Path(__file__).parent / "known").glob("*.json"))
SAMPLE = settings(
    derandomize=True,  # the same dozen in every run; `make histories` looks further
    max_examples=12,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
SMALL = st.integers(0, 7)
STEPS = st.tuples(st.sampled_from(list(KINDS)), SMALL, SMALL, SMALL)
NO_POSTGRESQL = "PostgreSQL's programs are not installed: NOTHING was tested on it"
pytestmark = pytest.mark.expects_warnings  # a centre that is refused its disk says so


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with a_workshop() as made:
        yield made


def sample(workshop: Workshop) -> type[RuleBasedStateMachine]:
    """The machine as Hypothesis drives it."""

    class Sample(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.stack = ExitStack()
            self.world = self.stack.enter_context(workshop.world())
            self.machine = Machine(self.world)
            self.whole = True

        @rule(step=STEPS)
        def goes_on(self, step: Step) -> None:
            self.whole = False
            self.machine.step(step)
            self.whole = True

        def teardown(self) -> None:
            with self.stack:
                if self.whole:
                    come_to_rest(self.world)

    return Sample


def test_whatever_happens_and_breaks_nothing_is_lost_doubled_or_overbooked(workshop):
    run_state_machine_as_test(sample(workshop), settings=SAMPLE)


@pytest.mark.parametrize("number", range(0, 20, 5))
def test_histories_of_a_seed_hold(workshop, number):
    for one in range(number, number + 5):
        play(workshop, steps(Random(f"sample/{one}")))


@pytest.mark.parametrize("file", KNOWN, ids=lambda file: file.stem)
def test_a_counter_example_that_was_found_holds_now(workshop, file):
    play(workshop, [tuple(one) for one in json.loads(file.read_text(encoding="utf-8"))["steps"]])


def test_histories_hold_on_postgresql_and_sqlite_rebuilds_the_same_rows():
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip(NO_POSTGRESQL)
    with postgres.running(binaries) as server, a_workshop(databases=Databases(server)) as made:
        for number in range(4):
            play(made, steps(Random(f"postgresql/{number}")))


FIRST: tuple[Step, ...] = (
    ("sign", 0, 0, 0),
    ("sync", 0, 0, 0),
    ("decide", 0, 0, 1),
    ("sync", 0, 0, 0),
    ("sync", 1, 0, 0),
)


def written(world: World, where: str, statement: str) -> None:
    """Somebody writes past the program."""
    owner = world.house if where == "ledger" else world.computers[0]
    with owner.engine.begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("where", "statement", "says"),
    [
        ("ledger", "delete from active_child", r"\[1\]"),
        ("ledger", "update stream_place set taken = 0", r"\[2\]"),
        ("ledger", "update row set ver = ver + 1 where kind = 'application'", r"\[6\]"),
        ("ledger", "update act set seq = seq + 1 where kind = 'decided'", r"\[7\]"),
        ("ledger", "update act set outcome = 'refused' where kind = 'filed'", r"\[12\]"),
        ("desk", "delete from act where n = 1", r"\[4,5\]"),
        ("desk", "update act set state = 'refused' where n = 1", r"\[4,5\]"),
        ("desk", "delete from row where kind = 'stream'", r"\[6\]"),
        ("desk", "update application_line set status = 'refused'", r"\[6\]"),
    ],
)  # fmt: skip
def test_every_look_notices_what_was_written_past_the_program(workshop, where, statement, says):
    with workshop.world() as world:
        machine = Machine(world)
        for step in FIRST:
            machine.step(step)
        written(world, where, statement)
        with pytest.raises(Broken, match=says):
            machine.look()


@pytest.mark.parametrize(
    ("where", "statement", "says"),
    [
        ("ledger", "update act set outcome = 'quarantined' where kind = 'decided'", r"\[5\]"),
        ("ledger", "update act set reason = '{}' where kind = 'proposed'", r"\[rebuild\]"),
        ("desk", "delete from attention", r"\[8\]"),
    ],
)
def test_the_end_accounts_for_what_the_steps_cannot_see(workshop, where, statement, says):
    with workshop.world() as world:
        machine = Machine(world)
        for step in (*FIRST, ("sign", 0, 1, 0), ("decide", 0, 0, 1), ("sync", 0, 0, 0)):
            machine.step(step)
        written(world, where, statement)
        with pytest.raises(Broken, match=says):
            come_to_rest(world)


def accept(world: World, place: int, which: int = 0) -> None:
    Office(world.computers[place]).decide(which, 1)


def withdraw(world: World, place: int) -> None:
    Office(world.computers[place]).withdraw(0, 1)


def file(world: World, place: int, child: int = 3) -> None:
    Office(world.computers[place]).file(child, 0)


Deed = Callable[[World], None]
PAIRS: dict[str, tuple[Deed, Deed]] = {
    "withdrawn and accepted": (lambda world: accept(world, 0), lambda world: withdraw(world, 1)),
    "the last seat twice": (lambda world: accept(world, 0, 0), lambda world: accept(world, 1, 1)),
    "one child twice": (lambda world: file(world, 0), lambda world: file(world, 1)),
}


def ends(workshop: Workshop, pair: tuple[Deed, Deed], order: tuple[int, int]) -> list[str]:
    """How the applications stand after two desks did this apart and synced in that order."""
    with workshop.world() as world:
        for step in (("sign", 0, 0, 0), ("sign", 0, 1, 0), ("sync", 0, 0, 0), ("sync", 1, 0, 0)):
            Machine(world).step(step)
        for deed in pair:
            deed(world)
        for place in order:
            exchange(world, world.computers[place], Trip())
        come_to_rest(world)
        found = world.house.sql("select body from row where kind = 'application'")
        return sorted(json.loads(bytes(body))["status"] for (body,) in found)


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_ends_alike_in_either_order(workshop, name):
    one, other = (ends(workshop, PAIRS[name], order) for order in ((0, 1), (1, 0)))
    assert one == other


def test_a_history_that_breaks_becomes_as_small_as_it_can():
    history: list[Step] = [("sync", n % 8, 3, 5) for n in range(20)]
    history[7], history[13] = ("copy", 6, 6, 6), ("revoke", 5, 4, 2)

    def breaks(one):
        kinds = [step[0] for step in one]
        return (
            "copy" in kinds
            and "revoke" in kinds[kinds.index("copy") :]
            and one[kinds.index("copy")][:2] == ("copy", 6)
        )

    assert shrunk(history, breaks) == [("copy", 6, 0, 0), ("revoke", 0, 0, 0)]

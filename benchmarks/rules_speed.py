"""The rules: what `decide` takes for each kind of act, and whether a long waiting list makes anything slower."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from admission.acts import (
    Amended,
    Annulled,
    Attached,
    Body,
    Change,
    Decided,
    DocumentChecked,
    Proposed,
    Registered,
    Returned,
    Reversed,
    TakenUp,
    Withdrawn,
    kind_of,
)
from admission.allocation import Allocation, Asker, Queue, allocate
from admission.application import Attachment, Status
from admission.context import Context, Outcome
from admission.decide import decide
from admission.moves import moves
from admission.roles import Officer
from benchmarks.figures import Figure, Figures, median
from tests.admission.casework import DEPARTMENT, GROUND, ORDER_DAY, REASON, Casework, an_order, filing
from tests.desk import DIRECTOR, EXECUTOR, MORNING, STREAMS, rules

RULES = rules()
GOAL_AN_ACT = 100.0  # microseconds
GOAL_A_CHILD = 20.0  # in an order of a whole class
ROUNDS = 1_000
WAITING = 10_000
CLASS = tuple(f"pupil-{n}" for n in range(25))
LINE: tuple[Queue, ...] = ("inside", "outside", "inside", "inside", "outside", "preschool")
PICTURE = Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document="photo")
ORDER_MORNING = datetime.combine(ORDER_DAY, MORNING.timetz())


def figures() -> Figures:
    """Microseconds of each act with nobody waiting; their growth with ten thousand; the allocation of them."""
    goals = {"ordered_25_children": GOAL_A_CHILD * len(CLASS)}
    found, growths = Figures(), []
    for (name, alone), (_, crowded) in zip(_acts(waiting=0), _acts(waiting=WAITING), strict=True):
        took = median(alone, ROUNDS) * 1000
        growths.append(median(crowded, ROUNDS) * 1000 / took)
        found[f"decide_{name}"] = Figure(took, "us", goals.get(name, GOAL_AN_ACT))
    growth = Figure(statistics.median(growths), "x", 1.5)
    return {**found, "decide_growth_10000_waiting": growth, **_allocating()}


def _acts(waiting: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each kind of act that applies, ready to be decided among so many who wait."""
    case = Casework(capacity=100)
    case.file("template")
    template = replace(case.application("template"), status=Status.WAITLISTED)
    for n in range(waiting):
        case.keep(replace(template, id=f"waiting-{n:05}"))
    for body, officer, status in _bodies():
        name = str(getattr(body, "application", ""))
        if status is not None:
            case.stands(status, name)
        yield name, _ready(case, body, officer)
    for pupil in CLASS:
        case.stands(Status.ACCEPTED, pupil)
    yield "ordered", _ready(case, an_order(CLASS[0]), DIRECTOR)
    yield "ordered_25_children", _ready(case, an_order(*CLASS), DIRECTOR)


def _ready(case: Casework, body: Body, officer: Officer) -> Callable[[], object]:
    act = case.act(body, officer, ORDER_MORNING)
    known = case.context(act, officer)
    context = Context(rules=known.rules, calendar=known.calendar, officer=officer, rows=case.rows)
    assert decide(act, context).outcome in (Outcome.APPLIED, Outcome.CHANGED), kind_of(body)
    return partial(decide, act, context)


def _bodies() -> tuple[tuple[Body, Officer, Status | None], ...]:
    """One act of each kind, who does it, and where its application stands before."""
    amended = Amended(
        application="amended", changes=(Change("child.name.given", "Әлихан", "Әли"),), reason="Қате"
    )
    refusing = Decided(application="refused", accept=False, grounds=(GROUND,), reason=REASON)
    reversed_ = Reversed(application="reversed", order_number="7", reason="Қате")
    return (
        (filing("filed"), EXECUTOR, None),
        (amended, EXECUTOR, Status.UNDER_REVIEW),
        (Attached(application="attached", attachment=PICTURE), EXECUTOR, Status.UNDER_REVIEW),
        (
            DocumentChecked(application="document_checked", document="photo", good=True),
            EXECUTOR,
            Status.UNDER_REVIEW,
        ),
        (Registered(application="registered", accept=True), DEPARTMENT, Status.SENT_FOR_REGISTRATION),
        (TakenUp(application="taken_up"), EXECUTOR, Status.REGISTERED),
        (Proposed(application="proposed", accept=True), EXECUTOR, Status.UNDER_REVIEW),
        (Returned(application="returned", reason="Толықтыру"), DIRECTOR, Status.ON_SIGNATURE),
        (refusing, DIRECTOR, Status.ON_SIGNATURE),
        (Decided(application="accepted", accept=True), DIRECTOR, Status.ON_SIGNATURE),
        (Withdrawn(application="withdrawn"), EXECUTOR, Status.ACCEPTED),
        (reversed_, DIRECTOR, Status.ACCEPTED),
        (Annulled(application="annulled", reason="Қате"), DIRECTOR, Status.UNDER_REVIEW),
    )


def _allocating() -> Figures:
    """Ten thousand in one line, against a tenth of them: what each one costs should stay the same."""
    long, short = _line(WAITING), _line(WAITING // 10)
    one = partial(_allocate, long)
    took, tenth = median(one, 15), median(partial(_allocate, short), 40)
    before, after = one(), _allocate(long[1:])
    return {
        "allocate_10000": Figure(took, "ms", 100.0),
        "allocate_growth_per_child": Figure(took / tenth / 10, "x", 1.5),
        "moves_10000": Figure(median(partial(moves, before, after), 15), "ms", 200.0),
    }


def _allocate(askers: list[Asker]) -> Allocation:
    return allocate(replace(STREAMS[0], capacity=len(askers) // 3), askers, RULES)


def _line(count: int) -> list[Asker]:
    return [
        Asker(
            id=f"{n:06}",
            number=f"А-{n:05}",
            received=MORNING + timedelta(seconds=n),
            queue=LINE[n % len(LINE)],
            apart=LINE[n % len(LINE)] == "preschool",
            holds=n % 10 == 0,
        )
        for n in range(count)
    ]

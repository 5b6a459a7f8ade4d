"""Histories nobody would have written down: whatever two schools do, the invariants of SYNC C11 hold."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from admission.acts import (
    Amended,
    Annulled,
    Body,
    Change,
    Decided,
    Lent,
    Proposed,
    Resumed,
    Returned,
    Withdrawn,
    is_fact,
)
from admission.application import ACTIVE, Application, Status
from admission.context import Outcome
from admission.places import Stream
from admission.wire import load_act, load_row
from central_server.models.ledger import open_ledger
from central_server.models.tables import ACT, ACTIVE_CHILD, ROW, STREAM_PLACE
from central_server.settings import settings_in
from tests.central_server.actors import DIRECTOR, EXECUTOR, OTHER, Bureau, Desk, a_child_draft, filed
from tests.desk import MORNING

CHILDREN = 3
HOLD_A_PLACE = {Status.ACCEPTED, Status.ENROLLED}
MOVES = ("file", "propose", "refuse", "accept", "return", "withdraw", "annul", "become", "resume", "lend")
DIRECTORS = {"accept", "refuse", "return", "annul", "lend"}
LENT_UNTIL = MORNING + timedelta(hours=3)

steps = st.tuples(st.integers(0, 3), st.sampled_from(MOVES), st.integers(0, 5), st.integers(0, CHILDREN - 1))


def body_of(move: str, application: str, child: int, desk: Desk) -> Body:
    """The act of a move; `become` corrects an IIN into another child's, `lend` keeps places for one's own desk."""
    iin = a_child_draft(child).child.iin
    grounds = ("class-full",)
    bodies: dict[str, Body] = {
        "file": filed(application, a_child_draft(child)),
        "propose": Proposed(application=application, accept=True),
        "refuse": Decided(
            application=application, accept=False, grounds=grounds, reason="Орын қалған жоқ, сыныптар толық"
        ),
        "accept": Decided(application=application, accept=True),
        "return": Returned(application=application, reason="қайта тексеріңіз"),
        "withdraw": Withdrawn(application=application),
        "annul": Annulled(application=application, reason="қате тіркелген"),
        "resume": Resumed(application=application),
        "lend": Lent(stream=f"{desk.school}/2026/kk", desk=desk.id, seats=child, until=LENT_UNTIL),
        "become": Amended(application=application, changes=(Change("child.iin", "", iin),), reason="қате"),
    }
    return bodies[move]


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, min_size=5, max_size=40))
def test_whatever_two_schools_do_the_invariants_hold(history):
    with TemporaryDirectory() as folder:
        ledger = open_ledger(settings_in(Path(folder)))
        try:
            play(Bureau(ledger), history)
            check_invariants(ledger)
        finally:
            ledger.close()


def play(bureau, history):
    schools = [bureau.school(capacity=1), bureau.school(OTHER, capacity=2)]
    desks = [bureau.desk(school) for school in schools for _ in range(2)]
    known = {school.id: ["none-yet"] for school in schools}
    for count, (place, move, which, child) in enumerate(history):
        desk = desks[place]
        names = known[desk.school]
        application = names[which % len(names)]
        if move == "file":
            application = f"a{count}"
            names.append(application)
        person = DIRECTOR if move in DIRECTORS else EXECUTOR
        desk.send(body_of(move, application, child, desk), person=person)


def check_invariants(ledger):
    with ledger.read() as tx:
        rows = [load_row(body) for body in tx.connection.execute(select(ROW.c.body)).scalars()]
        held = tx.connection.execute(select(ACTIVE_CHILD.c.application)).scalars().all()
        places = {one.stream: one.taken for one in tx.connection.execute(select(STREAM_PLACE))}
        acts = tx.connection.execute(select(ACT)).all()
        seqs = Counter((row.school, row.seq) for row in [*acts, *tx.connection.execute(select(ROW))])
    applications = [row for row in rows if isinstance(row, Application)]
    active = [one for one in applications if one.status in ACTIVE]
    assert max(Counter(one.draft.child.key for one in active).values(), default=0) <= 1
    assert sorted(held) == sorted(one.id for one in active)
    for stream in (row for row in rows if isinstance(row, Stream)):
        holders = [one for one in applications if one.stream == stream.id and one.status in HOLD_A_PLACE]
        lent = sum(one.left for one in stream.leases)
        assert stream.taken == len(holders) == places[stream.id] <= stream.capacity - lent
    assert set(seqs.values()) == {1}
    refused = [load_act(act.body) for act in acts if act.outcome == Outcome.REFUSED.value]
    assert not any(is_fact(act.body) for act in refused)

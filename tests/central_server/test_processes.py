"""Server processes of one centre beside each other on PostgreSQL, one of them killed in the middle of the work."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from admission.context import Outcome
from central_server.models import feed
from central_server.models.ledger import open_ledger
from central_server.models.tables import ACT, ROW
from central_server.models.timeline import read_marks
from desktop_app.sync.server import Server
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from tests.central_server.actors import DIRECTOR, OTHER, a_child_draft, accepted, filed, proposed, withdrawn
from tests.central_server.serving_processes import Caller, serving, start
from tests.central_server.test_histories import check_invariants
from tests.desk import SCHOOL

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
SCHOOLS = (SCHOOL, OTHER)
ROUNDS = 24
CHILDREN = 30  # fewer than applications: many are held, here or across the schools


def batches(desk):
    """What an office does: it files, proposes, decides, and sometimes takes back."""
    for count in range(ROUNDS):
        name = f"{desk.id}-{count}"
        head = desk.head
        raws = desk.acts(filed(name, a_child_draft((count * 7 + len(desk.id)) % CHILDREN)), proposed(name))
        raws += desk.acts(accepted(name), person=DIRECTOR)
        raws += desk.acts(withdrawn(name)) if count % 4 == 0 else []
        yield raws, head


def work(caller, done):
    for raws, head in batches(caller.desk):
        caller.bring(raws, head)
        done.release()


@pytest.fixture
def desks(bureau):
    """Two desks of each of two schools."""
    bureau.school(OTHER, capacity=4)
    return [bureau.desk(school) for school in SCHOOLS for _ in range(2)]


def test_one_of_two_processes_is_killed_and_every_act_has_one_outcome(settings, bureau, desks):
    done = threading.Semaphore(0)
    with serving(settings, 2) as (victim, survivor):
        callers = [Caller(desk, [victim.url, survivor.url]) for desk in desks]
        with ThreadPoolExecutor(len(callers)) as threads:
            working = [threads.submit(work, caller, done) for caller in callers]
            for _ in range(ROUNDS):
                done.acquire()
            assert victim.end(signal.SIGKILL) == -signal.SIGKILL
            for one in working:
                one.result()
        newcomer = start(settings)
        for caller in callers:
            caller.follow()
            caller.close()
        assert survivor.end(signal.SIGTERM) == 0
        assert newcomer.end(signal.SIGTERM) == 0
    assert sum(caller.cut for caller in callers) > 0, "nobody noticed the kill"
    assert victim.errors == survivor.errors == newcomer.errors == []
    check_invariants(bureau.ledger)
    for caller in callers:
        check_told(bureau.ledger, caller)
    check_marks(bureau.ledger, settings)


def check_marks(ledger, settings):
    """The file beside the database knows how far every school has come."""
    marks = read_marks(settings.timeline)
    assert marks is not None
    with ledger.read() as tx:
        assert marks.seqs == {one.id: feed.head(tx, one.id) for one in SCHOOLS}


def check_told(ledger, caller):
    """Every act stands once in the ledger, with the outcome its desk was told; the desk has every row."""
    with ledger.read() as tx:
        acts = tx.connection.execute(
            select(ACT.c.n, ACT.c.outcome, ACT.c.seq).where(ACT.c.desk == caller.desk.id).order_by(ACT.c.n)
        ).all()
        rows = tx.connection.execute(
            select(ROW.c.kind, ROW.c.id, ROW.c.ver).where(ROW.c.school == caller.desk.school)
        ).all()
    told = [(one.n, one.outcome.value, one.seq) for one in caller.told.values()]
    assert [tuple(act) for act in acts] == sorted(told)
    assert len(acts) == caller.desk.n
    assert {(kind, row_id): ver for kind, row_id, ver in rows} == caller.rows


def test_children_filed_through_two_processes_have_one_active_application(settings, bureau, desks):
    """Both schools file the same children at the same moments, each through a process of its own."""
    here, there = desks[0], desks[2]
    with serving(settings, 2) as processes:
        callers = [Caller(desk, [one.url]) for desk, one in zip((here, there), processes, strict=True)]
        meet = threading.Barrier(2)

        def file_all(caller):
            for child in range(20):
                meet.wait()
                name = f"{caller.desk.id}-{child}"
                head = caller.desk.head
                caller.bring(caller.desk.acts(filed(name, a_child_draft(child))), head)

        with ThreadPoolExecutor(2) as threads:
            for one in [threads.submit(file_all, caller) for caller in callers]:
                one.result()
        for caller in callers:
            caller.close()
    for mine, other in zip(callers[0].told.values(), callers[1].told.values(), strict=True):
        assert sorted((mine.outcome, other.outcome)) == [Outcome.APPLIED, Outcome.CHANGED]
    check_invariants(bureau.ledger)
    assert [error for process in processes for error in process.errors] == []


def test_a_file_goes_on_through_another_process_when_the_first_is_killed(settings, bureau, desks):
    data = os.urandom(300_000)
    name = hashlib.sha256(data).hexdigest()
    with serving(settings, 2) as (victim, survivor):
        lines = [Server(one.url, desks[0].token, timeout=20) for one in (victim, survivor)]
        first = lines[0].send_blob(name, 0, data[:100_000], len(data))
        second = lines[1].send_blob(name, first, data[first : first + 50_000], len(data))
        assert lines[0].blob_offset(name) == second == 150_000
        victim.end(signal.SIGKILL)
        with pytest.raises(ServerUnreachable):
            lines[0].send_blob(name, second, data[second:], len(data))
        assert lines[1].send_blob(name, second, data[second:], len(data)) == len(data)
        with pytest.raises(ServerTrouble, match="bytes-wrong"):
            lines[1].send_blob("0" * 64, 0, b"x", 1)
        for line in lines:
            line.close()
    assert survivor.errors == []


def test_four_processes_start_a_new_centre_at_once(postgresql, settings):
    """Migrations, the epoch, the keys and the marks: each is made once."""
    with ThreadPoolExecutor(4) as threads:
        processes = [one.result() for one in [threads.submit(start, settings) for _ in range(4)]]
    assert [one.end(signal.SIGTERM) for one in processes] == [0] * 4
    assert [one.errors for one in processes] == [[]] * 4
    ledger = open_ledger(settings)
    with ledger.read() as tx:
        assert tx.connection.execute(select(func.count()).select_from(ACT)).scalar() == 0
    ledger.close()
    marks = read_marks(settings.timeline)
    assert marks is not None
    assert marks.epoch == ledger.epoch

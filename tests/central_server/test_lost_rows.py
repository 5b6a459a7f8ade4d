"""Lost rows (SYNC B4, C11 7) on a real PostgreSQL: no reader of the feed misses one; without the row lock it does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice

import pytest
from sqlalchemy import func, select, text, update

from central_server.models import feed
from central_server.models.ledger import Raced, open_ledger
from central_server.models.tables import ROW, SCHOOL_HEAD
from central_server.models.working import Working
from tests.central_server.actors import Bureau, a_child_draft, filed
from tests.desk import SCHOOL, counted_ids

ONLY_POSTGRESQL = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
pytestmark = ONLY_POSTGRESQL
LENGTHS = (1, 25, 2, 1, 12)  # acts a batch: short ones overtake long ones
BATCHES = 10
WRITERS = 4
TRIES = 10
PAGE = 7


@pytest.fixture
def processes(settings, bureau) -> Iterator[list[Bureau]]:
    """Two server processes' worth of ledgers on one database."""
    second = Bureau(open_ledger(settings), bureau.clock, keys=bureau.keys)
    second.new_id = counted_ids("second")
    yield [bureau, second]
    second.ledger.close()


class Reader:
    """A desk that follows the feed by its cursor, now through this process, now through that one."""

    def __init__(self, processes):
        self.desk = processes[0].desk()
        self.processes = cycle(processes)
        self.learnt = set()

    def turn(self):
        self.desk.bureau = next(self.processes)
        answer = self.desk.sync(max_rows=PAGE)
        self.learnt |= {(line.kind, line.id, line.ver) for line in answer.rows}
        return answer.done

    def follow(self, done):
        while not done.wait(0.001):
            self.turn()
        while not self.turn():
            pass


def write(desk, base):
    """Batches of unequal length, one after the other; each act is a new application."""
    names = iter(range(base, base + 1_000))
    for length in islice(cycle(LENGTHS), BATCHES):
        batch = [filed(f"a{n}", a_child_draft(n % 10_000)) for n in islice(names, length)]
        head = desk.head
        desk.deliver(desk.acts(*batch), head)


def missed(processes, base=0):
    """What a reader never learnt of the rows that stand in the table when everybody has come to rest."""
    reader = Reader(processes)
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reading = threads.submit(reader.follow, done)
        writers = []
        for number, process in zip(range(WRITERS), cycle(processes), strict=False):
            desk = processes[0].desk()
            desk.bureau = process
            writers.append(threads.submit(partial(write, desk, base + number * 1_000)))
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        reading.result()
    return written(processes[0].ledger) - reader.learnt


def written(ledger):
    with ledger.read() as tx:
        question = select(ROW.c.kind, ROW.c.id, ROW.c.ver).where(ROW.c.school == SCHOOL.id)
        return {tuple(row) for row in tx.connection.execute(question)}


def unlocked(tx, school):
    """The newest `seq` as anybody may see it."""
    return tx.connection.execute(select(SCHOOL_HEAD.c.seq).where(SCHOOL_HEAD.c.school == school)).scalar()


def test_no_reader_misses_a_row_while_two_processes_write_batches_of_unequal_length(processes):
    assert missed(processes) == set()
    whole = sum(islice(cycle(LENGTHS), BATCHES)) * WRITERS
    assert len([one for one in written(processes[0].ledger) if one[0] == "application"]) == whole


def test_with_a_sequence_in_place_of_the_locked_row_a_reader_misses_rows(processes, monkeypatch):
    """What Kinto does (SYNC B4): numbers are given in one order and committed in another."""
    with processes[0].ledger.write() as tx:
        tx.connection.execute(
            text(f"create sequence if not exists numbers start {unlocked(tx, SCHOOL.id) + 1}")
        )

    def next_of_sequence(working):
        working.seq = working._tx.connection.execute(text("select nextval('numbers')")).scalar_one()
        return working.seq

    def raise_head(tx, school, seq):
        raised = func.greatest(SCHOOL_HEAD.c.seq, seq)
        tx.connection.execute(update(SCHOOL_HEAD).where(SCHOOL_HEAD.c.school == school).values(seq=raised))

    monkeypatch.setattr(feed, "lock_head", unlocked)
    monkeypatch.setattr(feed, "move_head", raise_head)
    monkeypatch.setattr(Working, "next_seq", next_of_sequence)
    try:
        assert any(missed(processes, 10_000 * number) for number in range(TRIES))
    finally:
        with processes[0].ledger.write() as tx:
            tx.connection.execute(text("drop sequence numbers"))


def test_without_the_lock_and_with_its_numbers_the_database_refuses_one_of_two_writers(
    processes, monkeypatch
):
    """Two batches that read the same head take the same numbers; the unique constraint lets one of them in."""
    meet = threading.Barrier(2)

    def both_read(tx, school):
        seq = unlocked(tx, school)
        meet.wait(timeout=20)
        return seq

    writers = [process.desk() for process in processes]
    batches = [desk.acts(filed(f"a{n}", a_child_draft(n))) for n, desk in enumerate(writers)]
    monkeypatch.setattr(feed, "lock_head", both_read)
    monkeypatch.setattr("central_server.models.ledger.ATTEMPTS", 1)
    with ThreadPoolExecutor(2) as threads:
        sent = [threads.submit(desk.deliver, raws, "") for desk, raws in zip(writers, batches, strict=True)]
        ends = [one.exception() for one in sent]
    assert [type(end) for end in ends].count(Raced) == 1

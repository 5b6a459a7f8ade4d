"""The ledger itself: races between desks and schools, full disks, older copies, migrations."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from admission.context import Outcome
from admission.wire import chain
from central_server.acceptance import Batch, accept_within
from central_server.models.engine import make_engine
from central_server.models.ledger import LedgerTrouble, Raced, open_ledger
from central_server.models.tables import ACT, ACTIVE_CHILD, NAMES, ROW, SCHOOL_HEAD, STREAM_PLACE
from central_server.models.timeline import LedgerOlder, Marks, Timeline, read_marks, write_marks
from tests.central_server.actors import OTHER, a_child_draft, filed
from tests.desk import SCHOOL

T = TypeVar("T")


def counted(ledger, table):
    with ledger.read() as tx:
        return len(tx.connection.execute(select(table)).all())


def together(*works: Callable[[], T]) -> list[T]:
    """Run them at the same moment, each on a thread of its own."""
    barrier = threading.Barrier(len(works))

    def start(work):
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(start, works))


def test_a_poller_misses_no_row_while_two_desks_write(bureau):
    """Batches of unequal length overlap; with a timestamp or a sequence for a cursor rows are lost here."""
    reader, writers = bureau.desk(), [bureau.desk(), bureau.desk()]
    learnt: set[str] = set()
    done = threading.Event()

    def write(desk, base):
        for batch in range(8):
            first = base + batch * 10
            desk.send(*(filed(f"a{n}", a_child_draft(n)) for n in range(first, first + 1 + 5 * (batch % 2))))

    def poll():
        while True:
            last = done.is_set()
            page = reader.sync(max_rows=3)
            learnt.update(line.id for line in page.rows)
            if last and page.done:
                return
            time.sleep(0.001)

    poller = threading.Thread(target=poll)
    poller.start()
    together(partial(write, writers[0], 0), partial(write, writers[1], 500))
    done.set()
    poller.join()
    whole = reader.sync(cursor=0, max_rows=2000)
    assert {line.id for line in whole.rows} <= learnt
    assert len([one for one in learnt if one.startswith("a")]) == 2 * (4 * 1 + 4 * 6)


def test_two_schools_filing_one_child_at_once_end_with_one_active(bureau):
    here, there = bureau.desk(), bureau.desk(bureau.school(OTHER))
    for number in range(10):
        name, draft = f"a{number}", a_child_draft(number)
        results = together(partial(here.file, name, draft), partial(there.file, name, draft))
        assert sorted(one.outcome for one in results) == [Outcome.APPLIED, Outcome.CHANGED]


def test_the_same_batch_twice_at_once_is_decided_once(bureau):
    desk = bureau.desk()
    raws = desk.acts(*(filed(f"a{n}", a_child_draft(n)) for n in range(5)))
    first, second = together(*[lambda: desk.deliver(raws, "")] * 2)
    assert first == second
    assert counted(bureau.ledger, ACT) == 5


def test_the_database_itself_refuses_a_second_active_application(bureau):
    row = {"child": "c" * 64, "year": 2026, "application": "a1", "school": SCHOOL.id}
    with bureau.ledger.write() as tx:
        tx.connection.execute(insert(ACTIVE_CHILD), [row])
    with pytest.raises(Raced), bureau.ledger.write() as tx:
        tx.connection.execute(insert(ACTIVE_CHILD), [row | {"application": "a2"}])


@pytest.mark.parametrize("taken", [-1, 11])
def test_the_database_itself_refuses_more_places_than_there_are(bureau, taken):
    with pytest.raises(LedgerTrouble) as trouble, bureau.ledger.write() as tx:
        tx.connection.execute(insert(STREAM_PLACE).values(stream="s", capacity=10, taken=taken))
    assert isinstance(trouble.value.__cause__, IntegrityError)


def test_a_trouble_in_the_middle_leaves_no_half_of_a_batch(bureau):
    desk = bureau.desk()
    before = [counted(bureau.ledger, table) for table in (ACT, ROW, ACTIVE_CHILD)]
    [raw] = desk.acts(filed("a1", a_child_draft(1)))
    with pytest.raises(LedgerTrouble), bureau.ledger.write() as tx:
        accept_within(tx, desk.id, Batch(acts=[raw]), bureau.clock(), bureau.law)
        tx.connection.execute(text("select * from no_such_table"))
    assert [counted(bureau.ledger, table) for table in (ACT, ROW, ACTIVE_CHILD)] == before
    assert desk.deliver([raw], "").results[0].outcome is Outcome.APPLIED


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_full_disk_refuses_the_batch_and_loses_nothing(bureau):
    desk = bureau.desk()
    drafts = [filed(f"a{n}", a_child_draft(n)) for n in range(40)]
    raws = desk.acts(*drafts)
    with bureau.ledger.read() as tx:
        pages = tx.connection.exec_driver_sql("pragma page_count").scalar_one()
    _limit(bureau.ledger, pages + 2)
    with pytest.raises(LedgerTrouble):
        desk.deliver(raws, "")
    assert counted(bureau.ledger, ACT) == 0
    _limit(bureau.ledger, 1_000_000)
    assert len(desk.deliver(raws, "").results) == 40


def _limit(ledger, pages):
    """SQLite answers `database or disk is full` beyond this size."""
    with ledger.write() as tx:
        tx.connection.exec_driver_sql(f"pragma max_page_count={pages}")


def test_acts_of_many_desks_number_the_school_without_holes(bureau):
    def file_five(desk):
        for n in range(5):
            desk.file(f"{desk.series}{n}", a_child_draft(n))

    together(*(partial(file_five, bureau.desk()) for _ in range(3)))
    with bureau.ledger.read() as tx:
        acts = tx.connection.execute(select(ACT.c.seq)).scalars().all()
        rows = tx.connection.execute(select(ROW.c.seq).where(ROW.c.school == SCHOOL.id)).scalars().all()
        head = tx.connection.execute(select(SCHOOL_HEAD.c.seq)).scalar_one()
    assert sorted([*acts, *rows]) == list(range(1, head + 1))


def test_migrations_make_the_tables_that_the_code_declares(settings):
    open_ledger(settings).close()
    engine = make_engine(settings.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, NAMES) == []
    engine.dispose()


def test_opening_again_keeps_the_epoch(settings):
    first = open_ledger(settings)
    first.close()
    second = open_ledger(settings)
    second.close()
    assert first.epoch == second.epoch


def test_an_older_database_is_refused(settings, bureau):
    bureau.desk().file("a1", a_child_draft(1))
    bureau.ledger.close()
    marks = read_marks(settings.timeline)
    assert marks is not None
    write_marks(settings.timeline, Marks(marks.epoch, {SCHOOL.id: marks.seqs[SCHOOL.id] + 1}))
    with pytest.raises(LedgerOlder, match="older than what the desks"):
        open_ledger(settings)


def test_a_database_of_another_time_line_is_refused(settings, ledger):
    write_marks(settings.timeline, Marks("another", {}))
    with pytest.raises(LedgerOlder, match="another time line"):
        open_ledger(settings)


def test_the_time_line_is_written_every_few_seconds_and_at_the_end(tmp_path):
    now = [0.0]
    path = tmp_path / "timeline.json"
    line = Timeline(Marks("e", {}), path, lambda: now[0])
    line.note({"s": 1})
    assert read_marks(path) is None
    now[0] = 6.0
    line.note({"s": 2})
    line.note({"s": 3})
    assert read_marks(path) == Marks("e", {"s": 2})
    line.save()
    assert read_marks(path) == Marks("e", {"s": 3})


def test_what_the_chain_hashes_is_what_was_sent(bureau):
    desk = bureau.desk()
    [raw] = desk.acts(filed("a1", a_child_draft(1)))
    desk.deliver([raw], "")
    with bureau.ledger.read() as tx:
        [(body, digest)] = tx.connection.execute(select(ACT.c.body, ACT.c.hash)).all()
    assert (body, digest) == (raw, chain("", raw))

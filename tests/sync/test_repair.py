"""Repair: a replica whose digest differs gets the buckets that do, and keeps what waits in it."""

from __future__ import annotations

from admission.application import Status
from central_server.models import buckets
from desktop_app.models import exchange, queries
from desktop_app.sync.repair import repair
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.centre import Joined
from tests.desk import EXECUTOR, OTHER_CHILD, a_draft, seen
from tests.sync.filled import (
    assert_search_is_whole,
    held,
)
from tests.sync.ready import (
    change,
    content_of,
    offered,
)


def spoil(joined: Joined, *statements: str) -> None:
    with joined.desk.write() as writing:
        for statement in statements:
            writing.connection.exec_driver_sql(statement)


def assert_same(one: Joined, other: Joined) -> None:
    one.sync()
    other.sync()
    mine, theirs = held(one), held(other)
    for name in mine:
        assert mine[name] == theirs[name], name


def test_a_replica_that_differs_is_repaired_by_one_sync_and_few_bytes(crowded):
    whole = crowded.join("whole")
    joined = crowded.join("spoiled")
    full = content_of(crowded.ledger, offered(crowded.ledger).rows)
    one, two, three = (line.id for line in crowded.lines[5:8])
    spoil(
        joined,
        f"update row set ver = 9, seq = 99999, confirmed = replace(confirmed, 'kk', 'ru') where id = '{one}'",
        f"delete from row where id = '{two}'",
        f"delete from application_line where id = '{two}'",
        f"insert into row (kind, id, ver, seq, confirmed)"
        f" select kind, 'nobody', 1, 3, confirmed from row where id = '{three}'",
    )
    change(crowded.ledger, crowded.lines[9], status=Status.WITHDRAWN)
    report = joined.sync()
    assert not report.agrees
    assert 3 <= report.repaired <= 40
    assert report.bytes_up + report.bytes_down < len(full) / 3
    assert joined.sync().agrees
    assert_same(joined, whole)
    assert queries.application(joined.desk.replica, "nobody") is None
    assert_search_is_whole(joined)


def test_waiting_acts_survive_a_repair(crowded):
    joined = crowded.join("spoiled")
    filed = file_application(joined.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    waits = next(line.id for line in queries.queue(joined.desk.replica, limit=3) if line.id != filed)
    propose(joined.desk, EXECUTOR, waits, accept=True)
    with joined.desk.replica.read() as db:
        kept = db.execute("select body from act order by n").fetchall()
    spoil(
        joined, f"update row set ver = 5, confirmed = replace(confirmed, 'paper', 'oqu') where id = '{waits}'"
    )
    assert repair(joined.line)
    with joined.desk.replica.read() as db:
        assert db.execute("select body from act order by n").fetchall() == kept
    assert seen(joined.desk, waits).status is Status.ON_SIGNATURE
    assert seen(joined.desk, filed).number == "А-0001"
    assert len(queries.outbox(joined.desk.replica)) == 2
    assert joined.sync().sent == 2
    assert joined.sync().agrees


def test_a_replica_that_lost_almost_everything_is_repaired_in_several_answers(crowded, monkeypatch):
    monkeypatch.setattr(buckets, "MOST_ROWS", 100)
    joined = crowded.join("spoiled")
    whole = crowded.join("whole")
    spoil(
        joined,
        "delete from row where kind = 'application' and rowid % 20",
        "delete from application_line",
        "delete from likeness",
    )
    change(crowded.ledger, crowded.lines[9], status=Status.WITHDRAWN)
    assert joined.sync().repaired > 600
    assert joined.sync().agrees
    whole.sync()
    assert exchange.digest(joined.desk.replica) == exchange.digest(whole.desk.replica)


def test_a_desk_whose_rows_are_right_is_not_repaired(crowded):
    joined = crowded.join("counter")
    change(crowded.ledger, crowded.lines[9], status=Status.WITHDRAWN)
    report = joined.sync()
    assert (report.agrees, report.repaired, report.turns) == (True, 0, 1)

"""Copied, restored and revoked computers: each act has one effect, nothing done is lost, what must go is gone."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.people import PersonName
from central_server.administration import revoke
from desktop_app.models import exchange, queries
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import DeskRevoked
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.centre import Joined
from tests.desk import EXECUTOR, KEY, OTHER_CHILD, a_draft, counted_ids, make_replica, seen

THIRD_CHILD = replace(
    OTHER_CHILD, name=PersonName("Өтегенова", "Томирис"), iin="200101690005", born=date(2020, 1, 1)
)


def a_copy(joined: Joined, name: str) -> Joined:
    """The same computer's folder, copied to another one, with a line of its own."""
    before, after = joined.desk.replica.path.parent, joined.desk.replica.path.parent.parent / name
    shutil.copytree(before, after)
    desk = Desk(
        make_replica(after),
        joined.desk.now,
        counted_ids(name),
        joined.desk.profiles,
        joined.desk.rules,
        joined.desk.calendar,
    )
    server = type(joined.line.server)(joined.line.server.url, queries.meta(desk.replica, "token"), timeout=20)
    return Joined(desk, Line(desk.replica, desk.judge, desk.new_id, desk.now, server))


@pytest.fixture
def copied(centre, counter):
    """A copy made after one application was filed and before it was sent; since then the first one worked on."""
    file_application(counter.desk, EXECUTOR, a_draft())
    made = a_copy(counter, "copied")
    centre.joined.append(made)
    file_application(counter.desk, EXECUTOR, a_draft(child=THIRD_CHILD))
    counter.sync()
    return made


def test_a_copied_computer_becomes_a_desk_of_its_own_with_another_series(counter, copied):
    other = file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert seen(copied.desk, other).number == "А-0002"
    copied.sync()
    counter.sync()
    numbers = sorted(line.number for line in queries.queue(counter.desk.replica, limit=50))
    assert numbers == ["А-0001", "А-0002", "Б-0001"]
    assert queries.meta(copied.desk.replica, "series") == "Б"
    assert queries.meta(copied.desk.replica, "desk") != queries.meta(counter.desk.replica, "desk")


def test_the_act_both_copies_hold_is_recorded_once(centre, counter, copied):
    file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    report = copied.sync()
    assert report.agrees
    assert queries.outbox(copied.desk.replica) == []
    with centre.ledger.read() as tx:
        acts = tx.connection.exec_driver_sql("select kind, outcome from act").all()
    assert acts == [("filed", "applied")] * 3


def test_what_got_another_number_asks_for_attention_and_names_both(counter, copied):
    other = file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    copied.sync()
    (item,) = queries.attention(copied.desk.replica)
    assert (item.application, item.outcome, item.by) == (other, "renumbered", "Сәрсенова А.Н.")
    assert item.reason.params == {"before": "А-0002", "number": "Б-0001"}


def test_a_renewed_desk_goes_on_with_acts_on_what_it_filed_before(counter, copied):
    other = file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    propose(copied.desk, EXECUTOR, other, accept=True)
    copied.sync()
    copied.sync()
    assert seen(copied.desk, other).status is Status.ON_SIGNATURE
    assert exchange.newest(copied.desk.replica) == 2


def test_a_replica_put_back_from_yesterday_notices_it_by_itself_and_gives_no_number_twice(centre, counter):
    folder = counter.desk.replica.path.parent
    counter.desk.replica.close()
    shutil.copytree(folder, folder.parent / "yesterday")
    today = Joined(reopened(counter, folder), counter.line)
    file_application(today.desk, EXECUTOR, a_draft())
    today.desk.replica.close()
    shutil.copy(folder.parent / "yesterday" / "replica.db", folder / "replica.db")
    for rest in ("-wal", "-shm"):
        (folder / f"replica.db{rest}").unlink(missing_ok=True)
    desk = reopened(counter, folder)
    back = Joined(desk, Line(desk.replica, desk.judge, desk.new_id, desk.now, counter.line.server))
    centre.joined[:] = [back]
    other = file_application(back.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert seen(back.desk, other).number == "А-0002"
    back.sync()
    assert seen(back.desk, other).number == "Б-0001"
    assert queries.outbox(back.desk.replica) == []


def reopened(joined: Joined, folder) -> Desk:
    old = joined.desk
    return Desk(make_replica(folder), old.now, old.new_id, old.profiles, old.rules, old.calendar)


def test_a_revoked_computer_hands_over_what_it_did_and_is_emptied(centre, counter, clock):
    file_application(counter.desk, EXECUTOR, a_draft())
    revoke(centre.ledger, queries.meta(counter.desk.replica, "desk"), clock())
    with pytest.raises(DeskRevoked):
        counter.sync()
    with centre.ledger.read() as tx:
        acts = tx.connection.exec_driver_sql("select kind, outcome from act").all()
    assert acts == [("filed", "quarantined")]
    with counter.desk.replica.read() as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        counts = {
            name: db.execute(f"select count(*) from {name}").fetchone()[0]
            for name in tables
            if not name.startswith(("application_search", "alembic", "sqlite"))
        }
    assert {name for name, count in counts.items() if count} == {"meta"}
    assert queries.meta(counter.desk.replica, "token") == ""


def test_an_order_to_empty_a_computer_counts_only_with_the_centres_signature(counter, clock):
    file_application(counter.desk, EXECUTOR, a_draft())
    counter.sync()

    def lie(_request):
        raise DeskRevoked("desk-revoked", {}, "00" * 64)

    counter.line.server.sync = lie
    with pytest.raises(DeskRevoked):
        counter.sync()
    assert len(queries.queue(counter.desk.replica, limit=50)) == 1


def test_a_stolen_token_renewed_into_new_desks_is_revoked_with_them(centre, counter, copied, clock):
    first = queries.meta(counter.desk.replica, "desk")
    file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    copied.sync()
    revoke(centre.ledger, first, clock())
    with pytest.raises(DeskRevoked):
        copied.sync()


def test_the_desk_keeps_what_the_centre_signed_for(counter):
    file_application(counter.desk, EXECUTOR, a_draft())
    counter.sync()
    with counter.desk.replica.read() as db:
        (row,) = db.execute("select first_n, last_n, length(signature) from receipt").fetchall()
    assert row == (1, 1, 128)


def test_the_copy_opens_with_the_key_and_with_no_other(copied):
    copied.desk.replica.close()
    path = copied.desk.replica.path
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("select * from row")
    assert make_replica(path.parent).path == path
    assert len(KEY) == 32

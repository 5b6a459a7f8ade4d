"""The replica as a file: encrypted, locked to one process, refused when damaged or too new, migrated on a copy."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desktop_app.models.backup import back_up
from desktop_app.models.connection import ReplicaBusy, ReplicaDamaged, ReplicaTooNew, connect
from desktop_app.models.engine import make_engine
from desktop_app.models.replica import open_replica
from desktop_app.models.tables import METADATA
from desktop_app.models.upgrade import upgrade
from tests.desk import KEY, a_draft, make_desk, make_replica


@pytest.fixture
def replica(tmp_path):
    opened = make_replica(tmp_path)
    yield opened
    opened.close()


def test_the_file_is_unreadable_without_the_key(replica):
    assert not replica.path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(replica.path).execute("select * from meta")


def test_a_replica_under_another_key_is_refused_and_left_as_it_was(tmp_path):
    make_replica(tmp_path).close()
    before = (tmp_path / "replica.db").read_bytes()
    with pytest.raises(ReplicaDamaged):
        open_replica(tmp_path / "replica.db", b"x" * 32)
    assert (tmp_path / "replica.db").read_bytes() == before


def test_a_damaged_replica_is_refused_and_left_as_it_was(tmp_path):
    make_replica(tmp_path).close()
    path = tmp_path / "replica.db"
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    with pytest.raises(ReplicaDamaged):
        open_replica(path, KEY)
    assert path.read_bytes()[:4096] == b"\0" * 4096


def test_a_replica_of_a_newer_program_is_refused(tmp_path):
    make_replica(tmp_path).close()
    connection = connect(tmp_path / "replica.db", KEY)
    connection.execute("pragma user_version=99")
    connection.close()
    with pytest.raises(ReplicaTooNew):
        open_replica(tmp_path / "replica.db", KEY)


def test_a_second_process_is_told_that_the_replica_is_busy(replica):
    script = (
        "import sys; from pathlib import Path; from desktop_app.models.replica import open_replica\n"
        "from desktop_app.models.connection import ReplicaBusy\n"
        "try: open_replica(Path(sys.argv[1]), bytes(range(32)))\n"
        "except ReplicaBusy: sys.exit(7)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(replica.path)], check=False)
    assert done.returncode == 7
    with pytest.raises(ReplicaBusy):
        open_replica(replica.path, KEY)


def test_the_released_schema_is_the_one_the_program_uses(replica):
    engine = make_engine(replica.path, KEY)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    ours = [one for one in found if "application_search" not in str(one) and "alembic" not in str(one)]
    assert ours == []


def test_a_new_replica_is_what_all_revisions_one_after_the_other_make(tmp_path, replica):
    path = tmp_path / "migrated.db"
    connect(path, KEY).close()
    upgrade(path, KEY)
    assert schema_of(path) == schema_of(replica.path)


def schema_of(path):
    connection = connect(path, KEY)
    tables = connection.execute("select name, sql from sqlite_master order by name").fetchall()
    versions = connection.execute(
        "select version_num, user_version from alembic_version, pragma_user_version"
    )
    found = ([(name, " ".join((sql or "").split())) for name, sql in tables], versions.fetchall())
    connection.close()
    return found


def test_a_new_replica_is_made_without_alembic(tmp_path):
    script = (
        "import sys; from pathlib import Path; from desktop_app.models.replica import open_replica\n"
        "open_replica(Path(sys.argv[1]), bytes(range(32))).close(); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "new.db")], check=True)


def test_two_lanes_never_share_a_number(tmp_path):
    desk = make_desk(tmp_path)

    def take(_: int) -> int:
        with desk.write() as writing:
            return writing.next_number("А/2026")

    with ThreadPoolExecutor(2) as lanes:
        taken = list(lanes.map(take, range(60)))
    desk.replica.close()
    assert sorted(taken) == list(range(1, 61))


def test_a_transaction_that_fails_leaves_nothing(tmp_path):
    desk = make_desk(tmp_path)
    with pytest.raises(ZeroDivisionError), desk.write() as writing:
        writing.set_meta("half", "done")
        raise ZeroDivisionError
    with desk.write() as writing:
        assert writing.meta("half") == ""
    desk.replica.close()


def test_a_backup_opens_with_the_same_key_and_holds_what_was_filed(tmp_path):
    from desktop_app.models import queries
    from desktop_app.usecases.file_application import file_application
    from tests.desk import EXECUTOR

    desk = make_desk(tmp_path)
    filed = file_application(desk, EXECUTOR, a_draft())
    back_up(desk.replica, KEY, tmp_path / "copy.db")
    desk.replica.close()
    copy = open_replica(tmp_path / "copy.db", KEY)
    found = queries.application(copy, filed)
    copy.close()
    assert found is not None
    assert found.number == "А-0001"


def test_a_full_disk_is_named_and_the_transaction_rolled_back(tmp_path):
    from desktop_app.models.connection import DiskTrouble
    from desktop_app.models.files import unsent

    desk = make_desk(tmp_path)
    with desk.write() as writing:
        (pages,) = writing.connection.exec_driver_sql("pragma page_count").one()
    limited = f"pragma max_page_count={pages + 1}"
    with pytest.raises(DiskTrouble), desk.write() as writing:
        writing.connection.exec_driver_sql(limited)
        writing.files.keep_file(b"x" * 1_000_000)
    assert unsent(desk.replica) == []
    desk.replica.close()


def test_an_upgrade_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "replica.db"
    connection = sqlcipher.connect(str(path))
    connection.execute(f"pragma key=\"x'{KEY.hex()}'\"")
    connection.execute("create table application_line (nonsense text)")  # stands in the way of revision 001
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Exception, match="application_line"):
        open_replica(path, KEY)
    reopened = connect(path, KEY)
    assert reopened.execute("select count(*) from application_line").fetchone() == (0,)
    reopened.close()
    assert len(path.read_bytes()) >= len(before)

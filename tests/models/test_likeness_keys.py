"""Keys of likeness: a replica written by version 1 finds its children by the keys of today."""

from __future__ import annotations

import re

from msgspec.structs import replace

from admission.people import PersonName
from desktop_app.models import queries
from desktop_app.models.connection import connect
from desktop_app.models.migrations.versions import r004_neighbours, r005_papers
from desktop_app.models.replica import open_replica
from desktop_app.usecases.file_application import file_application
from tests.desk import CHILD, EXECUTOR, KEY, a_draft, make_desk

MISTYPED = replace(CHILD, name=PersonName("Дюсенбаев", "Алихар", "Ерболович"), iin="")
OLD_KEYS = ("born:2020-09-15:алихан+дуисенбаев", "iin:200915590004", "third0:2009:алихан+дуисенбаев")


def as_version_1(path, application):
    """The replica as version 1 left it: its keys, its revision."""
    connection = connect(path, KEY)
    connection.execute("delete from likeness")
    connection.executemany("insert into likeness values (?, ?)", [(key, application) for key in OLD_KEYS])
    _undo(connection, r005_papers.STATEMENTS)
    _undo(connection, r004_neighbours.STATEMENTS)
    connection.execute("update application_line set folded = substr(folded, 2)")
    for table in ("former_act", "receipt", "piece"):
        connection.execute(f"drop table {table}")
    for index in ("file_here", "row_confirmed", "row_shown"):
        connection.execute(f"drop index {index}")
    for column in ("rank", "sent_at", "here"):
        connection.execute(f"alter table file drop column {column}")
    connection.execute("update alembic_version set version_num = '001'")
    connection.execute("pragma user_version=1")
    connection.close()


def as_version_4(path):
    """The replica as version 4 left it: no grade beside a line, no paper beside an unfinished form."""
    connection = connect(path, KEY)
    _undo(connection, r005_papers.STATEMENTS)
    connection.execute(next(one for one in r004_neighbours.STATEMENTS if "line_by_number" in one))
    connection.execute("update alembic_version set version_num = '004'")
    connection.execute("pragma user_version=4")
    connection.close()


def _undo(connection, statements):
    """What a revision creates is dropped again."""
    told = "\n".join(statements)
    for kind, name in re.findall(r"CREATE (TABLE|INDEX) (\w+)", told):
        connection.execute(f"drop {kind} if exists {name}")
    for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", told):
        connection.execute(f"alter table {table} drop column {column}")


def keys_and_lines(replica):
    with replica.read() as db:
        keys = db.execute("select key, application from likeness order by key").fetchall()
        return [tuple(row) for row in keys], db.execute("select * from application_line").fetchall()


def test_an_old_replica_is_keyed_again_and_nothing_else_changes(tmp_path):
    desk = make_desk(tmp_path)
    filed = file_application(desk, EXECUTOR, a_draft())
    [before] = queries.similar(desk.replica, MISTYPED)
    kept = keys_and_lines(desk.replica)
    desk.replica.close()
    as_version_1(desk.replica.path, filed)
    opened = open_replica(desk.replica.path, KEY)
    assert keys_and_lines(opened) == kept
    assert queries.similar(opened, MISTYPED) == [before]
    assert before.line.id == filed
    opened.close()


def test_a_replica_of_version_4_gets_the_columns_of_the_book_filled(tmp_path):
    desk = make_desk(tmp_path)
    file_application(desk, EXECUTOR, a_draft())
    kept = keys_and_lines(desk.replica)
    desk.replica.close()
    as_version_4(desk.replica.path)
    opened = open_replica(desk.replica.path, KEY)
    assert keys_and_lines(opened) == kept
    opened.close()

"""What a filled replica holds, and how it is compared with one that was filled by turns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop_app.models.connection import connect
from tests.centre import Joined
from tests.desk import KEY
from tests.sync.cut_line import CutLine, cut_line

CHANCE = random.Random(20260825)
FOR_EVER = float("inf")
HEADERS = 2000  # bytes of the answers before the files
LINES = "select id, number, child, status, due, folded, waiting from application_line order by id"
WRONG = pytest.mark.expects_warnings


def held(joined: Joined) -> dict[str, list[tuple[object, ...]]]:
    """Everything a replica holds of the school, and how it is found."""
    with joined.desk.replica.read() as db:
        return {
            "rows": db.execute(
                "select kind, id, ver, seq, confirmed, shown from row order by kind, id"
            ).fetchall(),
            "lines": db.execute(LINES).fetchall(),
            "likeness": db.execute(
                "select key, application from likeness order by key, application"
            ).fetchall(),
            "schema": db.execute("select name, sql from sqlite_master order by name").fetchall(),
        }


def assert_search_is_whole(joined: Joined) -> None:
    db = connect(joined.desk.replica.path, KEY)
    db.execute("insert into application_search (application_search, rank) values ('integrity-check', 1)")
    db.close()


@contextmanager
def cut_line_of(joined: Joined) -> Iterator[CutLine]:
    """For the time of the block the desk is on a line that may be cut."""
    server = joined.line.server
    straight = server.url
    with cut_line(straight) as line:
        server.url = line.url
        yield line
        server.close()
    server.url = straight


def by_turns(centre, name: str) -> Joined:
    """The same desk filled row by row, as at a centre without snapshots."""
    joined: Joined = centre.enrolled(name)
    with joined.desk.write() as writing:
        writing.set_meta("staged", "0")  # not new any more
    joined.sync()
    return joined

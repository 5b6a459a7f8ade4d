"""The first fill from a ready snapshot over a real line, cut, wrong or outgrown; repair of a replica that differs."""

from __future__ import annotations

import dataclasses
import random
import sqlite3
from datetime import UTC, datetime

import msgspec
import pytest
import zstandard
from msgspec.structs import replace

from admission.application import Status
from central_server.models.snapshot import MOST_URGENT
from desktop_app.models import filling, pieces, queries
from desktop_app.models.replica import open_replica
from desktop_app.sync.fill import fill
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.centre import Joined, never
from tests.desk import EXECUTOR, KEY, OTHER_CHILD, REFERENCE, a_draft, feed, seen
from tests.sync.filled import assert_search_is_whole, by_turns, cut_line_of, held
from tests.sync.ready import (
    MANY,
    a_file,
    change,
    content_of,
    first_of,
    folder_of,
    many,
    offered,
    plant,
    plant_offer,
    seed,
)

CHANCE = random.Random(20260825)
FOR_EVER = float("inf")
HEADERS = 2000  # bytes of the answers before the files
WRONG = pytest.mark.expects_warnings


def test_a_desk_filled_from_a_snapshot_holds_what_one_filled_by_turns_holds(crowded):
    slow = by_turns(crowded, "by-turns")
    quick = crowded.enrolled("quick")
    report = quick.sync()
    slow.sync()
    assert (report.received, report.agrees) == (MANY + 8, True)
    assert held(quick) == held(slow)
    assert_search_is_whole(quick)


def test_a_small_school_comes_by_turns(centre):
    seed(centre.ledger, many(30))
    joined = centre.enrolled("small")
    assert joined.sync().received == 37
    assert not folder_of(centre.ledger).exists()


def test_nothing_of_a_download_stays_behind_when_it_is_done(crowded):
    joined = crowded.join("quick")
    with joined.desk.replica.read() as db:
        assert db.execute("select count(*) from piece").fetchone() == (0,)
    assert not queries.meta(joined.desk.replica, "snapshot")
    assert not queries.meta(joined.desk.replica, filling.MISSING_INDEXES)


def test_nothing_personal_is_written_in_plain(crowded):
    joined = crowded.join("quick")
    child = queries.queue(joined.desk.replica, limit=1)[0].child.encode()
    for file in joined.desk.replica.path.parent.iterdir():
        assert child not in file.read_bytes(), file.name


def test_lists_search_and_likeness_work_after_the_fill(crowded):
    joined = crowded.join("quick")
    replica = joined.desk.replica
    line = queries.queue(replica, limit=50)[7]
    assert len(queries.queue(replica, limit=50)) == 50
    assert line.id in {one.id for one in queries.search(replica, line.number)}
    child = seen(joined.desk, line.id).draft.child
    assert queries.similar(replica, replace(child, iin=""))[0].line.id == line.id


@pytest.mark.parametrize("share", sorted(CHANCE.random() for _ in range(4)))
def test_a_download_that_is_cut_goes_on_where_it_was_cut(crowded, share):
    joined = crowded.enrolled("cut")
    offer = offered(crowded.ledger)
    with cut_line_of(joined) as line:
        line.left = HEADERS + int(share * (offer.rows.size + offer.lines.size))
        with pytest.raises(ServerUnreachable):
            fill(joined.line, never, FOR_EVER)
        line.left = None
        before = line.down
        kept = sum(
            len(pieces.fetched(joined.desk.replica, file.sha256))
            for file in (first_of(offer), offer.rows, offer.lines)
        )
        assert fill(joined.line, never, FOR_EVER) == MANY + 7
        fetched = line.down - before
    assert kept > 0
    assert fetched <= first_of(offer).size + offer.rows.size + offer.lines.size - kept + HEADERS
    assert joined.sync().agrees
    assert len(queries.search(joined.desk.replica, "э-", limit=2000)) == MANY


def test_a_slow_line_brings_the_rows_alone_and_the_desk_makes_its_own_lines(crowded):
    quick = crowded.join("quick")
    joined = crowded.enrolled("slow")
    offer = offered(crowded.ledger)
    with cut_line_of(joined) as line:
        line.rate = 100_000.0
        assert offer.lines.size / line.rate > 0.5
        joined.sync()
        assert line.down < offer.rows.size + first_of(offer).size + 6000
    quick.sync()
    assert held(joined) == held(quick)


def test_whoever_stops_a_download_finds_it_again(crowded):
    joined = crowded.enrolled("stopped")
    synchronise(joined.line, lambda: True)
    assert queries.queue(joined.desk.replica) == []
    begun = msgspec.json.decode(queries.meta(joined.desk.replica, "snapshot"))
    assert pieces.fetched(joined.desk.replica, begun["first"]["sha256"])
    assert joined.sync().received == MANY + 7


@WRONG
@pytest.mark.parametrize("which", ["rows", "lines", "first"])
def test_bytes_that_are_not_what_their_name_says_are_dropped(crowded, caplog, which):
    file = getattr(offered(crowded.ledger), which)
    path = folder_of(crowded.ledger) / file.sha256
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    joined = crowded.enrolled("deceived")
    assert fill(joined.line, never, FOR_EVER) == 0
    report = joined.sync()
    assert (report.received, report.agrees) == (MANY + 7, True)
    assert "snapshot-wrong" in caplog.text
    with joined.desk.replica.read() as db:
        assert db.execute("select count(*) from piece").fetchone() == (0,)


ROW_TABLE = "create table row (kind text, id text, ver integer, seq integer, body blob)"
ENDLESS = """create view row as with recursive n(i) as (select 1 union all select i + 1 from n)
    select i kind, i id, i ver, i seq, i body from n"""
NO_TEXT = "insert into row values (cast(x'ff' as text), 'x', 1, 1, x'00')"


def header(page: int, pages: int) -> bytes:
    """How a SQLite file begins that says it has so many pages."""
    made = bytearray(b"SQLite format 3\0" + bytes(84))
    made[16:18], made[28:32] = page.to_bytes(2), pages.to_bytes(4)
    return zstandard.ZstdCompressor().compress(bytes(made))


def damaged(whole: bytes) -> bytes:
    """The first file in it, each page but the first with a wrong beginning."""
    content = bytearray(zstandard.ZstdDecompressor().decompressobj().decompress(whole))
    for at in range(4096, len(content), 4096):
        content[at : at + 8] = b"\xff" * 8
    return zstandard.ZstdCompressor().compress(bytes(content))


HOSTILE = {
    "no rows": lambda _: a_file(ROW_TABLE),
    "a view without an end": lambda _: a_file(ENDLESS),
    "a second table": lambda _: a_file(ROW_TABLE, "create table other (x)"),
    "another table": lambda _: a_file("create table rows (kind, id, ver, seq, body)"),
    "a column less": lambda _: a_file("create table row (kind, id, ver, seq)"),
    "nothing where an id stands": lambda _: a_file(ROW_TABLE, values=[("school", None, 1, 1, b"{}")]),
    "numbers no database keeps": lambda _: a_file(ROW_TABLE, values=[("school", "x", 1e300, "y", b"{}")]),
    "a text that is no text": lambda _: a_file(ROW_TABLE, NO_TEXT),
    "one row twice": lambda whole: whole + whole,
    "the half of it": lambda whole: whole[: len(whole) // 2],
    "no zstd": lambda _: b"SQLite format 3\0" * 99,
    "nothing": lambda _: b"",
    "a file that says it is endless": lambda _: header(0xFFFF, 0xFFFFFFFF),
    "a file of no pages": lambda _: header(4096, 0),
    "a damaged database": damaged,
}


@WRONG
@pytest.mark.parametrize("name", HOSTILE)
def test_a_snapshot_of_strange_contents_is_dropped_and_the_rows_come_by_turns(crowded, caplog, name):
    joined = crowded.enrolled("deceived")
    offer = offered(crowded.ledger)
    strange = plant(crowded.ledger, HOSTILE[name](content_of(crowded.ledger, offer.rows)))
    plant_offer(crowded.ledger, replace(offer, rows=strange))
    report = joined.sync()
    assert (report.received, report.agrees) == (MANY + 7, True)
    assert "snapshot-wrong" in caplog.text
    assert len(queries.search(joined.desk.replica, "э-", limit=2000)) == MANY


@WRONG
def test_lines_this_program_would_not_have_made_are_dropped(crowded, caplog):
    joined = crowded.enrolled("deceived")
    offer = offered(crowded.ledger)
    plain = sqlite3.connect(":memory:")
    plain.deserialize(
        zstandard.ZstdDecompressor().decompressobj().decompress(content_of(crowded.ledger, offer.lines))
    )
    plain.execute("update line set child = child || '!'")
    plain.commit()
    lines = plant(crowded.ledger, zstandard.ZstdCompressor().compress(plain.serialize()))
    plain.close()
    plant_offer(crowded.ledger, replace(offer, lines=lines))
    assert fill(joined.line, never, FOR_EVER) == 0
    assert "snapshot-wrong" in caplog.text
    assert joined.sync().agrees
    assert not any(line.child.endswith("!") for line in queries.queue(joined.desk.replica))


def test_lines_of_another_projection_are_not_fetched(crowded):
    joined = crowded.enrolled("older")
    offer = offered(crowded.ledger)
    lost = plant(crowded.ledger, b"nobody should read this")
    plant_offer(crowded.ledger, replace(offer, lines=lost))
    kept = replace(offer, schema=offer.schema + 1, lines=lost)
    with joined.desk.write() as writing:
        writing.set_meta("snapshot", msgspec.json.encode(kept).decode())
    report = joined.sync()
    assert (report.received, report.agrees) == (MANY + 7, True)
    assert len(queries.search(joined.desk.replica, "э-", limit=2000)) == MANY


def test_a_school_that_grows_meanwhile_comes_whole(crowded):
    joined = crowded.enrolled("cut")
    offer = offered(crowded.ledger)
    with cut_line_of(joined) as line:
        line.left = offer.rows.size // 2
        with pytest.raises(ServerUnreachable):
            joined.sync()
        line.left = None
        seed(crowded.ledger, (replace(one, id=f"new-{one.id}") for one in many(40, seed_number=2)))
        change(crowded.ledger, crowded.lines[3], status=Status.WITHDRAWN)
        report = joined.sync()
    assert (report.received, report.agrees) == (MANY + 7 + 41, True)
    assert seen(joined.desk, crowded.lines[3].id).status is Status.WITHDRAWN


@pytest.mark.parametrize(("generations", "again"), [(1, False), (2, True)])
def test_one_older_snapshot_is_kept_for_those_who_fetch_it_and_no_more(crowded, generations, again):
    joined = crowded.enrolled("cut")
    offer = offered(crowded.ledger)
    with cut_line_of(joined) as line:
        line.left = offer.rows.size // 2
        with pytest.raises(ServerUnreachable):
            joined.sync()
        line.left = None
        for number in range(generations):
            growth = (replace(one, id=f"{number}-{one.id}") for one in many(600, seed_number=3 + number))
            seed(crowded.ledger, growth)
            offered(crowded.ledger)
        before = line.down
        assert joined.sync().agrees
        assert (line.down - before > offered(crowded.ledger).rows.size) is again or not again
    assert (folder_of(crowded.ledger) / offer.rows.sha256).exists() is not again
    assert len(queries.search(joined.desk.replica, "э-", limit=5000)) == MANY + 600 * generations


def test_acts_that_wait_are_shown_on_top_of_the_fill_and_then_sent(crowded):
    joined = crowded.enrolled("counter")
    heard = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
    with joined.desk.write() as writing:  # the desk knows its school from a stick, nothing else
        writing.absorb([], feed(*REFERENCE), 0, heard)
    waits = file_application(joined.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    propose(joined.desk, EXECUTOR, waits, accept=True)
    known = crowded.lines[0].id
    assert fill(joined.line, never) == MANY + 7
    assert seen(joined.desk, waits).status is Status.ON_SIGNATURE
    assert seen(joined.desk, known).id == known
    assert len(queries.outbox(joined.desk.replica)) == 2
    assert queries.search(joined.desk.replica, "қасымова")[0].waiting
    assert joined.sync().sent == 2
    assert queries.outbox(joined.desk.replica) == []
    assert queries.is_confirmed(joined.desk.replica, waits)
    assert_search_is_whole(joined)


def test_a_fill_that_ended_before_its_indexes_is_finished_by_the_next_sync(crowded, monkeypatch):
    whole = crowded.join("whole")
    joined = crowded.enrolled("switched-off")

    def power_cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(filling, "make_indexes", power_cut)
        with pytest.raises(KeyboardInterrupt):
            joined.sync()
    assert len(queries.queue(joined.desk.replica, limit=50)) == 50
    assert len(queries.search(joined.desk.replica, "ерболұлы", limit=2000)) == MOST_URGENT
    joined.desk.replica.close()
    replica = open_replica(joined.desk.replica.path, KEY)
    back = Joined(
        dataclasses.replace(joined.desk, replica=replica), dataclasses.replace(joined.line, replica=replica)
    )
    crowded.joined[crowded.joined.index(joined)] = back
    assert back.sync().agrees
    whole.sync()
    assert held(back) == held(whole)
    assert_search_is_whole(back)


def test_a_desk_that_knows_applications_is_never_filled(crowded):
    joined = crowded.join("counter")
    with joined.desk.write() as writing:
        writing.set_meta("cursor", "0")
    assert fill(joined.line, never) == 0


def test_a_snapshot_of_another_time_line_is_no_snapshot(crowded):
    joined = crowded.enrolled("counter")
    offer = offered(crowded.ledger)
    with joined.desk.write() as writing:
        writing.set_meta("snapshot", msgspec.json.encode(replace(offer, epoch="another")).decode())
    assert joined.sync().agrees
    assert len(queries.search(joined.desk.replica, "э-", limit=2000)) == MANY

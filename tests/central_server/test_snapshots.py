"""Ready snapshots and bucket digests over HTTP, on both databases: whose they are, how old, from which byte on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import msgspec
import pytest
import requests
import zstandard
from msgspec.structs import replace

from admission.application import Application, Movement, Status
from admission.buckets import BUCKETS, DIGITS, bucket_digests, bucket_of
from admission.exchange import DiffAnswer, SnapshotFile, SnapshotOffer, Trouble
from admission.projection import COLUMNS, keys_of, line_of, projected
from admission.wire import VERSION
from central_server.models import feed
from central_server.models.snapshot import FEW, MOST_URGENT
from central_server.snapshots import MOST_BEHIND, SMALLEST, Snapshots
from desktop_app.sync.fill import _files
from tests.central_server.actors import OTHER, a_child_draft, files_of
from tests.desk import SCHOOL
from tests.sync.ready import change, folder_of, many, seed

SAID_TWICE = "bytes=10-19"


class Door:
    """One desk's requests."""

    def __init__(self, url, desk):
        self.url, self.desk = url, desk

    def get(self, path=f"?v={VERSION}", **headers):
        given = {"Authorization": f"Bearer {self.desk.token}"} | headers
        return requests.get(f"{self.url}/v1/snapshot{path}", headers=given, timeout=30)

    def offer(self) -> SnapshotOffer:
        answer = self.get()
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=SnapshotOffer)

    def content(self, file: SnapshotFile) -> bytes:
        return bytes(self.get(f"/{file.sha256}").content)

    def diff(self, digests, **other):
        asked = {
            "epoch": self.desk.bureau.ledger.epoch,
            "cursor": 0,
            "digests": digests,
            "v": VERSION,
        } | other
        given = {"Authorization": f"Bearer {self.desk.token}"}
        answer = requests.post(f"{self.url}/v1/diff", json=asked, headers=given, timeout=30)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=DiffAnswer)


@pytest.fixture
def door(centre_url, bureau):
    return Door(centre_url, bureau.desk())


@pytest.fixture
def crowded(door, bureau):
    door.lines = seed(bureau.ledger, many())
    return door


def tables_of(packed: bytes, table: str) -> Iterator[tuple[Any, ...]]:
    for content in _files(packed):
        with closing(sqlite3.connect(":memory:")) as plain:
            plain.deserialize(content)
            yield from plain.execute(f"select * from {table}")


def rows_here(bureau, school=SCHOOL.id):
    with bureau.ledger.read() as tx:
        page = feed.page(tx, school, 0, 100_000)
        return page, feed.digest(tx, school)


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, msgspec.json.decode(answer.content, type=Trouble).code


def test_a_snapshot_holds_every_row_of_the_school_and_says_so(crowded, bureau):
    offer = crowded.offer()
    page, digest = rows_here(bureau)
    rows = list(tables_of(crowded.content(offer.rows), "row"))
    wanted = sorted((one.kind, one.id, one.ver, one.seq, bytes(one.body)) for one in page.rows)
    assert rows == wanted
    assert (offer.cursor, offer.digest, offer.epoch) == (page.head, digest, bureau.ledger.epoch)


def test_its_lines_are_what_the_projection_makes_of_its_rows(crowded):
    offer = crowded.offer()
    rows = tables_of(crowded.content(offer.rows), "row")
    applications = [projected(body) for kind, *_, body in rows if kind == "application"]
    wanted = [(*line_of(one), "\n".join(keys_of(one))) for one in applications]
    assert list(tables_of(crowded.content(offer.lines), "line")) == wanted
    assert len(wanted[0]) == len(COLUMNS) + 1


def test_its_first_rows_are_the_most_urgent_ones_and_the_people(crowded):
    offer = crowded.offer()
    rows = list(tables_of(crowded.content(offer.rows), "row"))
    waits = [
        (one.due, one.id)
        for kind, *_, body in rows
        if kind == "application" and (one := projected(body)).status == "under_review"
    ]
    urgent = {name for _, name in sorted(waits)[:MOST_URGENT]}
    assert len(urgent) == MOST_URGENT < len(waits)
    first = list(tables_of(crowded.content(offer.first), "row"))
    assert set(first) == {row for row in rows if row[0] in FEW or row[1] in urgent}
    assert len(first) == len(set(first))
    assert offer.first.size < offer.rows.size / 3


@pytest.mark.parametrize("which", ["rows", "lines", "first"])
def test_a_file_is_named_by_its_bytes(crowded, which):
    file = getattr(crowded.offer(), which)
    content = crowded.content(file)
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    assert sum(map(len, _files(content))) == file.unpacked


def test_a_range_goes_on_in_the_middle(crowded):
    file = crowded.offer().rows
    whole = crowded.content(file)
    answer = crowded.get(f"/{file.sha256}", Range=f"bytes={file.size - 100}-")
    assert (answer.status_code, answer.content) == (206, whole[-100:])
    assert answer.headers["Content-Range"] == f"bytes {file.size - 100}-{file.size - 1}/{file.size}"
    some = crowded.get(f"/{file.sha256}", Range=SAID_TWICE)
    assert (some.status_code, some.content) == (206, whole[10:20])


def test_a_range_beyond_the_end_is_refused(crowded):
    file = crowded.offer().rows
    answer = crowded.get(f"/{file.sha256}", Range=f"bytes={file.size}-")
    assert code_of(answer) == (416, "range-wrong")
    assert answer.headers["Content-Range"] == f"bytes */{file.size}"


@pytest.mark.parametrize("said", ["bytes=-5", "bytes=0-1,3-4", "pages=1-2", "bytes=x-", "bytes=9-3"])
def test_a_range_nobody_understands_is_the_whole_file_or_refused(crowded, said):
    file = crowded.offer().rows
    answer = crowded.get(f"/{file.sha256}", Range=said)
    assert answer.status_code in (200, 416)
    assert answer.status_code == 416 or answer.content == crowded.content(file)


def test_a_small_school_has_no_snapshot(door, bureau):
    seed(bureau.ledger, many(SMALLEST - 100))
    assert code_of(door.get()) == (404, "snapshot-unknown")
    assert not folder_of(bureau.ledger).exists()


def test_another_schools_snapshot_is_unknown(centre_url, crowded, bureau):
    file = crowded.offer().rows
    bureau.school(OTHER)
    stranger = Door(centre_url, bureau.desk(OTHER))
    assert code_of(stranger.get(f"/{file.sha256}")) == (404, "snapshot-unknown")
    assert code_of(stranger.get()) == (404, "snapshot-unknown")
    seed(bureau.ledger, (replace(one, id=f"k-{one.id}", school=OTHER.id) for one in many()), OTHER.id)
    theirs = stranger.offer()
    assert {row[1] for row in tables_of(stranger.content(theirs.rows), "row")}.isdisjoint(
        row[1] for row in tables_of(crowded.content(file), "row") if row[0] == "application"
    )
    assert code_of(crowded.get(f"/{theirs.rows.sha256}")) == (404, "snapshot-unknown")


def test_a_revoked_desk_gets_none(crowded, bureau):
    from central_server.administration import revoke

    file = crowded.offer().rows
    revoke(bureau.ledger, crowded.desk.id, bureau.clock())
    assert crowded.get().status_code == 410
    assert crowded.get(f"/{file.sha256}").status_code == 410


@pytest.mark.parametrize("name", ["current.json", "..%2fledger.db", "0" * 63, "G" * 64])
def test_a_name_that_is_no_hash_opens_nothing(crowded, name):
    crowded.offer()
    assert crowded.get(f"/{name}").status_code in (400, 404)


def test_a_few_changes_leave_it_as_it_is_and_many_make_a_new_one(crowded, bureau):
    first = crowded.offer()
    change(bureau.ledger, crowded.lines[0], order="x")
    assert crowded.offer() == first
    seed(bureau.ledger, (replace(one, id=f"2-{one.id}") for one in many(MOST_BEHIND, seed_number=2)))
    second = crowded.offer()
    assert second.cursor > first.cursor
    assert crowded.get(f"/{first.rows.sha256}").status_code == 200
    seed(bureau.ledger, (replace(one, id=f"3-{one.id}") for one in many(MOST_BEHIND + 1, seed_number=3)))
    third = crowded.offer()
    assert crowded.get(f"/{first.rows.sha256}").status_code == 404
    kept = {file.sha256 for offer in (second, third) for file in (offer.rows, offer.lines, offer.first)}
    assert set(files_of(folder_of(bureau.ledger))) == {*kept, "current.json"}


@pytest.mark.parametrize("spoil", ["epoch", "cursor", "cut", "gone", "garbage"])
def test_what_lies_there_and_does_not_fit_is_made_anew(crowded, bureau, spoil):
    first = crowded.offer()
    folder = folder_of(bureau.ledger)
    current = folder / "current.json"
    spoiled = {
        "epoch": replace(first, epoch="before-a-restore"),
        "cursor": replace(first, cursor=first.cursor + 1000),
    }
    if spoil in spoiled:
        current.write_bytes(msgspec.json.encode(spoiled[spoil]))
    elif spoil == "cut":
        (folder / first.rows.sha256).write_bytes(b"half")
    elif spoil == "gone":
        (folder / first.lines.sha256).unlink()
    else:
        current.write_bytes(b"\xff{")
    assert crowded.offer() == first
    assert len(crowded.content(first.rows)) == first.rows.size


def test_it_is_made_once_for_all_who_ask_at_once(crowded, bureau):
    from concurrent.futures import ThreadPoolExecutor

    ready = Snapshots(bureau.ledger)
    with ThreadPoolExecutor(4) as many_desks:
        offers = list(many_desks.map(lambda _: ready.offer(SCHOOL.id), range(4)))
    assert len({offer.rows.sha256 for offer in offers if offer}) == 1
    written = (folder_of(bureau.ledger) / "current.json").stat().st_mtime_ns
    ready.offer(SCHOOL.id)
    assert (folder_of(bureau.ledger) / "current.json").stat().st_mtime_ns == written


@pytest.mark.expects_warnings
def test_a_disk_that_takes_no_snapshot_keeps_nobody_from_enrolling(crowded, bureau):
    from central_server import administration

    (bureau.ledger.files.parent / "snapshots").write_bytes(b"a file where a folder should be")
    code = administration.enrol_code(bureau.ledger, SCHOOL.id, "Counter", bureau.clock())
    body = msgspec.json.encode({"code": code, "name": "Терезе 2"})
    assert requests.post(f"{crowded.url}/v1/enroll", data=body, timeout=30).status_code == 201
    assert crowded.get().status_code == 503


# Buckets


def versions_of(page):
    return sorted((row.kind, row.id, row.ver) for row in page.rows)


def test_equal_copies_have_nothing_to_send(crowded, bureau):
    page, digest = rows_here(bureau)
    answer = crowded.diff(bucket_digests(versions_of(page)))
    assert (answer.buckets, answer.rows, answer.done, answer.digest) == ([], [], True, digest)
    assert answer.cursor == page.head


def test_whole_buckets_come_for_rows_that_are_older_missing_or_too_many(crowded, bureau):
    page, _ = rows_here(bureau)
    mine = versions_of(page)
    older, missing = mine[3], mine[200]
    extra = ("application", "nobody", 1)
    held = sorted({*mine, (*older[:2], older[2] + 5), extra} - {older, missing})
    answer = crowded.diff(bucket_digests(held))
    wanted = sorted({bucket_of(*one[:2]) for one in (older, missing, extra)})
    assert answer.buckets == wanted
    assert sorted((row.kind, row.id, row.ver) for row in answer.rows) == [
        one for one in mine if bucket_of(*one[:2]) in wanted
    ]
    assert [row.seq for row in answer.rows] == sorted(row.seq for row in answer.rows)


@pytest.mark.parametrize("nonsense", ["", "0" * BUCKETS * DIGITS, "қ", "0" * 100_000])
def test_digests_that_are_none_bring_everything(crowded, bureau, nonsense):
    page, _ = rows_here(bureau)
    answer = crowded.diff(nonsense)
    assert len(answer.buckets) == BUCKETS
    assert len(answer.rows) == len(page.rows)


def test_a_desk_of_another_time_line_gets_no_rows(crowded):
    answer = crowded.diff("", epoch="another")
    assert (answer.buckets, answer.rows) == ([], [])
    assert answer.epoch == crowded.desk.bureau.ledger.epoch


def test_nobody_sees_another_schools_rows_in_a_difference(centre_url, crowded, bureau):
    bureau.school(OTHER)
    stranger = Door(centre_url, bureau.desk(OTHER))
    stranger.desk.file("theirs", a_child_draft(1))
    answer = stranger.diff("")
    assert {row.id for row in answer.rows if row.kind == "application"} == {"theirs"}


def noted(bureau):
    before = Status.UNDER_REVIEW
    return Movement(act="a1", kind="noted", by="user-aigul", at=bureau.clock(), before=before, after=before)


def test_a_desk_of_an_older_version_gets_no_snapshot_but_rows_it_can_read(crowded, bureau):
    one = crowded.lines[7]
    step = noted(bureau)
    change(bureau.ledger, one, history=(step,))
    for older in ("", "?v=3", "?v=x"):
        assert code_of(crowded.get(older)) == (404, "snapshot-unknown")

    def told(**said):
        rows = crowded.diff("", **said).rows
        body = next(row.body for row in rows if row.id == one.id)
        return msgspec.json.decode(body, type=Application).history

    assert (told(), told(v=3), told(v=VERSION + 1)) == ((step,), (), (step,))


def test_what_is_packed_is_plain_zstd_that_others_can_read(crowded):
    packed = crowded.content(crowded.offer().rows)
    frame = zstandard.ZstdDecompressor().decompressobj()
    assert frame.decompress(packed).startswith(b"SQLite format 3\0")
    assert zstandard.ZstdDecompressor().decompressobj().decompress(frame.unused_data).startswith(b"SQLite")

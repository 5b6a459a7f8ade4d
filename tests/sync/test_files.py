"""Files over a line that is cut, slow, damaged or shared: each byte goes once, acts first, originals last."""

from __future__ import annotations

import hashlib
import random

import pytest

from central_server.models.blobs import blob_size, read_blob
from desktop_app.models import files, pieces, queries
from desktop_app.models.ranks import COPY, ORIGINAL
from desktop_app.sync.fetching import fetch_files
from desktop_app.sync.files import carry_files, forget_old_originals
from desktop_app.sync.pace import FIRST, LARGEST, RATE, SMALLEST, Pace, Progress
from desktop_app.sync.porter import Porter
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from tests.centre import never
from tests.desk import EXECUTOR, a_draft, seen
from tests.scans.test_photos import photo
from tests.sync.cutting import cutter

MOST_AGAIN = 1.03
MANY = 200


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def kept(joined, data: bytes, rank: int = COPY) -> str:
    with joined.desk.write() as writing:
        name: str = writing.files.keep_file(data, rank=rank)
    return name


def at_centre(centre, sha256: str) -> bytes | None:
    size = blob_size(centre.ledger, sha256)
    return None if size is None else read_blob(centre.ledger, sha256, 0, size)


def photographed(joined) -> str:
    """An application with one large photo: three files wait."""
    filed = file_application(joined.desk, EXECUTOR, a_draft())
    attach_file(joined.desk, EXECUTOR, filed, "photo", "photo.jpg", photo(2200, 1500))
    return filed


@pytest.fixture
def large():
    return noise(3_000_000)


def test_a_file_cut_at_random_is_whole_in_the_end_and_each_byte_went_once(centre, counter, large):
    sha256, chance, cuts = kept(counter, large), random.Random(5), 0
    with cutter(centre.url) as line:
        counter.line.server.url = line.url
        for _ in range(MANY):
            line.cut_up = chance.randint(1_000, 400_000)
            try:
                carry_files(counter.line, never)
                break
            except ServerUnreachable:
                cuts += 1
                centre.at_rest()
        counter.line.server.close()
        assert cuts >= 8
        assert at_centre(centre, sha256) == large
        assert line.up / len(large) <= MOST_AGAIN


def test_a_file_cut_at_random_on_its_way_down_is_whole_in_the_end(centre, counter, office):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    office.sync()
    original = seen(office.desk, filed).attachments[0].original
    chance, cuts = random.Random(6), 0
    with cutter(centre.url) as line:
        office.line.server.url = line.url
        for _ in range(MANY):
            line.cut_down = chance.randint(1_000, 200_000)
            try:
                assert fetch_files(office.line, [original], never).received == 1
                break
            except ServerUnreachable:
                cuts += 1
                centre.at_rest()
        office.line.server.close()
        data = queries.file_bytes(office.desk.replica, original)
        assert cuts >= 4
        assert data is not None
        assert hashlib.sha256(data).hexdigest() == original
        assert line.down / len(data) <= MOST_AGAIN
    assert pieces.fetched(office.desk.replica, original) == b""


def test_one_damaged_bit_costs_one_piece(centre, counter, large):
    sha256 = kept(counter, large)
    counter.line.server.pace.rate = 16_000.0  # pieces of 128,000 bytes
    with cutter(centre.url) as line:
        line.spoil(1_000_000)
        counter.line.server.url = line.url
        counter.line.server.pace.took = lambda size, since: None
        assert carry_files(counter.line, never).sent == 1
        counter.line.server.close()
        assert line.has_spoilt
        assert line.up < len(large) + 128_000 + 30_000
    assert at_centre(centre, sha256) == large


def test_a_piece_that_was_cut_and_damaged_is_taken_back_to_the_last_good_one(centre, counter, large):
    sha256 = kept(counter, large)
    good = counter.line.server.send_blob(sha256, 0, large[:100_000], len(large))
    broken = bytes(1_000)
    with cutter(centre.url) as line:
        line.cut_up = 30_000
        counter.line.server.url, straight = line.url, counter.line.server.url
        with pytest.raises(ServerUnreachable):
            counter.line.server.send_blob(sha256, good, broken * 100, len(large))
        counter.line.server.close()
    counter.line.server.url = straight
    centre.at_rest()
    assert good < counter.line.server.blob_offset(sha256) < good + 30_000
    assert carry_files(counter.line, never).sent == 1
    assert at_centre(centre, sha256) == large
    assert counter.line.server.bytes_up < 2 * len(large)


def test_a_second_sender_takes_over_and_the_first_need_not_go_on(centre, counter, office, large):
    for joined in (counter, office):
        sha256 = kept(joined, large)
    asked = iter([False, False, True])
    first = carry_files(counter.line, lambda: next(asked, True))
    second = carry_files(office.line, never)
    assert first.left
    assert first.bytes > 0
    assert first.bytes + second.bytes == len(large)
    assert carry_files(counter.line, never).bytes == 0
    assert files.unsent(counter.desk.replica) == []
    assert at_centre(centre, sha256) == large


def test_thumbnails_go_first_copies_next_originals_last(centre, counter):
    filed = photographed(counter)
    kept(counter, b"x")
    [attachment] = seen(counter.desk, filed).attachments
    order = [sha for sha, _, _ in files.unsent(counter.desk.replica)]
    one = hashlib.sha256(b"x").hexdigest()
    assert order == [attachment.thumbnail, one, attachment.sha256, attachment.original]
    assert carry_files(counter.line, never).sent == 4
    assert at_centre(centre, one) == b"x"


def test_a_file_whose_bytes_are_others_steps_back_for_the_rest(centre, counter):
    broken, whole = kept(counter, noise(50_000)), kept(counter, noise(60_000, 2))
    with counter.desk.write() as writing:
        writing.connection.exec_driver_sql("update file set content = zeroblob(50000) where size = 50000")
    report = carry_files(counter.line, never)
    assert (report.sent, report.failed, report.left) == (1, (broken,), False)
    assert at_centre(centre, whole) is not None


def test_pieces_take_about_eight_seconds_whatever_the_line():
    now = [0.0]
    pace = Pace(ticks=lambda: now[0])
    assert pace.piece == FIRST
    for rate, piece in ((8_000, 64_000), (1_000, SMALLEST), (10_000_000, LARGEST)):
        for _ in range(30):
            began = now[0]
            now[0] += pace.piece / rate
            pace.took(pace.piece, began)
        assert pace.piece == pytest.approx(piece, rel=0.02)
    pace.was_cut()
    assert pace.rate == pytest.approx(5_000_000, rel=0.02)


def test_progress_is_told_in_bytes_and_minutes_and_goes_on_after_a_pause(counter, large):
    kept(counter, large)
    kept(counter, noise(500_000, 2))
    counter.line.server.pace.rate = 1_000.0
    told: list[Progress] = []
    porter = Porter(counter.line, told.append)
    calls = iter([False] * 4)
    assert porter.work((), lambda: next(calls, True)).left
    assert not porter.work((), never).left
    done = [one.done for one in told]
    assert (told[0].done, told[0].total, told[0].minutes) == (0, 3_500_000, 58)
    assert done == sorted(done)
    assert (told[-1].done, told[-1].total) == (3_500_000, 3_500_000)
    assert {one.total for one in told} == {3_500_000}
    assert float(queries.meta(counter.desk.replica, RATE)) > 1_000


def test_an_act_done_meanwhile_waits_for_one_piece_at_most(counter, large):
    kept(counter, large)
    counter.line.server.pace.rate = 8_000.0
    porter = Porter(counter.line, lambda _: None)
    filed: list[str] = []

    def act_waits() -> bool:
        if counter.line.server.pace.rate > 8_000 and not filed:
            filed.append(file_application(counter.desk, EXECUTOR, a_draft()))
        return bool(filed)

    report = porter.work((), act_waits)
    assert (report.left, report.bytes) == (True, 64_000)


def test_thumbnails_of_open_applications_come_by_themselves_and_nothing_larger(counter, office):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    office.sync()
    porter = Porter(office.line, lambda _: None)
    assert porter.work((), never).received == 1
    [line] = queries.files(office.desk.replica, seen(office.desk, filed))
    assert (bool(line.thumbnail), line.here, line.original_here) == (True, False, False)
    turns = office.line.server.turns
    assert porter.work((), never).received == 0
    assert office.line.server.turns == turns


def test_a_thumbnail_the_centre_lacks_is_not_asked_for_at_every_beat(counter, office):
    photographed(counter)
    counter.sync()
    office.sync()
    porter = Porter(office.line, lambda _: None)
    turns = office.line.server.turns
    for _ in range(5):
        porter.work((), never)
    assert office.line.server.turns - turns == 1


def test_a_wanted_copy_and_original_come_when_they_are_asked_for(counter, office):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    office.sync()
    [attachment] = seen(office.desk, filed).attachments
    told: list[Progress] = []
    Porter(office.line, told.append).work([attachment.sha256, attachment.original], never)
    [line] = queries.files(office.desk.replica, seen(office.desk, filed))
    assert (line.here, line.original_here) == (True, True)
    assert {one.file for one in told} == {attachment.sha256, attachment.original}
    assert told[-1].total == attachment.original_size


def test_bytes_that_are_not_what_they_are_called_are_not_kept(centre, counter, office):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    office.sync()
    [attachment] = seen(office.desk, filed).attachments
    path = centre.ledger.files / attachment.sha256[:2] / attachment.sha256
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(ServerTrouble, match="file-is-another-one"):
        fetch_files(office.line, [attachment.sha256], never)
    assert queries.file_bytes(office.desk.replica, attachment.sha256) is None
    assert pieces.fetched(office.desk.replica, attachment.sha256) == b""


def test_a_download_broken_off_goes_on_where_it_was(counter, office):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    office.sync()
    [attachment] = seen(office.desk, filed).attachments
    calls = iter([False, False])
    began = fetch_files(office.line, [attachment.original], lambda: next(calls, True))
    assert began.left
    rest = fetch_files(office.line, [attachment.original], never)
    assert (began.bytes > 0, began.bytes + rest.bytes) == (True, attachment.original_size)


def test_an_original_leaves_this_computer_thirty_days_after_the_centre_has_it(centre, counter, clock):
    filed = photographed(counter)
    counter.sync()
    carry_files(counter.line, never)
    [attachment] = seen(counter.desk, filed).attachments
    clock.forward(days=29, hours=23)
    assert forget_old_originals(counter.line) == 0
    clock.forward(hours=2)
    assert forget_old_originals(counter.line) == attachment.original_size
    [line] = queries.files(counter.desk.replica, seen(counter.desk, filed))
    assert (line.here, line.original_here, bool(line.thumbnail)) == (True, False, True)
    assert carry_files(counter.line, never).sent == 0
    assert fetch_files(counter.line, [attachment.original], never).received == 1


def test_an_original_the_centre_has_lost_stays_and_is_sent_again(centre, counter, clock):
    data = noise(700_000)
    sha256 = kept(counter, data, ORIGINAL)
    carry_files(counter.line, never)
    (centre.ledger.files / sha256[:2] / sha256).unlink()
    clock.forward(days=31)
    assert forget_old_originals(counter.line) == 0
    assert carry_files(counter.line, never).sent == 1
    assert at_centre(centre, sha256) == data


def test_a_restored_centre_is_offered_every_file_again(centre, counter):
    sha256 = kept(counter, noise(100_000))
    porter = Porter(counter.line, lambda _: None)
    porter.work((), never)
    (centre.ledger.files / sha256[:2] / sha256).unlink()
    with counter.desk.write() as writing:
        writing.set_meta("epoch", "another")
    assert porter.work((), never).sent == 1
    assert at_centre(centre, sha256) is not None


def test_the_same_file_twice_is_sent_once(counter):
    filed = photographed(counter)
    carry_files(counter.line, never)
    attach_file(counter.desk, EXECUTOR, filed, "photo", "photo.jpg", photo(2200, 1500))
    assert files.unsent(counter.desk.replica) == []

"""Attaching a photo: what the application shows, what is kept, in which order it will be sent."""

from __future__ import annotations

import pytest

from admission.wire import dump_act, load_act
from desktop_app.models import files, queries
from desktop_app.models.ranks import COPY, ORIGINAL, THUMBNAIL, WHOLE
from desktop_app.scans.photos import COPY_BYTES
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft, make_desk, seen
from tests.scans.test_photos import photo

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + b"% a scan\n" * 80_000 + b"trailer\n<<>>\n%%EOF\n"


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    yield made
    made.replica.close()


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


def ranks(desk):
    with desk.replica.read() as db:
        return dict(db.execute("select sha256, rank from file"))


def test_the_act_names_the_copy_the_original_and_the_thumbnail(desk, filed):
    large = photo(2200, 1500)
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", large)
    [one] = seen(desk, filed).attachments
    assert one.size <= COPY_BYTES < one.original_size == len(large)
    assert queries.file_bytes(desk.replica, one.original) == large
    assert ranks(desk) == {one.thumbnail: THUMBNAIL, one.sha256: COPY, one.original: ORIGINAL}
    with desk.replica.read() as db:
        (act,) = db.execute("select body from act where kind = 'attached'").fetchone()
    assert load_act(act).body.attachment == one  # type: ignore[union-attr]
    assert dump_act(load_act(act)) == act


def test_a_small_photo_is_kept_as_it_is(desk, filed):
    small = photo(800, 600)
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", small)
    [one] = seen(desk, filed).attachments
    assert queries.file_bytes(desk.replica, one.sha256) == small
    assert (one.original, one.original_size, bool(one.thumbnail)) == ("", 0, True)


def test_a_large_pdf_waits_for_the_photos_and_has_no_thumbnail(desk, filed):
    attach_file(desk, EXECUTOR, filed, "health", "052.pdf", PDF)
    [one] = seen(desk, filed).attachments
    assert (one.size, one.original, one.thumbnail) == (len(PDF), "", "")
    assert ranks(desk) == {one.sha256: WHOLE}


def test_a_photo_that_cannot_be_read_goes_as_it_is(desk, filed):
    whole = photo(2200, 1500)
    broken = whole[:20] + b"\xff\xda\0\x02" + whole[600:]
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", broken)
    [one] = seen(desk, filed).attachments
    assert queries.file_bytes(desk.replica, one.sha256) == broken
    assert ranks(desk) == {one.sha256: WHOLE}


def test_the_same_photo_twice_is_one_attachment_and_three_files(desk, filed):
    for _ in range(2):
        attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", photo(2200, 1500))
    assert len(seen(desk, filed).attachments) == 1
    assert len(files.unsent(desk.replica)) == 3


def test_an_original_attached_again_after_it_left_is_here_again(desk, filed):
    large = photo(2200, 1500)
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", large)
    [one] = seen(desk, filed).attachments
    with desk.write() as writing:
        writing.files.note_sent(one.original, len(large), desk.now())
        writing.files.forget_content(one.original)
    attach_file(desk, EXECUTOR, filed, "health", "photo.jpg", large)
    assert queries.file_bytes(desk.replica, one.original) == large
    assert one.original not in {sha for sha, _, _ in files.unsent(desk.replica)}


def test_what_waits_is_counted_without_reading_a_single_photo(desk, filed):
    for seed in range(3):
        attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", photo(900 + seed, 700))
    with desk.replica.read() as db:
        for asked in ("select sha256, size, sent", "select count(*), sum(size - sent)"):
            plan = db.execute(f"explain query plan {asked} {files.HERE} and sent < size").fetchall()
            assert "COVERING INDEX file_here" in plan[0][-1]
    assert files.load(desk.replica).files == 6

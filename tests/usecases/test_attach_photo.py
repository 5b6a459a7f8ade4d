"""Attaching a photo: what the application shows, what is kept, in which order it will be sent."""

from __future__ import annotations

import pytest

from admission.problems import ActRefused
from admission.wire import dump_act, load_act
from desktop_app.models import files, queries
from desktop_app.models.ranks import COPY, ORIGINAL, THUMBNAIL, WHOLE
from desktop_app.printing.preview import count
from desktop_app.scans.binding import Leaf, bind
from desktop_app.scans.photos import COPY_BYTES
from desktop_app.scans.ready import JPEG, Paper
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.attach_pages import attach_pages
from tests.desk import EXECUTOR, seen
from tests.scans.samples import photo, taken_here, tiff

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + b"% a scan\n" * 80_000 + b"trailer\n<<>>\n%%EOF\n"


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
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", large)
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


def test_one_file_for_two_documents_is_kept_once_and_stands_for_both(desk, filed):
    for document in ("health", "vaccinations", "health"):
        attach_file(desk, EXECUTOR, filed, document, "a.jpg", photo(600, 400))
    one, other = seen(desk, filed).attachments
    assert (one.document, other.document) == ("health", "vaccinations")
    assert one.sha256 == other.sha256
    assert files.load(desk.replica).files == 2  # the photo and its thumbnail


def test_a_fax_of_three_pages_becomes_one_pdf(desk, filed):
    attach_file(desk, EXECUTOR, filed, "health", "fax.tif", tiff(3))
    [one] = seen(desk, filed).attachments
    assert (one.name, one.mime) == ("fax.pdf", "application/pdf")
    assert count(queries.file_bytes(desk.replica, one.sha256) or b"") == 3


def test_a_telephones_photo_is_kept_without_its_place_original_too(desk, filed):
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", photo(2200, 1500, exif=taken_here()))
    with desk.replica.read() as db:
        kept = [content for (content,) in db.execute("select content from file")]
    assert len(kept) == 3
    assert not any(b"Telephone" in content for content in kept)


def heavy_pdf(pages: int, more: bytes = b"") -> bytes:
    """More than 5 MB of photographed pages."""
    leaves = [Leaf(photo(1800, 2500, grain=1, quality=95)) for _ in range(pages)]
    return bind(leaves, 10**9).replace(b"/Type /Catalog", b"/Type /Catalog" + more)


def test_a_pdf_that_is_too_large_is_made_smaller(desk, filed):
    heavy = heavy_pdf(2)
    attach_file(desk, EXECUTOR, filed, "health", "052.pdf", heavy)
    [one] = seen(desk, filed).attachments
    assert len(heavy) > desk.rules.file_max_bytes >= one.size
    assert count(queries.file_bytes(desk.replica, one.sha256) or b"") == 2


def test_a_signed_pdf_that_is_too_large_is_told_and_not_changed(desk, filed):
    with pytest.raises(ActRefused) as refused:
        attach_file(desk, EXECUTOR, filed, "health", "052.pdf", heavy_pdf(2, b" /ByteRange [0 1 2 3]"))
    assert refused.value.problems[0].code == "file-too-large"


def test_pages_of_the_basket_become_one_paper_and_nothing_else_is_written(desk, filed):
    papers = [Paper("a.jpg", photo(300, 200), JPEG), Paper("b.jpg", photo(200, 300), JPEG)]
    attach_pages(desk, EXECUTOR, filed, "health", [(papers[0], 90), (papers[1], 0)])
    [one] = seen(desk, filed).attachments
    assert (one.name, one.mime, one.document) == ("a.pdf", "application/pdf", "health")
    assert ranks(desk) == {one.sha256: COPY}

"""Whatever a parent brings becomes a clean JPEG or PDF of a bearable size, or one clear sentence."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from admission.files import MAX_BYTES, sniff
from admission.problems import ActRefused
from desktop_app.scans import pictures
from desktop_app.scans.pdf_inside import has_program, without_places
from desktop_app.scans.ready import JPEG, PDF, papers_of
from tests.scans.samples import HEIC, brought, opened, pdf_of, photo, taken_here, tiff


def codes(name: str, data: bytes, limit: int = MAX_BYTES) -> list[str]:
    with pytest.raises(ActRefused) as refused:
        papers_of(name, data, limit, "documents.photo")
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("BMP", "RGB"),
        ("WEBP", "RGB"),
        ("TIFF", "CMYK"),
    ],
)
def test_a_picture_of_any_kind_becomes_a_jpeg(kind, mode):
    data = brought(kind, mode=mode) if mode not in ("P", "I;16") else converted(kind, mode)
    [paper] = papers_of(f"photo.{kind.lower()}", data, MAX_BYTES)
    assert (paper.name, paper.mime, sniff(paper.data)) == ("photo.jpg", JPEG, "jpeg")
    assert opened(paper.data).mode in ("L", "RGB")
    assert opened(paper.data).size == (120, 80)


def converted(kind: str, mode: str) -> bytes:
    from io import BytesIO

    out = BytesIO()
    opened(brought(kind, mode="L")).convert("I" if mode == "I;16" else mode).convert(mode).save(out, kind)
    return out.getvalue()


def test_a_telephones_heic_stands_upright_and_knows_no_place():
    [paper] = papers_of("IMG_0007.HEIC", HEIC, MAX_BYTES)
    picture = opened(paper.data)
    assert (paper.name, picture.size) == ("IMG_0007.jpg", (64, 96))
    red, _, blue = (band.getpixel((32, 10)) for band in picture.split())  # the left half, now above
    assert red > blue + 60  # type: ignore[operator]
    assert dict(picture.getexif()) == {}


def test_what_is_clear_in_a_png_is_white_paper():
    [paper] = papers_of("a.png", brought("PNG", mode="RGBA"), MAX_BYTES)
    assert opened(paper.data).mode == "RGB"


def test_pages_of_a_fax_become_a_jpeg_each():
    papers = papers_of("fax.tif", tiff(3), MAX_BYTES)
    assert [paper.name for paper in papers] == ["fax-1.jpg", "fax-2.jpg", "fax-3.jpg"]
    assert [opened(paper.data).height for paper in papers] == [80, 81, 82]


def test_a_photo_that_is_too_large_is_made_smaller_instead_of_refused():
    large = photo(3000, 2000, grain=1, quality=95, exif=taken_here())
    assert len(large) > MAX_BYTES
    [paper] = papers_of("photo.jpg", large, MAX_BYTES)
    assert len(paper.data) <= MAX_BYTES
    assert opened(paper.data).size[0] < opened(paper.data).size[1]


def test_a_photo_within_the_limit_keeps_every_pixel_and_loses_its_place():
    whole = photo(900, 700, exif=taken_here())
    [paper] = papers_of("photo.jpg", whole, MAX_BYTES)
    assert opened(paper.data).tobytes() == opened(whole).tobytes()
    assert b"Telephone" not in paper.data


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"", "file-empty"),
        ("a.jpg", b"MZ" + bytes(100), "file-unknown"),
        ("a.svg", b"<svg onload='x'/>", "file-unknown"),
        ("a.jpg", brought("PNG"), "file-not-what-its-name-says"),
        ("a.pdf", photo(60, 40), "file-not-what-its-name-says"),
        ("a.png", brought("PNG")[:200], "file-broken"),
        ("a.tif", tiff(2)[:60], "file-broken"),
        ("a.bmp", b"BM" + bytes(20), "file-broken"),
        ("a.heic", HEIC[: len(HEIC) // 2], "file-broken"),
        ("a.webp", brought("WEBP")[:90], "file-broken"),
        (
            "a.pdf",
            pdf_of(b"1 0 obj <</Encrypt 2 0 R>>", b"trailer <</Encrypt 2 0 R>> startxref"),
            "file-encrypted",
        ),
        ("a.pdf", b"%PDF-1.4 cut off", "file-broken"),
        ("a.pdf", pdf_of(b"1 0 obj <</S /JavaScript /JS (app.alert(1))>>"), "file-with-program"),
    ],
)
def test_a_bad_file_is_one_clear_problem(name, data, code):
    assert code in codes(name, data)


def png_of(width: int, height: int) -> bytes:
    """A PNG of almost no bytes that says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_picture_of_more_pixels_than_memory_is_told_before_it_is_opened():
    assert codes("bomb.png", png_of(60_000, 60_000)) == ["picture-too-many-pixels"]


def test_a_fax_without_end_is_told(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_FRAMES", 2)
    assert codes("fax.tif", tiff(3)) == ["picture-too-many-pages"]


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "WEBP", "HEIC"])
def test_whatever_is_damaged_it_is_a_paper_or_a_problem(kind):
    whole = HEIC if kind == "HEIC" else brought(kind)
    chance = random.Random(kind)
    for _ in range(120):
        broken = bytearray(whole[: chance.randrange(len(whole) // 2, len(whole) + 1)])
        for _ in range(chance.randint(1, 20)):
            broken[chance.randrange(12, min(len(broken), 3000))] = chance.randrange(256)
        try:
            made = papers_of(f"a.{kind.lower()}", bytes(broken), MAX_BYTES)
        except ActRefused:
            continue
        assert all(sniff(paper.data) == "jpeg" for paper in made)


def test_a_program_in_a_pdf_is_found_where_it_is_packed_or_misspelt():
    packed = b"1 0 obj <</Type /ObjStm /N 1 /Filter /FlateDecode>>\nstream\n" + zlib.compress(
        b"<</S/JavaScript>>"
    )
    assert has_program(pdf_of(packed))
    assert has_program(pdf_of(b"1 0 obj <</S /Java#53cript>>"))
    assert has_program(pdf_of(b"1 0 obj <</S /Launch /F (cmd.exe)>>"))
    assert not has_program(pdf_of(b"1 0 obj <</Title (JavaScript for parents) /LaunchDay 1>>"))


def test_a_packed_part_that_swells_without_end_is_left(monkeypatch):
    bomb = b"1 0 obj <</Type/ObjStm>>stream\n" + zlib.compress(bytes(30_000_000) + b"/JavaScript")
    monkeypatch.setattr("desktop_app.scans.pdf_inside.MOST_UNPACKED", 1_000_000)
    assert not has_program(pdf_of(bomb))


def test_photos_inside_a_pdf_lose_their_place_and_every_byte_stays_where_it_was():
    inside = photo(200, 100, exif=taken_here(), xmp=b"<x>GPSLatitude</x>")
    whole = pdf_of(b"1 0 obj <<>>stream", inside, b"endstream")
    [paper] = papers_of("scan.pdf", whole, MAX_BYTES)
    assert (paper.mime, len(paper.data)) == (PDF, len(whole))
    assert b"Telephone" in whole
    assert b"Telephone" not in paper.data
    assert b"GPSLatitude" not in paper.data


def test_a_signed_pdf_is_not_touched():
    signed = pdf_of(
        b"1 0 obj <</ByteRange [0 10 20 30]>>stream", photo(90, 60, exif=taken_here()), b"endstream"
    )
    assert without_places(signed) == signed

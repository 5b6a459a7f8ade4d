"""Attachments: kinds by their bytes, the size limit, encrypted and broken files (DOMAIN 5 #29, #30)."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from admission.files import MAX_BYTES, check_file, sniff

THUMBNAIL = b"\xff\xd8\xff\xdb\x00\x04ab\xff\xd9"


def a_picture(kind="JPEG", **options):
    buffer = BytesIO()
    Image.new("RGB", (30, 40), "white").save(buffer, kind, **options)
    return buffer.getvalue()


def a_pdf(encrypt=None):
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    canvas.drawString(72, 720, "065")
    canvas.save()
    return buffer.getvalue()


def modern_pdf(xref_entries):
    return (
        b"%PDF-1.5\n1 0 obj <</Type/Catalog>> endobj\n7 0 obj\n<</Type /XRef /Root 1 0 R " + xref_entries
        + b">>\nstream\nxx\nendstream\nendobj\nstartxref\n50\n%%EOF\n"
    )  # fmt: skip


JPEG, PDF, PNG = a_picture(), a_pdf(), a_picture("PNG")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def codes(name, data, **limits):
    return [problem.code for problem in check_file(name, data, "documents.form-065", **limits)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdf"),
        (JPEG, "jpeg"),
        (PNG, "png"),
        (HEIC, "heic"),
        (a_picture("TIFF"), "tiff"),
        (b"MM\0*\0", "tiff"),
        (a_picture("BMP"), "bmp"),
        (a_picture("WEBP"), "webp"),
        (b"\0\0\0\x18ftypmp42", "unknown"),
        (b"RIFF\0\0\0\0WAVE", "unknown"),
        (b"PK\x03\x04", "unknown"),
        (b"", "unknown"),
    ],
)
def test_a_file_is_known_by_its_bytes(data, kind):
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("скан.pdf", PDF),
        ("жаңа.pdf", modern_pdf(b"")),
        ("скан.jpg", JPEG),
        ("СКАН.JPEG", JPEG),
        ("скан", JPEG),
        ("a.b.JPG", JPEG),
        ("p.jpg", a_picture(progressive=True)),
        ("p.jpg", JPEG + b"\0 phone's own trailer"),
    ],
)
def test_a_sound_file_is_quiet(name, data):
    assert codes(name, data) == []


def test_an_empty_file_is_only_empty():
    [problem] = check_file("скан.pdf", b"", "photo")
    assert (problem.code, problem.at, problem.weight) == ("file-empty", "photo", "block")


def test_exactly_five_megabytes_are_allowed():
    assert MAX_BYTES == 5_242_880
    assert codes("скан.jpg", JPEG.ljust(MAX_BYTES, b"\0")) == []
    [problem] = check_file("скан.jpg", JPEG.ljust(MAX_BYTES + 1, b"\0"), "photo")
    assert (problem.code, problem.params) == ("file-too-large", {"size": "5.1", "limit": "5"})


def test_a_profile_may_set_another_limit_and_other_formats():
    assert codes("скан.jpg", JPEG, max_bytes=100) == ["file-too-large"]
    assert codes("скан.png", PNG, formats=("png",)) == []
    assert codes("фото.pdf", PDF, formats=("jpeg",)) == ["file-format"]


@pytest.mark.parametrize(
    ("name", "data", "kind"), [("a.heic", HEIC, "heic"), ("a.HEIF", HEIC, "heic"), ("a.png", PNG, "png")]
)
def test_a_picture_that_can_be_converted_is_named(name, data, kind):
    [problem] = check_file(name, data, "photo")
    assert (problem.code, problem.params) == ("file-format", {"kind": kind, "accepted": "PDF, JPEG"})


def test_what_nobody_knows_cannot_be_attached():
    assert codes("скан", b"PK\x03\x04") == ["file-unknown"]
    assert codes("скан.docx", b"PK\x03\x04") == ["file-unknown"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("скан.jpg", PDF, ["file-not-what-its-name-says"]),
        ("скан.docx", PDF, ["file-not-what-its-name-says"]),
        ("фото.jpg", HEIC, ["file-not-what-its-name-says", "file-format"]),
        ("скан.pdf", b"not a pdf", ["file-not-what-its-name-says", "file-unknown"]),
    ],
)
def test_a_renamed_file_is_noticed(name, data, expected):
    assert codes(name, data) == expected


def test_an_encrypted_pdf_is_noticed_however_its_trailer_is_stored():
    assert codes("скан.pdf", a_pdf(StandardEncryption("secret"))) == ["file-encrypted"]
    assert codes("скан.pdf", modern_pdf(b"/Encrypt 9 0 R")) == ["file-encrypted"]


def test_the_word_encrypt_elsewhere_does_not_matter():
    assert codes("скан.pdf", modern_pdf(b"").replace(b"/Catalog", b"/Catalog/Encrypt 9 0 R")) == []
    assert codes("скан.pdf", modern_pdf(b"/EncryptMetadata false")) == []


@pytest.mark.parametrize("keep", [20, 0.5, -30])
def test_a_file_cut_short_is_broken(keep):
    for name, data in (("скан.pdf", PDF), ("скан.jpg", JPEG)):
        end = int(len(data) * keep) if isinstance(keep, float) else keep
        assert codes(name, data[:end]) == ["file-broken"]


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_picture():
    picture = a_picture(exif=b"Exif\0\0" + THUMBNAIL)
    assert codes("фото.jpg", picture) == []
    assert codes("фото.jpg", picture[:-2]) == ["file-broken"]


def test_a_segment_of_no_length_ends_the_search():
    assert codes("фото.jpg", b"\xff\xd8\xff\xe0" + bytes(40)) == ["file-broken"]

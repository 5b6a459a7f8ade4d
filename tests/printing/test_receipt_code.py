"""The code on the receipt is read off scans and photos, as they come from an office scanner or a telephone."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image, ImageFilter

from admission.base45 import base45
from admission.receipt_core import LARGEST, PREFIX
from desktop_app.printing.paper import all_to_pdf, to_pdf
from desktop_app.printing.preview import pages
from tests.desk import ROOT
from tests.printing import samples
from verification.receipt_pictures import codes_in

SCREENS = ROOT / "build" / "screens"
ORDINARY = 610  # bytes of a code, as tests/admission/test_receipt_core.py measures them


def code(size: int) -> str:
    return PREFIX + base45(random.Random(size).randbytes(size))


def receipt(size: int = ORDINARY):
    return replace(samples.RECEIPT, code=code(size))


def scan(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    sheet = pages(pdf, dpi)[page]
    return Image.frombytes("RGBX", (sheet.width, sheet.height), sheet.pixels).convert("L")


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize("size", [ORDINARY, LARGEST])
@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("angle", [-3, 1.5, 3, 90, 180])
def test_a_scan_that_lies_askew_is_read(press, size, dpi, angle):
    askew = scan(press(receipt(size)), dpi).rotate(
        angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    assert list(codes_in(jpeg(askew))) == [(code(size),)]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_scan_a_little_out_of_focus_is_read(press, dpi):
    soft = scan(press(receipt()), dpi).filter(ImageFilter.GaussianBlur(0.7))
    assert list(codes_in(jpeg(soft))) == [(code(ORDINARY),)]


def test_a_pale_and_speckled_copy_is_read(press):
    grey = scan(press(receipt()), 200).point(lambda value: 90 + value * 130 // 255)
    dust = random.Random(7)
    for _ in range(4000):
        grey.putpixel((dust.randrange(grey.width), dust.randrange(grey.height)), dust.randrange(256))
    assert list(codes_in(jpeg(grey))) == [(code(ORDINARY),)]


def test_a_photo_taken_from_the_side_is_read(press):
    sheet = scan(press(receipt()), 200)
    wide, high = sheet.size
    corners = (-60, -40, -20, high + 30, wide + 90, high + 80, wide + 30, -90)
    photo = sheet.transform(
        sheet.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255
    )
    assert list(codes_in(jpeg(photo, 75))) == [(code(ORDINARY),)]


def test_the_pdf_itself_is_read(press):
    assert list(codes_in(press(receipt()))) == [(code(ORDINARY),)]


def test_several_receipts_in_one_pdf_are_read_page_by_page(texts_kk, texts_ru, fonts):
    three = [replace(receipt(ORDINARY + n), id=str(n), number=f"А-000{n}") for n in range(1, 4)]
    pdf = all_to_pdf(three, {"kk": texts_kk, "ru": texts_ru}, fonts)
    assert list(codes_in(pdf)) == [(code(ORDINARY + n),) for n in range(1, 4)]


def test_the_pages_of_a_tiff_are_read_each(press):
    sheets = [scan(press(receipt(ORDINARY + n)), 150) for n in range(2)]
    out = BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    assert list(codes_in(out.getvalue())) == [(code(ORDINARY),), (code(ORDINARY + 1),)]


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "TIFF"])
def test_every_kind_of_picture_is_read(press, kind):
    out = BytesIO()
    scan(press(receipt()), 150).save(out, kind)
    assert list(codes_in(out.getvalue())) == [(code(ORDINARY),)]


def test_a_watermark_of_practice_does_not_hide_it(texts_kk, texts_ru, fonts):
    pdf = to_pdf(receipt(), {"kk": texts_kk, "ru": texts_ru}, fonts, watermark="ЖАТТЫҒУ  УЧЕБНЫЙ РЕЖИМ")
    assert list(codes_in(jpeg(scan(pdf, 200)))) == [(code(ORDINARY),)]


def test_everything_a_family_may_bring_still_fits_one_sheet(press):
    complete = (samples.PHOTO, samples.VACCINATIONS, samples.HEALTH_PASSPORT, samples.PMPK)
    pdf = press(replace(receipt(), documents=complete, missing=()))
    assert len(pages(pdf, 20)) == 1


def test_a_receipt_without_code_looks_as_it_did(press, read):
    (page,) = read(samples.RECEIPT)
    assert list(codes_in(press(samples.RECEIPT))) == [()]
    (with_code,) = read(receipt())
    assert sorted(page.split()) == sorted(with_code.split())


def test_the_same_code_gives_the_same_bytes(press):
    assert press(receipt()) == press(receipt())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_receipt_in_one_language_has_its_code_too(press, language):
    assert list(codes_in(press(receipt(), (language,)))) == [(code(ORDINARY),)]


def test_the_receipt_is_drawn_for_people_to_look_at(press):
    SCREENS.mkdir(parents=True, exist_ok=True)
    for language in ("kk", "ru"):
        scan(press(receipt(), (language,)), 200).save(SCREENS / f"receipt-paper-{language}.png")
    both = SCREENS / "receipt-paper.png"
    scan(press(receipt()), 200).save(both)
    assert both.exists()

"""Photos for a thin line: small, upright, without their place; what cannot be read goes as it is."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from desktop_app.scans.photos import COPY_BYTES, THUMBNAIL_BYTES, prepare

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
TURNED_RIGHT = 6


def photo(
    width: int, height: int, mode: str = "RGB", quality: int = 92, grain: int = 8, **more: object
) -> bytes:
    """A picture with as much in it as a real one of that size; `grain` 1 is nothing but noise."""
    small = (max(1, width // grain), max(1, height // grain))
    bands = len(Image.new(mode, (1, 1)).getbands())
    noise = Image.frombytes(mode, small, random.Random(63).randbytes(small[0] * small[1] * bands))
    out = BytesIO()
    noise.resize((width, height), Image.Resampling.BICUBIC).save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def taken_here(orientation: int = TURNED_RIGHT) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Telephone"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 7.0, 30.0), 3: "E", 4: (71.0, 25.0, 48.0)})
    return exif


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(BytesIO(data))


def test_a_photo_of_a_telephone_gets_a_copy_and_a_thumbnail():
    large = photo(4000, 3000, quality=85)
    made = prepare(large)
    assert len(large) > 3 * COPY_BYTES
    assert made.copy is not None
    assert made.thumbnail is not None
    assert len(made.copy) <= COPY_BYTES
    assert len(made.thumbnail) <= THUMBNAIL_BYTES
    assert max(opened(made.copy).size) <= 2000
    assert max(opened(made.thumbnail).size) <= 360


def test_a_page_that_packs_well_keeps_two_thousand_pixels():
    page = photo(3000, 4243, mode="L", grain=24, quality=98)
    made = prepare(page)
    assert len(page) > COPY_BYTES
    assert max(opened(made.copy).size) == 2000


def test_the_copy_stands_upright_and_knows_no_place():
    large = photo(2200, 1500, exif=taken_here())
    assert b"Telephone" in large
    made = prepare(large)
    for one in (made.copy, made.thumbnail):
        picture = opened(one)
        assert picture.height > picture.width
        assert dict(picture.getexif()) == {}
        assert b"Telephone" not in (one or b"")


def test_the_colours_of_a_telephone_go_with_the_copy():
    colours = b"a small profile of colours"
    assert opened(prepare(photo(2200, 1500, icc_profile=colours)).copy).info["icc_profile"] == colours
    assert "icc_profile" not in opened(prepare(photo(2200, 1500, icc_profile=bytes(9000))).copy).info


def test_a_cmyk_scan_becomes_one_that_every_program_shows():
    made = prepare(photo(2200, 1500, mode="CMYK"))
    assert opened(made.copy).mode == opened(made.thumbnail).mode == "RGB"


def test_nothing_but_noise_still_fits():
    made = prepare(photo(1000, 800, grain=1, quality=90))
    assert made.copy is not None
    assert len(made.copy) <= COPY_BYTES


def test_a_small_photo_is_its_own_copy_and_a_tiny_one_its_own_thumbnail():
    small, tiny = prepare(photo(800, 600)), prepare(photo(60, 40))
    assert (small.copy, small.thumbnail is None) == (None, False)
    assert (tiny.copy, tiny.thumbnail) == (None, None)


def test_a_long_narrow_strip_keeps_its_shape():
    strip = opened(prepare(photo(16000, 64, grain=1, quality=95)).copy)
    assert strip.size == (2000, 8)


@pytest.mark.slow
def test_more_pixels_than_the_computer_has_memory_for_are_not_opened():
    out = BytesIO()
    Image.new("L", (12_000, 12_000)).save(out, "JPEG", quality=5)
    huge = out.getvalue()
    assert len(huge) > THUMBNAIL_BYTES
    assert prepare(huge).copy is None
    assert prepare(huge).thumbnail is None


@pytest.mark.parametrize("keep", [0.9, 0.5, 0.05])
def test_a_cut_photo_goes_as_it_is(keep):
    whole = photo(2200, 1500)
    made = prepare(whole[: int(len(whole) * keep)])
    assert (made.copy, made.thumbnail) == (None, None)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells what it found
def test_whatever_is_damaged_in_a_photo_nothing_worse_happens():
    whole, chance = photo(1200, 900, exif=taken_here()), random.Random(7)
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(4, 3000)] = chance.randrange(256)
        prepare(bytes(broken))


@pytest.mark.parametrize("data", [b"\xff\xd8\xff" + bytes(30_000), b"\x89PNG\r\n\x1a\n" + bytes(30_000)])
def test_what_is_no_jpeg_inside_goes_as_it_is(data):
    assert prepare(data).thumbnail is None


def test_the_same_photo_gives_the_same_copy():
    large = photo(2200, 1500)
    assert prepare(large) == prepare(large)

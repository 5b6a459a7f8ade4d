"""What a JPEG tells besides its picture: gone, and the picture bit by bit the same."""

from __future__ import annotations

import random
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from desktop_app.scans.traces import Shot, shot, without_traces
from tests.scans.samples import opened, photo, taken_here

TAKEN, PART, CHANGED = 0x9003, 0x8769, 0x0132


def pixels(data: bytes) -> bytes:
    return opened(data).tobytes()


def everything_told() -> bytes:
    """A telephone's photo: EXIF with place and thumbnail, XMP, IPTC, a comment, and a film behind the end."""
    exif = taken_here()
    exif.get_ifd(PART)[TAKEN] = "2026:04:20 11:12:13"
    made = photo(
        400, 300, exif=exif, comment=b"at home", icc_profile=b"colours", xmp=b"<x>GPSLatitude 51</x>"
    )
    iptc = b"Photoshop 3.0\x008BIM Qostanai"
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    return made[:2] + segment + made[2:] + b"MotionPhoto GPSLongitude" + photo(60, 40, exif=taken_here())


def test_nothing_of_place_owner_and_camera_stays_and_no_pixel_changes():
    told = everything_told()
    made = without_traces(told)
    assert b"GPSLatitude" in told
    for word in (b"Telephone", b"GPS", b"Qostanai", b"at home", b"MotionPhoto", b"11:12:13", b"xap"):
        assert word not in made
    assert dict(opened(made).getexif().get_ifd(0x8825)) == {}
    assert pixels(made) == pixels(told)
    assert opened(made).info["icc_profile"] == b"colours"


def test_which_side_is_up_and_the_day_stay():
    made = without_traces(everything_told())
    assert shot(made) == Shot(6, date(2026, 4, 20))
    assert opened(made).getexif()[0x0112] == 6
    assert opened(made).getexif()[CHANGED] == "2026:04:20 00:00:00"


def test_cleaning_twice_is_cleaning_once():
    once = without_traces(everything_told())
    assert without_traces(once) == once


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"quality": 40, "restart_marker_blocks": 4}])
def test_a_photo_that_tells_nothing_is_not_touched(more):
    clean = photo(640, 480, **more)
    assert without_traces(clean) == clean


def test_a_progressive_photo_keeps_all_its_scans():
    told = photo(640, 480, progressive=True, exif=taken_here())
    made = without_traces(told)
    assert b"Telephone" not in made
    assert pixels(made) == pixels(told)


def test_a_photo_of_cmyk_keeps_the_mark_that_says_how_its_colours_are_meant():
    out = BytesIO()
    Image.new("CMYK", (40, 30), (10, 200, 30, 0)).save(out, "JPEG", exif=taken_here())
    assert b"Adobe" in without_traces(out.getvalue())
    assert pixels(without_traces(out.getvalue())) == pixels(out.getvalue())


def test_what_is_no_jpeg_is_returned_as_it_is():
    out = BytesIO()
    Image.new("L", (3, 3)).save(out, "PNG", pnginfo=PngImagePlugin.PngInfo())
    for data in (out.getvalue(), b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", bytes(50)):
        assert without_traces(data) == data
        assert shot(data) == Shot()


def test_whatever_is_damaged_the_place_never_stays_readable_and_nothing_breaks():
    whole, chance = everything_told(), random.Random(11)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(2, 1200)] = chance.randrange(256)
        without_traces(bytes(broken))
        shot(bytes(broken[: chance.randrange(len(broken))]))

"""Pictures bound into a PDF, in order, turned, within the limit; and a photo cut out of a picture."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from admission.files import MAX_BYTES, check_file
from admission.problems import ActRefused
from desktop_app.printing.preview import pages
from desktop_app.scans.binding import MOST_PAGES, Leaf, bind, turned
from desktop_app.scans.cropping import Frame, crop, kept_inside, middle_frame
from desktop_app.scans.pictures import MOST_PIXELS
from desktop_app.scans.traces import without_traces
from tests.scans.samples import opened, photo, taken_here


def signpost(width: int = 300, height: int = 200, **more: object) -> bytes:
    """White, with a red corner above on the left."""
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), fill="red")
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, **more)
    return out.getvalue()


def red_corner(picture: Image.Image) -> str:
    """Where it is: `tl`, `tr`, `br` or `bl`."""
    width, height = picture.size
    places = {"tl": (0.1, 0.1), "tr": (0.9, 0.1), "br": (0.9, 0.9), "bl": (0.1, 0.9)}
    red = {}
    for name, (x, y) in places.items():
        pixel = picture.convert("RGB").getpixel((int(x * width), int(y * height)))
        assert isinstance(pixel, tuple)
        red[name] = pixel[0] - pixel[1]
    return max(red, key=lambda name: red[name])


def page_of(pdf: bytes, number: int = 0) -> Image.Image:
    """The page without the margins that A4 leaves."""
    one = pages(pdf, 50)[number]
    return Image.frombytes("RGB", (one.width, one.height), one.pixels, "raw", "BGRX")


@pytest.mark.parametrize(("turn", "corner"), [(0, "tl"), (90, "tr"), (180, "br"), (270, "bl")])
def test_a_page_is_turned_to_the_right(turn, corner):
    page = page_of(bind([Leaf(signpost(297, 210), turn)], MAX_BYTES))
    assert red_corner(page) == corner
    assert (page.width > page.height) == (turn in (0, 180))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_page_stands_as_the_camera_says(orientation):
    told = signpost(297, 210, exif=taken_here(orientation))
    upright = opened(turned(Leaf(told, 360), MAX_BYTES))
    expected = {1: "tl", 2: "tr", 3: "br", 4: "bl", 5: "tl", 6: "tr", 7: "br", 8: "bl"}[orientation]
    assert upright.size == (297, 210)
    assert red_corner(page_of(bind([Leaf(told)], MAX_BYTES))) == expected


def test_the_pages_come_in_order_and_the_pictures_go_in_as_they_are():
    leaves = [signpost(), photo(200, 280), photo(210, 297, mode="L")]
    pdf = bind([Leaf(one) for one in leaves], MAX_BYTES)
    assert [one in pdf for one in leaves] == [True, True, True]
    assert pdf.index(leaves[0]) < pdf.index(leaves[1]) < pdf.index(leaves[2])
    assert len(pages(pdf, 20)) == 3
    assert check_file("a.pdf", pdf, "") == ()
    assert bind([Leaf(one) for one in leaves], MAX_BYTES) == pdf


def test_a_pile_of_large_photos_is_one_pdf_within_the_limit():
    large = photo(2400, 1800, grain=1, quality=90)
    pdf = bind([Leaf(large)] * 4, MAX_BYTES)
    assert 4 * len(large) > MAX_BYTES >= len(pdf)
    assert len(pages(pdf, 20)) == 4


def test_a_page_in_printers_colours_is_shown_by_every_reader():
    page = page_of(bind([Leaf(photo(200, 100, mode="CMYK"))], MAX_BYTES))
    assert page.mode == "RGB"


@pytest.mark.parametrize("number", [0, MOST_PAGES + 1])
def test_no_page_and_too_many_are_told(number):
    with pytest.raises(ActRefused) as refused:
        bind([Leaf(signpost())] * number, MAX_BYTES)
    assert refused.value.problems[0].code == "too-many-pages"


def test_a_turned_photo_is_turned_and_one_that_is_not_keeps_its_bytes():
    one = signpost()
    assert turned(Leaf(one), MAX_BYTES) is one
    assert red_corner(opened(turned(Leaf(one, 270), MAX_BYTES))) == "bl"


def test_the_frame_cuts_what_it_shows_three_to_four():
    cut = opened(crop(signpost(800, 800), Frame(0, 0, 300), MAX_BYTES))
    assert cut.size == (300, 400)
    assert red_corner(cut) == "tl"
    rest = opened(crop(signpost(800, 800), Frame(400, 300, 300), MAX_BYTES)).convert("RGB")
    assert rest.getpixel((5, 5)) > (240, 240, 240)  # type: ignore[operator]


def test_the_frame_lies_on_the_picture_as_it_was_turned():
    cut = opened(crop(signpost(800, 600, exif=taken_here(6)), Frame(0, 0, 150), MAX_BYTES, turn=270))
    assert red_corner(cut) == "tl"


def test_a_frame_outside_comes_inside_and_one_too_large_is_made_smaller():
    assert kept_inside(Frame(-50, 900, 90), 300, 400) == Frame(0, 280, 90)
    assert kept_inside(Frame(10, 10, 9000), 600, 400) == Frame(10, 0, 300)
    assert middle_frame(800, 400) == Frame(250, 0, 300)


def test_a_photo_larger_than_any_print_needs_is_not_kept_so_large():
    assert max(opened(crop(signpost(4000, 4000), middle_frame(4000, 4000), MAX_BYTES)).size) == 1600


def test_a_page_as_large_as_a_house_is_shown_small():
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 14_000)
    out = BytesIO()
    document.save(out)
    [page] = pages(out.getvalue(), 130)
    assert page.width * page.height <= MOST_PIXELS


def test_what_was_cleaned_can_still_be_bound():
    told = signpost(297, 210, exif=taken_here(3))
    assert red_corner(page_of(bind([Leaf(without_traces(told))], MAX_BYTES))) == "br"

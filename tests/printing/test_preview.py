"""The preview shows the bytes that are printed; the papers look right on it: inked, and inside the margins."""

from __future__ import annotations

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from desktop_app.printing.preview import PageImage, pages
from tests.desk import ROOT
from tests.printing import samples, samples_all, samples_school

SCREENS = ROOT / "build" / "screens"
DOTS_PER_INCH = 100
MARGIN = int(10 / 25.4 * DOTS_PER_INCH)  # 10 mm on the left and right stay white
TOP = int(5 / 25.4 * DOTS_PER_INCH)
LOOKS = {
    **samples_all.PAPERS,
    "receipt-copy": replace(samples.RECEIPT, copy=2),
    "journal-copy": replace(samples_school.journal(60), copy=3),
}


def picture(page: PageImage) -> Image.Image:
    return Image.frombuffer("RGB", (page.width, page.height), page.pixels, "raw", "BGRX", 0, 1)


def inked(page: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not white."""
    box = ImageChops.invert(page.convert("L")).getbbox()
    assert box is not None, "a blank page"
    return box


@pytest.mark.parametrize("languages", [("kk", "ru"), ("kk",), ("ru",)], ids="_".join)
@pytest.mark.parametrize("name", LOOKS)
def test_a_paper_is_inked_inside_its_margins(press, name, languages):
    SCREENS.mkdir(parents=True, exist_ok=True)
    shown = pages(press(LOOKS[name], languages), DOTS_PER_INCH)
    for number, page in enumerate(map(picture, shown), start=1):
        page.save(SCREENS / f"paper-{name}-{'_'.join(languages)}-{number}.png")
        left, top, right, bottom = inked(page)
        assert left > MARGIN
        assert right < page.width - MARGIN
        assert top > TOP
        assert page.height - MARGIN > bottom > page.height * 0.9  # the footer is there


def test_a_page_is_a4_at_the_resolution_asked_for(press):
    (page,) = pages(press(samples.RECEIPT), 72)
    assert (page.width, page.height) == (596, 842)
    assert len(page.pixels) == 4 * page.width * page.height


def test_every_page_is_shown(press):
    assert len(pages(press(samples.order(60)), 20)) == 6


def test_what_is_no_pdf_is_an_error():
    with pytest.raises(pypdfium2.PdfiumError):
        pages(b"no paper", 72)

"""A real queue of CUPS prints the very paper: its words, its size, its place on the sheet; and tells its troubles."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pytest

from desktop_app.printing.printers import CupsPrinters, PrintTrouble
from tests.printing import samples, samples_family, samples_school
from tests.printing.conftest import raw_pages
from tests.printing.spooler import PDF_SPOOL, Spooler, spooler, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "CUPS is here")

DPI = 100


@pytest.fixture(scope="module")
def cups() -> Iterator[Spooler]:
    with pytest.MonkeyPatch.context() as patch, spooler() as running:
        patch.setenv("CUPS_SERVER", running.server)
        yield running


def printed(cups, pdf, copies=1):
    """What the plain queue got."""
    cups.written.unlink(missing_ok=True)
    CupsPrinters().send(pdf, cups.plain, "Qabyldau А-0007", copies)
    cups.wait_until_idle()
    return cups.written.read_bytes()


def ink(pdf, page=0):
    """Edges of what is dark on a page, in points: left, top, right, bottom."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[page].render(scale=DPI / 72).to_pil().convert("L")
    box = picture.point(lambda grey: 255 if grey < 160 else 0).getbbox()
    return [edge * 72 / DPI for edge in box]


def size(pdf):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(round(side) for side in document[0].get_size())


def test_the_words_of_the_paper_come_out_letter_for_letter(cups, press):
    pdf = press(samples.RECEIPT)
    told = [" ".join(page.split()) for page in raw_pages(printed(cups, pdf))]
    assert told == [" ".join(page.split()) for page in raw_pages(pdf)]
    assert "Ә" in told[0]


@pytest.mark.parametrize("paper", [samples.RECEIPT, samples.order(60)], ids=["receipt", "order"])
def test_every_page_comes_out_at_its_true_size_and_place(cups, press, paper):
    pdf = press(paper)
    out = printed(cups, pdf)
    assert size(out) == size(pdf) == (595, 842)
    pages = len(raw_pages(pdf))
    assert len(raw_pages(out)) == pages
    for page in range(pages):
        assert ink(out, page) == pytest.approx(ink(pdf, page), abs=1.5)


def test_a_paper_across_comes_out_as_large_on_the_upright_sheet(cups, press):
    pdf = press(samples_school.journal_line())
    (left, top, right, bottom), (a, b, c, d) = ink(pdf), ink(printed(cups, pdf))
    across = sorted((right - left, bottom - top))
    assert sorted((c - a, d - b)) == pytest.approx(across, abs=1.5)


def test_half_a_sheet_is_not_blown_up(cups, press):
    pdf = press(samples_family.SLIP)
    (left, top, right, bottom), (a, b, c, d) = ink(pdf), ink(printed(cups, pdf))
    assert sorted((c - a, d - b)) == pytest.approx(sorted((right - left, bottom - top)), abs=1.5)


@pytest.mark.parametrize("copies", [1, 2])
def test_the_printer_is_told_how_many(cups, press, copies):
    out = printed(cups, press(samples.RECEIPT), copies)
    assert f"%%PDFTOPDFNumCopies : {copies}\n".encode() in out


def test_cups_pdf_prints_the_same_picture(cups, press):
    pdf, title = press(samples.RECEIPT), uuid.uuid4().hex
    CupsPrinters().send(pdf, cups.cups_pdf, title, 1)
    cups.wait_until_idle()
    [written] = PDF_SPOOL.glob(f"*/*{title}*.pdf")
    out = written.read_bytes()
    written.unlink()
    assert size(out) == (595, 842)
    assert ink(out) == pytest.approx(ink(pdf), abs=1.5)


def test_the_queues_are_named(cups):
    assert CupsPrinters().names() == ("plain", "virtual")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [("cupsdisable", "cupsenable", "offline"), ("cupsreject", "cupsaccept", "refused")],
)
def test_a_queue_that_stands_still_gets_nothing(cups, press, before, after, code):
    cups.tell(before, cups.plain)
    try:
        with pytest.raises(PrintTrouble, match=code):
            CupsPrinters().send(press(samples.RECEIPT), cups.plain, "x", 1)
    finally:
        cups.tell(after, cups.plain)


def test_a_queue_nobody_made_is_unknown(cups):
    with pytest.raises(PrintTrouble, match="unknown"):
        CupsPrinters().send(b"%PDF", "nobody", "x", 1)


def test_a_spooler_that_is_gone_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no.sock"))
    for act in (CupsPrinters().names, lambda: CupsPrinters().send(b"%PDF", "plain", "x", 1)):
        with pytest.raises(PrintTrouble, match="spooler-gone"):
            act()

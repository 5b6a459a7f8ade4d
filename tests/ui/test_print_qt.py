"""Where there is no CUPS, Qt draws the pages at their true size, each on a sheet that lies as it does."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop_app.printing.paper import to_pdf
from desktop_app.printing.printers import PrintTrouble
from desktop_app.printing.shifting import POINTS_OF_A_MILLIMETRE, shifted
from desktop_app.ui.print_qt import QtPrinters
from tests.desk import ROOT
from tests.printing import samples, samples_school

A4 = (595, 842)


@pytest.fixture
def press(texts_kk, texts_ru):
    return lambda paper: to_pdf(paper, {"kk": texts_kk, "ru": texts_ru}, ROOT / "resources" / "fonts")


@pytest.fixture
def printers(qapp, tmp_path):
    """A printer that writes tmp_path/printed.pdf."""

    def printer_of(name):
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "printed.pdf"))
        return made

    return QtPrinters(printer_of)


def printed_image(folder):
    """Size of the only page, and where its picture lies on it: left and top edge, width and height, in points."""
    with closing(pypdfium2.PdfDocument((folder / "printed.pdf").read_bytes())) as document:
        [page] = list(document)
        [image] = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = image.get_bounds()
        width, height = page.get_size()
        return (round(width), round(height)), (left, height - top, right - left, top - bottom)


def test_it_is_printed_at_its_true_size(printers, press, tmp_path):
    printers.send(press(samples.RECEIPT), "HP", "Qabyldau", 1)
    size, where = printed_image(tmp_path)
    assert size == A4
    assert where == pytest.approx((0, 0, *A4), abs=1.5)


def test_a_page_across_lies_across(printers, press, tmp_path):
    printers.send(press(samples_school.journal_line()), "HP", "Qabyldau", 1)
    size, where = printed_image(tmp_path)
    assert size == A4[::-1]
    assert where == pytest.approx((0, 0, *A4[::-1]), abs=1.5)


def test_a_shifted_paper_has_its_ink_elsewhere(printers, press, tmp_path):
    ink = []
    for shift in ((0.0, 0.0), (5.0, 2.5)):
        printers.send(shifted(press(samples.RECEIPT), *shift), "HP", "Qabyldau", 1)
        ink.append(_ink((tmp_path / "printed.pdf").read_bytes()))
    moved = [after - before for before, after in zip(*ink, strict=True)]
    assert moved == pytest.approx([5 * POINTS_OF_A_MILLIMETRE, 2.5 * POINTS_OF_A_MILLIMETRE], abs=1.0)


def _ink(pdf):
    """Left and top edge of what is black, in points."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = (
            document[0].render(scale=2).to_pil().convert("L").point(lambda grey: 255 if grey < 128 else 0)
        )
    left, top, _, _ = picture.getbbox()
    return left / 2, top / 2


def test_a_printer_that_went_away_is_unknown_and_none_is_none():
    for name, code in (("gone with the wind", "unknown"), ("", "none")):
        with pytest.raises(PrintTrouble, match=code):
            QtPrinters().send(b"", name, "Qabyldau", 1)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_begin_refuses(printers, press, tmp_path):
    (tmp_path / "printed.pdf").mkdir()
    with pytest.raises(PrintTrouble, match="refused"):
        printers.send(press(samples.RECEIPT), "HP", "Qabyldau", 1)

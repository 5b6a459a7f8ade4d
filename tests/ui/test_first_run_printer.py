"""What was said about the printer in the first run holds at every print."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter

from desktop_app.settings import PREFERENCES, Preferences, keep_preferences, read_preferences
from desktop_app.ui.preview_page import print_pages

POINTS_OF_A_MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize("shift_mm", [(0.0, 0.0), (5.0, 2.5)])
def test_a_print_is_shifted_by_its_millimetres(qapp, tmp_path, shift_mm):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page = QImage(1240, 1754, QImage.Format.Format_RGB32)  # A4 at 150 dots an inch
    page.fill(QColor("white"))
    print_pages([page], 150, printer, shift_mm)
    document = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    [image] = document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, _, _, top = image.get_bounds()
    height = document[0].get_size()[1]
    document.close()
    right, down = (one * POINTS_OF_A_MILLIMETRE for one in shift_mm)
    assert (left, height - top) == pytest.approx((right, down), abs=1.0)


def test_preferences_are_kept_and_a_broken_file_is_as_if_nobody_had_said_anything(tmp_path):
    said = Preferences(language="ru", printer="HP", shift_right_mm=-1.5)
    keep_preferences(tmp_path, said)
    assert read_preferences(tmp_path) == said
    (tmp_path / PREFERENCES).write_text(
        '{"language": 7, "printer": "HP", "shift_down_mm": "x"}', encoding="utf-8"
    )
    assert read_preferences(tmp_path) == Preferences(printer="HP")
    for broken in ("", "[]", "{"):
        (tmp_path / PREFERENCES).write_text(broken, encoding="utf-8")
        assert read_preferences(tmp_path) == Preferences()
    assert read_preferences(tmp_path / "nowhere") == Preferences()

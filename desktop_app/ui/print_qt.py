"""Where there is no CUPS the pages are printed as pictures by Qt, at their true size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from desktop_app.printing.printers import PrintTrouble
from desktop_app.ui.scan_view import page_picture

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300


def system_printer(name: str) -> QPrinter:
    """The printer of this name; PrintTrouble where the system does not know it any more."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if name not in QPrinterInfo.availablePrinterNames():
        raise PrintTrouble("unknown")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer


class QtPrinters:
    """The printers Qt knows, for `desktop_app.printing.printers.Printers`; `printer_of` gives one by its name."""

    def __init__(self, printer_of: Callable[[str], QPrinter] = system_printer) -> None:
        self._printer_of = printer_of

    def names(self) -> tuple[str, ...]:
        """The system's own choice first."""
        from PySide6.QtPrintSupport import QPrinterInfo

        own = QPrinterInfo.defaultPrinterName()
        return tuple(sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != own, name)))

    def send(self, pdf: bytes, name: str, title: str, copies: int, /) -> None:
        """Draw every page on a sheet of its own, on the thread that asks."""
        from desktop_app.printing.preview import pages

        if not name:
            raise PrintTrouble("none")
        printer = self._printer_of(name)
        printer.setDocName(title)
        printer.setCopyCount(copies)
        print_pages([page_picture(page) for page in pages(pdf, PRINT_DPI)], PRINT_DPI, printer)


def print_pages(pages: Sequence[QImage], dots_per_inch: int, printer: QPrinter) -> None:
    """Each picture on its own sheet of A4, an inch of it an inch of paper, from the very edge.

    PrintTrouble where the printer takes no page.
    """
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    scale = printer.resolution() / dots_per_inch
    for page in pages:
        _turn(printer, page)
        begun = printer.newPage() if painter.isActive() else painter.begin(printer)
        if not begun:
            raise PrintTrouble("refused")
        painter.drawImage(QRectF(0, 0, page.width() * scale, page.height() * scale), page)
    painter.end()


def _turn(printer: QPrinter, page: QImage) -> None:
    """Lay the sheet as the page lies."""
    across = page.width() > page.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)

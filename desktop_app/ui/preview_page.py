"""The preview of a paper: the very bytes that are printed, page by page; print, save, or have it in hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.models import queries
from desktop_app.ui.fields import Banner, heading, primary, quiet, secondary
from desktop_app.ui.office import Office
from desktop_app.ui.scan_view import ScanView, pdf_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCREEN_DPI = 120
PRINT_DPI = 300
MILLIMETRES_OF_AN_INCH = 25.4
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PreviewPage(QWidget):
    """`closed`: the paper is in the applicant's hand, or nobody wants to see it any more."""

    closed = Signal()
    hints = (("Ctrl+P", "preview-hint-print"), ("Enter", "preview-hint-in-hand"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._pdf, self._name = b"", ""
        self.title, self.explain, self.told = heading(), quiet(), Banner("info")
        self.view = ScanView(office, turns=False)
        self.print, self.save, self.in_hand = primary(), secondary(), secondary()
        self._lay_out()
        self._wire()
        self.retranslate()

    def show_paper(self, paper: str) -> None:
        """A paper this desk issued, by its id."""
        self.show_pdf(queries.paper_pdf(self._office.desk.replica, paper), paper)

    def show_pdf(self, pdf: bytes | None, name: str, verdict: str = "", tone: str = "info") -> None:
        """Any PDF; `name` is proposed for the file when it is saved, `verdict` says whether its signature holds."""
        words = self._office.words
        self._pdf, self._name = pdf or b"", name
        self.told.say(verdict, tone)
        for button in (self.print, self.save):
            button.setEnabled(pdf is not None)
        self.view.say(words("preview-drawing" if pdf else "preview-missing"))
        if pdf is not None:
            failed = partial(self.view.say, words("preview-unreadable"))
            pdf_pages(self._office, pdf, SCREEN_DPI, partial(self._drawn, pdf), failed)

    def print_to(self, printer: QPrinter) -> None:
        """Print every page at its true size, 300 dots an inch."""
        words = self._office.words

        def ready(pages: list[QImage]) -> None:
            kept = self._office.preferences
            print_pages(pages, PRINT_DPI, printer, (kept.shift_right_mm, kept.shift_down_mm))
            self.told.say(words("preview-printed"), "good")
            self.in_hand.setFocus()

        failed = partial(self.told.say, words("preview-unreadable"), "danger")
        pdf_pages(self._office, self._pdf, PRINT_DPI, ready, failed)

    def save_to(self, path: str) -> None:
        """Write the PDF, byte for byte."""
        words = self._office.words
        try:
            Path(path).write_bytes(self._pdf)
        except OSError:
            self.told.say(words("preview-not-saved"), "danger")
        else:
            self.told.say(words("preview-saved", name=Path(path).name), "good")

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("preview-title"))
        self.explain.setText(words("preview-explain"))
        self.print.setText(words("preview-print"))
        self.save.setText(words("preview-save"))
        self.in_hand.setText(words("preview-in-hand"))
        self.view.retranslate()

    def reload(self) -> None:
        """A paper never changes."""

    def setFocus(self, *_: object) -> None:
        """On printing, when there is something to print."""
        (self.print if self._pdf else self.in_hand).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says that the paper is in hand; on a button it presses the button."""
        if event.key() in ENTER:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _drawn(self, pdf: bytes, pages: list[QImage]) -> None:
        if pdf == self._pdf:
            self.view.show_pages(pages)

    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not self._pdf:
            return
        if not QPrinterInfo.availablePrinterNames():
            self.told.say(self._office.words("preview-no-printer"), "warn")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._office.preferences.printer in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(self._office.preferences.printer)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_to, printer))
        dialog.setModal(True)  # its own open() wants a slot by name
        dialog.show()

    def _ask_path(self) -> None:
        dialog = QFileDialog(self, self._office.words("preview-save"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _lay_out(self) -> None:
        for button in (self.print, self.save, self.in_hand):
            self.view.tools.addWidget(button)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.title)
        top.addWidget(self.explain, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.told)
        column.addWidget(self.view, 1)

    def _wire(self) -> None:
        self.print.clicked.connect(self._ask_printer)
        self.save.clicked.connect(self._ask_path)
        self.in_hand.clicked.connect(self.closed)
        for keys, act in (("Ctrl+P", self._ask_printer), ("Ctrl+S", self._ask_path), ("Esc", self.closed)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def print_pages(
    pages: list[QImage], dots_per_inch: int, printer: QPrinter, shift_mm: tuple[float, float] = (0.0, 0.0)
) -> None:
    """Each picture on its own sheet, an inch of it an inch of paper, from the very edge; `shift_mm`: right, down."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    scale = printer.resolution() / dots_per_inch
    right, down = (one * printer.resolution() / MILLIMETRES_OF_AN_INCH for one in shift_mm)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(right, down, page.width() * scale, page.height() * scale), page)
    painter.end()

"""The preview of papers: the very bytes that are printed, page by page; print, save, or have them in hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.models.papers import paper_line
from desktop_app.ui.fields import Banner, heading, primary, quiet, secondary
from desktop_app.ui.file_dialogs import ask_where
from desktop_app.ui.office import Office
from desktop_app.ui.print_panel import PrintPanel
from desktop_app.ui.scan_view import ScanView, page_picture
from desktop_app.usecases.print_paper import Job, Sheet

if TYPE_CHECKING:
    from desktop_app.printing.preview import PageImage

SCREEN_DPI = 120
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PreviewPage(QWidget):
    """`closed`: the paper is in the applicant's hand, or nobody wants to see it any more."""

    closed = Signal()
    hints = (("Ctrl+P", "preview-hint-print"), ("Enter", "preview-hint-in-hand"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._name = ""
        self.title, self.explain, self.told = heading(), quiet(), Banner("info")
        self.panel = PrintPanel(office)
        self.view = ScanView(office, turns=False)
        self.print, self.save, self.in_hand = primary(), secondary(), secondary()
        self._lay_out()
        self._wire()
        self.retranslate()

    def show_paper(self, paper: str) -> None:
        """A paper this desk issued, by its id."""
        self.show_sheets((Sheet(paper),))

    def show_sheets(self, sheets: Sequence[Sheet], *, at_once: bool = False) -> None:
        """Papers this desk issued, to be printed together; `at_once` where the printer is known."""
        found = [(sheet, queries.paper_pdf(self._office.desk.replica, sheet.paper)) for sheet in sheets]
        jobs = [Job(sheet, pdf, self._title(sheet)) for sheet, pdf in found if pdf is not None]
        self._show(jobs, sheets[0].paper if sheets else "")
        if at_once and self._office.preferences.printer:
            self.panel.print()

    def show_pdf(
        self, pdf: bytes | None, name: str, verdict: str = "", tone: str = "info", copies: int = 1
    ) -> None:
        """Any PDF; `name` is proposed for the file when it is saved, `verdict` says whether its signature holds."""
        jobs = [] if pdf is None else [Job(Sheet(name, copies), pdf, f"Qabyldau {name}")]
        self._show(jobs, name)
        self.told.say(verdict, tone)

    def show_order(self, pdf: bytes | None, name: str, verdict: str, tone: str) -> None:
        """A signed order by its number, as often as its print set says."""
        copies = 1
        try:
            copies = sum(item.copies for item in self._office.print_sets().get("order", ())) or 1
        except ActRefused as refused:
            self._office.notice.emit(self._office.trouble(refused))
        self.show_pdf(pdf, name, verdict, tone, copies)

    def save_to(self, path: str) -> None:
        """Write the PDF, byte for byte."""
        words = self._office.words
        try:
            Path(path).write_bytes(self.panel.jobs[0].pdf if self.panel.jobs else b"")
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
        self.panel.retranslate()

    def reload(self) -> None:
        """A paper never changes; what is known of its prints may."""
        self.panel.retranslate()

    def setFocus(self, *_: object) -> None:
        """On printing, when there is something to print."""
        (self.print if self.panel.jobs and self.print.isEnabled() else self.in_hand).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says that the paper is in hand; on a button it presses the button."""
        if event.key() in ENTER:
            self.take()
        else:
            super().keyPressEvent(event)

    def take(self) -> None:
        """It is in hand."""
        self.panel.confirm()
        self.closed.emit()

    def _title(self, sheet: Sheet) -> str:
        line = paper_line(self._office.desk.replica, sheet.paper)
        return f"Qabyldau {line.number}" if line else "Qabyldau"

    def _show(self, jobs: Sequence[Job], name: str) -> None:
        words = self._office.words
        self._name = name
        self.told.say("")
        self.panel.load(jobs)
        self._rest(False)
        self.view.say(words("preview-drawing" if jobs else "preview-missing"))
        if jobs:
            pdfs = [job.pdf for job in jobs]
            self._office.do(partial(_pages, pdfs), partial(self._drawn, pdfs), quietly=True)

    def _drawn(self, pdfs: Sequence[bytes], pages: Sequence[PageImage]) -> None:
        if pdfs != [job.pdf for job in self.panel.jobs]:
            return
        if pages:
            self.view.show_pages([page_picture(page) for page in pages])
        else:
            self.view.say(self._office.words("preview-unreadable"))

    def _rest(self, on: bool) -> None:
        """While a printer is asked nothing is sent twice."""
        for button in (self.print, self.save):
            button.setEnabled(bool(self.panel.jobs) and not on)

    def _sent(self) -> None:
        self.in_hand.setFocus()

    def _print_instead(self, sheets: Sequence[Sheet]) -> None:
        if any(paper_line(self._office.desk.replica, sheet.paper) for sheet in sheets):
            self.show_sheets(sheets)
        self.panel.print()

    def _ask_path(self) -> None:
        title = self._office.words("preview-save")
        ask_where(self, title, ("PDF (*.pdf)",), f"{self._name}.pdf", self.save_to)

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
        column.addWidget(self.panel)
        column.addWidget(self.view, 1)

    def _wire(self) -> None:
        self.print.clicked.connect(self.panel.print)
        self.save.clicked.connect(self._ask_path)
        self.in_hand.clicked.connect(self.take)
        self.panel.sent.connect(self._sent)
        self.panel.again.connect(self._print_instead)
        self.panel.rests.connect(self._rest)
        for keys, act in (
            ("Ctrl+P", self.panel.print),
            ("Ctrl+S", self._ask_path),
            ("Esc", self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def _pages(pdfs: Sequence[bytes]) -> list[PageImage]:
    """Of every PDF one after the other; none where one of them is no PDF."""
    from desktop_app.printing.preview import pages

    try:
        return [page for pdf in pdfs for page in pages(pdf, SCREEN_DPI)]
    except RuntimeError:  # PDFium's own error is one
        return []

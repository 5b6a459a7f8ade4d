"""The card of an application: what is odd first, what may be done, the papers and their scans side by side."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.application import Application, Status
from desktop_app.models import queries
from desktop_app.models.lines import FileLine
from desktop_app.ui.card_documents import AttachmentsPart, ChecklistPart
from desktop_app.ui.card_exceptions import IN_WORK
from desktop_app.ui.card_parts import DataPart, ExceptionsPart, HistoryPart, PapersPart
from desktop_app.ui.fields import Chip, heading, link, styled
from desktop_app.ui.office import Office
from desktop_app.ui.original_bar import OriginalBar
from desktop_app.ui.proposal_panel import ProposalPanel
from desktop_app.ui.scan_view import ScanView, pdf_pages, photo_pages
from desktop_app.ui.theme import tone_of
from desktop_app.usecases.issue_paper import issue_receipt, issue_refusal, reprint
from desktop_app.usecases.open_card import open_card

SCAN_DPI = 130
ISSUE = {"receipt": issue_receipt, "refusal": issue_refusal}


class CardPage(QWidget):
    """`closed`: back to where one came from; `show_paper`: a paper's id for the preview."""

    closed = Signal()
    show_paper = Signal(str)
    hints = (("Esc", "hint-back"), ("+ − 0 R", "card-hint-scan"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._id, self._scan, self._seen = "", "", ""
        self.back, self.title = link(), heading()
        self.status, self.told = Chip(), styled(QLabel(), role="small")
        self.exceptions = ExceptionsPart(office, "card-exceptions")
        self.panel, self.checklist = ProposalPanel(office), ChecklistPart(office)
        self.data, self.history = DataPart(office, "card-data"), HistoryPart(office, "card-history")
        self.papers, self.attachments = PapersPart(office, "card-papers"), AttachmentsPart(office)
        self.scan, self.original = ScanView(office), OriginalBar(office)
        self._lay_out()
        self._wire()

    def show_application(self, application: str) -> None:
        """Open this card; who looked at whom is noted."""
        self._id, self._scan = application, ""
        office = self._office
        office.do(partial(open_card, office.desk, office.officer, application), quietly=True)
        self.reload()
        self._left.verticalScrollBar().setValue(0)
        if self.attachments.files:
            self._show_scan(self.attachments.files[0])
        else:
            self.original.leave()
            self.scan.say(office.words("card-no-scan"))

    def reload(self) -> None:
        """Ask again; a form that was begun, and the scan, stay."""
        found = queries.application(self._office.desk.replica, self._id) if self._id else None
        if found is None:
            return
        self._head(found)
        for part in (
            self.exceptions,
            self.panel,
            self.checklist,
            self.data,
            self.papers,
            self.attachments,
            self.history,
        ):
            part.show_application(found)
        shown = next((file for file in self.attachments.files if file.sha256 == self._scan), None)
        if shown is not None:
            self._look_at(shown)

    def retranslate(self) -> None:
        """Every word again."""
        self.back.setText(self._office.words("card-back"))
        self.scan.retranslate()
        self.reload()

    def setFocus(self, *_: object) -> None:
        """On the first thing that may be done."""
        buttons = iter(self.panel.buttons.values())
        next(buttons, self.back).setFocus()

    def _head(self, application: Application) -> None:
        words = self._office.words
        self.title.setText(f"{application.number}  ·  {application.draft.child.name.full}")
        self.status.show_as(words.status(application.status), tone_of(application.status))
        confirmed = queries.is_confirmed(self._office.desk.replica, application.id)
        told = [] if confirmed else [words("card-waiting")]
        if not confirmed and application.status in (Status.ACCEPTED, Status.REFUSED, Status.WAITLISTED):
            told = [words("card-provisional")]
        if application.status in IN_WORK:
            left = words.left(application.due, self._office.desk.now())
            told.append(words("card-due", at=words.moment(application.due), left=left))
        self.told.setText("  ·  ".join(told))

    def _show_scan(self, file: FileLine) -> None:
        self._scan, self._seen = file.sha256, ""
        self.original.leave()
        if not file.here:
            self._office.wanted.emit([file.sha256])
        self._look_at(file)

    def _look_at(self, file: FileLine) -> None:
        """The best there is of it: the original where somebody asked for it, the scan, or its small picture."""
        best = self.original.best_of(file)
        self.original.offer(file)
        data = queries.file_bytes(self._office.desk.replica, best) if best else None
        if data is None:
            self.scan.say(self._office.words("card-scan-coming"))
        elif best != self._seen:
            self._seen = best
            self._draw(file, data)

    def _draw(self, file: FileLine, data: bytes) -> None:
        if file.mime == "application/pdf":
            self.scan.say("")
            done = partial(self._drawn, file.sha256)
            pdf_pages(self._office, data, SCAN_DPI, done, partial(done, []))
        else:
            self._drawn(file.sha256, photo_pages(data))

    def _drawn(self, sha256: str, pages: list[QImage]) -> None:
        if sha256 != self._scan:
            return
        if pages:
            self.scan.show_pages(pages)
        else:
            self.scan.say(self._office.words("card-scan-unreadable"))

    def _issue(self, kind: str) -> None:
        office = self._office
        work = partial(ISSUE[kind], office.desk, office.officer, self._id, office.press)
        office.do(work, self.show_paper.emit)

    def _reprint(self, paper: str) -> None:
        office = self._office
        office.do(partial(reprint, office.desk, office.officer, paper, office.press), self.show_paper.emit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch()
        parts = (self.exceptions, self.panel, self.checklist, self.data, self.papers, self.history)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.attachments)
        right.addWidget(self.original)
        right.addWidget(self.scan, 1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._scrolled(*parts), 11)
        body.addLayout(right, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addLayout(body, 1)

    def _scrolled(self, *parts: QWidget) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for part in parts:
            column.addWidget(part)
        column.addStretch()
        self._left = QScrollArea()
        self._left.setWidgetResizable(True)
        self._left.setFrameShape(QFrame.Shape.NoFrame)
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left.setWidget(inside)
        return self._left

    def _wire(self) -> None:
        self.back.clicked.connect(self.closed)
        self.attachments.chosen.connect(self._show_scan)
        self.original.chosen.connect(self._look_at)
        self.papers.show_paper.connect(self.show_paper)
        self.papers.reprint.connect(self._reprint)
        self.papers.issue.connect(self._issue)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

"""The card of an application: what is odd first, what may be done, the papers and their scans side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.application import Application, Status
from desktop_app.models import queries
from desktop_app.models.lines import FileLine
from desktop_app.ui.card_ask import AskPart
from desktop_app.ui.card_correct import CorrectPart
from desktop_app.ui.card_documents import AttachmentsPart, ChecklistPart
from desktop_app.ui.card_exceptions import IN_WORK
from desktop_app.ui.card_history import HistoryPart
from desktop_app.ui.card_papers import PapersPart
from desktop_app.ui.card_parts import DataPart, ExceptionsPart, Part
from desktop_app.ui.card_previous import PreviousPart
from desktop_app.ui.fields import Chip, heading, link, styled
from desktop_app.ui.layouts import WrappingRow, scrolled, wrapped
from desktop_app.ui.note_part import NotePart
from desktop_app.ui.office import Office
from desktop_app.ui.original_bar import OriginalBar
from desktop_app.ui.paper_corner import PaperCorner
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.proposal_panel import ProposalPanel
from desktop_app.ui.review_bar import BACK_KEY, DONE_KEY, HINTS, SKIP_KEY, ReviewBar
from desktop_app.ui.scan_view import ScanView, pdf_pages, photo_pages
from desktop_app.ui.signature_part import SignaturePart
from desktop_app.ui.theme import tone_of
from desktop_app.usecases.decide_batch import Wish
from desktop_app.usecases.issue_family_paper import FAMILY_PAPERS
from desktop_app.usecases.issue_paper import issue_receipt, issue_refusal, reprint
from desktop_app.usecases.open_card import open_card
from desktop_app.usecases.print_sets import SetItem, issue_set

SCAN_DPI = 130
ISSUE = {"receipt": issue_receipt, "refusal": issue_refusal, **FAMILY_PAPERS}


class CardPage(QWidget):
    """`closed`: back to where one came from; `show_paper`: a paper's id for the preview; `show_sheets`: a print set."""

    closed = Signal()
    show_paper = Signal(str)
    show_sheets = Signal(object)
    change_order = Signal(str)

    def __init__(self, office: Office, gear: Gear | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._id, self._scan, self._seen = "", "", ""
        self.collect: Callable[[Wish], None] | None = (
            None  # where decisions are gathered to be signed together
        )
        self.back, self.title = link(), heading()
        self.status, self.told = Chip(), styled(QLabel(), role="small")
        self.exceptions = ExceptionsPart(office, "card-exceptions")
        self.panel, self.checklist = ProposalPanel(office), ChecklistPart(office)
        self.signature = SignaturePart(office)
        self.data, self.history = DataPart(office, "card-data"), HistoryPart(office, "card-history")
        self.papers, self.attachments = PapersPart(office, "card-papers"), AttachmentsPart(office)
        self.scan, self.original = ScanView(office), OriginalBar(office)
        self.corner = PaperCorner(office, self, gear or Gear())
        self.notes, self.ask = NotePart(office), AskPart(office)
        self.previous, self.correct = PreviousPart(office), CorrectPart(office)
        self.review, self._coming = ReviewBar(office), list[str]()
        self._lay_out()
        self._wire()

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys that work here; in a round those that lead on."""
        own = (("Esc", "hint-back"), ("+ − 0 R", "card-hint-scan"))
        return own if self.review.round is None else (*HINTS, *own)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that tells of the application, as it stands from above."""
        work = (self.exceptions, self.panel, self.signature, self.checklist, self.ask, self.notes)
        return (*work, self.previous, self.data, self.correct, self.papers, self.history)

    def show_application(self, application: str) -> None:
        """Open this card; the round of a list that was told just before begins with it, any other one ends."""
        self.review.begin(self._coming, application)
        self._coming = []
        self._open(application)

    def begin_review(self, ids: list[str]) -> None:
        """The card that is opened next is one of this list, and the list will be walked."""
        self._coming = ids

    def _open(self, application: str) -> None:
        """Another card; who looked at whom is noted."""
        self._id, self._scan = application, ""
        self.signature.forget()
        office = self._office
        self.panel.collects = self.collect if office.signs() else None
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
        for part in (*self.parts, self.attachments):
            part.show_application(found)
        shown = next((file for file in self.attachments.files if file.sha256 == self._scan), None)
        if shown is not None:
            self._look_at(shown)
        self.corner.show_application(found)

    def retranslate(self) -> None:
        """Every word again."""
        self.back.setText(self._office.words("card-back"))
        self.scan.retranslate()
        self.review.retranslate()
        self.corner.retranslate()
        self.reload()

    def setFocus(self, *_: object) -> None:
        """On the first thing that may be done."""
        first = next(iter(self.panel.buttons.values()), self.back)
        first.setFocus()
        if first is not self.back:
            self._left.ensureWidgetVisible(first)

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

    def _show_newest(self) -> None:
        if self.attachments.files:
            self._show_scan(self.attachments.files[-1])

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

    def _issue_set(self, items: Sequence[SetItem]) -> None:
        office = self._office
        work = partial(issue_set, office.desk, office.officer, self._id, office.press, items)
        office.do(work, self.show_sheets.emit)

    def _reprint(self, paper: str) -> None:
        office = self._office
        office.do(partial(reprint, office.desk, office.officer, paper, office.press), self.show_paper.emit)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.attachments)
        right.addWidget(self.original)
        right.addWidget(self.scan, 1)
        self.corner.hold(right)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._scrolled(*self.parts), 11)
        body.addWidget(self.corner, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 14)
        column.setSpacing(6)
        self._lay_out_head(column)
        column.addLayout(body, 1)

    def _lay_out_head(self, column: QVBoxLayout) -> None:
        head, told = WrappingRow(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch()
        told.addWidget(wrapped(self.told), 1)
        told.addWidget(self.review)
        for row in (head, told):
            column.addLayout(row)

    def _scrolled(self, *parts: QWidget) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for part in parts:
            column.addWidget(part)
        column.addStretch()
        self._left = scrolled(inside, Qt.FocusPolicy.StrongFocus, whole=True)
        return self._left

    def _wire(self) -> None:
        self.back.clicked.connect(self.closed)
        self._wire_scans()
        self.papers.show_paper.connect(self.show_paper)
        self.papers.reprint.connect(self._reprint)
        self.papers.issue.connect(self._issue)
        self.papers.issue_set.connect(self._issue_set)
        self.ask.issue.connect(self._issue)
        self.review.wanted.connect(self._walk_to)
        self.review.over.connect(self.closed)
        self.panel.finished.connect(self.review.after)
        self.panel.change_order.connect(self.change_order)
        self.previous.opened.connect(self.show_application)
        keys = (
            ("Esc", self.closed.emit),
            (DONE_KEY, partial(self._move, self.review.finish)),
            ("Ctrl+Enter", partial(self._move, self.review.finish)),
            (SKIP_KEY, partial(self._move, self.review.go_on)),
            (BACK_KEY, partial(self._move, self.review.go_back)),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _wire_scans(self) -> None:
        self.attachments.chosen.connect(self._show_scan)
        self.original.chosen.connect(self._look_at)
        self.attachments.more.connect(self.corner.open)
        self.checklist.wanted.connect(self.corner.open)
        self.checklist.all_judged.connect(self.setFocus)
        self.corner.basket.attached.connect(self._show_newest)

    def _move(self, on: Callable[[], None]) -> None:
        """On in the round, unless something that was written here would be lost."""
        begun = next((part for part in self.parts if part.begun), None)
        if begun is None:
            on()
        elif self.review.round is not None:
            self._office.notice.emit(self._office.words("review-begun", part=begun.title.text()))
            self._left.ensureWidgetVisible(begun)

    def _walk_to(self, application: str) -> None:
        self._open(application)
        self.setFocus()

"""The required papers of a card: each found good or not, with a note; the scans that show them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from admission.application import Application, DocumentCheck, allowed_acts
from admission.documents import required_documents
from admission.problems import Problem
from admission.profiles import DocumentRule
from desktop_app.models import queries
from desktop_app.models.lines import FileLine
from desktop_app.ui.card_parts import Part, officer_name
from desktop_app.ui.fields import Chip, link, quiet, secondary, styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.paper_doubts import doubts
from desktop_app.ui.scan_view import read_photo
from desktop_app.usecases.check_document import check_document

PDF = "application/pdf"
PICTURE = QSize(36, 32)


class CheckRow(QWidget):
    """One required paper: its name, what was found and by whom, two buttons; a bad one asks for a note."""

    judged = Signal(bool, str)
    attach = Signal()

    def __init__(
        self, office: Office, rule: DocumentRule, check: DocumentCheck | None, acts: frozenset[str]
    ) -> None:
        super().__init__()
        words, name = office.words, office.words.document(rule.code)
        self.good, self.bad = link(words("card-good")), link(words("card-bad"))
        self.note, self.confirm = QLineEdit(), secondary(words("card-bad-confirm"))
        self.file = link(words("card-attach"))
        for button in (self.good, self.bad, self.confirm, self.file):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.note.setAccessibleName(f"{words('card-bad-note')}: {name}")
        self.note.setPlaceholderText(words("card-bad-note"))
        self.good.clicked.connect(partial(self.judged.emit, True, ""))
        self.bad.clicked.connect(self.ask_note)
        self.confirm.clicked.connect(self._confirm)
        self.note.returnPressed.connect(self._confirm)
        self.file.clicked.connect(self.attach)
        self._lay_out(name, _found(office, check), "document_checked" in acts, "attached" in acts)

    def ask_note(self) -> None:
        """What is wrong with it."""
        self._asking.show()
        self.note.setFocus()

    def _confirm(self) -> None:
        self.judged.emit(False, self.note.text().strip())

    def _lay_out(self, name: str, found: tuple[str, str, str], may_judge: bool, may_attach: bool) -> None:
        word, tone, who = found
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(wrapped(QLabel(name)), 1)
        first.addWidget(Chip(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(wrapped(styled(QLabel(who), role="small")), 1)
        for button, may in ((self.file, may_attach), (self.good, may_judge), (self.bad, may_judge)):
            if may:
                buttons.addWidget(button)
        self._asking = QWidget()
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self.note, 1)
        asking.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(buttons)
        column.addWidget(self._asking)
        self._asking.hide()


def _found(office: Office, check: DocumentCheck | None) -> tuple[str, str, str]:
    """Word, tone, and who found it when."""
    words = office.words
    if check is None:
        return words("card-unchecked"), "idle", ""
    who = words("card-checked-by", by=officer_name(office, check.by), at=words.moment(check.at))
    note = f" · {check.note}" if check.note else ""
    return words("card-good" if check.good else "card-bad"), "good" if check.good else "danger", who + note


class ChecklistPart(Part):
    """Every required paper of the application under its own rules; `wanted`: somebody brings this document.

    Who judges one is led to the next; `all_judged`: there is none.
    """

    wanted = Signal(str)
    all_judged = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office, "card-checklist")
        self.rows: dict[str, CheckRow] = {}
        self._written: object = None

    def show_application(self, application: Application) -> None:
        """Write the rows anew only when they would say something else: a note that is being typed stays."""
        language, officer = self._office.words.language, self._office.officer.id
        wanted = (
            application.id,
            application.status,
            application.draft,
            application.checks,
            language,
            officer,
        )
        if wanted != self._written:
            self._written = wanted
            judging = QApplication.focusWidget()
            if judging is None or not self.isAncestorOf(judging):
                super().show_application(application)
                return
            judging.clearFocus()  # a row that goes away with the cursor would hand it to anybody
            super().show_application(application)
            QTimer.singleShot(0, self, partial(self._lead_on, application))

    def write(self, application: Application) -> None:
        """One row a paper."""
        acts = allowed_acts(application.status, self._office.officer.roles)
        checks = {check.document: check for check in application.checks}
        rules = self._office.desk.profiles[application.rules]
        self.rows = {}
        for rule in required_documents(application.draft, rules):
            row = CheckRow(self._office, rule, checks.get(rule.code), acts)
            row.judged.connect(partial(self._judge, application.id, rule.code))
            row.attach.connect(partial(self.wanted.emit, rule.code))
            self.rows[rule.code] = row
            self.lines.addWidget(row)

    def _lead_on(self, application: Application) -> None:
        """The row that had the cursor is gone: to the next one nobody judged, unless it is at work elsewhere by now."""
        if QApplication.focusWidget() is not None:
            return
        judged = {check.document for check in application.checks}
        rest = [row.good for code, row in self.rows.items() if code not in judged]
        if rest and rest[0].isVisible():
            rest[0].setFocus()
        else:
            self.all_judged.emit()

    def _judge(self, application: str, document: str, good: bool, note: str) -> None:
        office = self._office
        office.do(partial(check_document, office.desk, office.officer, application, document, good, note))


class AttachmentsPart(Part):
    """The scans that came with the application; choosing one shows it beside; `more`: others are to come."""

    chosen = Signal(object)
    more = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office, "card-attachments")
        self.files: list[FileLine] = []

    def write(self, application: Application) -> None:
        """One line a scan."""
        self.files = queries.files(self._office.desk.replica, application)
        odd = doubts(self._office, application)
        for file in self.files:
            self.lines.addWidget(self._file(file))
            self._tell(odd.pop(file.sha256, []))
        if not self.files:
            self.lines.addWidget(quiet(self._office.words("card-no-attachments")))
        self._tell(odd.pop("", []))
        if "attached" in allowed_acts(application.status, self._office.officer.roles):
            more = link(self._office.words("paper-add"))
            more.clicked.connect(self.more)
            self.lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _tell(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            tone = "idle" if problem.weight == "note" else "warn"
            told = styled(QLabel(self._office.words.problem(problem)), role="problem", tone=tone)
            self.lines.addWidget(wrapped(told))

    def _file(self, file: FileLine) -> QWidget:
        words = self._office.words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        button = link(words("card-file-show"))
        button.setAccessibleName(f"{button.text()}: {words.document(file.document)}")
        button.clicked.connect(partial(self.chosen.emit, file))
        state = "here" if file.sent else "waiting"
        about = words(
            "card-file",
            size=words.size(file.size),
            state=words(f"card-file-{state if file.here else 'coming'}"),
        )
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(wrapped(QLabel(words.document(file.document))))
        text.addWidget(styled(QLabel(about), role="small"))
        row.addWidget(self._small_picture(file))
        row.addLayout(text, 1)
        row.addWidget(button)
        return line

    def _small_picture(self, file: FileLine) -> QLabel:
        """The thumbnail, if there is one on this computer; else the kind of file."""
        picture = styled(QLabel("PDF" if file.mime == PDF else "JPEG"), role="small")
        picture.setFixedSize(PICTURE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        data = queries.file_bytes(self._office.desk.replica, file.thumbnail) if file.thumbnail else None
        photo = read_photo(data) if data else None
        if photo is not None:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture.setPixmap(QPixmap.fromImage(photo.scaled(PICTURE, keep, smooth)))
        return picture

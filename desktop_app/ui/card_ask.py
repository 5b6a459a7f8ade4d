"""Asking the applicant for papers: which, by which day; and the notice in both languages, ready to be sent."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout

from admission.application import ACTIVE, Application, PapersAsked, allowed_acts
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.ui.card_parts import officer_name
from desktop_app.ui.fields import Field, link, styled
from desktop_app.ui.form_part import FormPart
from desktop_app.ui.intake_draft import date_text, read_date
from desktop_app.ui.layouts import empty, wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.ask_papers import ask_papers
from desktop_app.usecases.wanting_papers import wanting

NOTICE_HEIGHT = 120


class AskPart(FormPart):
    """What was asked for, the notice to copy or to print (`issue`); and a form for another list."""

    issue = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(office, "ask-title")
        self.copy, self.print = link(), link()
        self.notice = QPlainTextEdit()
        self.boxes: dict[str, QCheckBox] = {}
        self.until, self.note = Field(QLineEdit()), Field(QLineEdit())
        self._papers = QVBoxLayout()
        self._lay_out()
        self._wire()

    def write(self, application: Application) -> None:
        """The list that stands, and what may be done."""
        words, asked = self._office.words, application.asked
        may = "asked" in allowed_acts(application.status, self._office.officer.roles)
        self.open.setText(words("ask-again" if asked else "ask-open"))
        self.open.setVisible(may and application.status in ACTIVE and self.form.isHidden())
        self.copy.setText(words("ask-copy"))
        self.print.setText(words("ask-print"))
        self.notice.setAccessibleName(words("ask-notice"))
        for part in (self.copy, self.print, self.notice):
            part.setVisible(asked is not None)
        self.confirm.setText(words("ask-confirm"))
        self.cancel.setText(words("deed-cancel"))
        self.until.set_label(words("ask-until"))
        self.note.set_label(words("ask-note"))
        if asked is not None:
            self.lines.addWidget(wrapped(QLabel(asked_text(self._office, asked))))
            self.notice.setPlainText(notice_text(self._office, application, asked))
        self.setVisible(asked is not None or not self.open.isHidden() or self.begun)

    def begin(self) -> None:
        """The papers that are missing are ticked already."""
        application = self._application
        assert application is not None, "the part shows an application"
        missing, words = wanting(self._office.desk, application), self._office.words
        empty(self._papers)
        self.boxes = {}
        for rule in required_documents(application.draft, self._office.desk.rules):
            box = QCheckBox(words.document(rule.code))
            box.setChecked(rule.code in missing)
            self.boxes[rule.code] = box
            self._papers.addWidget(box)
        self.until.line.setText(date_text(application.due.astimezone(KAZAKHSTAN_TIME).date()))
        self.note.line.clear()
        self.until.clear()
        self.open.hide()
        self.form.show()
        next(iter(self.boxes.values()), self.confirm).setFocus()

    def _confirm(self) -> None:
        office, application = self._office, self._application
        until = read_date(self.until.line.text(), self._today())
        if until is None or application is None:
            self.until.say(office.words("ask-until-wrong"))
            return
        papers = tuple(code for code, box in self.boxes.items() if box.isChecked())
        note = self.note.line.text().strip()
        work = partial(ask_papers, office.desk, office.officer, application.id, papers, until, note)
        office.do(work, lambda _: self.close_form(), self._refused)

    def _refused(self, refused: ActRefused) -> None:
        self.until.say(self._office.trouble(refused))

    def _today(self) -> date:
        return self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.notice.toPlainText())
        self._office.notice.emit(self._office.words("ask-copied"))

    def _wire(self) -> None:
        self.open.clicked.connect(self.begin)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(partial(self.issue.emit, "missing"))
        self.confirm.clicked.connect(self._confirm)

    def _lay_out(self) -> None:
        self.notice.setReadOnly(True)
        self.notice.setTabChangesFocus(True)
        self.notice.setFixedHeight(NOTICE_HEIGHT)
        self.column.addLayout(self._papers)
        for field in (self.until, self.note):
            self.column.addWidget(field)
        self.add(self.notice)
        self.add_form(self.open, self.print, self.copy)
        styled(self.notice, role="small")


def asked_text(office: Office, asked: PapersAsked) -> str:
    """Which papers were asked for, by when, and who asked."""
    words = office.words
    names = "; ".join(map(words.document, asked.documents))
    by = officer_name(office, asked.by)
    return words(
        "ask-stands", documents=names, until=words.day(asked.until), by=by, at=words.moment(asked.at)
    )


def notice_text(office: Office, application: Application, asked: PapersAsked) -> str:
    """The notice for the applicant, in Kazakh and in Russian; no remark of the office stands in it."""
    school = queries.school(office.desk.replica)
    rules = office.desk.rules
    names = {rule.code: rule.name for rule in rules.documents}
    told = []
    for language, name in (("kk", school.name_kk), ("ru", school.name_ru)):
        papers = "; ".join(names[code][language] if code in names else code for code in asked.documents)
        text = office.words.told_in(
            language,
            "ask-notice-text",
            child=application.draft.child.name.full,
            number=application.number,
            documents=papers,
            until=office.words.day(asked.until),
            school=name,
            phone=school.phone,
        )
        told.append(text)
    return "\n\n".join(told)

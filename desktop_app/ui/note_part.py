"""Notes of an application, for the office alone, and whose work it is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from admission.acts import NOTE_LETTERS
from admission.application import Application
from admission.problems import ActRefused
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.ui.card_history import assigned_text
from desktop_app.ui.card_parts import Part, officer_name
from desktop_app.ui.fields import Field, link, secondary, styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.assign import assign
from desktop_app.usecases.note import note

NOTE_HEIGHT = 58


class NotePart(Part):
    """Newest note first; a note that is being written stays until it is kept."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, "note-title")
        self._id = ""
        self.assigned, self.to, self.mine = wrapped(QLabel()), QComboBox(), link()
        self.text, self.keep = Field(QPlainTextEdit()), secondary()
        self.to.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.mine.clicked.connect(lambda: self._assign(self._office.officer.id))
        self.to.activated.connect(lambda _: self._assign(str(self.to.currentData() or "")))

    @property
    def written(self) -> QPlainTextEdit:
        """Where a note is written."""
        assert isinstance(self.text.widget, QPlainTextEdit)
        return self.text.widget

    @property
    def begun(self) -> bool:
        """Whether a note is being written."""
        return bool(self.written.toPlainText().strip())

    def show_application(self, application: Application) -> None:
        """Another application takes no note of the one before."""
        if application.id != self._id:
            self._id = application.id
            self.written.clear()
            self.text.clear()
        super().show_application(application)

    def write(self, application: Application) -> None:
        """Whose work it is, then the notes."""
        words, office = self._office.words, self._office
        self.assigned.setText(assigned_text(office, application.assigned))
        may = office.officer.may(Role.EXECUTOR) or office.officer.may(Role.DIRECTOR)
        self._offer(application.assigned)
        self.mine.setText(words("note-assign-me"))
        own = application.assigned == office.officer.id
        self.mine.setVisible(office.officer.may(Role.EXECUTOR) and not own)
        self.text.set_label(words("note-new"))
        self.keep.setText(words("note-keep"))
        self.to.setEnabled(may)
        self.keep.setEnabled(may)
        for step in reversed(application.history):
            if step.kind == "noted":
                who = f"{words.moment(step.at)} · {officer_name(office, step.by)}"
                self.lines.addWidget(wrapped(styled(QLabel(who), role="small")))
                said = wrapped(QLabel(step.reason))
                said.setTextFormat(Qt.TextFormat.PlainText)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.lines.addWidget(said)

    def _offer(self, assigned: str) -> None:
        """The colleagues who may be given it."""
        words = self._office.words
        found = [one for one in queries.officers(self._office.desk.replica) if one.may(Role.EXECUTOR)]
        self.to.setAccessibleName(words("note-assign-to"))
        with QSignalBlocker(self.to):
            self.to.clear()
            self.to.addItem(words("note-nobody-choice"), "")
            for one in sorted(found, key=lambda one: one.name.short):
                self.to.addItem(one.name.short, one.id)
            self.to.setCurrentIndex(max(0, self.to.findData(assigned)))

    def _assign(self, to: str) -> None:
        office = self._office
        office.do(partial(assign, office.desk, office.officer, self._id, to))

    def _keep(self) -> None:
        office = self._office
        work = partial(note, office.desk, office.officer, self._id, self.written.toPlainText())
        office.do(work, self._kept, self._refused)

    def _kept(self, _: object) -> None:
        self.written.clear()
        self.text.clear()

    def _refused(self, refused: ActRefused) -> None:
        self.text.say(self._office.trouble(refused))

    def _lay_out(self) -> None:
        whose = QWidget()
        row = QHBoxLayout(whose)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.assigned, 1)
        row.addWidget(self.mine)
        row.addWidget(self.to)
        self.inside.insertWidget(1, whose)
        self.written.setFixedHeight(NOTE_HEIGHT)
        self.written.setTabChangesFocus(True)
        self.written.textChanged.connect(self._shorten)
        self.add(self.text)
        last = QHBoxLayout()
        last.addWidget(self.keep)
        last.addStretch()
        self.add(last)

    def _shorten(self) -> None:
        """A note that grows too long says so while it is written."""
        letters = len(self.written.toPlainText().strip())
        over = letters > NOTE_LETTERS
        self.text.say(self._office.words("note-long", letters=letters, most=NOTE_LETTERS) if over else "")

"""The duplicate radar: beside the form, applications that may be for the same child; it never takes the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from admission.people import Child
from desktop_app.models import queries
from desktop_app.models.lines import SimilarLine
from desktop_app.ui.fields import Chip, link, section, styled
from desktop_app.ui.layouts import empty, wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.theme import tone_of

WHOLE_IIN = 12
SHOWN = 3


class Radar(QFrame):
    """Slides in when there is a likeness, and goes when there is none; a button opens the other application."""

    open_application = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.found: list[SimilarLine] = []
        styled(self, role="banner", tone="warn")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(8)
        self.hide()

    def look(self, child: Child) -> None:
        """Ask the replica, once there is a whole IIN, or a surname with a given name and a birth date."""
        known = len(child.iin) == WHOLE_IIN or (child.name.surname and child.name.given)
        found = queries.similar(self._office.desk.replica, child) if known else []
        if found != self.found:
            self.found = found
            self.retranslate()

    def open_first(self) -> None:
        """The likeliest one."""
        if self.found:
            self.open_application.emit(self.found[0].line.id)

    def retranslate(self) -> None:
        """The cards again."""
        words = self._office.words
        empty(self._column)
        title = words("radar-title", n=len(self.found))
        self.setAccessibleName(title)
        self._column.addWidget(section(title))
        self._column.addWidget(wrapped(styled(QLabel(words("radar-explain")), role="small")))
        for found in self.found[:SHOWN]:
            self._column.addWidget(self._card(found))
        if len(self.found) > SHOWN:
            more = words("radar-more", n=len(self.found) - SHOWN)
            self._column.addWidget(styled(QLabel(more), role="small"))
        self.setVisible(bool(self.found))

    def _card(self, found: SimilarLine) -> QWidget:
        words, line = self._office.words, found.line
        card, first, last = QWidget(), QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(3)
        first.addWidget(wrapped(styled(QLabel(line.child), role="label")), 1)
        first.addWidget(Chip(words.status(line.status), tone_of(line.status)), 0, Qt.AlignmentFlag.AlignTop)
        about = words("radar-about", number=line.number, iin=line.iin, score=found.score)
        reasons = ", ".join(words(f"duplicate-{reason}") for reason in found.reasons)
        last.addWidget(styled(QLabel(about), role="small"), 1)
        last.addWidget(self._opener(line.id, line.number))
        column.addLayout(first)
        column.addWidget(wrapped(styled(QLabel(reasons), role="problem", tone="warn")))
        column.addLayout(last)
        return card

    def _opener(self, application: str, number: str) -> QWidget:
        button = link(self._office.words("radar-open"))
        button.setAccessibleName(f"{self._office.words('radar-open')}: {number}")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(partial(self.open_application.emit, application))
        return button

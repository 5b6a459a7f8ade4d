"""The duplicate radar: beside the form, applications that may be for the same child; it never takes the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.people import Child
from desktop_app.models import queries
from desktop_app.models.lines import SimilarLine
from desktop_app.ui.fields import Card, Chip, link, quiet, section, styled
from desktop_app.ui.office import Office
from desktop_app.ui.theme import tone_of

WIDTH = 268
WHOLE_IIN = 12


class Radar(QScrollArea):
    """Slides in when there is a likeness, and goes when there is none; a button opens the other application."""

    open_application = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.found: list[SimilarLine] = []
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        column.addWidget(section(self._office.words("radar-title", n=len(self.found))))
        column.addWidget(quiet(self._office.words("radar-explain")))
        for found in self.found:
            column.addWidget(self._card(found))
        column.addStretch()
        self.setWidget(inside)
        self.setAccessibleName(self._office.words("radar-title", n=len(self.found)))
        self.setVisible(bool(self.found))

    def _card(self, found: SimilarLine) -> Card:
        words, line = self._office.words, found.line
        card = Card(margin=12, spacing=5)
        name = styled(QLabel(line.child), role="label")
        name.setWordWrap(True)
        card.add(name)
        card.add(styled(QLabel(words("radar-about", number=line.number, iin=line.iin)), role="small"))
        for reason in found.reasons:
            why = styled(QLabel(words(f"duplicate-{reason}")), role="problem", tone="warn")
            why.setWordWrap(True)
            card.add(why)
        card.add(styled(QLabel(words("radar-score", score=found.score)), role="small"))
        card.inside.addWidget(
            Chip(words.status(line.status), tone_of(line.status)), 0, Qt.AlignmentFlag.AlignLeft
        )
        button = link(words("radar-open", number=line.number))
        button.clicked.connect(partial(self.open_application.emit, line.id))
        card.inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

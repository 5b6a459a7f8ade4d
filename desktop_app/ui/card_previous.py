"""The earlier application for the same child beside this one: what differs first, the rest on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from admission.application import Application
from desktop_app.ui.card_parts import Part
from desktop_app.ui.field_words import field_value
from desktop_app.ui.fields import link, quiet, styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.compare_previous import FieldPair, field_pairs, previous_application

TURNED = Qt.TextInteractionFlag.TextSelectableByMouse


class PreviousPart(Part):
    """Hidden where there is none; `opened` asks for the card of the earlier one."""

    opened = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(office, "previous-title")
        self.previous, self._all, self._id = "", False, ""
        self.open, self.more = link(), link()
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addWidget(self.open)
        row.addStretch()
        self.add(row)
        self.open.clicked.connect(lambda: self.opened.emit(self.previous))
        self.more.clicked.connect(self._turn)
        self._application: Application | None = None

    def show_application(self, application: Application) -> None:
        """Another application begins with what differs."""
        if application.id != self._id:
            self._id, self._all = application.id, False
        self._application = application
        super().show_application(application)

    def write(self, application: Application) -> None:
        """Both numbers and states, then the fields."""
        words = self._office.words
        found = previous_application(self._office.desk, application)
        self.setVisible(found is not None)
        self.previous = found.id if found else ""
        if found is None:
            return
        head = (found.number, words.moment(found.received), words.status(found.status))
        self.lines.addWidget(wrapped(styled(QLabel(" · ".join(head)), role="label")))
        self._compare(found, application)

    def _compare(self, found: Application, application: Application) -> None:
        words = self._office.words
        pairs = [
            one for one in field_pairs(found.draft, application.draft) if words.field(one.field) != one.field
        ]
        same = sum(one.same for one in pairs)
        if same == len(pairs):
            self.lines.addWidget(quiet(words("previous-same")))
        shown = pairs if self._all else pairs[: len(pairs) - same]
        if shown:
            self.lines.addWidget(self._table(shown, found.number, application.number))
        self.open.setText(words("previous-open"))
        self.more.setText(words("previous-less") if self._all else words("previous-more", n=same))
        self.more.setVisible(bool(same))

    def _turn(self) -> None:
        self._all = not self._all
        if self._application is not None:
            self.show_application(self._application)

    def _table(self, pairs: Sequence[FieldPair], then: str, now: str) -> QWidget:
        words, table = self._office.words, QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, text in enumerate((words("previous-field"), then, now)):
            grid.setColumnStretch(place, 1)
            grid.addWidget(styled(QLabel(text), role="small"), 0, place)
        for row, one in enumerate(pairs):
            grid.addWidget(styled(QFrame(), role="rule"), 2 * row + 1, 0, 1, 3)
            texts = (
                words.field(one.field),
                *(field_value(words, one.field, text) for text in (one.then, one.now)),
            )
            for place, text in enumerate(texts):
                grid.addWidget(self._cell(text, one, place), 2 * row + 2, place)
        return table

    def _cell(self, text: str, one: FieldPair, place: int) -> QLabel:
        label = wrapped(QLabel(text))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setTextInteractionFlags(TURNED)
        if place == 0:
            return styled(label, role="small")
        return styled(label, role="label") if place == 2 and not one.same else label

"""The director's desk: what waits for a decision, refusals and doubts first; one key accepts, one refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from admission.application import Application
from desktop_app.models import queries
from desktop_app.ui.card_exceptions import Notice, notices
from desktop_app.ui.card_parts import DataPart, ExceptionsPart
from desktop_app.ui.fields import EmptyState, heading, quiet
from desktop_app.ui.lease_panel import LeasePanel
from desktop_app.ui.office import Office
from desktop_app.ui.proposal_panel import DEEDS, ProposalPanel
from desktop_app.ui.table import Column, LineTable, Table
from desktop_app.ui.wording import Words

# The letters of the Latin keys, and what the same keys type on a Cyrillic keyboard.
KEYS = {"a": "decide-accept", "ф": "decide-accept", "r": "decide-refuse", "к": "decide-refuse"}
KEYS |= {"b": "return", "и": "return"}
MOST = 300


@dataclass(frozen=True)
class Waiting:
    """One application on signature, and what is out of the ordinary about it."""

    application: Application
    notices: Sequence[Notice]

    @property
    def refusal(self) -> bool:
        """Whether the executor proposes to refuse."""
        return self.application.proposal is not None and not self.application.proposal.accept


def waiting(office: Office) -> list[Waiting]:
    """Refusals, then those with something odd, then the clean ones; within each by deadline."""
    lines = queries.queue(office.desk.replica, statuses=("on_signature",), limit=MOST)
    found = [queries.application(office.desk.replica, line.id) for line in lines]
    cases = [Waiting(one, notices(office, one)) for one in found if one is not None]
    return sorted(cases, key=lambda case: (not case.refusal, not case.notices))


def _child(case: Waiting, _: Words) -> str:
    return case.application.draft.child.name.full


def _about(case: Waiting, words: Words) -> str:
    draft = case.application.draft
    parts = (case.application.number, words.teaching(draft.language), words.territory(draft.by_territory))
    return " · ".join(parts)


def _proposal(case: Waiting, words: Words) -> str:
    return words("director-refuse" if case.refusal else "director-accept")


def _odd(case: Waiting, words: Words) -> str:
    return words("director-notices", n=len(case.notices)) if case.notices else words("director-clean")


def _tone(case: Waiting) -> str:
    if case.refusal:
        return "danger"
    return "warn" if case.notices else "good"


COLUMNS = (
    Column("director-child", _child, _about, stretch=True),
    Column("director-proposed", _proposal, _odd, _tone, 170),
)


class DirectorPage(QWidget):
    """`open_application`: the whole card of one is wanted."""

    open_application = Signal(str)
    hints = (
        ("A", "director-hint-accept"),
        ("R", "director-hint-refuse"),
        ("B", "director-hint-return"),
        ("Enter", "hint-open"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self.title, self.told = heading(), quiet()
        self.model: LineTable[Waiting] = LineTable(COLUMNS, office.words, self._load)
        self.table = Table(self.model, COLUMNS)
        self.exceptions = ExceptionsPart(office, "card-exceptions")
        self.panel = ProposalPanel(office)
        self.data = DataPart(office, "card-data")
        self.leases = LeasePanel(office)
        self.empty, self._body = EmptyState(), QStackedWidget()
        self._lay_out()
        self.table.installEventFilter(self)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.model.modelReset.connect(self._keep_place)
        self._row = 0
        self._reached = False

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        cases = self.model.lines()
        refusals = sum(case.refusal for case in cases)
        odd = sum(bool(case.notices) for case in cases if not case.refusal)
        clean = len(cases) - refusals - odd
        self.title.setText(words("director-title"))
        self.told.setText(words("director-told", refusals=refusals, odd=odd, clean=clean))
        self.table.setAccessibleName(words("director-title"))
        self.empty.say(words("director-empty"), words("director-empty-next"))
        if self._reached:
            self.leases.retranslate()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._show_case()

    def reload(self) -> None:
        """Ask again; after a decision the cursor stands on the next one."""
        self._reached = True
        self.model.reload()
        self.retranslate()

    def setFocus(self, *_: object) -> None:
        """Into the list, on a row."""
        self.table.setFocus()
        self.table.pick_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter decides about the chosen one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            deed = KEYS.get(event.text().lower())
            if deed is not None and self.case is not None:
                self.decide(deed)
                return True
        return super().eventFilter(watched, event)

    @property
    def case(self) -> Waiting | None:
        """The chosen one."""
        index = self.table.currentIndex()
        return self.model.line(index) if index.isValid() else None

    def decide(self, name: str) -> None:
        """Begin a deed on the chosen one, if the panel offers it."""
        if name in self.panel.buttons:
            self.panel.begin(next(deed for deed in DEEDS if deed.name == name))

    def _load(self, limit: int, offset: int) -> Sequence[Waiting]:
        return waiting(self._office)[offset : offset + limit] if self._reached else []

    def _keep_place(self) -> None:
        rows = self.model.rowCount()
        if rows:
            self.table.selectRow(min(self._row, rows - 1))

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._row = current.row()
            self._show_case()

    def _show_case(self) -> None:
        case = self.case
        self._body.setCurrentIndex(0 if self.model.rowCount() else 1)
        if case is not None:
            for part in (self.exceptions, self.panel, self.data):
                part.show_application(case.application)

    def _open(self, index: QModelIndex) -> None:
        self.open_application.emit(self.model.line(index).application.id)

    def _lay_out(self) -> None:
        both, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.table, 1)
        row.addWidget(self._details(), 1)
        both.setLayout(row)
        self._body.addWidget(both)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self._body, 1)
        column.addWidget(self.leases)

    def _details(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for part in (self.panel, self.exceptions, self.data):
            column.addWidget(part)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

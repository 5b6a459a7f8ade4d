"""The director's desk: exceptions first, one by one; then the clean ones together; one key signs all of it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import check_wanting
from admission.problems import refuse_if
from desktop_app.models import queries
from desktop_app.models.signed import signed_waiting
from desktop_app.ui.card_parts import DataPart, ExceptionsPart
from desktop_app.ui.director_batch import DirectorBatch
from desktop_app.ui.director_folder import Folder
from desktop_app.ui.director_list import Waiting, columns, waiting
from desktop_app.ui.fields import Chip, EmptyState, heading, quiet
from desktop_app.ui.layouts import scrolled
from desktop_app.ui.lease_panel import LeasePanel
from desktop_app.ui.office import Office
from desktop_app.ui.proposal_panel import DEEDS, ProposalPanel
from desktop_app.ui.table import LineTable, Table
from desktop_app.usecases.decide_batch import Wish

# The letters of the Latin keys, and what the same keys type on a Cyrillic keyboard.
KEYS = {"a": "decide-accept", "ф": "decide-accept", "r": "decide-refuse", "к": "decide-refuse"}
KEYS |= {"b": "return", "и": "return"}
FOLDER_KEYS = {"s": "sample", "ы": "sample", "c": "clean", "с": "clean", "u": "undo", "г": "undo"}
ROOM_BELOW = 16
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ONE_BY_ONE = (("A", "director-hint-accept"), ("R", "director-hint-refuse"), ("B", "director-hint-return"))
TOGETHER = (("U", "batch-hint-undo"), ("Ctrl+↵", "batch-hint-sign"))


class DirectorPage(QWidget):
    """`open_application`: the whole card of one is wanted.

    Where the office signs, a decision goes into the folder and is signed with the others; elsewhere it is made at
    once, without a signature. `chance` draws the sample of the clean ones.
    """

    open_application = Signal(str)

    def __init__(self, office: Office, chance: random.Random | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self.folder = Folder(chance or random.SystemRandom())
        self.title, self.told, self.waits = heading(), quiet(), Chip()
        listed = columns(lambda application: self.folder.mark(application) if self._signs else "")
        self.model: LineTable[Waiting] = LineTable(listed, office.words, self._load)
        self.table = Table(self.model, listed)
        self.exceptions = ExceptionsPart(office, "card-exceptions")
        self.panel = ProposalPanel(office)
        self.data = DataPart(office, "card-data")
        self.batch = DirectorBatch(office, self.folder)
        self.leases = LeasePanel(office)
        self.empty, self._body = EmptyState(), QStackedWidget()
        self._row, self._cases = 0, list[Waiting]()
        self._reached = self._signs = False
        self._lay_out()
        self._wire()

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys that work here."""
        signing = TOGETHER if self._office.signs() else ()
        return (*ONE_BY_ONE, *signing, ("Enter", "hint-open"))

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("director-title"))
        self._count()
        self.table.setAccessibleName(words("director-title"))
        self.empty.say(words("director-empty"), words("director-empty-next"))
        if self._reached:
            self.leases.retranslate()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self._show_case()

    def reload(self) -> None:
        """Ask again; after a decision the cursor stands on the next one."""
        self._reached, self._signs = True, self._office.signs()
        self.panel.collects = self._collect_here if self._signs else None
        self.model.reload()
        self.retranslate()

    def setFocus(self, *_: object) -> None:
        """Into the list, on a row."""
        self.table.setFocus()
        self.table.pick_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter decides about the chosen one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    @property
    def case(self) -> Waiting | None:
        """The chosen one."""
        index = self.table.currentIndex()
        return self.model.line(index) if index.isValid() else None

    def decide(self, name: str) -> None:
        """Begin a deed on the chosen one, if the panel offers it."""
        if name in self.panel.buttons and not self.batch.busy:
            self.panel.begin(next(deed for deed in DEEDS if deed.name == name))
            QTimer.singleShot(0, self, self._show_form)

    def _show_form(self) -> None:
        """What was begun is seen down to its buttons."""
        if self.panel.begun:
            self._scroll.ensureWidgetVisible(self.panel.form.confirm, 0, ROOM_BELOW)

    def next_of_sample(self) -> None:
        """To the next one of the sample nobody has looked at."""
        wanted, row = self.folder.unseen, self.table.currentIndex().row()
        places = [place for place, case in enumerate(self._cases) if case.application.id in wanted]
        if places:
            self._stand_on(next((place for place in places if place > row), places[0]))

    def collect(self, wish: Wish) -> None:
        """Into the folder; what the rules ask before an acceptance is asked now. ActRefused with it."""
        desk = self._office.desk
        application = queries.application(desk.replica, wish.application)
        if application is not None and wish.accept and not wish.reason:
            today = desk.now().astimezone(KAZAKHSTAN_TIME).date()
            refuse_if(check_wanting(application, desk.profiles[application.rules], "acceptance", today))
        self.folder.put(wish)

    def take_out(self) -> None:
        """The chosen one is not decided after all."""
        if self.case is not None and not self.batch.busy and self.folder.take_out(self.case.application.id):
            self._turn()

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key was one of ours."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in RETURN and self._signs:
            self.batch.arrive()
            return True
        letter = event.text().lower() if not event.modifiers() else ""
        if letter in KEYS and self.case is not None:
            self.decide(KEYS[letter])
            return True
        if not self._signs or letter not in FOLDER_KEYS:
            return False
        deeds = {"sample": self.next_of_sample, "clean": self.batch.accept_clean, "undo": self.take_out}
        deeds[FOLDER_KEYS[letter]]()
        return True

    def _collect_here(self, wish: Wish) -> None:
        self.collect(wish)
        self._turn()
        self._go_on()

    def _go_on(self) -> None:
        """To the next exception nobody has decided about, from a clean one to its neighbour; the list has the keys."""
        row, cases = self.table.currentIndex().row(), self._cases
        wanted = [place for place, one in enumerate(cases) if not one.clean and self._is_open(one)]
        later = [place for place in wanted if place > row]
        if not later and cases[row].clean:
            later = [min(row + 1, len(cases) - 1)]
        for place in (later or wanted)[:1]:
            self.table.selectRow(place)
        self.table.setFocus()

    def _is_open(self, case: Waiting) -> bool:
        return self.folder.mark(case.application.id) not in ("accept", "refuse")

    def _stand_on(self, row: int) -> None:
        self.table.selectRow(row)
        self.table.setFocus()

    def _turn(self) -> None:
        """The folder is another one: the list, the numbers and the batch say so."""
        self._lay_out_folder()
        self.table.viewport().update()
        self._count()

    def _count(self) -> None:
        words, cases = self._office.words, self._cases
        refusals = sum(case.refusal for case in cases)
        odd = sum(bool(case.notices) for case in cases if not case.refusal)
        numbers = {"refusals": refusals, "odd": odd, "clean": len(cases) - refusals - odd}
        signs, ready = self._signs, len(self.folder.wishes)
        self.told.setText(
            words("batch-told", **numbers, ready=ready) if signs else words("director-told", **numbers)
        )
        unconfirmed = len(signed_waiting(self._office.desk.replica)) if self._reached else 0
        self.waits.show_as(words("batch-waiting", n=unconfirmed), "warn")
        self.waits.setVisible(bool(unconfirmed))
        if signs:
            self.batch.retranslate()
        else:
            self.batch.hide()

    def _load(self, limit: int, offset: int) -> Sequence[Waiting]:
        if self._reached and not offset:
            self._cases = waiting(self._office)
            self._lay_out_folder()
        return self._cases[offset : offset + limit]

    def _lay_out_folder(self) -> None:
        cases = self._cases
        self.folder.lay_out(
            [case.application.id for case in cases], [case.application.id for case in cases if case.clean]
        )

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
        if case is None:
            return
        for part in (self.exceptions, self.panel, self.data):
            part.show_application(case.application)
        if self._signs and self.isVisible() and self.folder.look(case.application.id):
            self._turn()

    def _open(self, index: QModelIndex) -> None:
        self.open_application.emit(self.model.line(index).application.id)

    def _wire(self) -> None:
        self.table.installEventFilter(self)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.model.modelReset.connect(self._keep_place)
        self.batch.next_of_sample.connect(self.next_of_sample)
        self.batch.turned.connect(self._turn)
        self.batch.signed.connect(self.table.setFocus)

    def _lay_out(self) -> None:
        both, row, head = QWidget(), QHBoxLayout(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.table, 1)
        self._scroll = self._details()
        row.addWidget(self._scroll, 1)
        both.setLayout(row)
        self._body.addWidget(both)
        self._body.addWidget(self.empty)
        head.addWidget(self.told, 1)
        head.addWidget(self.waits)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        column.addWidget(self.batch)
        column.addWidget(self.leases)

    def _details(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for part in (self.panel, self.exceptions, self.data):
            column.addWidget(part)
        column.addStretch()
        return scrolled(inside, Qt.FocusPolicy.StrongFocus, whole=True)

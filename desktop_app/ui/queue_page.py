"""The queue: applications by the time left, counters and a sieve that filter, many at once, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from admission.forecast import Expected
from desktop_app.models import queries, sieve
from desktop_app.models.lines import ApplicationLine
from desktop_app.models.sieve import Question, Sieve
from desktop_app.ui.bulk_bar import BulkBar
from desktop_app.ui.fields import EmptyState, heading, primary, quiet, styled
from desktop_app.ui.layouts import WrappingRow
from desktop_app.ui.office import Office
from desktop_app.ui.queue_columns import columns
from desktop_app.ui.queue_lists import FILTERS, STRETCHES, question
from desktop_app.ui.queue_sieve import SievePanel
from desktop_app.ui.queue_table import MarkedTable
from desktop_app.ui.sieve_turn import hide_sieve, turn_sieve
from desktop_app.ui.table import LineTable
from desktop_app.usecases.forecast_late import forecast_late
from desktop_app.usecases.wanting_papers import all_wanting

SIFT = "F3"
COUNTED = (*STRETCHES, "on-signature")
MANY = 200  # found applications; more of them are not counted while one types
Load = Callable[[int, int], Sequence[ApplicationLine]]


class QueuePage(QWidget):
    """The page the office lives on; emits the application to open, or the wish for a new one. Empty until `reload`.

    `review` goes before an opening: the ids of the whole list, to be walked without coming back.
    """

    open_application = Signal(str)
    review = Signal(object)
    new_application = Signal()
    hints = (
        ("↑ ↓", "hint-choose"),
        ("Enter", "hint-open"),
        ("Space", "review-hint-mark"),
        (SIFT, "review-hint-sift"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._filter, self._text = "review", ""
        self._among: frozenset[str] | None = None
        self._late = tuple[Expected, ...]()
        self.sieve, self.bulk = SievePanel(office), BulkBar(office)
        self._amounts = dict.fromkeys((*COUNTED, "review"), 0)
        shown = columns(office.desk.now)
        self.model = LineTable(shown, office.words, self._loader())
        self.table = MarkedTable(self.model, shown)
        self.title, self.told = heading(), quiet()
        self.filters = {name: self._filter_button(name) for name in FILTERS}
        self.sift = styled(QPushButton(), role="filter")
        self.begin = primary()
        self.empty = EmptyState([self.begin])
        self.body = QStackedWidget()
        self._lay_out()
        self._wire()
        self._mark_filter()

    def retranslate(self) -> None:
        """Every word again; the table asks for its own."""
        words, sifted = self._office.words, self.sieve.amount()
        self.title.setText(words("queue-title"))
        self.begin.setText(words("queue-begin"))
        self.table.setAccessibleName(words("queue-title"))
        for name, button in self.filters.items():
            button.setText(words(f"filter-{name}", n=self._amounts.get(name, 0)))
        styled(self.filters["late"], tone="danger" if self._amounts["late"] else "")
        self.sift.setText(words("sieve-open-n", n=sifted) if sifted else words("sieve-open"))
        self.sift.setToolTip(words("sieve-open-tip", keys=SIFT))
        self._say_news()
        if not self.sieve.isHidden():
            self.sieve.retranslate()
        self.bulk.retranslate()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()

    def reload(self) -> None:
        """Count and ask again; the same application stays chosen, and the same ones marked."""
        self._among = all_wanting(self._office.desk) if self.sieve.sieve.wanting else None
        self._amounts, self._late = self._count(), forecast_late(self._office.desk)
        chosen, marked = self._chosen(), {line.id for line in self._marked()}
        self.model.ask(self._loader())
        self._choose(chosen, marked)
        self.table.pick_first()
        self.retranslate()

    def arrive(self) -> None:
        """The cursor into the list, or onto what an empty one proposes."""
        if self.model.rowCount():
            self.table.setFocus()
        else:
            (self.filters[self._filter] if self.begin.isHidden() else self.begin).setFocus()

    def search(self, text: str) -> None:
        """Show what is found as it is typed; an empty text gives the queue back."""
        self._text = text.strip()
        self._mark_filter()
        if self._text:  # at every keystroke: what a search does not change is not counted again
            self.model.ask(self._loader())
            self.table.pick_first()
            self._say_news()
        else:
            self.reload()

    def show_filter(self, name: str) -> None:
        """One of FILTERS; a search ends with it."""
        self._filter = name
        self.table.unmark()
        self.search("")

    def open_sieve(self) -> None:
        """The cursor into the sieve; from within, back to the list."""
        turn_sieve(self)

    def step_back(self) -> None:
        """Esc: what is told of many goes first, then the marks, then the sieve."""
        if self.bulk.leave():
            return
        if self.table.marking or len(self.table.marked()) > 1:
            self.table.unmark()
        else:
            hide_sieve(self)
            self.sieve.show_sieve(Sieve())
        self.arrive()

    def _say_news(self) -> None:
        self.told.setText(self._news())
        self.told.setVisible(bool(self.told.text()))
        self._say_empty()

    def _news(self) -> str:
        """What was found, or how many files will be late at the pace the law allows."""
        words = self._office.words
        if self._text:
            key = "search-found-many" if (found := self._found()) > MANY else "queue-found"
            return words(key, n=min(found, MANY), text=self._text)
        late = self._late if self._filter == "review" and not self.sieve.amount() else ()
        return words("queue-forecast", n=len(late), first=words.moment(late[0].due)) if late else ""

    def _found(self) -> int:
        """How many were found; MANY + 1 where there are more."""
        if self.model.canFetchMore(QModelIndex()):
            return queries.found_amount(self._office.desk.replica, self._text, MANY + 1)
        return self.model.rowCount()

    def _lay_out(self) -> None:
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        row = WrappingRow()
        row.setSpacing(6)
        for button in self.filters.values():
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.sift)
        self.sift.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(row)
        for part in (self.sieve, self.bulk, self.told):
            column.addWidget(part)
        column.addWidget(self.body, 1)
        self.sieve.hide()
        for before, after in pairwise((*self.filters.values(), self.sift, self.sieve, self.bulk, self.table)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        minute = QTimer(self)
        minute.setInterval(60_000)
        minute.timeout.connect(self._minute_passed)
        minute.start()
        self.table.activated.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._marks_changed)
        self.begin.clicked.connect(self.new_application)
        self.sift.clicked.connect(self.open_sieve)
        self.sieve.changed.connect(self._sifted)
        self.bulk.released.connect(self._release)
        for key, act in ((SIFT, self.open_sieve), ("Esc", self.step_back)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _sifted(self) -> None:
        """Another sieve; a search ends with it."""
        self.table.unmark()
        self.search("")

    def _release(self) -> None:
        self.table.unmark()
        self.arrive()

    def _minute_passed(self) -> None:
        if self.isVisible():
            self.reload()

    def _mark_filter(self) -> None:
        for name, button in self.filters.items():
            button.setChecked(not self._text and name == self._filter)

    def _filter_button(self, name: str) -> QPushButton:
        button = styled(QPushButton(), role="filter")
        button.setCheckable(True)
        button.clicked.connect(partial(self.show_filter, name))
        return button

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.review.emit(self._whole_list())
            self.open_application.emit(self.model.line(index).id)

    def _whole_list(self) -> list[str]:
        if self._text:
            return [line.id for line in self.model.lines()]
        return sieve.ids(self._office.desk.replica, self._question(self._filter))

    def _question(self, name: str) -> Question:
        return question(self._office.desk, name, self.sieve.sieve, self._among)

    def _count(self) -> dict[str, int]:
        """How many there are behind every filter that tells it; what is under review is the sum of its stretches."""
        replica = self._office.desk.replica
        found = {name: sieve.amount(replica, self._question(name)) for name in COUNTED}
        return found | {"review": sum(found[name] for name in STRETCHES)}

    def _loader(self) -> Load:
        """The question behind the filter, or behind the search."""
        replica = self._office.desk.replica
        if self._text:
            text = self._text
            return lambda limit, offset: queries.search(replica, text, limit + offset)[offset:]
        return partial(sieve.lines, replica, self._question(self._filter))

    def _marked(self) -> list[ApplicationLine]:
        return [self.model.line(self.model.index(row, 0)) for row in self.table.marked()]

    def _marks_changed(self) -> None:
        self.bulk.show_marked(self._marked())

    def _chosen(self) -> str:
        index = self.table.currentIndex()
        return self.model.line(index).id if index.isValid() else ""

    def _choose(self, application: str, marked: set[str]) -> None:
        if len(marked) > 1:
            self.table.fetch_all()
        rows = {line.id: row for row, line in enumerate(self.model.lines())}
        if application in rows:
            self.table.selectRow(rows[application])
        if len(marked) > 1:
            self.table.mark([rows[one] for one in sorted(marked & rows.keys())])

    def _say_empty(self) -> None:
        words = self._office.words
        why = "search" if self._text else "sieve" if self.sieve.amount() else self._filter
        self.empty.say(words(f"empty-{why}"), words(f"empty-{why}-next"))
        self.begin.setVisible(why in ("review", "all"))
        self.body.setCurrentWidget(self.table if self.model.rowCount() else self.empty)

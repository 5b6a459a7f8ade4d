"""The queue: applications by the time left, with filters that count, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from admission.application import Status
from admission.forecast import Expected
from desktop_app.models import outgoing, queries
from desktop_app.models.lines import ApplicationLine, Counts
from desktop_app.models.replica import Replica
from desktop_app.ui.fields import EmptyState, heading, primary, quiet, styled
from desktop_app.ui.office import Office
from desktop_app.ui.table import Column, LineTable, Table
from desktop_app.ui.theme import tone_of
from desktop_app.ui.wording import Words
from desktop_app.usecases.forecast_late import forecast_late

FILTERS = ("review", "late", "today", "later", "on-signature", "all")
EVERY_STATUS = tuple(status.value for status in Status)
REVIEW = ("under_review",)
BEFORE_REVIEW = ("sent_for_registration", "registered")
RUNNING = frozenset({Status.UNDER_REVIEW, Status.ON_SIGNATURE})
Load = Callable[[int, int], Sequence[ApplicationLine]]


def columns(now: Callable[[], datetime]) -> tuple[Column[ApplicationLine], ...]:
    """The columns of the queue; `now` is the desk's clock, for the time left."""

    def left(line: ApplicationLine, words: Words) -> str:
        return words.left(line.due, now()) if line.status in RUNNING else words("no-deadline")

    def due(line: ApplicationLine, words: Words) -> str:
        return words.short_moment(line.due) if line.status in RUNNING else ""

    def urgency(line: ApplicationLine) -> str:
        return "danger" if line.status in RUNNING and line.due < now() else ""

    return (
        Column("column-number", lambda line, _: line.number, width=74),
        Column("column-child", lambda line, _: line.child, lambda line, _: line.applicant, stretch=True),
        Column("column-left", left, due, urgency, 182),
        Column("column-received", _received, _channel, width=138, spare=True),
        Column("column-teaching", _teaching, _territory, width=158, spare=True),
        Column("column-status", _status, _mark, lambda line: tone_of(line.status), 202),
    )


def _received(line: ApplicationLine, words: Words) -> str:
    return words.short_moment(line.received)


def _channel(line: ApplicationLine, words: Words) -> str:
    return words.channel(line.channel)


def _teaching(line: ApplicationLine, words: Words) -> str:
    return words.teaching(line.language)


def _territory(line: ApplicationLine, words: Words) -> str:
    return words.territory(line.inside)


def _status(line: ApplicationLine, words: Words) -> str:
    return words.status(line.status)


def _mark(line: ApplicationLine, words: Words) -> str:
    return words("mark-waiting") if line.waiting else ""


class QueuePage(QWidget):
    """The page the office lives on; emits the application to open, or the wish for a new one."""

    open_application = Signal(str)
    new_application = Signal()
    hints = (("↑ ↓", "hint-choose"), ("Enter", "hint-open"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._filter, self._text = "review", ""
        self._counts, self._late = self._count(), tuple[Expected, ...]()
        shown = columns(office.desk.now)
        self.model = LineTable(shown, office.words, self._loader())
        self.table = Table(self.model, shown)
        self.title, self.told = heading(), quiet()
        self.filters = {name: self._filter_button(name) for name in FILTERS}
        self.begin = primary()
        self.empty = EmptyState([self.begin])
        self.body = QStackedWidget()
        self._lay_out()
        self._wire()
        self._mark_filter()
        self.reload()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; the table asks for its own."""
        words = self._office.words
        self.title.setText(words("queue-title"))
        self.begin.setText(words("queue-begin"))
        self.table.setAccessibleName(words("queue-title"))
        for name, button in self.filters.items():
            button.setText(words(f"filter-{name}", n=self._amount(name)))
        styled(self.filters["late"], tone="danger" if self._counts.late else "")
        self.told.setText(self._news())
        self.told.setVisible(bool(self.told.text()))
        self._say_empty()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()

    def _news(self) -> str:
        """What was found, or how many files will be late at the pace the law allows."""
        words = self._office.words
        if self._text:
            return words("queue-found", n=self.model.rowCount(), text=self._text)
        late = self._late if self._filter == "review" else ()
        return words("queue-forecast", n=len(late), first=words.moment(late[0].due)) if late else ""

    def reload(self) -> None:
        """Count and ask again; the same application stays chosen."""
        self._counts, self._late = self._count(), forecast_late(self._office.desk)
        chosen = self._chosen()
        self.model.ask(self._loader())
        self._choose(chosen)
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
        self.reload()

    def show_filter(self, name: str) -> None:
        """One of FILTERS; a search ends with it."""
        self._filter = name
        self.search("")

    def _lay_out(self) -> None:
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.filters.values():
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(self.body, 1)
        for before, after in pairwise((*self.filters.values(), self.table)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        minute = QTimer(self)
        minute.setInterval(60_000)
        minute.timeout.connect(self._minute_passed)
        minute.start()
        self.table.activated.connect(self._open)
        self.begin.clicked.connect(self.new_application)

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
        self.open_application.emit(self.model.line(index).id)

    def _count(self) -> Counts:
        return outgoing.counts(self._office.desk.replica, self._office.desk.now())

    def _loader(self) -> Load:
        """The question behind the filter; by deadline, late, today and later are stretches of one queue."""
        replica, counts = self._office.desk.replica, self._counts
        if self._text:
            text = self._text
            return lambda limit, offset: queries.search(replica, text, limit + offset)[offset:]
        today, later = counts.late, counts.late + counts.today
        # One status is read along its index; the two stages of seed 002 cost a sort, in a school's hundreds.
        review = REVIEW + BEFORE_REVIEW if self._office.desk.rules.two_stages else REVIEW
        stretches: dict[str, Load] = {
            "review": partial(_stretch, replica, review, 0, None),
            "late": partial(_stretch, replica, review, 0, counts.late),
            "today": partial(_stretch, replica, review, today, counts.today),
            "later": partial(_stretch, replica, review, later, None),
            "on-signature": partial(_of, replica, ("on_signature",)),
            "all": partial(_of, replica, EVERY_STATUS),
        }
        return stretches[self._filter]

    def _amount(self, name: str) -> int:
        counts = self._counts
        review = counts.late + counts.today + counts.later
        known = {"review": review, "late": counts.late, "today": counts.today, "later": counts.later}
        return known.get(name, counts.on_signature)

    def _chosen(self) -> str:
        index = self.table.currentIndex()
        return self.model.line(index).id if index.isValid() else ""

    def _choose(self, application: str) -> None:
        for row, line in enumerate(self.model.lines()):
            if line.id == application:
                self.table.selectRow(row)

    def _say_empty(self) -> None:
        words = self._office.words
        why = "search" if self._text else self._filter
        self.empty.say(words(f"empty-{why}"), words(f"empty-{why}-next"))
        self.begin.setVisible(why in ("review", "all"))
        self.body.setCurrentWidget(self.table if self.model.rowCount() else self.empty)


def _stretch(
    replica: Replica, statuses: tuple[str, ...], start: int, length: int | None, limit: int, offset: int
) -> list[ApplicationLine]:
    """A part of the queue under review, from `start`, of `length` lines or to its end."""
    left = limit if length is None else min(limit, length - offset)
    if left <= 0:
        return []
    return queries.queue(replica, statuses=statuses, limit=left, offset=start + offset)


def _of(replica: Replica, statuses: tuple[str, ...], limit: int, offset: int) -> list[ApplicationLine]:
    return queries.queue(replica, statuses=statuses, limit=limit, offset=offset)

"""The outbox: what was done here and the centre has not answered yet; nothing in it is ever lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models import outgoing, queries
from desktop_app.models.files import load
from desktop_app.models.lines import OutboxLine
from desktop_app.models.mark import RENEW
from desktop_app.sync.pace import Progress
from desktop_app.ui.courier_bar import CourierBar
from desktop_app.ui.fields import Banner, EmptyState, heading, quiet, secondary
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.neighbour_bar import NeighbourBar
from desktop_app.ui.office import Office
from desktop_app.ui.table import Column, LineTable, Table

COLUMNS = (
    Column[OutboxLine]("column-act", lambda line, words: words.act(line.kind), width=250),
    Column[OutboxLine](
        "column-whom", lambda line, _: line.child or "—", lambda line, _: line.number, stretch=True
    ),
    Column[OutboxLine]("column-when", lambda line, words: words.moment(line.at), width=160),
    Column[OutboxLine]("column-size", lambda line, words: words.size(line.size), width=92, spare=True),
    Column[OutboxLine](
        "column-state",
        lambda line, words: words("state-again" if line.again else "state-waiting"),
        tone=lambda _: "idle",
        width=190,
    ),
)


class OutboxPage(QWidget):
    """Waiting acts, how it stands with the centre, a button to try now, and the courier for when it is of no use."""

    open_application = Signal(str)
    send_now = Signal()
    hints = (("↑ ↓", "hint-choose"), ("Enter", "hint-open"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office, self._beat = office, Beat("starting")
        self.model = LineTable(COLUMNS, office.words, self._load)
        self.table = Table(self.model, COLUMNS)
        self.title, self.explain = heading(), quiet()
        self.line, self.files = Banner("idle"), quiet()
        self._progress: Progress | None = None
        self.send = secondary()
        self.empty = EmptyState()
        self.courier, self.neighbours = CourierBar(office), NeighbourBar(office)
        self.body = QStackedWidget()
        self._lay_out()
        self.table.activated.connect(self._open)
        self.send.clicked.connect(self.send_now)
        self.reload()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("outbox-title"))
        self.explain.setText(words("outbox-explain"))
        self.send.setText(words("outbox-send"))
        self.table.setAccessibleName(words("outbox-title"))
        self.line.say(*self._how_it_stands())
        self._say_files()
        self.courier.retranslate()
        self.neighbours.reload()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()

    def reload(self) -> None:
        """Ask again what waits."""
        self.model.reload()
        self.table.pick_first()
        self.body.setCurrentWidget(self.table if self.model.rowCount() else self.empty)
        self.retranslate()

    def take(self, beat: Beat) -> None:
        """News from the heartbeat; while it talks, the button rests."""
        self._beat = beat
        self.send.setEnabled(beat.state != "talking")
        self.line.say(*self._how_it_stands())
        if beat.state != "talking":
            self._progress = None
            self._say_files()

    def carry(self, progress: Progress) -> None:
        """How far the files have come that are sent."""
        if not progress.file:
            self._progress = progress if progress.done < progress.total else None
            self._say_files()

    def arrive(self) -> None:
        """The cursor into the list, or onto the button where it is empty."""
        (self.table if self.model.rowCount() else self.send).setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.explain)
        column.addWidget(self.line)
        column.addWidget(self.files)
        column.addWidget(self.body, 1)
        column.addWidget(self.neighbours)
        column.addWidget(self.courier)

    def _load(self, limit: int, offset: int) -> Sequence[OutboxLine]:
        return outgoing.outbox(self._office.desk.replica)[offset : offset + limit]

    def _open(self, index: QModelIndex) -> None:
        application = self.model.line(index).application
        if application:
            self.open_application.emit(application)

    def _say_files(self) -> None:
        words, progress = self._office.words, self._progress
        waiting = load(self._office.desk.replica)
        if progress is not None:
            carried = words.carried(progress.done, progress.total, progress.minutes)
            self.files.setText(words("outbox-files", carried=carried))
        elif waiting.files:
            size = words.size(waiting.bytes)
            self.files.setText(words("outbox-files-waiting", files=waiting.files, size=size))
        self.files.setVisible(bool(progress or waiting.files))
        self.empty.say(
            words("outbox-files-only" if waiting.files else "empty-outbox"), words("empty-outbox-next")
        )

    def _how_it_stands(self) -> tuple[str, str]:
        words, waiting = self._office.words, self.model.rowCount()
        if self._beat.state == "trouble":
            return self._beat.said, "idle" if self._beat.gathering else "warn"
        if queries.meta(self._office.desk.replica, RENEW):
            return words("outbox-renewing"), "idle"
        if any(line.again for line in self.model.lines()):
            return words("outbox-renewed", series=queries.meta(self._office.desk.replica, "series")), "idle"
        if self._beat.state == "offline":
            return words("outbox-offline" if waiting else "outbox-offline-empty"), "idle"
        return "", "idle"

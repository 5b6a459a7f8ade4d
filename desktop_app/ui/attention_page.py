"""Needs attention: what the centre refused, changed or set aside, prints nobody has answered for; unsettled first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models.asking import Asking, amount, asking_items
from desktop_app.models.attention import EVERYBODY
from desktop_app.models.lines import OpenPrint
from desktop_app.ui.attention_panel import TONES, AttentionPanel
from desktop_app.ui.attention_print import AGAIN_KEY, IN_HAND_KEY, PrintQuestion, paper_named, state, whose
from desktop_app.ui.fields import EmptyState, heading, quiet, styled
from desktop_app.ui.office import Office
from desktop_app.ui.table import Column, LineTable, Table
from desktop_app.ui.theme import scale_of
from desktop_app.ui.wording import Words
from desktop_app.usecases.settle_attention import settle

FILTERS = ("all", "mine")
ANSWER = 1  # the column that gives way in a narrow window; the panel says the same
ROOMY = 900  # pixels at scale 1


def _what(item: Asking, words: Words) -> str:
    return paper_named(item, words) if isinstance(item, OpenPrint) else words.act(item.kind)


def _whom(item: Asking, _: Words) -> str:
    return whose(item) if isinstance(item, OpenPrint) else " · ".join(filter(None, (item.number, item.child)))


def _outcome(item: Asking, words: Words) -> str:
    if isinstance(item, OpenPrint):
        return state(item, words)
    return words("attention-seen" if item.seen else f"outcome-{item.outcome.replace('_', '-')}")


def _when(item: Asking, words: Words) -> str:
    return words.short_moment(item.line.at if isinstance(item, OpenPrint) else item.at)


def _tone(item: Asking) -> str:
    if isinstance(item, OpenPrint):
        return "warn"
    return "idle" if item.seen else TONES.get(item.outcome, "idle")


COLUMNS = (
    Column[Asking]("column-act", _what, _whom, stretch=True),
    Column[Asking]("column-answer", _outcome, _when, _tone, width=216),
)


class AttentionPage(QWidget):
    """The items on the left, the chosen one on the right; an item stays readable after it was settled."""

    open_application = Signal(str)
    show_paper = Signal(str)
    print_sheets = Signal(object)
    hints = (
        ("↑ ↓", "hint-choose"),
        ("Enter", "hint-open"),
        ("Del", "hint-settle"),
        (AGAIN_KEY, "hint-print-again"),
        ("Ctrl+Enter", "hint-in-hand"),
        ("Ctrl+C", "hint-copy"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office, self._filter = office, "all"
        self.model = LineTable(COLUMNS, office.words, self._load)
        self.table, self.panel = Table(self.model, COLUMNS), AttentionPanel(office)
        self.question, self.beside = PrintQuestion(office), QStackedWidget()
        self.title, self.explain = heading(), quiet()
        self.filters = {name: self._filter_button(name) for name in FILTERS}
        self.empty = EmptyState()
        self.body = QStackedWidget()
        self._lay_out()
        self._wire()
        self.reload()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("attention-title"))
        self.explain.setText(words("attention-explain"))
        self.table.setAccessibleName(words("attention-title"))
        for name, button in self.filters.items():
            button.setText(words(f"attention-filter-{name}", n=self._amount(name)))
            button.setChecked(name == self._filter)
        key = "empty-attention-mine" if self._filter == "mine" and self._amount("all") else "empty-attention"
        self.empty.say(words(key), words(f"{key}-next"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()
        self._show_chosen()

    def reload(self) -> None:
        """Ask again; the same item stays chosen, or the next one in its place."""
        index = self.table.currentIndex()
        chosen, row = self._chosen(), index.row()
        self.model.reload()
        rows = self.model.rowCount()
        found = next((n for n, item in enumerate(self.model.lines()) if chosen and item.id == chosen.id), row)
        if rows:
            self.table.selectRow(min(max(found, 0), rows - 1))
        self.body.setCurrentIndex(0 if rows else 1)
        self.retranslate()

    def show_filter(self, name: str) -> None:
        """`all` or `mine`."""
        self._filter = name
        self.reload()

    def arrive(self, *_: str) -> None:
        """The cursor into the list."""
        (self.table if self.model.rowCount() else self.filters[self._filter]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow list keeps what was done and to whom."""
        self.table.setColumnHidden(ANSWER, self.width() < ROOMY * scale_of(self.font()))
        super().resizeEvent(event)

    def _load(self, limit: int, offset: int) -> Sequence[Asking]:
        office = self._office
        person = office.officer.id if self._filter == "mine" else EVERYBODY
        return asking_items(office.desk.replica, person, limit, offset)

    def _amount(self, name: str) -> int:
        office = self._office
        if name == "mine" and not office.signed_in:
            return 0
        return amount(office.desk.replica, office.officer.id if name == "mine" else EVERYBODY)

    def _chosen(self) -> Asking | None:
        index = self.table.currentIndex()
        return self.model.line(index) if index.isValid() else None

    def _show_chosen(self, *_: QModelIndex) -> None:
        item = self._chosen()
        if isinstance(item, OpenPrint):
            self.question.show_item(item)
        elif item is not None:
            self.panel.show_item(item)
        self.beside.setCurrentWidget(self.question if isinstance(item, OpenPrint) else self.panel)

    def _on_print(self) -> bool:
        return isinstance(self._chosen(), OpenPrint)

    def _open(self, *_: QModelIndex) -> None:
        (self.question if self._on_print() else self.panel).go()

    def _put_aside(self) -> None:
        (self.question.drop if self._on_print() else self.panel.put_aside)()

    def _copy(self) -> None:
        if not self._on_print():
            self.panel.take_copy()

    def _print_again(self) -> None:
        if self._on_print():
            self.question.print_again()

    def _in_hand(self) -> None:
        if self._on_print():
            self.question.confirm()

    def _settle(self, item: str) -> None:
        """Settled items go to the end; the next one that asks is chosen in its place."""
        rows = self.model.lines()
        place = next(n for n, one in enumerate(rows) if one.id == item)
        following = next(
            (n for n in (place + 1, place - 1) if 0 <= n < len(rows) and not rows[n].seen), place
        )
        self.table.selectRow(following)
        self.table.setFocus()
        office = self._office
        office.do(partial(settle, office.desk, office.officer, item))

    def _filter_button(self, name: str) -> QPushButton:
        button = styled(QPushButton(), role="filter")
        button.setCheckable(True)
        button.clicked.connect(partial(self.show_filter, name))
        return button

    def _wire(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.table.activated.connect(self._open)
        self.panel.settled.connect(self._settle)
        for panel in (self.panel, self.question):
            panel.open_application.connect(self.open_application)
        self.question.show_paper.connect(self.show_paper)
        self.question.print_sheets.connect(self.print_sheets)
        self.question.answered.connect(self.arrive)
        for key, act in (
            ("Del", self._put_aside),
            ("Ctrl+C", self._copy),
            (AGAIN_KEY, self._print_again),
            (IN_HAND_KEY, self._in_hand),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.table, 9)
        for panel in (self.panel, self.question):
            self.beside.addWidget(panel)
        row.addWidget(self.beside, 12)
        self.body.addWidget(both)
        self.body.addWidget(self.empty)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        for button in self.filters.values():
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.explain)
        column.addWidget(self.body, 1)

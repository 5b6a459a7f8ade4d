"""The registration book: every application by its number, filters over it, and the export of what they leave."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models import queries
from desktop_app.models.registration_book import BookLine, BookSieve, places
from desktop_app.ui.fields import EmptyState, heading, link, quiet, secondary, styled
from desktop_app.ui.journal_columns import columns
from desktop_app.ui.journal_export import JournalExport
from desktop_app.ui.journal_sieve import JournalSieve
from desktop_app.ui.journal_table import BookTable
from desktop_app.ui.layouts import WrappingRow
from desktop_app.ui.office import Office
from desktop_app.ui.print_journal import PRINT, JournalPrints
from desktop_app.ui.sieve_turn import hide_sieve, turn_sieve
from desktop_app.ui.table import Table

SIFT, EXPORT = "F3", "Ctrl+E"


class JournalPage(QWidget):
    """Reads the book only when it is seen; emits the application to open."""

    open_application = Signal(str)
    show_paper = Signal(str)
    hints = (
        ("↑ ↓", "hint-choose"),
        ("Enter", "hint-open"),
        (SIFT, "book-hint-sift"),
        (EXPORT, "book-hint-export"),
        (PRINT, "book-hint-print"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._names: dict[str, str] = {}
        shown = columns(self._names)
        self.model = BookTable(shown, office.words, office.desk.replica)
        self.table = Table(self.model, shown)
        self.title, self.told = heading(), quiet()
        self.sift = styled(QPushButton(), role="filter")
        self.export, self.reset = secondary(), link()
        self.prints = JournalPrints(office, self._chosen_line)
        self.sieve, self.exporting = JournalSieve(office), JournalExport(office)
        self.empty = EmptyState([self.reset])
        self.body = QStackedWidget()
        self._lay_out()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; the table asks for its own."""
        words, sifted = self._office.words, self.sieve.amount()
        self.title.setText(words("book-title"))
        self.sift.setText(words("book-sieve-n", n=sifted) if sifted else words("book-sieve"))
        self.sift.setToolTip(words("book-sieve-tip", keys=SIFT))
        self.export.setText(words("book-export"))
        self.export.setToolTip(words("book-export-tip", keys=EXPORT))
        self.reset.setText(words("book-sieve-clear"))
        self.prints.retranslate()
        self.table.setAccessibleName(words("book-title"))
        self.sieve.retranslate()
        self.exporting.retranslate()
        self._say_amount()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()

    def reload(self) -> None:
        """Ask again; the same application stays chosen."""
        self._names.clear()
        self._names.update((one.id, one.name.short) for one in queries.officers(self._office.desk.replica))
        self.sieve.retranslate()
        self._show()

    def arrive(self) -> None:
        """The cursor into the list, or into the sieve where it left nothing."""
        if self.model.rowCount():
            self.table.setFocus()
        else:
            self.sift.setFocus()

    def open_sieve(self) -> None:
        """The cursor into the sieve; from within, back to the list."""
        turn_sieve(self)

    def step_back(self) -> None:
        """Esc: what the export told goes first, then the sieve."""
        if self.exporting.told.isVisible():
            self.exporting.leave()
            return
        hide_sieve(self)
        self.sieve.show_sieve(BookSieve())
        self.arrive()

    def ask_export(self) -> None:
        """Where to write what is filtered."""
        if self.export.isEnabled():
            self.exporting.ask(self.model.places, dict(self._names))

    def _sifted(self) -> None:
        self._show()
        words, sifted = self._office.words, self.sieve.amount()
        self.sift.setText(words("book-sieve-n", n=sifted) if sifted else words("book-sieve"))

    def _show(self) -> None:
        place = self._chosen_place()
        self.model.show(places(self._office.desk.replica, self.sieve.sieve))
        if place in self.model.places:
            self.table.selectRow(self.model.places.index(place))
        self.table.pick_first()
        self._say_amount()

    def _chosen_place(self) -> int:
        here = self.table.currentIndex()
        return self.model.places[here.row()] if here.isValid() else -1

    def _chosen_line(self) -> BookLine | None:
        here = self.table.currentIndex()
        return self.model.line(here) if here.isValid() else None

    def _say_amount(self) -> None:
        words, sifted = self._office.words, self.sieve.amount()
        amount = self.model.rowCount()
        self.told.setText(words("book-amount-sifted" if sifted else "book-amount", n=amount))
        self.export.setEnabled(bool(amount) and not self.exporting.going)
        self.empty.say(*(words(f"book-empty{'-sifted' if sifted else ''}{part}") for part in ("", "-next")))
        self.reset.setVisible(bool(sifted))
        self.body.setCurrentWidget(self.table if amount else self.empty)

    def _lay_out(self) -> None:
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        top = WrappingRow()
        top.setSpacing(10)
        top.addWidget(self.title)
        top.addWidget(self.told, 1)
        for button in (self.sift, self.prints, self.export):
            top.addWidget(button)
        self.sift.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.sieve)
        column.addWidget(self.exporting)
        column.addWidget(self.body, 1)
        self.sieve.hide()

    def _wire(self) -> None:
        self.table.activated.connect(self._open)
        self.sift.clicked.connect(self.open_sieve)
        self.export.clicked.connect(self.ask_export)
        self.reset.clicked.connect(self.step_back)
        self.sieve.changed.connect(self._sifted)
        self.prints.show_paper.connect(self.show_paper)
        self.exporting.busy.connect(lambda _: self._say_amount())
        for key, act in self._keys():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _keys(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return (
            (SIFT, self.open_sieve),
            (EXPORT, self.ask_export),
            (PRINT, self.prints.open),
            ("Esc", self.step_back),
        )

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_application.emit(self.model.line(index).id)

"""The button “Print…” of the registration book: the journal, a blank application, the chosen family's waiting list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from admission.application import Status
from desktop_app.models.registration_book import BookLine
from desktop_app.ui.fields import secondary
from desktop_app.ui.office import Office
from desktop_app.ui.work_bar import over_window
from desktop_app.usecases.issue_family_paper import issue_waiting_list
from desktop_app.usecases.issue_school_paper import issue_blank_form, issue_journal
from desktop_app.usecases.watching import Watcher

PRINT = "Ctrl+P"


class JournalPrints(QWidget):
    """`show_paper`: the id of a paper that was issued. `chosen` tells the line the cursor stands in."""

    show_paper = Signal(str)

    def __init__(self, office: Office, chosen: Callable[[], BookLine | None]) -> None:
        super().__init__()
        self._office, self._chosen = office, chosen
        self.button: QPushButton = secondary()
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.offer)
        self.button.setMenu(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.button.setText(words("book-print"))
        self.button.setToolTip(words("book-print-tip", keys=PRINT))
        self.button.setAccessibleName(words("book-print-tip", keys=PRINT))

    def offer(self) -> None:
        """What may be printed at this moment."""
        words, line = self._office.words, self._chosen()
        self.menu.clear()
        self.menu.addAction(words("book-print-journal")).triggered.connect(self.print_journal)
        self.menu.addAction(words("book-print-blank")).triggered.connect(self._print_blank)
        if line is not None and line.status == Status.WAITLISTED.value:
            text = words("book-print-waiting", number=line.number)
            self.menu.addAction(text).triggered.connect(partial(self._print_waiting, line.id))

    def open(self) -> None:
        """By the keyboard."""
        self.button.showMenu()

    def print_journal(self, _checked: bool = False) -> None:
        """The journal of the campaign as it stands."""
        office = self._office

        def issue(watcher: Watcher) -> str:
            press = partial(office.press, paged=watcher.tell)
            return issue_journal(office.desk, office.officer, press)

        work = over_window(office, "paper-going", "paper-far", self.window(), issue)
        office.do(work, self.show_paper.emit)

    def _print_blank(self, _checked: bool = False) -> None:
        office = self._office
        office.do(partial(issue_blank_form, office.desk, office.officer, office.press), self.show_paper.emit)

    def _print_waiting(self, application: str, _checked: bool = False) -> None:
        office = self._office
        work = partial(issue_waiting_list, office.desk, office.officer, application, office.press)
        office.do(work, self.show_paper.emit)

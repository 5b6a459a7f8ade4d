"""Under a preview: where it is printed, what was printed when and by whom, and whether the paper is in hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.models.lines import PrintedLine
from desktop_app.models.papers import paper_line
from desktop_app.models.print_log import printed, unconfirmed
from desktop_app.printing.printers import PrintTrouble
from desktop_app.settings import Preferences
from desktop_app.ui.fields import Banner, Elided, link, secondary, styled
from desktop_app.ui.office import Office
from desktop_app.ui.print_dialog import PrinterDialog
from desktop_app.usecases.print_paper import Job, Sheet, Target, Told, confirm_in_hand, make_again, print_jobs

SHOWN_LINES = 2
OUTCOMES = frozenset({"sending", "sent", "in-hand", "not-needed", "again"})


class PrintPanel(QWidget):
    """Prints the `jobs` it was given. `sent`: the printer has them all; `again`: print these sheets instead."""

    sent = Signal()
    again = Signal(object)
    rests = Signal(bool)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.jobs: tuple[Job, ...] = ()
        self._trouble, self._busy = "", False
        self.told, self.where, self.log = Banner(), Elided(), styled(Elided(), role="small")
        self.repeat, self.other = secondary(), link()
        self._lay_out()
        self.which = QMenu(self)
        self.repeat.clicked.connect(self._ask_which)
        self.other.clicked.connect(self.ask_printer)
        self.retranslate()

    @property
    def papers(self) -> list[str]:
        """Ids of what is shown."""
        return [job.sheet.paper for job in self.jobs]

    def load(self, jobs: Sequence[Job]) -> None:
        """These are shown, and printed together."""
        self.jobs, self._trouble = tuple(jobs), ""
        self.retranslate()

    def print(self) -> None:
        """On the remembered printer at once; where there is none yet, somebody chooses it first."""
        if not self.jobs or self._busy:
            return
        kept = self._office.preferences
        if not kept.printer:
            self.ask_printer()
            return
        self._rest(True)
        office = self._office
        target = Target(office.printers, kept.printer, (kept.shift_right_mm, kept.shift_down_mm))
        work = partial(print_jobs, office.desk, office.officer, self.jobs, target)
        office.do(work, partial(self._printed, self.jobs))

    def ask_printer(self) -> None:
        """The printers of this computer, asked on the lane: a spooler may think long."""
        if not self._busy:
            self._rest(True)
            self._office.do(partial(_names, self._office), self._offer, quietly=True)

    def confirm(self) -> None:
        """The papers that were sent are in hand."""
        if unconfirmed(self._lines()):
            self._office.do(partial(confirm_in_hand, self._office.desk, self.papers))

    def print_again(self, jobs: Sequence[Job], _checked: bool = False) -> None:
        """These are not: copies of them, marked as such, are made and printed; the others are in hand."""
        if self._busy or not jobs:
            return
        self._rest(True)
        office = self._office
        good = [job.sheet.paper for job in self.jobs if job not in jobs]
        if good:
            office.do(partial(confirm_in_hand, office.desk, good))
        sheets = [job.sheet for job in jobs]
        work = partial(make_again, office.desk, office.officer, sheets, office.press)
        office.do(work, self._made_again)

    def _ask_which(self) -> None:
        """Of a set perhaps one paper came out badly."""
        if len(self.jobs) < 2:
            self.print_again(self.jobs)
            return
        self.offer_again()
        self.which.popup(self.repeat.mapToGlobal(self.repeat.rect().bottomLeft()))

    def offer_again(self) -> None:
        """All of the set, or one paper of it."""
        words = self._office.words
        self.which.clear()
        everything = self.which.addAction(words("print-again-all"))
        everything.triggered.connect(partial(self.print_again, self.jobs))
        for job in self.jobs:
            line = paper_line(self._office.desk.replica, job.sheet.paper)
            text = words(f"card-paper-kind-{line.kind}") if line else job.title
            self.which.addAction(text).triggered.connect(partial(self.print_again, (job,)))

    def retranslate(self) -> None:
        """Every word again, and what the log says now."""
        words, lines = self._office.words, self._lines()
        printer = self._office.preferences.printer
        self.where.say(words("printer-here", name=printer) if printer else words("printer-not-chosen"))
        self.other.setText(words("printer-other"))
        self.other.setToolTip(words("printer-other-tip"))
        self.repeat.setText(words("print-again"))
        self.repeat.setToolTip(words("print-again-tip"))
        self.log.say("   ·   ".join(map(self._told, reversed(lines[-SHOWN_LINES:]))))
        self._ask(unconfirmed(lines))

    def _ask(self, waiting: Sequence[PrintedLine]) -> None:
        words = self._office.words
        self.repeat.setVisible(bool(waiting) and not self._busy)
        if self._busy:
            self.told.say(words("print-going"), "info")
        elif self._trouble:
            self.told.say(words(f"print-trouble-{self._trouble}"), "danger")
        elif waiting:
            self.told.say(words("print-question", printer=waiting[-1].printer), "info")
        else:
            self.told.say("")

    def _told(self, line: PrintedLine) -> str:
        words = self._office.words
        outcome = words(f"print-outcome-{line.outcome if line.outcome in OUTCOMES else 'trouble'}")
        at = words.short_moment(line.at)
        return words(
            "print-log", at=at, by=line.by, printer=line.printer, copies=line.copies, outcome=outcome
        )

    def _lines(self) -> list[PrintedLine]:
        return printed(self._office.desk.replica, self.papers) if self.jobs else []

    def _rest(self, on: bool) -> None:
        self._busy = on
        self.rests.emit(on)
        self.retranslate()

    def _printed(self, jobs: tuple[Job, ...], told: Told) -> None:
        """Whoever looks at something else by now is told of a trouble all the same."""
        seen = jobs == self.jobs and self.isVisible()
        self._trouble = told.trouble if jobs == self.jobs else ""
        self._rest(False)
        if told.trouble and not seen:
            self._office.notice.emit(self._office.words(f"print-trouble-{told.trouble}"))
        elif jobs == self.jobs and not told.trouble:
            self.sent.emit()

    def _made_again(self, sheets: tuple[Sheet, ...]) -> None:
        self._rest(False)
        self.again.emit(sheets)

    def _offer(self, answer: tuple[str, ...] | PrintTrouble) -> None:
        names = () if isinstance(answer, PrintTrouble) else answer
        self._trouble = answer.code if isinstance(answer, PrintTrouble) else "" if names else "none"
        self._rest(False)
        if names:
            dialog = PrinterDialog(self._office, names, self)
            dialog.chosen.connect(self._choose)
            dialog.open()

    def _choose(self, preferences: Preferences) -> None:
        """It is the printer of this computer from now on; what is shown is printed on it."""
        office = self._office
        office.preferences = preferences
        office.do(partial(office.keep_preferences, preferences), quietly=True)
        self.print()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.log, 5)
        row.addWidget(self.where, 3)
        row.addWidget(self.repeat)
        row.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.told)
        column.addLayout(row)


def _names(office: Office) -> tuple[str, ...] | PrintTrouble:
    try:
        return office.printers.names()
    except PrintTrouble as trouble:
        return trouble

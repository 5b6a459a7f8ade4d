"""The papers of a card: what was issued, when it was printed and whether it is in hand; what may be printed now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from admission.application import Application, Status
from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.models.lines import PaperLine, PrintedLine
from desktop_app.models.print_log import printed_of
from desktop_app.ui.card_parts import Part
from desktop_app.ui.fields import link, secondary, styled
from desktop_app.ui.layouts import WrappingRow, wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.print_menu import PrintMenu, print_button
from desktop_app.usecases.issue_family_paper import possible_papers
from desktop_app.usecases.print_sets import PrintSets, sets_for

DONE = frozenset({"sent", "in-hand", "not-needed", "again", "sending"})


class PapersPart(Part):
    """Papers that were issued, to see and to print again; and those that may be issued now."""

    show_paper = Signal(str)
    reprint = Signal(str)
    issue = Signal(str)
    issue_set = Signal(object)

    def write(self, application: Application) -> None:
        """One line a paper."""
        words = self._office.words
        found = queries.papers(self._office.desk.replica, application.id)
        log = printed_of(self._office.desk.replica, application.id)
        for paper in found:
            self.lines.addWidget(self._paper(paper, [line for line in log if line.paper == paper.id]))
        possible = {"receipt": True, "refusal": application.status is Status.REFUSED}
        for kind, may in possible.items():
            if may and not any(paper.kind == kind for paper in found):
                button = secondary(words(f"card-issue-{kind}"))
                button.clicked.connect(partial(self.issue.emit, kind))
                self.lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        menu = PrintMenu(
            self._office, possible_papers(self._office.desk, application), self._sets(application)
        )
        menu.chosen.connect(self.issue)
        menu.chosen_set.connect(self.issue_set)
        self.lines.addWidget(print_button(self._office, menu), 0, Qt.AlignmentFlag.AlignLeft)

    def _sets(self, application: Application) -> PrintSets:
        """The print sets of it as it stands; none where the school's file is broken, which is said."""
        try:
            sets = self._office.print_sets()
        except ActRefused as refused:
            problem = styled(QLabel(self._office.trouble(refused)), role="problem", tone="warn")
            self.lines.addWidget(wrapped(problem))
            return {}
        return {name: sets[name] for name in sets_for(application) if name in sets}

    def _paper(self, paper: PaperLine, prints: Sequence[PrintedLine]) -> QWidget:
        words = self._office.words
        line = QWidget()
        row = WrappingRow(line)
        row.setContentsMargins(0, 0, 0, 0)
        name = paper_name(self._office, paper)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(wrapped(QLabel(words("card-paper", name=name, at=words.moment(paper.issued)))))
        sentence, tone = printed_words(self._office, prints)
        if sentence:
            told.addWidget(wrapped(styled(QLabel(sentence), role="problem", tone=tone)))
        row.addLayout(told, 1)
        for act, signal in (("see", self.show_paper), ("reprint", self.reprint)):
            button = link(words(f"card-paper-{act}"))
            button.setAccessibleName(f"{button.text()}: {name}")
            button.clicked.connect(partial(signal.emit, paper.id))
            row.addWidget(button)
        return line


def paper_name(office: Office, paper: PaperLine) -> str:
    """The kind of paper; a copy says which one it is."""
    words = office.words
    name = words(f"card-paper-kind-{paper.kind}")
    return words("print-copy", name=name, copy=paper.copies) if paper.original else name


def printed_words(office: Office, lines: Sequence[PrintedLine]) -> tuple[str, str]:
    """A sentence on the prints of one paper, oldest first, and its tone; empty where it never went to a printer."""
    words = office.words
    if not lines:
        return "", ""
    last, times = lines[-1], sum(line.outcome in DONE for line in lines)
    if last.open:
        return words("print-not-confirmed", at=words.short_moment(last.at), by=last.by), "warn"
    if last.outcome not in DONE:
        return words("print-failed", at=words.short_moment(last.at), by=last.by), "warn"
    return words("print-times", n=times, at=words.short_moment(last.at), by=last.by), "good"

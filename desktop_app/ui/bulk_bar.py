"""The bar of marked applications: what may be done with all of them, how far it is, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from admission.roles import Role
from desktop_app.models import queries
from desktop_app.models.lines import ApplicationLine
from desktop_app.ui.bulk_work import BulkWork, Told, Work
from desktop_app.ui.fields import Card, link, secondary, styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.work_bar import WorkBar
from desktop_app.usecases.assign import assign
from desktop_app.usecases.propose import propose
from desktop_app.usecases.take_up import take_up

DEEDS = ("take-up", "assign-me", "propose")
REPORT_HEIGHT = 132


class BulkBar(Card):
    """Hidden while one application or none is marked and nothing is to be told; `released`: the marks may go."""

    released = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(margin=10, spacing=8)
        self._office = office
        self._lines: Sequence[ApplicationLine] = ()
        self._deed, self._told = "", tuple[Told, ...]()
        self.work = BulkWork(office)
        self.chosen = styled(QLabel(), role="label")
        self.buttons = {name: secondary() for name in DEEDS}
        self.release, self.close_report = link(), link()
        self.going = WorkBar(office, "bulk-progress")
        self.summary, self.report = wrapped(QLabel()), QPlainTextEdit()
        self._lay_out()
        self._wire()
        self.retranslate()

    def show_marked(self, lines: Sequence[ApplicationLine]) -> None:
        """These are marked now."""
        if not self.work.busy:
            self._lines = lines
        self._refresh()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for name, button in self.buttons.items():
            button.setText(words(f"bulk-{name}"))
        self.release.setText(words("bulk-release"))
        self.close_report.setText(words("bulk-close"))
        self.report.setAccessibleName(words("bulk-report"))
        self.going.retranslate()
        self._refresh()
        self._write_report()

    def leave(self) -> bool:
        """Close what is told, or stop what runs; whether there was anything."""
        if self.work.busy:
            self.going.end_it()
        elif self._told:
            self._told = ()
            self._refresh()
        else:
            return False
        return True

    def begin(self, deed: str) -> None:
        """Do it with everything that is marked."""
        self._deed, self._told = deed, ()
        self.going.begin(len(self._lines))
        self.work.start(self._lines, partial(self._step, deed))
        self._refresh()

    def _step(self, deed: str, line: ApplicationLine) -> Work | str:
        from desktop_app.ui.card_exceptions import notices  # a card's, and not needed for the first window

        desk, officer = self._office.desk, self._office.officer
        if deed == "take-up":
            return partial(take_up, desk, officer, line.id)
        if deed == "assign-me":
            return partial(assign, desk, officer, line.id, officer.id)
        found = queries.application(desk.replica, line.id)
        odd = notices(self._office, found) if found else ()
        if odd:
            return self._office.words("bulk-odd", why=odd[0].text)
        return partial(propose, desk, officer, line.id, True)

    def _refresh(self) -> None:
        words, busy, many = self._office.words, self.work.busy, len(self._lines) > 1
        self.chosen.setText(words("bulk-chosen", n=len(self._lines)))
        may = self._office.signed_in and self._office.officer.may(Role.EXECUTOR)
        registered = any(line.status == "registered" for line in self._lines)
        for name, button in self.buttons.items():
            button.setVisible(may and (name != "take-up" or registered))
            button.setEnabled(not busy)
        self._choosing.setVisible(many and not self._told)
        self._telling.setVisible(bool(self._told))
        self.setVisible((many and may) or busy or bool(self._told))

    def _finished(self, told: tuple[Told, ...]) -> None:
        self.going.end()
        self._told = told
        self._refresh()
        self._write_report()
        self.close_report.setFocus()

    def _write_report(self) -> None:
        """First what was not done and why, then what was."""
        words = self._office.words
        failed = [one for one in self._told if one.why]
        done = len(self._told) - len(failed)
        deed = words(f"bulk-{self._deed or DEEDS[0]}")
        self.summary.setText(words("bulk-summary", deed=deed, n=done, total=len(self._told)))
        lines = [f"✕ {one.line.number} · {one.line.child}: {one.why}" for one in failed]
        lines += [f"✓ {one.line.number} · {one.line.child}" for one in self._told if not one.why]
        self.report.setPlainText("\n".join(lines))

    def _close(self) -> None:
        self._told = ()
        self._refresh()
        self.released.emit()

    def _lay_out(self) -> None:
        self._choosing, choosing = _row(self.chosen, *self.buttons.values())
        choosing.addStretch()
        choosing.addWidget(self.release)
        self._telling = QWidget()
        telling = QVBoxLayout(self._telling)
        telling.setContentsMargins(0, 0, 0, 0)
        head, line = _row(self.summary)
        line.addWidget(self.close_report)
        telling.addWidget(head)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setFixedHeight(REPORT_HEIGHT)
        telling.addWidget(self.report)
        for part in (self._choosing, self.going, self._telling):
            self.add(part)

    def _wire(self) -> None:
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.begin, name))
        self.work.progress.connect(self.going.show_far)
        self.work.finished.connect(self._finished)
        self.going.stopping.connect(self.work.stop)
        self.release.clicked.connect(self.released)
        self.close_report.clicked.connect(self._close)


def _row(first: QWidget, *rest: QPushButton) -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 0 if len(rest) > 1 else 1)
    for button in rest:
        row.addWidget(button)
    return box, row

"""Check a receipt: scans, photos and PDFs opened or held to the camera; what a lost computer had is filed again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admission.roles import Role
from desktop_app.ui.fields import EmptyState, heading, primary, quiet, secondary
from desktop_app.ui.file_dialogs import ask_folder
from desktop_app.ui.layouts import WrappingRow, scrolled
from desktop_app.ui.office import Office
from desktop_app.ui.paper_devices import CameraSource, Gear
from desktop_app.ui.paper_drops import Brought, Drops, choose_files
from desktop_app.ui.receipt_check_panel import TONES, ReceiptPanel
from desktop_app.ui.receipt_check_work import ReceiptWork
from desktop_app.ui.table import Column, LineTable, Table
from desktop_app.ui.wording import Words
from desktop_app.usecases.rebuild import CheckedPaper, in_time
from desktop_app.usecases.rebuild_words import summary

OPEN, OPEN_FOLDER, AGAIN = "Ctrl+O", "Ctrl+Shift+O", "Ctrl+Return"


def _whose(paper: CheckedPaper, _: Words) -> str:
    return f"{paper.core.number}  {paper.core.child}" if paper.core else paper.source


def _where(paper: CheckedPaper, _: Words) -> str:
    return paper.source if paper.core else ""


def _state(paper: CheckedPaper, words: Words) -> str:
    return words(f"receipt-state-{paper.state}")


def _when(paper: CheckedPaper, words: Words) -> str:
    return words.moment(paper.core.received) if paper.core else ""


COLUMNS = (
    Column[CheckedPaper]("receipt-column-child", _whose, _where, stretch=True),
    Column[CheckedPaper]("receipt-column-state", _state, _when, lambda paper: TONES[paper.state], width=236),
)


class ReceiptCheckPage(QWidget):
    """The receipts on the left, the chosen one on the right. Checking changes nothing; filing again is asked for."""

    open_application = Signal(str)
    hints = ((OPEN, "receipt-hint-open"), ("Enter", "hint-open"), ("Ctrl+Enter", "receipt-hint-rebuild"))

    def __init__(self, office: Office, gear: Gear | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self.papers: list[CheckedPaper] = []
        self.work = ReceiptWork(office)
        self.model = LineTable(COLUMNS, office.words, self._load)
        self.table, self.panel = Table(self.model, COLUMNS), ReceiptPanel(office)
        self.title, self.explain, self.told = heading(), quiet(), quiet()
        self.files, self.folder, self.camera = primary(), secondary(), secondary()
        self.clear, self.stop, self.again = secondary(), secondary(), primary()
        self.lens = CameraSource(office, gear or Gear())
        self.drops = Drops(self, lambda: not self.work.busy)
        self.empty, self.body = EmptyState(), QStackedWidget()
        self._right = scrolled(self.panel, whole=True)
        self._lay_out()
        self._wire()
        self._show()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        named: dict[QLabel | QPushButton, str] = {
            self.title: "title",
            self.explain: "explain",
            self.files: "open-files",
            self.folder: "open-folder",
            self.clear: "clear",
            self.stop: "stop",
        }
        for part, name in named.items():
            part.setText(words(f"receipt-{name}"))
        self.camera.setText(words("receipt-camera-close" if self.camera.isChecked() else "receipt-camera"))
        self.again.setToolTip(words("receipt-rebuild-tip"))
        self.table.setAccessibleName(words("receipt-title"))
        self.empty.say(words("empty-receipt"), words("empty-receipt-next"))
        self.lens.retranslate()
        self.panel.retranslate()
        self._say()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.table.viewport().update()

    def reload(self) -> None:
        """Nothing here comes from the replica but by checking again."""
        self.retranslate()

    def arrive(self) -> None:
        """The cursor into the list, or where the work begins."""
        (self.table if self.papers else self.files).setFocus()

    def take(self, brought: Sequence[Brought]) -> None:
        """Check these files and folders."""
        self.work.check(brought)
        self._say()

    def file_again(self) -> None:
        """What is genuine and not here."""
        if self.again.isEnabled() and self.again.isVisibleTo(self):
            self.work.rebuild(self._missing())
            self._say()

    def ask_files(self) -> None:
        """Which scans?"""
        choose_files(self, self._office.words("receipt-open-files"), self.take)

    def ask_folder(self) -> None:
        """Which folder of scans?"""
        title = self._office.words("receipt-open-folder")
        ask_folder(self, title, lambda path: self.take([(Path(path).name, Path(path))]))

    def forget(self) -> None:
        """Begin with an empty list."""
        self.papers.clear()
        self._show()

    def _took(self, papers: Sequence[CheckedPaper]) -> None:
        """New ones at the end; one that was filed again stays in its place."""
        for paper in papers:
            places = [
                n
                for n, one in enumerate(self.papers)
                if one.text == paper.text and one.source == paper.source
            ]
            if places and paper.text:
                self.papers[places[0]] = paper
            else:
                self.papers.append(paper)
        self._show()

    def _show(self) -> None:
        chosen = self.table.currentIndex().row()
        self.model.reload()
        if self.papers:
            self.table.selectRow(min(max(chosen, 0), len(self.papers) - 1))
        self.body.setCurrentIndex(0 if self.papers or self.camera.isChecked() else 1)
        self._right.setVisible(bool(self.papers))
        self._show_chosen()
        self._say()

    def _show_chosen(self, *_: QModelIndex) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.panel.show_paper(self.model.line(index))

    def _say(self, key: str = "", done: int = 0, n: int = 0) -> None:
        words, missing, busy = self._office.words, self._missing(), self.work.busy
        if key:
            self.told.setText(words(key, done=done, n=n))
        elif not busy:
            self.told.setText(summary(words, self.papers) if self.papers else "")
        self.again.setText(words("receipt-rebuild", n=len(missing)))
        may = self._office.signed_in and self._office.officer.may(Role.EXECUTOR)
        self.again.setVisible(bool(missing) and may)
        self.again.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.clear.setEnabled(bool(self.papers) and not busy)

    def _missing(self) -> Sequence[CheckedPaper]:
        return in_time([one for one in self.papers if one.state == "genuine"])

    def _load(self, limit: int, offset: int) -> Sequence[CheckedPaper]:
        return self.papers[offset : offset + limit]

    def _watch(self, on: bool) -> None:
        self.lens.setVisible(on)
        self._show()
        self.retranslate()

    def _wire(self) -> None:
        self.work.told.connect(self._took)
        self.work.moved.connect(self._say)
        self.work.rested.connect(self._say)
        self.lens.brought.connect(self.take)
        self.drops.dropped.connect(self.take)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.table.activated.connect(self.panel.open)
        self.panel.open_application.connect(self.open_application)
        self.camera.toggled.connect(self._watch)
        buttons = {
            self.files: self.ask_files,
            self.folder: self.ask_folder,
            self.clear: self.forget,
            self.stop: self.work.stop,
            self.again: self.file_again,
        }
        for button, act in buttons.items():
            button.clicked.connect(act)
        for key, act in ((OPEN, self.ask_files), (OPEN_FOLDER, self.ask_folder), (AGAIN, self.file_again)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.camera.setCheckable(True)
        self.lens.hide()
        self.lens.setMinimumHeight(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addLayout(_row(self.title, self.files, self.folder, self.camera, self.clear))
        column.addWidget(self.explain)
        column.addWidget(self.body, 1)
        column.addLayout(_row(self.told, self.stop, self.again))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        left = QVBoxLayout()
        left.addWidget(self.lens, 2)
        left.addWidget(self.table, 3)
        row.addLayout(left, 12)
        row.addWidget(self._right, 10)
        self.body.addWidget(both)
        self.body.addWidget(self.empty)


def _row(first: QWidget, *others: QWidget) -> WrappingRow:
    """The first takes what is left."""
    row = WrappingRow()
    row.setSpacing(10)
    row.addWidget(first, 1)
    for one in others:
        row.addWidget(one)
    return row

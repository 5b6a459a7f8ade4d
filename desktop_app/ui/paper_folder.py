"""A source of papers: the folder of the office's scanner or copier, looked at while it is open, never changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QIcon, QImage, QImageReader, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.scans.folder import Found, finished, look
from desktop_app.ui.fields import Elided, link, quiet
from desktop_app.ui.file_dialogs import ask_folder
from desktop_app.ui.office import Office
from desktop_app.ui.paper_drops import Brought
from desktop_app.usecases.choose_scan_folder import SCAN_FOLDER, choose_scan_folder

EVERY = 3000  # milliseconds between two looks
ICON = QSize(64, 64)
MOST_FOR_A_LOOK = 20 * 1024 * 1024  # bytes; of a larger picture no small one is made
FOUND = Qt.ItemDataRole.UserRole
Looked = list[tuple[Found, QImage]]


class FolderSource(QWidget):
    """`brought`: papers somebody chose. New files appear by themselves; what was taken is marked with its word."""

    brought = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._before: dict[Path, Found] = {}
        self._shown: dict[Path, Found] = {}
        self._looking = False
        self.where, self.choose, self.told = Elided(), link(), quiet()
        self.files = QListWidget()
        self.take = link()
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY)
        self._clock.timeout.connect(self.look)
        self._lay_out()

    @property
    def folder(self) -> str:
        """Its path; empty while nobody chose one."""
        return queries.meta(self._office.desk.replica, SCAN_FOLDER)

    def use(self, folder: str) -> None:
        """Look there from now on, on this computer."""
        desk = self._office.desk
        self._office.do(partial(choose_scan_folder, desk, folder), lambda _: self._begin())

    def look(self) -> None:
        """Ask the folder what is there, unless it has not answered yet."""
        folder = self.folder
        if not folder or self._looking:
            return
        self._looking = True
        work = partial(_look, Path(folder), self._before, self._shown)
        self._office.do(work, partial(self._found, folder), self._failed, quietly=True)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.choose.setText(words("paper-folder-choose"))
        self.take.setText(words("paper-folder-take"))
        self.files.setAccessibleName(words("paper-folder"))
        self.where.say(self.folder)
        if not self.files.count():
            self.told.setText(words("paper-folder-empty" if self.folder else "paper-folder-none"))

    def showEvent(self, event: QShowEvent) -> None:
        """Look at once, and then again and again."""
        super().showEvent(event)
        self.retranslate()
        self.look()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._clock.stop()
        super().hideEvent(event)

    def _begin(self) -> None:
        self._before, self._shown = {}, {}
        self.files.clear()
        self.retranslate()
        self.look()

    def _found(self, folder: str, answer: tuple[list[Found], Looked, list[Path]]) -> None:
        self._looking = False
        if folder != self.folder:
            return
        now, fresh, there = answer
        self._before = {one.path: one for one in now}
        for row in reversed(range(self.files.count())):
            if self.files.item(row).data(FOUND) not in map(str, there):
                self._shown.pop(Path(self.files.takeItem(row).data(FOUND)), None)
        for found, picture in reversed(fresh):
            self._shown[found.path] = found
            self.files.insertItem(0, _item(found, picture))
        self.told.setVisible(not self.files.count())
        self.retranslate()
        if now and not self._shown:
            QTimer.singleShot(400, self, self.look)  # what is finished is known at the second look

    def _failed(self, refused: ActRefused) -> None:
        self._looking = False
        self.told.setText(self._office.trouble(refused))
        self.told.show()

    def _ask(self) -> None:
        ask_folder(self, self._office.words("paper-folder-choose"), self.use)

    def _take(self) -> None:
        chosen = [Path(item.data(FOUND)) for item in self.files.selectedItems()]
        papers: list[Brought] = [(path.name, path) for path in chosen]
        if papers:
            self.brought.emit(papers)

    def _lay_out(self) -> None:
        self.files.setViewMode(QListView.ViewMode.IconMode)
        self.files.setMovement(QListView.Movement.Static)
        self.files.setResizeMode(QListView.ResizeMode.Adjust)
        self.files.setIconSize(ICON)
        self.files.setGridSize(QSize(98, 100))
        self.files.setWordWrap(True)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.files.itemActivated.connect(self._take)
        self.take.clicked.connect(self._take)
        self.choose.clicked.connect(self._ask)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        head.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.files, 1)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignRight)


def _look(
    folder: Path, before: dict[Path, Found], shown: dict[Path, Found]
) -> tuple[list[Found], Looked, list[Path]]:
    """All that is there, what of it is finished and new with a small picture, and the paths that stay shown."""
    now = look(folder)
    whole = finished(now, before)
    fresh = [(one, _small(one)) for one in whole if shown.get(one.path) != one]
    renewed = {one.path for one, _ in fresh}
    return now, fresh, [one.path for one in now if one.path not in renewed]


def _small(found: Found) -> QImage:
    """A null image where Qt cannot read it: PDF, HEIC, damaged."""
    if found.size > MOST_FOR_A_LOOK:
        return QImage()
    reader = QImageReader(str(found.path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(ICON, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _item(found: Found, picture: QImage) -> QListWidgetItem:
    item = QListWidgetItem(found.path.name)
    item.setData(FOUND, str(found.path))
    item.setToolTip(str(found.path))
    if picture.isNull():
        picture = QImage(ICON, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
    item.setIcon(QIcon(QPixmap.fromImage(picture)))
    return item

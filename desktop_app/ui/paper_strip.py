"""The strip of the basket: small pictures of the sheets in their order, chosen, moved, turned, taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from desktop_app.ui.paper_sheets import Sheet

ICON = QSize(46, 58)
HEIGHT = 96
SHEET = Qt.ItemDataRole.UserRole


class PaperStrip(QListWidget):
    """`chosen`: other sheets are chosen; `ordered`: the order or what is in it changed;
    `dropped`: somebody took these out.

    Keys: Delete takes out, Ctrl with an arrow moves, R (К) turns.
    """

    chosen = Signal()
    ordered = Signal()
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(ICON)
        self.setFixedHeight(HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.itemSelectionChanged.connect(self.chosen)
        self.currentItemChanged.connect(self.chosen)

    def sheets(self) -> list[Sheet]:
        """All, in order."""
        return [self.item(row).data(SHEET) for row in range(self.count())]

    def chosen_sheets(self) -> list[Sheet]:
        """The chosen ones, in order; all when none is chosen."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.item(row).data(SHEET) for row in rows] or self.sheets()

    def current_sheet(self) -> Sheet | None:
        """The one the cursor stands on."""
        item = self.currentItem()
        sheet: Sheet | None = item.data(SHEET) if item is not None else None
        return sheet

    def put(self, sheets: Sequence[Sheet]) -> None:
        """These too, at the end, and chosen."""
        for sheet in sheets:
            item = QListWidgetItem()
            item.setData(SHEET, sheet)
            self._draw(item, sheet)
            self.addItem(item)
            item.setSelected(True)
            self.setCurrentItem(item, self.selectionModel().SelectionFlag.Select)
        self._number()

    def take_out(self, sheets: Sequence[Sheet]) -> None:
        """These no more."""
        gone = [id(sheet) for sheet in sheets]
        for row in reversed(range(self.count())):
            if id(self.item(row).data(SHEET)) in gone:
                self.takeItem(row)
        self._number()
        self.chosen.emit()

    def drop_chosen(self) -> None:
        """The chosen ones no more; where none is chosen, nothing goes."""
        gone: list[Sheet] = [item.data(SHEET) for item in self.selectedItems()]
        self.take_out(gone)
        if gone:
            self.dropped.emit(gone)

    def move_chosen(self, step: int) -> None:
        """The sheet under the cursor one place on (+1) or back (−1)."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentItem(item)
            self._number()

    def turn_chosen(self) -> None:
        """The chosen pictures a quarter to the right; the one under the cursor when none is chosen."""
        for item in self.selectedItems() or filter(None, [self.currentItem()]):
            sheet: Sheet = item.data(SHEET)
            if sheet.is_picture:
                sheet.turn = (sheet.turn + 90) % 360
                self._draw(item, sheet)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Delete:
            self.drop_chosen()
        elif step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_chosen(step)
        elif event.text().lower() in ("r", "к"):
            self.turn_chosen()
        else:
            super().keyPressEvent(event)

    def _number(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            sheet: Sheet = item.data(SHEET)
            item.setText(f"{row + 1}" if sheet.is_picture else f"{row + 1} · PDF")
            item.setToolTip(sheet.paper.name)
        self.ordered.emit()

    def _draw(self, item: QListWidgetItem, sheet: Sheet) -> None:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        small = sheet.turned_look.scaled(ICON, keep, smooth)
        shown = QPixmap(ICON)
        shown.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shown)
        painter.drawImage((ICON.width() - small.width()) // 2, (ICON.height() - small.height()) // 2, small)
        painter.end()
        item.setIcon(QIcon(shown))

"""The list of one class: children that may be dragged to another, or sent there by a key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop_app.models.class_children import ClassChild
from desktop_app.ui.classes_paint import MARKS, QUIET, ChildPainter
from desktop_app.ui.fields import styled
from desktop_app.ui.table import Index

MIME: Final = "application/x-qabyldau-children"
NEIGHBOURS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
AWAY: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
Told = Callable[[ClassChild], str]
Flag = Qt.ItemFlag
Choice = QItemSelectionModel.SelectionFlag
DragEvent = QDragEnterEvent | QDragMoveEvent | QDropEvent


class ClassModel(QAbstractListModel):
    """Children in their order; the words are asked for when they are drawn."""

    def __init__(self, name: Told, marks: Told, about: Told) -> None:
        super().__init__()
        self.lines: Sequence[ClassChild] = ()
        self._told: dict[int, Told] = {
            int(Qt.ItemDataRole.DisplayRole): name,
            int(Qt.ItemDataRole.ToolTipRole): about,
            int(Qt.ItemDataRole.AccessibleTextRole): about,
            MARKS: marks,
        }

    def show(self, children: Sequence[ClassChild]) -> None:
        """These, and nobody else."""
        self.beginResetModel()
        self.lines = children
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Name, marks, or all that is to be known of a child."""
        if not index.isValid():
            return None
        child, tell = self.lines[index.row()], self._told.get(role)
        return bool(child.order) if role == QUIET else tell(child) if tell else None

    def flags(self, index: Index) -> Flag:
        """Who stands in an order cannot be taken anywhere."""
        if not index.isValid():
            return Flag.NoItemFlags
        usual = Flag.ItemIsEnabled | Flag.ItemIsSelectable | Flag.ItemNeverHasChildren
        return usual if self.lines[index.row()].order else usual | Flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Children, and nothing another program could read."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of these children."""
        data = QMimeData()
        data.setData(MIME, "\n".join(self.lines[one.row()].id for one in indexes).encode())
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """The list itself takes nobody away: the plan does."""
        return Qt.DropAction.CopyAction


class ClassList(QListView):
    """One class. `dropped`: ids that shall come here; `sent`: a letter or figure was typed; `shifted`: the chosen ones
    shall go some classes on; `left`: the cursor shall; `away`: the chosen ones leave; `entered`: the cursor came;
    `hovered`: children are drawn over it.
    """

    dropped = Signal(object)
    sent = Signal(str)
    shifted = Signal(int)
    left = Signal(int)
    away = Signal()
    entered = Signal()
    hovered = Signal()
    chosen = Signal()

    def __init__(self, model: ClassModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ChildPainter(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def show_children(self, children: Sequence[ClassChild]) -> None:
        """These; the cursor stays at its height, who was chosen and is still here stays chosen."""
        if list(children) == list(self._model.lines):
            self.viewport().update()
            return
        row, chosen, top = self.currentIndex().row(), self.ids(), self.verticalScrollBar().value()
        self._model.show(children)
        self.choose(chosen)
        if children and row >= 0 and not self.ids():
            self._stand(min(row, len(children) - 1))
        self.verticalScrollBar().setValue(top)

    def ids(self) -> list[str]:
        """Who is chosen, from above."""
        rows = sorted(one.row() for one in self.selectedIndexes())
        return [self._model.lines[row].id for row in rows]

    def choose(self, ids: Collection[str]) -> None:
        """Exactly these, the cursor on the first."""
        found = [row for row, one in enumerate(self._model.lines) if one.id in ids]
        self.clearSelection()
        for row in found[:1]:
            self._stand(row)
        for row in found[1:]:
            self.selectionModel().select(self._model.index(row, 0), Choice.Select)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is always chosen where the cursor is."""
        super().focusInEvent(event)
        if self._model.lines and not self.selectedIndexes():
            self._stand(max(0, self.currentIndex().row()))
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and figures send the chosen ones to a class, arrows to the next one."""
        if not self._sends(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Children of another class may come."""
        if self._welcome(event):
            self.hovered.emit()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the list: it is sorted anyway."""
        self._welcome(event)

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        """They went on."""
        styled(self, tone="")

    def dropEvent(self, event: QDropEvent) -> None:
        """They are let go over this class."""
        if self._welcome(event):
            styled(self, tone="")
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode().split("\n"))

    def _stand(self, row: int) -> None:
        """Only this one, whatever keys are held: the view itself would ask them."""
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), Choice.ClearAndSelect)

    def _welcome(self, event: DragEvent) -> bool:
        welcome = event.mimeData().hasFormat(MIME) and event.source() is not self
        if not welcome:
            event.ignore()
            return False
        styled(self, tone="good")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _sends(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in NEIGHBOURS and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
        ):
            (self.shifted if held else self.left).emit(NEIGHBOURS[key])
        elif key in AWAY and not held:
            self.away.emit()
        elif event.text().strip().isalnum() and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit(event.text().upper())
        else:
            return False
        return True

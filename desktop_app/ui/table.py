"""Tables: columns are data, loading is given; two lines a row, paged, painted in the office's colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui.theme import scale_of, worn
from desktop_app.ui.wording import Words

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
UNDER = int(Role.UserRole) + 1
TONE = int(Role.UserRole) + 2
PAGE = 200
ROW_AIR = 20
TEXT_MARGIN = 10
ROOMY = 900  # pixels; narrower tables leave their spare columns out


def nothing(_line: Any, _words: Words) -> str:
    """No words."""
    return ""


@dataclass(frozen=True)
class Column(Generic[Line]):
    """One column: the key of its title, the text of a line, a second text under it, a tone that helps reading.

    `width` in pixels at scale 1; the one with `stretch` takes what is left; a `spare` one gives way in a narrow window.
    """

    title: str
    text: Callable[[Line, Words], str]
    under: Callable[[Line, Words], str] = nothing
    tone: Callable[[Line], str] = lambda _: ""
    width: int = 120
    stretch: bool = False
    spare: bool = False


class LineTable(QAbstractTableModel, Generic[Line]):
    """Lines of a query as a Qt model; `load(limit, offset)` is asked for one page after another."""

    def __init__(
        self,
        columns: Sequence[Column[Line]],
        words: Words,
        load: Callable[[int, int], Sequence[Line]],
        page: int = PAGE,
    ) -> None:
        super().__init__()
        self._columns, self._words, self._load, self._page = tuple(columns), words, load, page
        self._lines: list[Line] = []
        self._more = True

    def reload(self) -> None:
        """Ask again, as many lines as were there."""
        self.beginResetModel()
        asked = max(self._page, len(self._lines))
        self._lines = list(self._load(asked, 0))
        self._more = len(self._lines) == asked
        self.endResetModel()

    def ask(self, load: Callable[[int, int], Sequence[Line]]) -> None:
        """Show the answer to another question, from its beginning."""
        self._load, self._lines = load, []
        self.reload()

    def line(self, index: Index) -> Line:
        """The line of a row."""
        return self._lines[index.row()]

    def lines(self) -> Sequence[Line]:
        """Everything loaded so far."""
        return tuple(self._lines)

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines loaded."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the last page was full."""
        return self._more and not parent.isValid()

    def fetchMore(self, _: Index) -> None:
        """One more page."""
        more = list(self._load(self._page, len(self._lines)))
        self._more = len(more) == self._page
        if more:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(more) - 1)
            self._lines.extend(more)
            self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The titles of the columns; rows have none."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._words(self._columns[section].title)
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, the text under it, its tone, and both texts for those who listen."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        column, line = self._columns[index.column()], self._lines[index.row()]
        if role == Role.DisplayRole:
            return column.text(line, self._words)
        if role == UNDER:
            return column.under(line, self._words)
        if role == TONE:
            return column.tone(line)
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return "\n".join(filter(None, (column.text(line, self._words), column.under(line, self._words))))
        return None


class TwoLines(QStyledItemDelegate):
    """Paints a cell: the text, a quieter one under it, and a dot before a text that has a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground first, then the words, never wider than the cell."""
        colours = worn(option.palette)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours["accent_soft"]))
            if index.column() == 0:
                painter.fillRect(
                    QRect(option.rect.topLeft(), QSize(4, option.rect.height())), QColor(colours["accent"])
                )
        painter.setPen(QColor(colours["sunken"]))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._write(painter, option, index)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = worn(option.palette)
        text, under, tone = (str(index.data(role) or "") for role in (Role.DisplayRole, UNDER, TONE))
        inside = option.rect.adjusted(TEXT_MARGIN, 6, -TEXT_MARGIN, -6)
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        lower = upper.translated(0, inside.height() // 2)
        font = QFont(option.font)
        font.setBold(index.column() == 0)
        shown = f"● {text}" if tone else text
        _line(painter, upper if under else inside, shown, font, QColor(colours[tone or "ink"]))
        small = QFont(option.font)
        small.setPixelSize(max(11, round(small.pixelSize() * 0.87)))
        _line(painter, lower, under, small, QColor(colours["quiet"]))


class Table(QTableView):
    """The office's table: rows are picked whole, Enter or a double click opens one (`activated`)."""

    def __init__(
        self, model: LineTable[Any], columns: Sequence[Column[Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TwoLines(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + ROW_AIR)
        self._spare = [place for place, column in enumerate(columns) if column.spare]
        scale = scale_of(self.font())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(columns):
            self.setColumnWidth(place, round(column.width * scale))
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table shows what matters most."""
        for place in self._spare:
            self.setColumnHidden(place, self.width() < ROOMY * scale_of(self.font()))
        super().resizeEvent(event)

    def pick_first(self) -> None:
        """Stand on the first row, so that arrows and Enter work at once."""
        if self.model().rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)


def _line(painter: QPainter, place: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

"""Tables: columns are data, loading is given; two lines a row, paged, painted in the office's colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.ui.table_paint import Cell, RowPainter
from desktop_app.ui.theme import scale_of, worn
from desktop_app.ui.wording import Words

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
UNDER = int(Role.UserRole) + 1
TONE = int(Role.UserRole) + 2
PAGE = 64  # rows; two screens full, so that the first page is here with the next frame
ROW_AIR = 20
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
        return self._at(index.row())

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

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        shown, line = self._columns[column], self._at(row)
        return Cell(shown.text(line, self._words), shown.under(line, self._words), shown.tone(line))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, the text under it, its tone, and both texts for those who listen."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        told = self.cell(index.row(), index.column())
        if role == Role.DisplayRole:
            return told.text
        if role == UNDER:
            return told.under
        if role == TONE:
            return told.tone
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return "\n".join(filter(None, (told.text, told.under)))
        return None

    def _at(self, row: int) -> Line:
        return self._lines[row]


class Table(QTableView):
    """The office's table: rows are picked whole, Enter or a double click opens one (`activated`)."""

    def __init__(
        self, model: LineTable[Any], columns: Sequence[Column[Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lay_ground()
        self.setModel(model)
        self.lines_of = model
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
        self._widths: dict[int, int] = {}
        self._size_columns(columns)
        model.headerDataChanged.connect(self._fit_titles)
        self._fit_titles()

    def _lay_ground(self) -> None:
        """A viewport as Qt makes it, but ours: asked for its own, PySide makes every kind of widget it knows first."""
        ground = QWidget()
        ground.setObjectName("qt_scrollarea_viewport")  # the style sheet's colours are for this name
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)

    def _size_columns(self, columns: Sequence[Column[Any]]) -> None:
        scale, header = scale_of(self.font()), self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                self._widths[place] = round(column.width * scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table shows what matters most."""
        for place in self._spare:
            self.setColumnHidden(place, self.width() < ROOMY * scale_of(self.font()))
        super().resizeEvent(event)

    def _fit_titles(self, *_: object) -> None:
        """As wide as planned, or as the title in the language of the moment needs."""
        for place, width in self._widths.items():
            self.setColumnWidth(place, max(width, self.horizontalHeader().sectionSizeHint(place)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that are seen, cell by cell."""
        painter = QPainter(self.viewport())
        brush = RowPainter(painter, self.font(), worn(self.palette()))
        shown = [one for one in range(self.lines_of.columnCount()) if not self.isColumnHidden(one)]
        for row in self._seen(event.rect()):
            self._paint_row(brush, row, shown)
        painter.end()

    def framed(self, _row: int) -> bool:
        """Whether a row has a frame around it; for tables whose rows are marked."""
        return False

    def _paint_row(self, brush: RowPainter, row: int, columns: Sequence[int]) -> None:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        whole = QRect(0, top, self.viewport().width(), height)
        brush.ground(whole, self.selectionModel().isRowSelected(row, QModelIndex()))
        for column in columns:
            place = QRect(self.columnViewportPosition(column), top, self.columnWidth(column), height)
            brush.cell(place, self.lines_of.cell(row, column), column == 0)
        if self.framed(row):
            brush.frame(whole)

    def _seen(self, place: QRect) -> range:
        """The rows that lie there."""
        first, last = self.rowAt(max(0, place.top())), self.rowAt(place.bottom())
        end = self.lines_of.rowCount() if last < 0 else last + 1
        return range(first, end) if first >= 0 else range(0)

    def pick_first(self) -> None:
        """Stand on the first row, so that arrows and Enter work at once."""
        if self.model().rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)

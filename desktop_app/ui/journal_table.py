"""The lines of the registration book: all of them counted, only those that are looked at read."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from desktop_app.models.registration_book import BookLine, entries
from desktop_app.models.replica import Replica
from desktop_app.ui.table import PAGE, Column, Index, LineTable
from desktop_app.ui.table_paint import Cell
from desktop_app.ui.wording import Words

KEPT_PAGES = 24


class BookTable(LineTable[BookLine]):
    """As many rows as there are places; a page of entries is read when one of its rows is asked for."""

    def __init__(self, columns: Sequence[Column[BookLine]], words: Words, replica: Replica) -> None:
        super().__init__(columns, words, lambda _limit, _offset: ())
        self._replica = replica
        self.places: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, BookLine]] = OrderedDict()

    def show(self, places: array[int]) -> None:
        """These entries, in this order."""
        self.beginResetModel()
        self.places = places
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """All of them."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def canFetchMore(self, _parent: Index) -> bool:
        """Nothing is missing."""
        return False

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; nothing in the row of an entry that is gone until the list is asked again."""
        return super().cell(row, column) if self._entry(row) is not None else Cell("", "", "")

    def _at(self, row: int) -> BookLine:
        found = self._entry(row)
        if found is None:
            raise LookupError(f"the entry of row {row} is gone")
        return found

    def _entry(self, row: int) -> BookLine | None:
        return self._page_of(row).get(self.places[row])

    def _page_of(self, row: int) -> dict[int, BookLine]:
        number = row // PAGE
        if number not in self._pages:
            self._pages[number] = entries(self._replica, self.places[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]

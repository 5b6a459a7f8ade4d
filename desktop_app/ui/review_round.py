"""A round of reviews: one list walked without coming back; what is done does not come again, what is skipped does."""

from __future__ import annotations

from collections.abc import Sequence


class ReviewRound:
    """The ids of a list and where one stands in it; empty ids mean the end."""

    def __init__(self, ids: Sequence[str], at: str) -> None:
        self._ids = tuple(ids)
        self._done: set[str] = set()
        self._place = self._ids.index(at)

    @property
    def current(self) -> str:
        """The id one looks at."""
        return self._ids[self._place]

    @property
    def position(self) -> int:
        """Its place in the list, from 1."""
        return self._place + 1

    @property
    def total(self) -> int:
        """How long the list is."""
        return len(self._ids)

    @property
    def left(self) -> int:
        """How many are not done."""
        return self.total - len(self._done)

    def done(self) -> str:
        """The current one needs no more; the next one that does, or the end."""
        self._done.add(self.current)
        return self._go(1)

    def skip(self) -> str:
        """The next one; the current one comes again after the last. The end when no other is left."""
        return self._go(1)

    def back(self) -> str:
        """The one before in the list, done or not; the first stays the first."""
        self._place = max(0, self._place - 1)
        return self.current

    def _go(self, step: int) -> str:
        """The nearest one further on, around the end of the list, that is not done."""
        for far in range(1, self.total):
            place = (self._place + step * far) % self.total
            if self._ids[place] not in self._done:
                self._place = place
                return self.current
        return ""

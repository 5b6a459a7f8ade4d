"""A QR code as one drawing of black squares, and what stands to its left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop_app.printing.sheet import WIDTH

SIDE, APART = 38 * mm, 5 * mm
LEFT_OF_CODE = WIDTH - SIDE - APART


class BesideCode(Flowable):
    """Flowables one under the other, LEFT_OF_CODE wide, with the code of `text` to their right; never parted."""

    def __init__(self, left: Sequence[Flowable], text: str) -> None:
        super().__init__()
        self._left, self._text = left, text
        self._heights: list[float] = []
        self.hAlign = "LEFT"

    def wrap(self, _available_width: float, available_height: float) -> tuple[float, float]:
        if not self._heights:
            self._heights = [one.wrap(LEFT_OF_CODE, available_height)[1] for one in self._left]
        self.width, self.height = WIDTH, max(SIDE, sum(self._heights))
        return self.width, self.height

    def draw(self) -> None:
        top = self.height
        for one, height in zip(self._left, self._heights, strict=True):
            top -= height
            one.drawOn(self.canv, 0, top)
        self.canv.addLiteral(drawn(self._text, WIDTH - SIDE, (self.height - SIDE) / 2))


def drawn(text: str, left: float, bottom: float) -> str:
    """The squares of the code of `text`, SIDE by SIDE points, as PDF draws them."""
    import segno

    # The text is as random as its signature: every mask does, and trying all eight takes eight times as long.
    rows = segno.make(text, error="m", boost_error=False, micro=False, mask=0).matrix
    module = SIDE / len(rows)
    bars = " ".join(
        f"{x} {len(rows) - 1 - y} {wide} 1 re" for y, row in enumerate(rows) for x, wide in _bars(row)
    )
    return f"q 0 g {module:.5f} 0 0 {module:.5f} {left:.4f} {bottom:.4f} cm {bars} f Q"


def _bars(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where black begins in a row, and how wide it is."""
    reached = 0
    for black, run in groupby(row):
        wide = len(list(run))
        if black:
            yield reached, wide
        reached += wide

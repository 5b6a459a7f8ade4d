"""What many papers of one press share is laid out and drawn once, as a form of the PDF; the rest points at it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop_app.printing.sheet import HEIGHT

OVER = 6  # points a line may stick out of what it frames


class Anew:
    """For a paper alone: nothing is shared, everything is made."""

    def keep(self, _key: Hashable, make: Callable[[], Flowable]) -> Flowable:
        """What `make` makes."""
        return make()

    def keep_all(self, _key: Hashable, make: Callable[[], list[Flowable]]) -> list[Flowable]:
        """All that `make` makes."""
        return make()


class Shelf(Anew):
    """Of one press: what is asked for again under its key is the same drawing."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Shared] = {}

    def keep(self, key: Hashable, make: Callable[[], Flowable]) -> Flowable:
        """The drawing under this key; made when it is asked for the first time."""
        return self.keep_all(key, lambda: [make()])[0]

    def keep_all(self, key: Hashable, make: Callable[[], list[Flowable]]) -> list[Flowable]:
        """The drawing under this key, one for all that was made when it was asked for the first time."""
        if key not in self._kept:
            self._kept[key] = _Shared(f"shared{len(self._kept)}", make())
        return [self._kept[key]]


class _Shared(Flowable):
    """Flowables one under the other: measured once a width, drawn once a document."""

    def __init__(self, name: str, inside: list[Flowable]) -> None:
        super().__init__()
        self._name, self._inside = name, inside
        self._sizes: dict[float, tuple[float, float]] = {}
        self._feet: list[float] = []
        self.hAlign = "LEFT"

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if available_width not in self._sizes:
            self._sizes[available_width] = available_width, self._measure(available_width, available_height)
        self.width, self.height = self._sizes[available_width]
        return self.width, self.height

    def _measure(self, available_width: float, available_height: float) -> float:
        """The height of all; where two spaces meet, the larger one stays, as in a frame."""
        reached, space, self._feet = 0.0, 0.0, []
        for place, one in enumerate(self._inside):
            reached += max(space, one.getSpaceBefore()) if place else 0
            reached += one.wrap(available_width, available_height)[1]
            self._feet.append(reached)
            space = one.getSpaceAfter()
        return reached

    def split(self, _available_width: float, _available_height: float) -> list[Flowable]:
        return [] if self.height < HEIGHT else self._inside  # what fits on a page goes there whole

    def getSpaceBefore(self) -> float:  # noqa: N802  reportlab's name
        space: float = self._inside[0].getSpaceBefore()
        return space

    def getSpaceAfter(self) -> float:  # noqa: N802  reportlab's name
        space: float = self._inside[-1].getSpaceAfter()
        return space

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803  reportlab's
        if not canvas.hasForm(self._name):
            canvas.beginForm(self._name, -OVER, -OVER, self.width + OVER, self.height + OVER)
            for foot, one in zip(self._feet, self._inside, strict=True):
                one.drawOn(canvas, 0, self.height - foot)
            canvas.endForm()
        canvas.addLiteral(f"q 1 0 0 1 {x:.4f} {y:.4f} cm")
        canvas.doForm(self._name)
        canvas.addLiteral("Q")

"""The side bar: where one can go, by which key, and how much waits there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from admission.roles import Role
from desktop_app.models.lines import Counts
from desktop_app.ui.fields import styled
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of

WIDTH, EDGE = 224, 12  # pixels at scale 1
WIDER = 0.7  # larger words need less than their share: keys, numbers and edges are short


def width_at(scale: float) -> int:
    """How wide the side bar is, in pixels, where words are `scale` times as large."""
    return round(WIDTH * (1 + (scale - 1) * WIDER))


@dataclass(frozen=True)
class Place:
    """A page of the window. `name` gives its words, `nav-<name>`; without `listed` it is not in the side bar.

    `key` leads there; `count` is what waits there; `role`, when given, is who may go there. `page` may be what makes
    the page when it is first needed.
    """

    name: str
    page: QWidget | Callable[[], QWidget]
    key: str = ""
    count: Callable[[Counts], int] | None = None
    role: Role | None = None
    listed: bool = True


class NavButton(QPushButton):
    """One place: its name, its key, its number."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        styled(self, role="nav")
        self.setCheckable(True)
        self.place = place
        self.caption, self.key, self.count = QLabel(), QLabel(place.key), QLabel()
        self.caption.setObjectName("caption")
        self.count.setObjectName("count")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.caption, 1)
        for part in (self.count, self.key):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.caption, self.key, self.count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, count: int) -> None:
        """The words and the number; no number when nothing waits."""
        self.count.setText(str(count))
        self.count.setVisible(bool(count))
        self.caption.setText(text)
        room = width_at(scale_of(self.font())) - 2 * EDGE - self._row.minimumSize().width()
        if room < 0:
            metrics = self.caption.fontMetrics()
            short = metrics.horizontalAdvance(text) + room
            self.caption.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, short))
        self.setToolTip(text if room < 0 else "")
        self.setAccessibleName(f"{text}, {count}" if count else text)

    def sizeHint(self) -> QSize:
        """As high as its words and some air."""
        return QSize(WIDTH - 2 * EDGE, self.caption.sizeHint().height() + 22)


class SideBar(QWidget):
    """The places of one officer, one below the other."""

    go = Signal(str)

    def __init__(self, office: Office, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(width_at(scale_of(self.font())))
        self._office = office
        self.brand = QLabel()
        self.brand.setObjectName("brand")
        self.buttons = {place.name: NavButton(place) for place in places if place.listed}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 20, EDGE, 16)
        column.setSpacing(4)
        self.brand.setIndent(12)
        column.addWidget(self.brand)
        column.addSpacing(18)
        for name, button in self.buttons.items():
            self._group.addButton(button)
            button.clicked.connect(partial(self.go.emit, name))
            column.addWidget(button)
        column.addStretch()

    def show_counts(self, counts: Counts) -> None:
        """Words and numbers again, and only the places this officer may go to."""
        words = self._office.words
        self.brand.setText(words("brand"))
        for name, button in self.buttons.items():
            place = button.place
            button.say(words(f"nav-{name}"), place.count(counts) if place.count else 0)
            button.setVisible(place.role is None or self._office.officer.may(place.role))

    def mark(self, name: str) -> None:
        """Show where we are; on a page that is not listed nothing is marked."""
        self._group.setExclusive(False)
        for place, button in self.buttons.items():
            button.setChecked(place == name)
        self._group.setExclusive(True)

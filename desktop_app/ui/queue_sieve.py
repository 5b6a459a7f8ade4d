"""The panel of the sieve: what must be so of an application to stay in the list; sieves with a name are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from admission.application import Status
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.models.saved_filters import saved_filters
from desktop_app.models.sieve import NOBODY, Sieve
from desktop_app.ui.fields import Card, Field, link, secondary
from desktop_app.ui.office import Office
from desktop_app.usecases.keep_filters import keep_filters

PAGE = "queue"
CHANNELS = ("paper", "oqu", "egov", "local", "kiosk")
GRADES = range(1, 12)
ALL = ""
IN_A_ROW = 4
Choices = Sequence[tuple[str, str]]


class SievePanel(Card):
    """Choices beside each other; `changed` after each of them. Only what was chosen narrows the list.

    A hidden panel asks nothing and has no choices yet; `retranslate` makes and fills them when it is shown.
    """

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(margin=12, spacing=8)
        self._office, self.sieve = office, Sieve()
        self.fields: dict[str, Field] = {}

    def _make(self) -> None:
        self.fields = {name: Field(QComboBox()) for name in self._choices()}
        self.kept, self.name = Field(QComboBox()), Field(QLineEdit())
        self.keep, self.drop, self.clear = secondary(), link(), link()
        self._lay_out()
        self._wire()

    def show_sieve(self, sieve: Sieve) -> None:
        """These choices."""
        self.sieve = sieve
        if not self.isHidden():
            self._fill()
        self.changed.emit()

    def retranslate(self) -> None:
        """Every word again."""
        if not self.fields:
            self._make()
        self._say()
        self._fill()

    def _say(self) -> None:
        words = self._office.words
        for name, field in self.fields.items():
            field.set_label(words(f"sieve-{name}"))
        self.kept.set_label(words("sieve-kept"))
        self.name.set_label(words("sieve-name"))
        for name, button in (("keep", self.keep), ("drop", self.drop), ("clear", self.clear)):
            button.setText(words(f"sieve-{name}"))

    def begin(self) -> None:
        """The cursor into the first choice."""
        next(iter(self.fields.values())).widget.setFocus()

    def amount(self) -> int:
        """How many conditions there are."""
        empty = Sieve()
        return sum(getattr(self.sieve, name) != getattr(empty, name) for name in Sieve.__struct_fields__)

    def _choices(self) -> dict[str, Callable[[], Choices]]:
        return {
            "status": self._statuses,
            "language": self._languages,
            "grade": lambda: [(str(one), str(one)) for one in GRADES],
            "channel": lambda: [(one, self._office.words.channel(one)) for one in CHANNELS],
            "assigned": self._officers,
            "wanting": lambda: [("1", self._office.words("sieve-wanting-yes"))],
            "unsure": lambda: [
                (one, self._office.words(f"sieve-unsure-{one}")) for one in ("waiting", "former")
            ],
        }

    def _statuses(self) -> Choices:
        return [(one.value, self._office.words.status(one)) for one in Status]

    def _languages(self) -> Choices:
        languages = sorted({one.language for one in queries.streams(self._office.desk.replica)})
        return [(one, self._office.words.teaching(one)) for one in languages]

    def _officers(self) -> Choices:
        """Oneself first, then nobody, then the colleagues."""
        words = self._office.words
        own = self._office.officer.id if self._office.signed_in else ""
        found = [
            (one.id, one.name.short)
            for one in queries.officers(self._office.desk.replica)
            if one.may(Role.EXECUTOR) and one.id != own
        ]
        mine = [(own, words("sieve-mine"))] if own else []
        return [*mine, (NOBODY, words("sieve-nobody")), *sorted(found, key=lambda one: one[1])]

    def _fill(self) -> None:
        """The choices in the language of the moment, the sieve's own chosen."""
        chosen = {name: getattr(self.sieve, name) for name in self.fields}
        for name, choices in self._choices().items():
            value = chosen[name]
            wanted = "1" if value is True else str(value or ALL)
            self._fill_box(self.fields[name], choices(), wanted)
        names = sorted(self._kept())
        same = next((name for name, one in self._kept().items() if one == self.sieve and self.amount()), ALL)
        self._fill_box(self.kept, [(one, one) for one in names], same)
        self.kept.setVisible(bool(names))
        self.drop.setVisible(bool(same))
        self.keep.setEnabled(bool(self.amount()))

    def _fill_box(self, field: Field, choices: Choices, wanted: str) -> None:
        box = _box(field)
        with QSignalBlocker(box):
            box.clear()
            box.addItem(self._office.words("sieve-any"), ALL)
            for value, text in choices:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(wanted)))

    def _kept(self) -> dict[str, Sieve]:
        if not self._office.signed_in:
            return {}
        return saved_filters(self._office.desk.replica, PAGE, self._office.officer.id, Sieve)

    def _chosen(self, name: str, _: int) -> None:
        text = str(_box(self.fields[name]).currentData() or ALL)
        kinds: dict[str, object] = {"grade": int(text or 0), "wanting": bool(text)}
        self.show_sieve(replace(self.sieve, **{name: kinds.get(name, text)}))

    def _choose_kept(self, _: int) -> None:
        name = str(_box(self.kept).currentData() or ALL)
        self.show_sieve(self._kept().get(name, Sieve()))

    def _keep(self) -> None:
        name = self.name.line.text().strip()
        self.name.say("" if name else self._office.words("sieve-name-missing"))
        if name and self.amount():
            self._put({**self._kept(), name: self.sieve})
            self.name.line.clear()

    def _drop(self) -> None:
        gone = str(_box(self.kept).currentData() or ALL)
        self._put({name: one for name, one in self._kept().items() if name != gone})

    def _put(self, sieves: dict[str, Sieve]) -> None:
        office = self._office
        work = partial(keep_filters, office.desk, office.officer, PAGE, sieves)
        office.do(work, lambda _: self._fill(), quietly=True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for place, field in enumerate([*self.fields.values(), self.kept]):
            _box(field).setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            grid.addWidget(field, place // IN_A_ROW, place % IN_A_ROW)
        for column in range(IN_A_ROW):
            grid.setColumnStretch(column, 1)
        box = QWidget()
        box.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.add(box)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.name, 1)
        for button in (self.keep, self.drop, self.clear):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.add(row)
        parts = (*self.fields.values(), self.kept, self.name, self.keep, self.drop, self.clear)
        for before, after in pairwise((self, *parts)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        for name, field in self.fields.items():
            _box(field).currentIndexChanged.connect(partial(self._chosen, name))
        _box(self.kept).currentIndexChanged.connect(self._choose_kept)
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self._drop)
        self.clear.clicked.connect(lambda: self.show_sieve(Sieve()))
        self.name.line.returnPressed.connect(self._keep)


def _box(field: Field) -> QComboBox:
    assert isinstance(field.widget, QComboBox)
    return field.widget

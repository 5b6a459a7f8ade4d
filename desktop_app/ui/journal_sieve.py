"""What of the registration book is shown: period, status, stream, channel, who registered, words; kept by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from msgspec.structs import asdict, replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit

from admission.application import Status
from admission.deadline import KAZAKHSTAN_TIME
from desktop_app.models import queries
from desktop_app.models.registration_book import BookSieve
from desktop_app.models.saved_filters import saved_filters
from desktop_app.ui.fields import Card, Field, link, secondary
from desktop_app.ui.intake_draft import date_text, read_date
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of
from desktop_app.usecases.keep_filters import keep_filters

PAGE = "journal"
CHANNELS = ("paper", "oqu", "egov", "local", "kiosk")
GRADES = range(1, 12)
PORTAL = "portal"
IN_A_ROW, LARGE_IN_A_ROW = 5, 3
LARGE = 1.2  # the scale from which words need the other
Choices = Sequence[tuple[str, str]]


class JournalSieve(Card):
    """Lines and choices beside each other; `changed` after each of them."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(margin=12, spacing=8)
        self._office, self.sieve = office, BookSieve()
        self.lines = {name: Field(QLineEdit()) for name in ("text", "since", "until")}
        self.choices = {name: Field(QComboBox()) for name in self._offers()}
        self.kept, self.name = Field(QComboBox()), Field(QLineEdit())
        self.keep, self.drop, self.clear = secondary(), link(), link()
        self._lay_out()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for name, field in (self.lines | self.choices).items():
            field.set_label(words(f"book-sieve-{name}"))
        for name in ("since", "until"):
            _line(self.lines[name]).setPlaceholderText(words("book-sieve-day"))
        self.kept.set_label(words("book-sieve-kept"))
        self.name.set_label(words("book-sieve-name"))
        for name, button in (("keep", self.keep), ("drop", self.drop), ("clear", self.clear)):
            button.setText(words(f"book-sieve-{name}"))
        self._offer()

    def show_sieve(self, sieve: BookSieve) -> None:
        """These conditions, in the fields too."""
        self.sieve = sieve
        for name, field in self.lines.items():
            value = getattr(sieve, name)
            _line(field).setText(date_text(value) if isinstance(value, date) else value or "")
            field.clear()
        self._offer()
        self.changed.emit()

    def begin(self) -> None:
        """The cursor into the first line."""
        self.lines["text"].widget.setFocus()

    def amount(self) -> int:
        """How many conditions there are."""
        empty = asdict(BookSieve())
        return sum(value != empty[name] for name, value in asdict(self.sieve).items())

    def _offers(self) -> dict[str, Callable[[], Choices]]:
        words = self._office.words
        return {
            "status": lambda: [(one.value, words.status(one)) for one in Status],
            "language": self._languages,
            "grade": lambda: [(str(one), str(one)) for one in GRADES],
            "channel": lambda: [(one, words.channel(one)) for one in CHANNELS],
            "officer": self._officers,
        }

    def _languages(self) -> Choices:
        languages = sorted({one.language for one in queries.streams(self._office.desk.replica)})
        return [(one, self._office.words.teaching(one)) for one in languages]

    def _officers(self) -> Choices:
        found = sorted((one.name.short, one.id) for one in queries.officers(self._office.desk.replica))
        return [(PORTAL, self._office.words("book-by-portal")), *((officer, name) for name, officer in found)]

    def _offer(self) -> None:
        """The choices and what is chosen; a panel that nobody sees asks the replica nothing."""
        if self.isHidden():
            return
        for name, offers in self._offers().items():
            self._fill(self.choices[name], offers(), str(getattr(self.sieve, name) or ""))
        kept = self._kept()
        same = next((name for name, one in kept.items() if one == self.sieve and self.amount()), "")
        self._fill(self.kept, [(one, one) for one in sorted(kept)], same)
        self.kept.setVisible(bool(kept))
        self.drop.setVisible(bool(same))
        self.keep.setEnabled(bool(self.amount()))

    def _fill(self, field: Field, offers: Choices, wanted: str) -> None:
        box = _box(field)
        with QSignalBlocker(box):
            box.clear()
            box.addItem(self._office.words("book-sieve-any"), "")
            for value, text in offers:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(wanted)))

    def _kept(self) -> dict[str, BookSieve]:
        office = self._office
        return (
            saved_filters(office.desk.replica, PAGE, office.officer.id, BookSieve) if office.signed_in else {}
        )

    def _chosen(self, name: str, _: int) -> None:
        value = str(_box(self.choices[name]).currentData() or "")
        self._put(name, int(value or 0) if name == "grade" else value)

    def _typed(self, name: str, text: str) -> None:
        """Words narrow the book at once; a day does when it is one."""
        if name == "text":
            self._put(name, text.strip())
            return
        day = read_date(text, self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date())
        if day or not text.strip():
            self.lines[name].clear()
            self._put(name, day)

    def _left(self, name: str) -> None:
        text = _line(self.lines[name]).text().strip()
        if text and getattr(self.sieve, name) is None:
            self.lines[name].say(self._office.words("book-sieve-day-wrong"), "warn")

    def _put(self, name: str, value: object) -> None:
        if getattr(self.sieve, name) != value:
            self.sieve = replace(self.sieve, **{name: value})
            self._offer()
            self.changed.emit()

    def _choose_kept(self, _: int) -> None:
        self.show_sieve(self._kept().get(str(_box(self.kept).currentData() or ""), BookSieve()))

    def _keep(self) -> None:
        name = _line(self.name).text().strip()
        self.name.say("" if name else self._office.words("book-sieve-name-missing"))
        if name and self.amount():
            self._save({**self._kept(), name: self.sieve})
            _line(self.name).clear()

    def _drop(self) -> None:
        gone = str(_box(self.kept).currentData() or "")
        self._save({name: one for name, one in self._kept().items() if name != gone})

    def _save(self, kept: dict[str, BookSieve]) -> None:
        office = self._office
        work = partial(keep_filters, office.desk, office.officer, PAGE, kept)
        office.do(work, lambda _: self._offer(), quietly=True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        fields = [*self.lines.values(), *self.choices.values()]
        in_a_row = IN_A_ROW if scale_of(self.font()) < LARGE else LARGE_IN_A_ROW
        for place, field in enumerate([*fields, self.name, self.kept]):
            grid.addWidget(field, place // in_a_row, place % in_a_row)
        for column in range(in_a_row):
            grid.setColumnStretch(column, 1)
        self.add(grid)
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in (self.keep, self.drop, self.clear):
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)

    def _wire(self) -> None:
        for name, field in self.lines.items():
            _line(field).textEdited.connect(partial(self._typed, name))
            if name != "text":
                _line(field).editingFinished.connect(partial(self._left, name))
        for name, field in self.choices.items():
            _box(field).currentIndexChanged.connect(partial(self._chosen, name))
        _box(self.kept).currentIndexChanged.connect(self._choose_kept)
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self._drop)
        self.clear.clicked.connect(lambda: self.show_sieve(BookSieve()))
        _line(self.name).returnPressed.connect(self._keep)


def _box(field: Field) -> QComboBox:
    assert isinstance(field.widget, QComboBox)
    return field.widget


def _line(field: Field) -> QLineEdit:
    assert isinstance(field.widget, QLineEdit)
    return field.widget

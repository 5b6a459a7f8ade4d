"""The intake form laid out: the sections of the paper form, two columns where there is room, one where not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from admission.naming import tidy_name
from admission.people import Relation
from admission.profiles import RuleProfile
from admission.school import School
from desktop_app.ui.address_field import AddressEntry
from desktop_app.ui.fields import Card, key_cap, section, styled
from desktop_app.ui.intake_document import DocumentRow
from desktop_app.ui.intake_draft import phone_text
from desktop_app.ui.intake_fields import CheckEntry, ChoiceEntry, Entry, KeptEntry, LineEntry, ListEntry
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of

TWO_COLUMNS = 940  # pixels at scale 1: narrower, and the longest labels are cut
RELATIONS: tuple[Relation, ...] = ("mother", "father", "guardian", "trustee", "foster")

IN_THE_HEAD = 0

# section -> rows of (field, columns it takes of twelve; IN_THE_HEAD: beside the title of the section)
LEFT = {
    "child": (
        (("child.iin", 6), ("child.name.surname", 6)),
        (("child.name.given", 6), ("child.name.patronymic", 6)),
        (("child.born", 6), ("child.sex", 6)),
        (("child.certificate.number", 6), ("child.certificate.issued", 6)),
        (("child.foreigner", IN_THE_HEAD), ("child.citizenship", 6)),
    ),
    "applicant": (
        (("applicant.iin", 6), ("applicant.name.surname", 6)),
        (("applicant.name.given", 6), ("applicant.name.patronymic", 6)),
        (("applicant.relation", 6), ("applicant.phone", 6)),
        (("applicant.email", 6), ("notify_in", 6)),
    ),
}
RIGHT = {
    "address": (
        (
            ("registered.locality", 3),
            ("registered.street", 5),
            ("registered.house", 2),
            ("registered.flat", 2),
        ),
        (("by_territory", 12),),
    ),
    "study": (
        (("language", 12), ("special_needs", IN_THE_HEAD), ("transport", IN_THE_HEAD)),
        (("own_preschool", 6), ("home_schooling", 3), ("transfer", 3)),
        (("grade", 2), ("transfer.from_school", 6), ("transfer.why", 4)),
    ),
}
KEPT = ("registered.region", "registered.district", "registered.okrug")
CONSENTS = ("data_correct", "data_consent")
DIGITS = 9
CHOICES = frozenset({"child.sex", "notify_in", "by_territory", "language"})
TICKS = frozenset(
    {
        "child.foreigner",
        "special_needs",
        "transport",
        "own_preschool",
        "home_schooling",
        "transfer",
        *CONSENTS,
    }
)
OF_A_TRANSFER = ("grade", "transfer.from_school", "transfer.why")
REASONS_OF_A_TRANSFER = ("holidays", "moved", "abroad", "court", "violence")
LISTS = frozenset({"applicant.relation", "transfer.why"})
NAMES = frozenset(
    f"{who}.name.{part}" for who in ("child", "applicant") for part in ("surname", "given", "patronymic")
)
LONGEST_NAME = 80


def entry_for(key: str) -> Entry:
    """The kind of field that this path is entered in."""
    if key in CHOICES:
        return ChoiceEntry(key)
    if key in TICKS:
        return CheckEntry(key)
    if key in LISTS:
        return ListEntry(key)
    if key in KEPT:
        return KeptEntry(key)
    if key == "registered.street":
        return AddressEntry(key)
    if key in NAMES:
        return LineEntry(key, tidy_name, LONGEST_NAME)
    return LineEntry(key, phone_text if key == "applicant.phone" else None)


class IntakeForm(QWidget):
    """Every field by its path. `changed`: which one; it reads and fills text, and knows no rule.

    `papers_wanted`: somebody points at the scans of this document.
    """

    changed = Signal(str)
    papers_wanted = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rules: RuleProfile = office.desk.rules
        self.entries: dict[str, Entry] = {}
        self.titles: dict[str, QLabel] = {}
        self.filling = False
        self.around = styled(QLabel(), role="small")
        self.caps = {key: key_cap("") for key in CONSENTS}
        self.territory = styled(QLabel(), role="problem")
        self.territory.setWordWrap(True)
        self.rows = {rule.code: DocumentRow(rule) for rule in self._rules.documents}
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._right = self._lay_out()
        for key, entry in self.entries.items():
            entry.changed.connect(partial(self.changed.emit, key))
        for service in ("home_schooling", "transfer"):
            self.entries[service].setVisible(service in self._rules.services)
        self.show_dependent()

    def _lay_out(self) -> QVBoxLayout:
        """Both columns; the right one."""
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        left = self._column(LEFT)
        left.setContentsMargins(0, 0, 0, 0)
        left.addStretch()
        self._left = QWidget()
        self._left.setLayout(left)
        right = self._right_column()
        self._columns.addWidget(self._left, 1)
        self._columns.addLayout(right, 1)
        return right

    def put_beside(self, widget: QWidget) -> None:
        """At the head of the right column: what comes and goes there moves nothing in the left one."""
        self._right.insertWidget(0, widget)

    def show_right_alone(self, alone: bool) -> None:
        """While something else takes the left half of the page."""
        self._left.setVisible(not alone)

    def count_papers(self, counts: Mapping[str, int]) -> None:
        """How many scans of each document are here."""
        for code, row in self.rows.items():
            row.count(counts.get(code, 0), self._office.words)

    def fields(self) -> dict[str, str]:
        """Everything that is filled in."""
        return {key: entry.text for key, entry in self.entries.items() if entry.text}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put these in and empty the rest; the forms of the papers are the profile's until changed."""
        printed = {f"documents.{rule.code}.form": rule.form for rule in self._rules.documents}
        self.filling = True
        for key, entry in self.entries.items():
            entry.propose("", "")
            entry.clear()
            entry.fill(fields.get(key, printed.get(key, "")))
            entry.given = False
        self.filling = False

    def is_given(self, at: QWidget | None) -> bool:
        """Whether the cursor stands in a field that was filled in for the clerk."""
        return any(entry.given and at in entry.stops() for entry in self.entries.values())

    def offer(self, school: School, languages: Sequence[str]) -> None:
        """What this school has: its languages of instruction, whether it takes children by bus."""
        words = self._office.words
        self._offer("language", [(code, words.teaching(code)) for code in languages])
        self.entries["transport"].setVisible(school.transport)

    def require(self, codes: Iterable[str]) -> None:
        """Show the papers that must be brought, each under the key of its place."""
        places = {code: place for place, code in enumerate(codes, start=1)}
        for code, row in self.rows.items():
            row.setVisible(code in places)
            row.cap.setText(str(places[code]) if code in places else "")
        for place, cap in enumerate(self.caps.values(), start=len(places) + 1):
            cap.setText(str(place))
            cap.setVisible(place <= DIGITS)

    def show_dependent(self) -> None:
        """The country is asked of foreigners only, the old school of who comes over from it."""
        self.entries["child.citizenship"].setVisible(bool(self.entries["child.foreigner"].text))
        for key in OF_A_TRANSFER:
            self.entries[key].setVisible(bool(self.entries["transfer"].text))

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for name, title in self.titles.items():
            title.setText(words(f"intake-{name}"))
        for key, entry in self.entries.items():
            if not key.startswith("documents."):
                entry.set_label(words(f"intake-{key.replace('.', '-').replace('_', '-')}"))
        for row in self.rows.values():
            row.retranslate(words)
        self._offer("child.sex", [(sex, words(f"sex-{sex}")) for sex in ("male", "female")])
        self._offer("by_territory", [(side, words(f"territory-{side}")) for side in ("inside", "outside")])
        self._offer("notify_in", [(code, words(f"intake-notify-{code}")) for code in ("kk", "ru")])
        self._offer("transfer.why", [(one, words(f"intake-why-{one}")) for one in REASONS_OF_A_TRANSFER])
        self._offer("applicant.relation", [(one, words(f"intake-relation-{one}")) for one in RELATIONS])

    def link_stops(self, after: Sequence[QWidget]) -> None:
        """The cursor goes through the fields in the order of the paper form, then to `after`."""
        stops = [stop for entry in self.entries.values() for stop in entry.stops()]
        for here, there in pairwise([*stops, *after]):
            QWidget.setTabOrder(here, there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns while there is room for both."""
        wide = event.size().width() >= TWO_COLUMNS * scale_of(self.font())
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        super().resizeEvent(event)

    def _offer(self, key: str, options: Sequence[tuple[str, str]]) -> None:
        entry = self.entries[key]
        assert isinstance(entry, ChoiceEntry | ListEntry)
        entry.offer(options)

    def _column(self, sections: Mapping[str, Sequence[Sequence[tuple[str, int]]]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        for name, rows in sections.items():
            card, head = self._card(name)
            for row in rows:
                card.add(self._row(row, head))
            if name == "address":
                self._end_address(card)
            column.addWidget(card)
        return column

    def _end_address(self, card: Card) -> None:
        for key in KEPT:
            card.add(self._entry(key))
        card.inside.insertWidget(2, self.around)
        card.add(self.territory)

    def _right_column(self) -> QVBoxLayout:
        column = self._column(RIGHT)
        (papers, _), (consents, _) = self._card("documents"), self._card("consents")
        for row in self.rows.values():
            papers.add(row)
            row.papers_wanted.connect(self.papers_wanted)
            self.entries.update((entry.key, entry) for entry in row.entries())
        for key, cap in self.caps.items():
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(self._entry(key), 1)
            consents.add(line)
        column.addWidget(papers)
        column.addWidget(consents)
        column.addStretch()
        return column

    def _card(self, name: str) -> tuple[Card, QHBoxLayout]:
        card, head = Card(margin=12, spacing=5), QHBoxLayout()
        self.titles[name] = section()
        head.addWidget(self.titles[name])
        head.addStretch()
        head.setSpacing(14)
        card.add(head)
        return card, head

    def _row(self, row: Sequence[tuple[str, int]], head: QHBoxLayout) -> QHBoxLayout:
        line, left = QHBoxLayout(), 12
        line.setSpacing(12)
        for key, span in row:
            entry = self._entry(key)
            if span == IN_THE_HEAD:
                entry.label.setWordWrap(False)
                head.addWidget(entry)
                continue
            # Shares of the row count, not the words in it: columns of different rows must align.
            entry.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(entry, span, Qt.AlignmentFlag.AlignTop)
            left -= span
        if left:
            line.addStretch(left)
        return line

    def _entry(self, key: str) -> Entry:
        self.entries[key] = entry_for(key)
        return self.entries[key]

"""One item of "Needs attention": what, whom, who, when, why, how it stands now, what one can do, and the buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.acts import Amended
from admission.application import ALLOWED, Application, allowed_acts
from desktop_app.models import queries
from desktop_app.models.lines import AttentionItem
from desktop_app.ui import attention_words
from desktop_app.ui.attention_copy import for_administrator
from desktop_app.ui.attention_fact import Fact
from desktop_app.ui.compare_part import ComparePart
from desktop_app.ui.deed_words import deed
from desktop_app.ui.fields import Card, Chip, link, primary, secondary, section
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.amend_again import Choice, amend_again
from desktop_app.usecases.compare_amended import Compared, compared

TONES = {"refused": "danger", "applied_changed": "warn", "quarantined": "warn", "renumbered": "warn"}
FACTS = ("deed", "who", "answered", "why", "stands", "advice", "settled")
BESIDE = ("who", "answered")


class AttentionPanel(Card):
    """`open_application`: somebody wants to see it; `settled`: somebody has dealt with this item (its id)."""

    open_application = Signal(str)
    settled = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(margin=18, spacing=8)
        self._office = office
        self.item: AttentionItem | None = None
        self._done: dict[str, frozenset[str]] = {}
        self.outcome, self.about = Chip(), wrapped(section())
        self.facts = {name: Fact(f"attention-fact-{name}") for name in FACTS}
        self.compare = ComparePart(office)
        self.open, self.settle, self.copy = primary(), secondary(), link()
        self.area = QScrollArea()
        self._lay_out()
        self.open.clicked.connect(self.go)
        self.settle.clicked.connect(self.put_aside)
        self.copy.clicked.connect(self.take_copy)
        self.compare.chosen.connect(self._choose)

    @property
    def advice(self) -> QLabel:
        """What one can do."""
        return self.facts["advice"].text

    def show_item(self, item: AttentionItem) -> None:
        """This item, in the language of the moment; another one than before begins at its top."""
        if self.item is None or self.item.id != item.id:
            self.area.verticalScrollBar().setValue(0)
        self.item = item
        words = self._office.words
        self.about.setText(attention_words.about(self._office, item))
        word = words(f"outcome-{item.outcome.replace('_', '-')}")
        self.outcome.show_as(word, "idle" if item.seen else TONES.get(item.outcome, "idle"))
        self.open.setText(words("attention-open"))
        self.settle.setText(words("attention-settle"))
        self.copy.setText(words("attention-copy"))
        application = queries.application(self._office.desk.replica, item.application)
        self.open.setVisible(application is not None)
        self.settle.setVisible(not item.seen)
        self._say(item, application)
        self._compare(item, application)
        self.setAccessibleName(f"{self.outcome.accessibleName()}. {self.about.text()}")

    def go(self) -> None:
        """To its application, where it is here."""
        if self.item is not None and not self.open.isHidden():
            self.open_application.emit(self.item.application)

    def put_aside(self) -> None:
        """Dealt with."""
        if self.item is not None and not self.item.seen:
            self.settled.emit(self.item.id)

    def take_copy(self) -> None:
        """Ids and codes into the clipboard, for the administrator."""
        if self.item is not None:
            QGuiApplication.clipboard().setText(for_administrator(self._office.desk.replica, self.item))
            self._office.notice.emit(self._office.words("attention-copied"))

    def _say(self, item: AttentionItem, application: Application | None) -> None:
        words, office = self._office.words, self._office
        told = {
            "deed": deed(office, item.body),
            "who": f"{item.by or item.person}, {words.moment(item.done)}",
            "answered": words.moment(item.at),
            "why": words.problem(item.reason),
            "stands": attention_words.stands(office, application),
            "advice": attention_words.advice(office, item),
            "settled": attention_words.settled(office, item),
        }
        for name, text in told.items():
            self.facts[name].say(office, text)

    def _compare(self, item: AttentionItem, application: Application | None) -> None:
        body, fields = item.body, tuple[Compared, ...]()
        if isinstance(body, Amended) and application is not None:
            fields = compared(body, item.act, application)
        mine = self._office.signed_in and self._office.officer.id == item.person
        note = self._why_not(application) if fields and not item.seen else ""
        done = frozenset(one.field for one in fields) if item.seen else self._done.get(item.id, frozenset())
        self.compare.show_fields(fields, done, mine=mine, note=note)
        self.facts["deed"].setVisible(bool(self.facts["deed"].text.text()) and not fields)

    def _why_not(self, application: Application | None) -> str:
        """Why nobody, or not this person, may correct it now."""
        words, office = self._office.words, self._office
        if application is None or not office.signed_in:
            return ""
        if "amended" not in ALLOWED[application.status]:
            return words("compare-status", status=words.status(application.status))
        may = "amended" in allowed_acts(application.status, office.officer.roles)
        return "" if may else words("compare-role")

    def _choose(self, one: Compared, value: str) -> None:
        assert self.item is not None, "a value is chosen of an item that is shown"
        item, office = self.item, self._office
        decided = partial(self._decided, item.id, one.field)
        if value == one.now:
            decided()
            return
        assert isinstance(item.body, Amended), "only corrections are compared"
        own = value == one.entered and item.body.reason
        choice = Choice(
            application=item.application,
            field=one.field,
            shown=one.now or "",
            value=value,
            reason=own or office.words("compare-reason"),
        )
        office.do(partial(amend_again, office.desk, office.officer, choice), decided)

    def _decided(self, item: str, field: str, _: object = None) -> None:
        self._done[item] = self._done.get(item, frozenset()) | {field}
        if self.item is not None and self.item.id == item:
            self.show_item(self.item)
            (self.compare.buttons or [self.settle])[0].setFocus()

    def _lay_out(self) -> None:
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._told())
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.open, self.settle, self.copy):
            buttons.addWidget(button)
        buttons.addStretch()
        self.add(self.about)
        self.inside.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(self.area, 1)
        self.add(buttons)

    def _told(self) -> QWidget:
        """The facts below each other, the compared fields after the reason."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        when = QHBoxLayout()
        when.setSpacing(24)
        for name in BESIDE:
            when.addWidget(self.facts[name], 1, Qt.AlignmentFlag.AlignTop)
        for name in FACTS:
            if name == BESIDE[0]:
                column.addLayout(when)
            elif name not in BESIDE:
                column.addWidget(self.facts[name])
            if name == "why":
                column.addWidget(self.compare)
        column.addStretch()
        return inside

"""Needs attention: what the centre refused, changed or set aside; who did it, why, and what one can do now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models import outgoing
from desktop_app.models.lines import AttentionItem
from desktop_app.ui.fields import Card, Chip, EmptyState, heading, primary, quiet, secondary, section
from desktop_app.ui.office import Office
from desktop_app.usecases.settle_attention import settle

TONES = {"refused": "danger", "applied_changed": "warn", "quarantined": "warn"}


class AttentionPage(QWidget):
    """One card an item, unsettled ones first; an item stays readable after it was settled."""

    open_application = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self.title, self.explain = heading(), quiet()
        self.empty = EmptyState()
        self.cards: list[AttentionCard] = []
        self.body, self.area = QStackedWidget(), QScrollArea()
        self._lay_out()
        self.reload()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("attention-title"))
        self.explain.setText(words("attention-explain"))
        self.empty.say(words("empty-attention"), words("empty-attention-next"))
        for card in self.cards:
            card.retranslate()

    def reload(self) -> None:
        """Ask again; the cards are made anew."""
        items = outgoing.attention(self._office.desk.replica)
        self.cards = [AttentionCard(self._office, item) for item in items]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for card in self.cards:
            card.open_application.connect(self.open_application)
            column.addWidget(card)
        column.addStretch()
        self.area.setWidget(inside)
        self.body.setCurrentWidget(self.area if items else self.empty)
        self.retranslate()

    def arrive(self) -> None:
        """The cursor onto the first thing one can do."""
        if self.cards:
            self.cards[0].open.setFocus()

    def _lay_out(self) -> None:
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        for part in (self.title, self.explain):
            column.addWidget(part)
        column.addWidget(self.body, 1)


class AttentionCard(Card):
    """One item: what was done, by whom, what the centre answered and why, and the two buttons."""

    open_application = Signal(str)

    def __init__(self, office: Office, item: AttentionItem) -> None:
        super().__init__(spacing=8)
        self._office, self.item = office, item
        self.outcome, self.about = Chip(), section()
        self.who, self.why, self.advice = quiet(), QLabel(), quiet()
        self.why.setWordWrap(True)
        self.open, self.settle = primary(), secondary()
        self._lay_out()
        self.open.clicked.connect(partial(self.open_application.emit, item.application))
        self.settle.clicked.connect(self._settle)

    def retranslate(self) -> None:
        """Every word again."""
        words, item = self._office.words, self.item
        code = item.outcome.replace("_", "-")
        about = words("attention-about", act=words.act(item.kind), number=item.number, child=item.child)
        self.about.setText(about.rstrip(" ·"))
        self.outcome.show_as(
            words(f"outcome-{code}"), "idle" if item.seen else TONES.get(item.outcome, "idle")
        )
        self.who.setText(words("attention-who", by=item.by, at=words.moment(item.at)))
        self.why.setText(words.problem(item.reason))
        own = f"advice-{item.reason.code}"
        advice = own if words.has(own) else f"advice-{code}"
        self.advice.setText(words("attention-settled" if item.seen else advice))
        self.open.setText(words("attention-open"))
        self.settle.setText(words("attention-settle"))
        self.setAccessibleName(f"{self.outcome.accessibleName()}. {self.about.text()}")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.about, 1)
        top.addWidget(self.outcome)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.open)
        buttons.addWidget(self.settle)
        buttons.addStretch()
        self.add(top)
        for part in (self.who, self.why, self.advice):
            self.add(part)
        self.inside.addSpacing(4)
        self.add(buttons)
        self.settle.setVisible(not self.item.seen)
        self.open.setVisible(bool(self.item.application))

    def _settle(self) -> None:
        self.settle.setEnabled(False)
        self._office.do(partial(settle, self._office.desk, self.item.id))

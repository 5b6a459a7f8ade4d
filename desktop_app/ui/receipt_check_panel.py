"""One checked receipt: genuine or not, whose it is, and the way to its application."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from admission.receipt_core import ReceiptCore
from desktop_app.models import queries
from desktop_app.ui.fields import Banner, Card, quiet, secondary, section
from desktop_app.ui.office import Office
from desktop_app.usecases.rebuild import CheckedPaper
from desktop_app.usecases.rebuild_words import reason_of

FACTS = ("applicant", "born", "iin", "language", "due", "documents", "desk")
TONES = {"genuine": "info", "known": "good", "filed": "good", "refused": "danger"}


class ReceiptPanel(QWidget):
    """`open_application`: to the card of the receipt that is shown."""

    open_application = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._paper: CheckedPaper | None = None
        self.verdict, self.whose, self.source = Banner(), section(), quiet()
        self.labels = {name: _label() for name in FACTS}
        self.values = {name: _value() for name in FACTS}
        self.go = secondary()
        self.whose.setWordWrap(True)
        self.go.clicked.connect(self.open)
        self._lay_out()

    def show_paper(self, paper: CheckedPaper) -> None:
        """This one."""
        self._paper = paper
        self.retranslate()

    def open(self) -> None:
        """To the application's card, where it is known here."""
        if self._paper is not None and self._paper.core is not None and self.go.isEnabled():
            self.open_application.emit(self._paper.core.application)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for name, label in self.labels.items():
            label.setText(words(f"receipt-fact-{name}"))
        self.go.setText(words("receipt-open-application"))
        paper = self._paper
        if paper is None:
            return
        self.verdict.say(self._sentence(paper), TONES[paper.state])
        self.source.setText(paper.source)
        self._show_core(paper.core)
        self.go.setEnabled(paper.state in ("known", "filed"))

    def _sentence(self, paper: CheckedPaper) -> str:
        words = self._office.words
        state = "not-filed" if paper.reason.startswith("rebuild-") else paper.state
        reason = reason_of(words, paper.reason) if paper.reason else ""
        return words(f"receipt-verdict-{state}", reason=reason)

    def _show_core(self, core: ReceiptCore | None) -> None:
        words = self._office.words
        told = _facts(self._office, core) if core else {}
        self.whose.setText(f"{core.number}  {core.child}" if core else "")
        for name in FACTS:
            self.values[name].setText(told.get(name) or words("receipt-none"))
            for part in (self.labels[name], self.values[name]):
                part.setVisible(core is not None)
        self.go.setVisible(core is not None)

    def _lay_out(self) -> None:
        card, facts = Card(), QFormLayout()
        facts.setHorizontalSpacing(16)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name in FACTS:
            facts.addRow(self.labels[name], self.values[name])
        for part in (self.verdict, self.whose, self.source):
            card.add(part)
        card.add(facts)
        card.inside.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        card.inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)


def _label() -> QLabel:
    label = quiet()
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _value() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _facts(office: Office, core: ReceiptCore) -> dict[str, str]:
    words = office.words
    return {
        "applicant": core.applicant,
        "born": words.day(core.born),
        "iin": words("receipt-iin-masked", end=core.iin_end) if core.iin_end else "",
        "language": words.teaching(core.language),
        "due": words.moment(core.due),
        "documents": "; ".join(map(words.document, core.documents)),
        "desk": next(
            (one.name for one in queries.desks(office.desk.replica) if one.id == core.desk), core.desk
        ),
    }

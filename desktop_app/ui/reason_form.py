"""The form of a deed that needs words: legal grounds, the number of an order, a reason a parent can read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from admission.application import Proposal
from admission.problems import Problem
from desktop_app.ui.fields import Field, danger, link, secondary, section, styled
from desktop_app.ui.intake_fields import CheckEntry
from desktop_app.ui.layouts import WrappingRow, wrapped
from desktop_app.ui.office import Office

REASON_HEIGHT, REFUSAL_HEIGHT = 84, 116  # a refusal is written in two languages


class ReasonForm(QWidget):
    """Why: legal grounds where they are asked for, and words a parent can read; problems stand beside both.

    `suggested`: the words shall be written from the facts; `ticked`: other grounds.
    """

    confirmed = Signal()
    cancelled = Signal()
    suggested = Signal()
    ticked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._asked, self._problems = ("", ""), tuple[Problem, ...]()
        self.title = wrapped(section())
        self.grounds_title = styled(QLabel(), role="label")
        rules = office.desk.rules
        self._grounds = {
            ground.code: CheckEntry(f"grounds.{ground.code}") for ground in rules.grounds if ground.legal
        }
        self.grounds_problem = wrapped(styled(QLabel(), role="problem", tone="danger"))
        self.number, self.who = Field(QLineEdit()), Field(QLineEdit())
        self.reason = Field(QPlainTextEdit())
        self.text.setFixedHeight(REASON_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.confirm, self.cancel, self.suggest = danger(), secondary(), link()
        self._lay_out()
        self.suggest.clicked.connect(self.suggested)
        for box in self._grounds.values():
            box.check.clicked.connect(self.ticked)
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)
        office.spoken.connect(self.retranslate)

    @property
    def text(self) -> QPlainTextEdit:
        """Where the reason is written."""
        assert isinstance(self.reason.widget, QPlainTextEdit)
        return self.reason.widget

    @property
    def order_number(self) -> str:
        """The number of the order, as written."""
        return self.number.line.text().strip()

    @property
    def asked_by(self) -> str:
        """Who asked, where it was not the applicant."""
        return self.who.line.text().strip() if not self.who.isHidden() else ""

    @property
    def grounds(self) -> tuple[str, ...]:
        """Codes of the grounds that are ticked."""
        return tuple(code for code, box in self._grounds.items() if box.text)

    @property
    def written(self) -> str:
        """The reason as written."""
        return self.text.toPlainText().strip()

    def begin(self, deed: str, asks: str, proposal: Proposal | None = None) -> None:
        """Ask for this deed; a proposal fills in its grounds and its reason."""
        self._asked = (deed, asks)
        self.retranslate()
        for code, box in self._grounds.items():
            box.setVisible(asks == "grounds")
            box.check.setChecked(proposal is not None and code in proposal.grounds)
        self.suggest.setVisible(asks == "grounds")
        self.text.setFixedHeight(REFUSAL_HEIGHT if asks == "grounds" else REASON_HEIGHT)
        for part, wanted in ((self.grounds_title, "grounds"), (self.number, "order"), (self.who, "asked-by")):
            part.setVisible(asks == wanted)
        self.who.line.clear()
        self.text.setPlainText(proposal.reason if proposal else "")
        self.show_problems(())
        self.show()
        self._first_stop(asks, written=proposal is not None).setFocus()

    def retranslate(self) -> None:
        """Every word of the deed that is asked for, and of what is wrong with the answer."""
        deed, asks = self._asked
        if not deed:
            return
        words = self._office.words
        self.title.setText(words(f"deed-{deed}-title"))
        self.confirm.setText(words(f"deed-{deed}-confirm"))
        self.cancel.setText(words("deed-cancel"))
        self.suggest.setText(words("refusal-suggest"))
        self.grounds_title.setText(words("deed-grounds"))
        letters = self._office.desk.rules.reason_min_length
        self.reason.set_label(
            words("deed-reason-long" if asks == "grounds" else f"deed-{deed}-reason", letters=letters)
        )
        for code, box in self._grounds.items():
            box.set_label(words.ground(code))
        self.number.set_label(words("deed-order-number"))
        self.who.set_label(words("deed-asked-by"))
        self.show_problems(self._problems)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside what it is about."""
        self._problems = tuple(problems)
        words = self._office.words
        about_grounds = [words.problem(one) for one in problems if one.at == "grounds"]
        about_order = [words.problem(one) for one in problems if one.code == "order-number-missing"]
        others = [
            words.problem(one)
            for one in problems
            if one.at != "grounds" and one.code != "order-number-missing"
        ]
        self.number.say("\n".join(about_order))
        self.grounds_problem.setText("\n".join(about_grounds))
        self.grounds_problem.setVisible(bool(about_grounds))
        self.reason.say("\n".join(others))

    def _first_stop(self, asks: str, *, written: bool) -> QWidget:
        """What a proposal has filled in needs only to be confirmed."""
        if written:
            return self.confirm
        if asks == "order":
            return self.number.widget
        return next(iter(self._grounds.values())).check if asks == "grounds" else self.text

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.grounds_title)
        for box in self._grounds.values():
            column.addWidget(box)
        column.addWidget(self.grounds_problem)
        column.addWidget(self.number)
        column.addWidget(self.who)
        column.addWidget(self.reason)
        column.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)
        row = WrappingRow()
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        row.addStretch()
        column.addLayout(row)

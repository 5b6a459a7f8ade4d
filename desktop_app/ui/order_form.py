"""What an order needs before it is signed: letter, date, the director's key and its password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from admission.problems import Problem
from desktop_app.ui.fields import Banner, Card, Field, primary, quiet, secondary, section
from desktop_app.ui.file_dialogs import KEY_FILES, ask_file
from desktop_app.ui.intake_draft import date_text, read_date
from desktop_app.ui.office import Office

FIRST_LETTER = "А"
LONGEST_LETTER = 2


class OrderForm(Card):
    """`sign`: the director wants it; `through`: with a key in NCALayer, or no more; `dated`: another date was typed.

    The password is forgotten after each try.
    """

    sign = Signal()
    through = Signal()
    dated = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(margin=14, spacing=8)
        self._office = office
        self.title, self.explain = section(), quiet()
        self.letter, self.date, self.key = (
            Field(QLineEdit(FIRST_LETTER)),
            Field(QLineEdit()),
            Field(QLineEdit()),
        )
        self.password = Field(QLineEdit())
        self.choose, self.button, self.trouble = secondary(), primary(), Banner("danger")
        self.ncalayer, self._waits = secondary(), False
        line(self.letter).setMaxLength(LONGEST_LETTER)
        line(self.password).setEchoMode(QLineEdit.EchoMode.Password)
        self._lay_out()
        self.choose.clicked.connect(self._choose_key)
        self.button.clicked.connect(self.sign)
        self.ncalayer.clicked.connect(self.through)
        line(self.password).returnPressed.connect(self.sign)
        line(self.date).textChanged.connect(self.dated)

    def day(self, today: date) -> date | None:
        """The date as typed, None when it is none."""
        return read_date(line(self.date).text(), today)

    def propose_day(self, today: date) -> None:
        """Today, where nothing is typed."""
        if not line(self.date).text():
            line(self.date).setText(date_text(today))

    def clear_password(self) -> None:
        """Never kept."""
        line(self.password).clear()

    def enable(self, has_children: bool) -> None:
        """There is something to sign, and nobody is waited for; a wait can always be given up."""
        self.button.setEnabled(has_children and not self._waits)
        self.ncalayer.setEnabled(has_children or self._waits)

    def wait(self, waits: bool) -> None:
        """Whether the director is at NCALayer's window now."""
        self._waits = waits
        self.retranslate()
        if waits:
            self.enable(False)
            self.trouble.say(self._office.words("order-ncalayer-open"))

    def judge_date(self, problems: Sequence[Problem]) -> None:
        """What stands against the date, under it; the rest stays as it is."""
        self.date.say("\n".join(self._office.words.problem(one) for one in problems if one.at == "dated"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """The date's under the date, the others above the button."""
        self.judge_date(problems)
        self.trouble.say("\n".join(self._worded(one) for one in problems if one.at != "dated"), "danger")

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("order-form"))
        self.explain.setText(words("order-explain"))
        self.letter.set_label(words("order-letter"))
        self.date.set_label(words("order-date"))
        self.key.set_label(words("order-key"))
        self.password.set_label(words("order-password"))
        self.choose.setText(words("order-choose-key"))
        self.button.setText(words("order-sign"))
        self.ncalayer.setText(words("order-ncalayer-stop" if self._waits else "order-sign-ncalayer"))

    def _worded(self, problem: Problem) -> str:
        words = self._office.words
        reason = str(problem.params.get("reason", ""))
        if words.has(f"verdict-{reason}"):
            return words(f"problem-{problem.code}", reason=words(f"verdict-{reason}"))
        return words.problem(problem)

    def _choose_key(self) -> None:
        ask_file(self, self._office.words("order-key"), KEY_FILES, line(self.key).setText)

    def _lay_out(self) -> None:
        first, second, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        first.addWidget(self.letter, 1)
        first.addWidget(self.date, 2)
        first.addWidget(self.password, 3)
        column.addStretch()
        column.addWidget(self.choose)
        second.addWidget(self.key, 1)
        second.addLayout(column)
        for part in (self.title, self.explain, second, first, self.trouble):
            self.add(part)
        last = QHBoxLayout()
        last.addWidget(self.button)
        last.addWidget(self.ncalayer)
        last.addStretch()
        self.add(last)
        self.ncalayer.setVisible(self._office.ncalayer is not None)


def line(field: Field) -> QLineEdit:
    """The line of a field that is one."""
    assert isinstance(field.widget, QLineEdit)
    return field.widget

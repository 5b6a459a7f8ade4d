"""Above the intake form: what stands in the way of saving, line by line, and the words to stand by a warning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout

from admission.problems import Problem
from desktop_app.ui.fields import Field, link, secondary, section, styled
from desktop_app.ui.layouts import empty
from desktop_app.ui.office import Office


class Summary(QFrame):
    """Problems of the last save; a line leads to its field. With warnings alone it asks why one stands by them."""

    jump = Signal(str)
    stand_by = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.problems: tuple[Problem, ...] = ()
        self.title = section()
        self.because = Field(QLineEdit())
        self.confirm = secondary()
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self._lines)
        column.addWidget(self.because)
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.confirm.clicked.connect(self.stand_by)
        self.line.returnPressed.connect(self.stand_by)
        self.hide()

    @property
    def line(self) -> QLineEdit:
        """Where the reason is written."""
        assert isinstance(self.because.widget, QLineEdit)
        return self.because.widget

    @property
    def stood_by(self) -> tuple[str, ...]:
        """Codes of the warnings somebody stands by, once a reason is written."""
        return tuple(one.code for one in self.problems if one.weight == "warn") if self.reason else ()

    @property
    def reason(self) -> str:
        """Why, as written."""
        return self.line.text().strip()

    def show_problems(self, problems: Sequence[Problem], fields: Sequence[str]) -> None:
        """These problems, blocks first; `fields` are the paths they lead to. None: the summary goes away."""
        pairs = sorted(zip(problems, fields, strict=True), key=lambda pair: pair[0].weight != "block")
        self.problems = tuple(problem for problem, _ in pairs)
        empty(self._lines)
        for row, (problem, field) in enumerate(pairs):
            self._write(row, problem, field)
        only_warnings = all(problem.weight == "warn" for problem in self.problems)
        styled(self, role="banner", tone="warn" if only_warnings else "danger")
        for part in (self.because, self.confirm):
            part.setVisible(only_warnings)
        if not only_warnings or not pairs:
            self.line.clear()
        self.setVisible(bool(pairs))
        self.retranslate()

    def retranslate(self) -> None:
        """The words around the lines; the lines are written anew by `show_problems`."""
        words = self._office.words
        kind = "warnings" if all(one.weight == "warn" for one in self.problems) else "problems"
        self.title.setText(words(f"intake-summary-{kind}", n=len(self.problems)))
        self.because.set_label(words("intake-stand-by-because"))
        self.confirm.setText(words("intake-stand-by"))

    def asks_reason(self, problems: Sequence[Problem]) -> bool:
        """Whether these warnings, and no others, already wait for a reason."""
        here = sorted((one.at, one.code) for one in self.problems)
        return bool(here) and not self.because.isHidden() and here == sorted((p.at, p.code) for p in problems)

    def ask_reason(self) -> None:
        """The reason is still missing."""
        self.because.say(self._office.words("intake-stand-by-missing"), "warn")
        self.line.setFocus()

    def focus_first(self) -> None:
        """On the first line, or where the reason is written when there are only warnings."""
        first = self._lines.itemAtPosition(0, 0)
        widget = first.widget() if first else None
        if self.because.isVisibleTo(self):
            self.line.setFocus()
        elif widget is not None:
            widget.setFocus()

    def _write(self, row: int, problem: Problem, field: str) -> None:
        words = self._office.words
        tone = "danger" if problem.weight == "block" else "warn"
        text = styled(QLabel(words.problem(problem)), role="problem", tone=tone)
        text.setWordWrap(True)
        name = self._name(field)
        if name:
            button = link(name)
            button.setAccessibleDescription(text.text())
            button.clicked.connect(partial(self.jump.emit, field))
            self._lines.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(text, row, 1 if name else 0, 1, 1 if name else 2)

    def _name(self, field: str) -> str:
        words = self._office.words
        if field.startswith("documents."):
            return words("intake-documents")
        who = field.split(".", maxsplit=1)[0]
        own = words(f"intake-{field.replace('.', '-').replace('_', '-')}") if field else ""
        if field.startswith("child.") or field.startswith("applicant."):
            return f"{words(f'intake-{who}')}: {own}"
        return words("intake-consents") if field.startswith("data_") else own

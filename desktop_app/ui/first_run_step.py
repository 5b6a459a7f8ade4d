"""A step of the first run: what it asks, how it checks that here, and what Next does with it on the lane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.sync.beginning import Beginning
from desktop_app.ui.fields import Field, heading, quiet
from desktop_app.ui.wording import Words


class Step(QWidget):
    """One page. `forward`: Enter was pressed in it; `back_to`: the name of the step it sends the person back to.

    `waits`: Next rests, for the step itself works. `once`: what it did cannot be done again, Back passes it by.
    """

    forward = Signal()
    back_to = Signal(str)
    waits = Signal(bool)
    name = ""
    once = False

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__()
        self.words, self.beginning = words, beginning
        self.title, self.explain = heading(), quiet()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(self.title)
        self.column.addWidget(self.explain)

    def retranslate(self) -> None:
        """Every word again; what was typed stays."""
        self.title.setText(self.words(f"first-{self.name}-title"))
        self.explain.setText(self.words(f"first-{self.name}-explain"))

    def arrive(self) -> None:
        """The page is in front."""

    def leave(self) -> None:
        """The page, or the program, is left."""

    def check(self) -> bool:
        """Whether Next may go on; what is wrong is said under its field."""
        return True

    def work(self) -> Callable[[], object] | None:
        """What Next does, for the lane; None where there is nothing to do."""
        return None

    def stumbled(self, error: BaseException) -> None:
        """The work did not succeed; the sentence is said by the window."""

    def line(self, secret: bool = False) -> Field:
        """A field for one line of text; Enter in it goes on."""
        edit = QLineEdit()
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.returnPressed.connect(self.forward)
        field = Field(edit)
        self.column.addWidget(field)
        return field


def typed(field: Field) -> str:
    """What stands in a field of one line."""
    return field.line.text()


def put(field: Field, text: str) -> None:
    """Write it in."""
    field.line.setText(text)

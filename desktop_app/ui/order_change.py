"""What happens to one child of an order that is being changed: it stays, left, is taken out, or comes on the list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton

from admission.order import WHY_LETTERS, ChangeOfList, OrderChange
from desktop_app.ui.fields import Card, Elided, Field, styled
from desktop_app.ui.office import Office

CHANGE_WORDS: Mapping[ChangeOfList, str] = {
    "added": "amend-added",
    "taken_out": "amend-taken-out",
    "left": "amend-left",
}
EVERYTHING: tuple[ChangeOfList | None, ...] = (None, "left", "taken_out", "added")
OF_LISTED: tuple[ChangeOfList | None, ...] = (None, "left", "taken_out")
OF_OTHERS: tuple[ChangeOfList | None, ...] = (None, "added")


class Row(msgspec.Struct, frozen=True):
    """A child who stands on the list, or an accepted one who might come on it."""

    id: str
    child: str
    number: str
    listed: bool

    @property
    def choices(self) -> tuple[ChangeOfList | None, ...]:
        """What may happen to it; None: nothing."""
        return OF_LISTED if self.listed else OF_OTHERS


class ChangeForm(Card):
    """`changed`: the application's id and its line, None where nothing happens to the child."""

    changed = Signal(str, object)

    def __init__(self, office: Office) -> None:
        super().__init__(margin=14, spacing=8)
        self._office = office
        self._row: Row | None = None
        self.child, self.why, self.where = Elided(), Field(QLineEdit()), Field(QLineEdit())
        styled(self.child, role="section")
        self.buttons = {change: styled(QPushButton(), role="filter") for change in EVERYTHING}
        self._lay_out()
        for field in (self.why, self.where):
            field.line.setMaxLength(WHY_LETTERS)
            field.line.textEdited.connect(self._tell)
        self.setVisible(False)

    def show_row(self, row: Row | None, line: OrderChange | None) -> None:
        """This child, and what was chosen for it; nothing where there is no child."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.child.say(f"{row.child}   ·   {row.number}")
        self.why.line.setText(line.why if line else "")
        self.where.line.setText(line.where_to if line else "")
        for change, button in self.buttons.items():
            button.setVisible(change in row.choices)
        self.buttons[line.change if line else None].setChecked(True)
        self.retranslate()
        self._show_fields()

    def choose(self, change: ChangeOfList | None) -> None:
        """This happens to the child."""
        self.buttons[change].setChecked(True)
        self._tell()

    def next_choice(self) -> None:
        """The choice after the one that is taken."""
        if self._row is not None:
            choices = self._row.choices
            self.choose(choices[(choices.index(self._chosen()) + 1) % len(choices)])

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.why.set_label(words("amend-why"))
        self.where.set_label(words("amend-where"))
        nothing = "amend-stays" if self._row is None or self._row.listed else "amend-not-listed"
        for change, button in self.buttons.items():
            button.setText(words(nothing if change is None else CHANGE_WORDS[change]))

    def _lay_out(self) -> None:
        choices, group = QHBoxLayout(), QButtonGroup(self)
        for change, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self.choose, change))
            group.addButton(button)
            choices.addWidget(button)
        self.add(self.child)
        self.add(choices)
        self.add(self.why)
        self.add(self.where)

    def _chosen(self) -> ChangeOfList | None:
        return next(change for change, button in self.buttons.items() if button.isChecked())

    def _show_fields(self) -> None:
        self.why.setVisible(self._chosen() is not None)
        self.where.setVisible(self._chosen() == "left")

    def _tell(self) -> None:
        assert self._row is not None, "a child is shown"
        self._show_fields()
        change, why = self._chosen(), self.why.line.text().strip()
        where = self.where.line.text().strip() if change == "left" else ""
        told = (
            OrderChange(application=self._row.id, change=change, why=why, where_to=where) if change else None
        )
        self.changed.emit(self._row.id, told)

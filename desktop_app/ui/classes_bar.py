"""Under the board: what may be done with the class in hand, and the papers of all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from admission.roles import Role
from desktop_app.models.class_children import ClassChild
from desktop_app.ui.classes_plan import ClassPlan
from desktop_app.ui.fields import Card, link, secondary, styled
from desktop_app.ui.layouts import WrappingRow
from desktop_app.ui.office import Office


def orderable_among(children: list[ClassChild]) -> list[str]:
    """Who may go into one order: those of the school's own campaign, else those who come over from other schools."""
    free = [one for one in children if not one.order]
    own = [one.id for one in free if not one.transfer]
    return own or [one.id for one in free]


class ClassBar(Card):
    """`order`, `paper`, `remove`: of the class in hand; `book`, `table`: of all classes."""

    order = Signal()
    paper = Signal()
    remove = Signal()
    book = Signal()
    table = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(margin=8, spacing=4)
        self._office = office
        self.name = styled(QLabel(), role="label")
        self.make_order, self.print_list, self.take_away = secondary(), secondary(), link()
        self.print_book, self.export = link(), link()
        row = WrappingRow()
        row.setSpacing(8)
        for part in (self.name, self.make_order, self.print_list, self.take_away):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.print_book)
        row.addWidget(self.export)
        self.add(row)
        for button, signal in (
            (self.make_order, self.order),
            (self.print_list, self.paper),
            (self.take_away, self.remove),
            (self.print_book, self.book),
            (self.export, self.table),
        ):
            button.clicked.connect(signal)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.make_order.setText(words("classes-make-order"))
        self.print_list.setText(words("classes-print-list"))
        self.take_away.setText(words("classes-remove-letter"))
        self.print_book.setText(words("classes-alphabet-book"))
        self.export.setText(words("classes-nobd"))
        self.export.setToolTip(words("classes-nobd-tip"))

    def show_class(self, plan: ClassPlan, letter: str) -> None:
        """This class is in hand."""
        words, children = self._office.words, plan.of(letter)
        enrolled = any(one.order for one in plan.children)
        self.name.setText(words("classes-class", letter=letter) if letter else words("classes-choose"))
        for part in (self.make_order, self.print_list, self.take_away):
            part.setVisible(bool(letter))
        self.make_order.setVisible(bool(letter) and self._office.officer.may(Role.DIRECTOR))
        self.make_order.setEnabled(bool(orderable_among(children)))
        self.print_list.setEnabled(any(one.order for one in children))
        self.print_list.setToolTip("" if self.print_list.isEnabled() else words("classes-after-order"))
        self.take_away.setEnabled(not any(one.order for one in children))
        for part in (self.print_book, self.export):
            part.setEnabled(enrolled)
            part.setAccessibleName(f"{part.text()}{'' if enrolled else ', ' + words('classes-after-order')}")

"""The button “Print…”: print sets, and the other papers of an application that may be printed as it stands now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.ui.fields import secondary
from desktop_app.ui.office import Office
from desktop_app.usecases.print_sets import SetItem


class PrintMenu(QMenu):
    """`chosen`: the kind of paper somebody wants printed; `chosen_set`: the papers of a set."""

    chosen = Signal(str)
    chosen_set = Signal(object)

    def __init__(
        self, office: Office, kinds: Sequence[str], sets: Mapping[str, Sequence[SetItem]] | None = None
    ) -> None:
        super().__init__()
        self.setToolTipsVisible(True)
        for items in (sets or {}).values():
            self.addAction(set_words(office, items)).triggered.connect(partial(self._choose_set, items))
        if sets:
            self.addSeparator()
        for kind in kinds:
            self.addAction(office.words(f"print-{kind}")).triggered.connect(partial(self._choose, kind))

    def _choose(self, kind: str, _checked: bool = False) -> None:
        self.chosen.emit(kind)

    def _choose_set(self, items: Sequence[SetItem], _checked: bool = False) -> None:
        self.chosen_set.emit(items)


def set_words(office: Office, items: Sequence[SetItem]) -> str:
    """What a set prints: “receipt ×2 + line of the journal”."""
    words = office.words
    names = [
        words("print-set-item", name=words(f"card-paper-kind-{item.paper}"), copies=item.copies)
        if item.copies > 1
        else words(f"card-paper-kind-{item.paper}")
        for item in items
    ]
    return words("print-set", papers=" + ".join(names))


def print_button(office: Office, menu: PrintMenu, tip: str = "print-more-tip") -> QPushButton:
    """A button that opens the menu; the menu lives as long as the button."""
    button = secondary(office.words("print-more"))
    button.setToolTip(office.words(tip))
    button.setAccessibleName(office.words(tip))
    menu.setParent(button, menu.windowFlags())
    button.setMenu(menu)
    return button

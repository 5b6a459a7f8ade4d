"""The button “Print…”: the other papers of an application that may be printed as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.ui.fields import secondary
from desktop_app.ui.office import Office


class PrintMenu(QMenu):
    """`chosen`: the kind of paper somebody wants printed."""

    chosen = Signal(str)

    def __init__(self, office: Office, kinds: Sequence[str]) -> None:
        super().__init__()
        self.setToolTipsVisible(True)
        for kind in kinds:
            self.addAction(office.words(f"print-{kind}")).triggered.connect(partial(self._choose, kind))

    def _choose(self, kind: str, _checked: bool = False) -> None:
        self.chosen.emit(kind)


def print_button(office: Office, menu: PrintMenu) -> QPushButton:
    """A button that opens the menu; the menu lives as long as the button."""
    button = secondary(office.words("print-more"))
    button.setToolTip(office.words("print-more-tip"))
    button.setAccessibleName(office.words("print-more-tip"))
    menu.setParent(button, menu.windowFlags())
    button.setMenu(menu)
    return button

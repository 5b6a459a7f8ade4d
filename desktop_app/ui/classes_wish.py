"""What the parents of twins asked for: one class, different ones, or nothing; one key goes from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton

from admission.application import TwinsWish
from admission.classes import wish_of
from desktop_app.models.class_children import ClassChild
from desktop_app.ui.fields import styled
from desktop_app.ui.office import Office

KEY: Final = "Ctrl+T"
NEXT: Final[dict[TwinsWish, TwinsWish]] = {"": "together", "together": "apart", "apart": ""}
SIGNS: Final[dict[TwinsWish, str]] = {"": "∞", "together": "∞=", "apart": "∞≠"}


class WishButton(QPushButton):
    """`asked`: the wish that shall hold for the twins among the chosen children."""

    asked = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._wish: TwinsWish = ""
        styled(self, role="secondary")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._turn)

    def retranslate(self) -> None:
        """Every word again; as wide as its longest words, so that nothing moves when it is pressed."""
        self.setMinimumWidth(0)
        widths = []
        for wish in NEXT:
            self.setText(self._words(wish))
            widths.append(self.sizeHint().width())
        self.setMinimumWidth(max(widths))
        self._show()

    def show_twins(self, twins: Sequence[ClassChild]) -> None:
        """The twins among the chosen children; there is nothing to wish where there are none."""
        self._wish = wish_of(one.pupil for one in twins)
        self.setEnabled(bool(twins))
        self._show()

    def _turn(self) -> None:
        self.asked.emit(NEXT[self._wish])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words(self._wish)))

    def _show(self) -> None:
        tip = self._office.words("classes-wish-tip" if self.isEnabled() else "classes-wish-nobody")
        self.setText(self._words(self._wish))
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def _words(self, wish: TwinsWish) -> str:
        told = self._office.words(f"classes-wish-{wish or 'none'}")
        return f"{SIGNS[wish]} {told}"

"""What stands above the intake form after a filing: the number, and the two ways on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.fields import Banner, secondary
from desktop_app.ui.wording import Words


class AfterFiling(QWidget):
    """Hidden until something was filed."""

    def __init__(self) -> None:
        super().__init__()
        self.done, self.next_child, self.new_family = Banner("good"), secondary(), secondary()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.done, 1)
        row.addWidget(self.next_child)
        row.addWidget(self.new_family)
        self.hide()

    def retranslate(self, words: Words) -> None:
        """The two ways on; what was said was said in the language of then."""
        self.next_child.setText(words("intake-next-child"))
        self.new_family.setText(words("intake-new-family"))

"""A small caption and what it names, as the panels of "Needs attention" tell it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.ui.fields import styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office


class Fact(QWidget):
    """A small caption and what it names; hidden while there is nothing to say."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.caption, self.text = styled(QLabel(), role="small"), wrapped(QLabel())
        self._key = caption
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.caption)
        column.addWidget(self.text)

    def say(self, office: Office, text: str) -> None:
        """These words."""
        self.caption.setText(office.words(self._key))
        self.text.setText(text)
        self.text.setAccessibleName(f"{self.caption.text()}: {text}")
        self.setVisible(bool(text))

"""The language switch: Kazakh, Russian, English, changed while everything runs."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.fields import styled
from desktop_app.ui.wording import Words

NAMES = {"kk": ("Қаз", "Қазақша"), "ru": ("Рус", "Русский"), "en": ("Eng", "English")}


class LanguageSwitch(QWidget):
    """Three small buttons, each in its own language, for somebody who cannot read the other two."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for code, (short, full) in NAMES.items():
            row.addWidget(self._button(code, short, full))
        words.changed.connect(self._show)
        self._show()

    def _button(self, code: str, short: str, full: str) -> QPushButton:
        button = styled(QPushButton(short), role="language")
        button.setCheckable(True)
        button.setAccessibleName(full)
        button.setToolTip(full)
        button.clicked.connect(partial(self._words.set_language, code))
        self._group.addButton(button)
        self.buttons[code] = button
        return button

    def _show(self) -> None:
        self.buttons[self._words.language].setChecked(True)

"""The door of an office whose key is kept under a passphrase: typed at every start, or read from the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from admission.profiles import RuleProfile
from desktop_app.models.connection import ReplicaDamaged
from desktop_app.models.replica import Replica
from desktop_app.models.replica_key import WrongPassphrase
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.fields import Field, heading, primary, quiet
from desktop_app.ui.languages import LanguageSwitch
from desktop_app.ui.wording import Words

WIDTH = 460  # pixels
Opening = Callable[[str], Replica]


class Unlock(QDialog):
    """Asks until the replica is open; `replica` stays None for who closes it."""

    def __init__(self, words: Words, open_with: Opening) -> None:
        super().__init__()
        self._words, self._open_with = words, open_with
        self.replica: Replica | None = None
        self.title, self.explain, self.enter = heading(), quiet(), primary()
        self.secret = Field(QLineEdit())
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self.secret.clear)
        self.enter.clicked.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        for part in (self.title, self.explain, self.secret, self.enter):
            column.addWidget(part)
        column.addWidget(LanguageSwitch(words), 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(round(WIDTH * theme.scale_of(self.font())))
        words.changed.connect(self.retranslate)
        self.retranslate()
        self.line.setFocus()

    @property
    def line(self) -> QLineEdit:
        """Where it is typed."""
        return self.secret.line

    def retranslate(self) -> None:
        """Every word again."""
        words = self._words
        self.setWindowTitle(words("brand"))
        self.title.setText(words("unlock-title"))
        self.explain.setText(words("unlock-explain"))
        self.secret.set_label(words("first-passphrase"))
        self.enter.setText(words("unlock-open"))

    def ask(self) -> None:
        """Try what was typed."""
        try:
            self.replica = self._open_with(self.line.text())
        except (WrongPassphrase, ReplicaDamaged):
            self.secret.say(self._words("unlock-wrong"))
            self.adjustSize()
            self.line.selectAll()
            self.line.setFocus()
        else:
            self.accept()


def unlock(settings: Settings, rules: RuleProfile, open_with: Opening) -> Replica | None:
    """Ask in a window; None where it was closed. Any other trouble with the replica is raised."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the office has windows"
    theme.apply(app, settings.dark)
    dialog = Unlock(Words(settings.catalogues, rules, settings.language), open_with)
    dialog.exec()
    return dialog.replica

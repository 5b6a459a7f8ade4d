"""The first steps: the language, the key and its sheet, the centre and the code, and whose school it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
)

from admission.school import School
from desktop_app.models.replica_key import KeyringMissing
from desktop_app.sync.beginning import Beginning, computer_name
from desktop_app.sync.meeting import MeetingTrouble, address_of
from desktop_app.ui.fields import Card, Field, link, secondary, section
from desktop_app.ui.file_dialogs import ask_where
from desktop_app.ui.first_run_step import Step, put, typed
from desktop_app.ui.first_run_words import strength
from desktop_app.ui.languages import NAMES
from desktop_app.ui.wording import Words


class LanguageStep(Step):
    """Kazakh, Russian or English; the whole wizard speaks it at once."""

    name = "language"

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for code, (_, full) in NAMES.items():
            self.buttons[code] = QRadioButton(full)
            self._group.addButton(self.buttons[code])
            self.column.addWidget(self.buttons[code])
            self.buttons[code].clicked.connect(partial(words.set_language, code))
        self.column.addStretch()

    def retranslate(self) -> None:
        super().retranslate()
        self.buttons[self.words.language].setChecked(True)

    def arrive(self) -> None:
        self.buttons[self.words.language].setFocus()


class KeyStep(Step):
    """Who keeps the key: this computer's keyring, or a passphrase."""

    name = "key"
    once = True

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.keyring, self.by_heart = QRadioButton(), QRadioButton()
        group = QButtonGroup(self)
        for button in (self.keyring, self.by_heart):
            group.addButton(button)
            self.column.addWidget(button)
            button.toggled.connect(self._choose)
        self.passphrase, self.again = self.line(secret=True), self.line(secret=True)
        self.passphrase.widget.textChanged.connect(self._judge)  # type: ignore[attr-defined]
        self.again.widget.textChanged.connect(self.again.clear)  # type: ignore[attr-defined]
        self.column.addStretch()
        self.keyring.setChecked(True)

    def retranslate(self) -> None:
        super().retranslate()
        words = self.words
        self.keyring.setText(words("first-key-keyring"))
        self.by_heart.setText(words("first-key-passphrase"))
        self.passphrase.set_label(words("first-passphrase"))
        self.again.set_label(words("first-passphrase-again"))
        self._judge()

    def arrive(self) -> None:
        (self.keyring if self.keyring.isChecked() else self.by_heart).setFocus()

    def check(self) -> bool:
        if self.keyring.isChecked():
            return True
        if strength(typed(self.passphrase)) == "weak":
            self.passphrase.say(self.words("first-passphrase-weak"))
            self.passphrase.setFocus()
            return False
        if typed(self.passphrase) != typed(self.again):
            self.again.say(self.words("first-passphrase-differs"))
            self.again.setFocus()
            return False
        return True

    def work(self) -> Callable[[], object]:
        passphrase = typed(self.passphrase) if self.by_heart.isChecked() else ""
        return partial(self.beginning.keep_key, passphrase)

    def stumbled(self, error: BaseException) -> None:
        if isinstance(error, KeyringMissing):
            self.keyring.setEnabled(False)
            self.by_heart.setChecked(True)
            self.passphrase.setFocus()

    def _choose(self) -> None:
        for field in (self.passphrase, self.again):
            field.setVisible(self.by_heart.isChecked())

    def _judge(self) -> None:
        text = typed(self.passphrase)
        how = strength(text)
        tone = {"weak": "warn", "fair": "info", "strong": "good"}[how]
        self.passphrase.say(self.words(f"first-passphrase-{how}") if text else "", tone)


class SheetStep(Step):
    """The recovery sheet: the key on paper, for the safe."""

    name = "sheet"
    once = True

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.code = QLabel()
        font = QFont(self.code.font())
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self.code.setFont(font)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        card = Card()
        card.add(self.code)
        self.save, self.safe = secondary(), QCheckBox()
        self.save.clicked.connect(self._ask_path)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch()
        self.column.addWidget(card)
        self.column.addLayout(row)
        self.told = Field(self.safe)
        self.column.addWidget(self.told)
        self.column.addStretch()

    def retranslate(self) -> None:
        super().retranslate()
        groups = self.beginning.sheet.split("-")
        self.code.setText("\n".join("  ".join(groups[at : at + 6]) for at in range(0, len(groups), 6)))
        self.code.setAccessibleName(self.beginning.sheet)
        self.save.setText(self.words("first-sheet-save"))
        self.safe.setText(self.words("first-sheet-safe"))
        self.safe.setAccessibleName(self.words("first-sheet-safe"))

    def arrive(self) -> None:
        self.retranslate()
        self.save.setFocus()

    def check(self) -> bool:
        self.told.say("" if self.safe.isChecked() else self.words("first-sheet-first"), "warn")
        if not self.safe.isChecked():
            self.safe.setFocus()
        return self.safe.isChecked()

    def save_to(self, path: str) -> None:
        """The sheet as a PDF to be printed and locked away, or as plain text."""
        words = self.words
        parts = (words("brand"), words("first-sheet-title"), self.code.text(), words("first-sheet-paper"))
        text = "\n\n".join(parts)
        try:
            if path.endswith(".pdf"):
                _print_text(text, path)
            else:
                Path(path).write_text(text, encoding="utf-8")
        except OSError:
            self.told.say(words("preview-not-saved"), "danger")
        else:
            self.told.say(words("preview-saved", name=Path(path).name), "good")

    def _ask_path(self) -> None:
        ask_where(self, self.words("first-sheet-save"), ("PDF (*.pdf)", "TXT (*.txt)"), ".pdf", self.save_to)


def _print_text(text: str, path: str) -> None:
    from PySide6.QtGui import QPdfWriter

    document = QTextDocument(text)
    writer = QPdfWriter(path)
    document.setDefaultFont(QFont("Arimo", 14))
    document.print_(writer)
    if not Path(path).exists():
        raise OSError(path)


class CentreStep(Step):
    """Where the centre is, the one-time code, and what this desk is called."""

    name = "centre"
    once = True

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.address, self.code, self.desk = self.line(), self.line(), self.line()
        for field in (self.address, self.code, self.desk):
            field.widget.textChanged.connect(field.clear)  # type: ignore[attr-defined]
        put(self.desk, computer_name())
        self._clock_stood_by = False
        self.column.addStretch()

    def retranslate(self) -> None:
        super().retranslate()
        for field, key in ((self.address, "address"), (self.code, "code"), (self.desk, "desk")):
            field.set_label(self.words(f"first-centre-{key}"))
        self.address.widget.setProperty("placeholderText", "https://")
        self.code.widget.setProperty("placeholderText", "XXXX-XXXX-XXXX")

    def arrive(self) -> None:
        (self.code if typed(self.address) else self.address).setFocus()

    def check(self) -> bool:
        try:
            address_of(typed(self.address))
        except MeetingTrouble as trouble:
            self.address.say(self.words(f"first-{trouble.code}"))
            self.address.setFocus()
            return False
        for field in (self.code, self.desk):
            if not typed(field).strip():
                field.say(self.words("first-missing"))
                field.setFocus()
                return False
        return True

    def work(self) -> Callable[[], object]:
        return partial(
            self.beginning.enrol,
            typed(self.address),
            typed(self.code),
            typed(self.desk).strip(),
            clock_stood_by=self._clock_stood_by,
        )

    def stumbled(self, error: BaseException) -> None:
        self._clock_stood_by = isinstance(error, MeetingTrouble) and error.code.startswith("clock-")
        self.code.setFocus()

    def ask_new_code(self) -> None:
        """The last code belonged to another school."""
        put(self.code, "")
        self.code.say(self.words("first-another-code"), "info")


class SchoolStep(Step):
    """Is this your school?"""

    name = "school"
    once = True

    def __init__(self, words: Words, beginning: Beginning) -> None:
        super().__init__(words, beginning)
        self.school, self.where = section(), QLabel()
        for label in (self.school, self.where):
            label.setWordWrap(True)
        self.other: QPushButton = link()
        card = Card()
        card.add(self.school)
        card.add(self.where)
        self.column.addWidget(card)
        self.column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()
        self._found: School | None = None
        self.ours = True
        self.other.clicked.connect(self._not_ours)

    def retranslate(self) -> None:
        super().retranslate()
        found, words = self._found, self.words
        named = (
            (found.name_ru if words.language == "ru" else found.name_kk)
            if found
            else words("first-school-unsaid")
        )
        self.school.setText(named)
        self.where.setText(", ".join(part for part in _where(found) if part))
        self.other.setText(words("first-school-other"))

    def show_school(self, found: School | None) -> None:
        """What the centre said."""
        self._found = found
        self.retranslate()

    def work(self) -> Callable[[], object]:
        return self.beginning.another_school if not self.ours else partial(self.beginning.go_on_at, "printer")

    def _not_ours(self) -> None:
        self.ours = False
        self.forward.emit()


def _where(found: School | None) -> tuple[str, ...]:
    if found is None:
        return ()
    home = found.address
    return (home.region, home.district, home.locality, home.street, home.house)

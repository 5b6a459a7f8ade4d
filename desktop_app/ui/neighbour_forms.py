"""The forms of the neighbouring computers: a code on this screen, one from another screen, and the end of a pair."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.fields import Field, danger, primary, quiet, secondary, styled
from desktop_app.ui.office import Office

CODE_WIDTH, LONGEST_CODE = 170, 20


class ShownCode(QWidget):
    """The code, large enough to be read aloud, and where this computer is to be found."""

    hidden = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._now: tuple[str, str, str] = ("", "", "")
        self.pairs_before = 0
        self.code, self.explain, self.stop = styled(QLabel(), role="title"), quiet(), secondary()
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.code)
        row.addWidget(self.explain, 1)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self._end)
        self.hide()

    def begin(self, code: str, until: str, address: str) -> None:
        """This code, valid until then."""
        self._now = (code, until, address)
        self.retranslate()
        self.show()
        self.stop.setFocus()

    def retranslate(self) -> None:
        """Every word again."""
        words, (code, until, address) = self._office.words, self._now
        half = len(code) // 2
        self.code.setText(f"{code[:half]} {code[half:]}")
        self.code.setAccessibleName(words("neighbours-code-name", code=" ".join(code)))
        self.explain.setText(words("neighbours-code-shown", until=until, address=address))
        self.stop.setText(words("neighbours-hide"))

    def _end(self) -> None:
        self.hide()
        self.hidden.emit()


class EntryForm(QWidget):
    """Which computer, and the code on its screen."""

    confirmed = Signal(str, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.choice, self.letters = QComboBox(), QLineEdit()
        self.choice.setEditable(True)
        self.letters.setMaxLength(LONGEST_CODE)
        self.letters.setFixedWidth(CODE_WIDTH)
        self.where, self.code = Field(self.choice), Field(self.letters)
        self.hint, self.confirm, self.cancel = quiet(), primary(), secondary()
        self._hint = "neighbours-looking"
        self._lay_out()
        self.confirm.clicked.connect(self._confirm)
        self.letters.returnPressed.connect(self._confirm)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def begin(self) -> None:
        """Empty, the cursor in it."""
        self.choice.clear()
        self.letters.clear()
        self._hint = "neighbours-looking"
        self.retranslate()
        self.hint.show()
        self.show()
        self.choice.setFocus()

    def offer(self, found: Sequence[tuple[str, str]]) -> None:
        """Computers that announce themselves, as name and address; what was typed meanwhile stays."""
        typed = self.choice.currentText()
        self.choice.clear()
        for name, address in found:
            self.choice.addItem(f"{name} – {address}", address)
        if typed or not found:
            self.choice.setEditText(typed)
        self._hint = "neighbours-none-found"
        self.retranslate()
        self.hint.setVisible(not found)
        if found and not typed and not self.isHidden():
            self.letters.setFocus()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.where.set_label(words("neighbours-where"))
        self.code.set_label(words("neighbours-code"))
        self.confirm.setText(words("neighbours-pair"))
        self.cancel.setText(words("neighbours-cancel"))
        self.hint.setText(words(self._hint))

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(12)
        row.addWidget(self.where, 1)
        row.addWidget(self.code)
        for button in (self.confirm, self.cancel):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)

    def _confirm(self) -> None:
        text = self.choice.currentText()
        place = self.choice.findText(text)
        address = self.choice.itemData(place) if place >= 0 else text
        if self.letters.text().strip() and text.strip():
            self.confirmed.emit(self.letters.text(), address)


class LeaveForm(QWidget):
    """Whether a pair shall really end."""

    confirmed = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._desk, self._name = office, "", ""
        self.ask, self.confirm, self.cancel = quiet(), danger(), secondary()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.ask, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def begin(self, desk: str, name: str) -> None:
        """Ask about this one."""
        self._desk, self._name = desk, name
        self.retranslate()
        self.show()
        self.cancel.setFocus()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.ask.setText(words("neighbours-forget-ask", name=self._name))
        self.confirm.setText(words("neighbours-forget"))
        self.cancel.setText(words("neighbours-cancel"))

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(self._desk)

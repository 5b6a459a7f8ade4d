"""The director's key: a file with its password, or NCALayer's window; asked for when there is something to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.ui.fields import primary, secondary
from desktop_app.ui.file_dialogs import KEY_FILES, ask_file
from desktop_app.ui.office import Office


class DirectorKey(QWidget):
    """`sign`: with the file; `through`: with NCALayer, or no more. The password is forgotten after each try."""

    sign = Signal()
    through = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._waits, self._amount = office, False, 0
        self.path, self.password = QLineEdit(office.preferences.key_file), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.choose, self.button, self.ncalayer = secondary(), primary(), secondary()
        self._lay_out()
        self.choose.clicked.connect(self._choose_key)
        self.path.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign)
        self.button.clicked.connect(self.sign)
        self.ncalayer.clicked.connect(self.through)

    def arrive(self) -> None:
        """Where the next key press belongs: the password, else NCALayer, else the file."""
        by_file = bool(self.path.text().strip())
        other = self.path if self.ncalayer.isHidden() else self.ncalayer
        (self.password if by_file else other).setFocus()

    def take_password(self) -> str:
        """The password, which is forgotten here."""
        taken = self.password.text()
        self.password.clear()
        return taken

    def offer(self, amount: int, waits: bool, at_window: bool) -> None:
        """So many decisions to sign; `waits`: it is being done, `at_window`: at NCALayer's window."""
        self._amount, self._waits = amount, at_window
        for part in (self.path, self.choose, self.password, self.button):
            part.setEnabled(not waits)
        self.ncalayer.setEnabled(not waits or at_window)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for line, key in ((self.path, "batch-key-file"), (self.password, "batch-password")):
            line.setPlaceholderText(words(key))
            line.setAccessibleName(words(key))
            line.setToolTip(words(key))
        self.choose.setText(words("batch-choose"))
        self.button.setText(words("batch-sign", n=self._amount))
        self.ncalayer.setText(
            words("order-ncalayer-stop") if self._waits else words("batch-sign-ncalayer", n=self._amount)
        )

    def _choose_key(self) -> None:
        ask_file(self, self._office.words("batch-key-file"), KEY_FILES, self._chosen)

    def _chosen(self, path: str) -> None:
        self.path.setText(path)
        self.password.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.path, 3)
        row.addWidget(self.choose)
        row.addWidget(self.password, 2)
        row.addWidget(self.button)
        row.addWidget(self.ncalayer)
        self.ncalayer.setVisible(self._office.ncalayer is not None)

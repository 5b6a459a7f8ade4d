"""The sign-in screen: whose office this is, who works here, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from admission.problems import ActRefused
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.ui.fields import Banner, Card, Field, link, primary, quiet, styled
from desktop_app.ui.languages import LanguageSwitch
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of
from desktop_app.usecases.sign_in import sign_in

CARD_WIDTH = 420


class SignIn(QWidget):
    """Name and password, checked at this desk alone; emits the officer who may come in."""

    signed_in = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._office = office
        self.brand = styled(QLabel(), role="brand")
        self.subtitle, self.school = quiet(), quiet()
        self.login = Field(QLineEdit())
        self.password = Field(QLineEdit())
        self.enter = primary()
        self.note = Banner("idle")
        self.languages = LanguageSwitch(office.words)
        self.practise = link()
        self._lay_out()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; what was typed stays."""
        words = self._office.words
        self.brand.setText(words("brand"))
        self.subtitle.setText(words("sign-in-subtitle"))
        self.school.setText(school_name(self._office))
        self.login.set_label(words("sign-in-login"))
        self.password.set_label(words("sign-in-password"))
        self.enter.setText(words("sign-in-enter"))
        self.practise.setText(words("practice-open"))
        self.practise.setToolTip(words("practice-open-explain"))

    def reload(self) -> None:
        """The school may have been renamed."""
        self.school.setText(school_name(self._office))

    def lock(self, officer: Officer) -> None:
        """Ask the officer who was here for the password again; everything begun is kept."""
        self.login.line.setText(officer.login)
        self.note.say(self._office.words("sign-in-locked-idle"), "idle")
        self.password.line.setFocus()

    def offer_practice(self, begin: Callable[[], object]) -> None:
        """A button that opens practice mode beside this office; it says so, for that takes a while."""
        self.practise.clicked.connect(begin)
        self.practise.clicked.connect(lambda: self.note.say(self._office.words("practice-is-coming"), "info"))
        self.practise.show()

    def close_for_good(self, sentence: str) -> None:
        """This computer was revoked: say so; nobody signs in here any more."""
        self.note.say(sentence, "danger")
        for part in (self.login, self.password, self.enter):
            part.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands where typing goes on."""
        super().showEvent(event)
        empty = not self.login.line.text()
        (self.login if empty else self.password).line.setFocus()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()  # not an alignment: only so the card grows with sentences that wrap
        middle.addStretch()
        middle.addWidget(self._card())
        middle.addStretch()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def _card(self) -> Card:
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        styled(self.school, role="label")
        card = Card(margin=36, spacing=14)
        card.setFixedWidth(round(CARD_WIDTH * scale_of(self.font())))
        for part in (self.brand, self.subtitle, self.school, self.note):
            card.add(part)
        card.inside.addSpacing(8)
        for field in (self.login, self.password):
            card.add(field)
        card.add(self.enter)
        card.inside.addSpacing(6)
        card.inside.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignHCenter)
        card.inside.addWidget(self.practise, 0, Qt.AlignmentFlag.AlignHCenter)
        self.practise.hide()
        return card

    def _wire(self) -> None:
        self.enter.clicked.connect(self._ask)
        self.login.line.returnPressed.connect(self.password.line.setFocus)
        self.password.line.returnPressed.connect(self._ask)
        self.password.line.textEdited.connect(self.password.clear)

    def _ask(self) -> None:
        login, password = self.login.line.text(), self.password.line.text()
        self.enter.setEnabled(False)
        work = partial(sign_in, self._office.desk, login, password)
        self._office.do(work, self._welcome, self._refused, quietly=True)

    def _welcome(self, officer: Officer) -> None:
        self.enter.setEnabled(True)
        self.note.say("")
        for field in (self.login, self.password):
            field.line.clear()
        self.signed_in.emit(officer)

    def _refused(self, refused: ActRefused) -> None:
        self.enter.setEnabled(True)
        self.password.say(self._office.trouble(refused))
        self.password.line.selectAll()
        self.password.line.setFocus()


def school_name(office: Office) -> str:
    """The school's name in the language of the moment; empty before the first sync."""
    try:
        school = queries.school(office.desk.replica)
    except LookupError:
        return office.words("school-unknown")
    return school.name_ru if office.words.language == "ru" else school.name_kk

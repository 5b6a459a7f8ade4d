"""Hands of the director for tests: an office with a key, twelve applications that wait, the keys one presses."""

from __future__ import annotations

import random

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.settings import Preferences
from desktop_app.signing.signer import WrongPassword
from desktop_app.ui.director_page import DirectorPage
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR, seen
from tests.ui import sample
from tests.ui.conftest import type_text

REASON = "Денсаулық паспортында мөр мен күні жоқ."
PAPERS = ("photo", "vaccinations", "health")
PASSWORD = "құпия"


class Key:
    """A key device that signs anything for the right password, unless it was told to do otherwise."""

    def __init__(self, password, trouble):
        self.password, self.trouble = password, trouble

    def sign(self, documents):
        if self.password != PASSWORD:
            raise WrongPassword
        if self.trouble:
            raise self.trouble
        return [b"signed " + one for one in documents]


def in_kazakh(place):
    return replace(sample.draft(place), by_territory=True, language="kk")


def status(desk, application):
    return seen(desk, application).status


def press(widget, *letters):
    for letter in letters:
        type_text(widget, letter)


def enter(widget):
    QTest.keyClick(widget, Qt.Key.Key_Return)


def sign(qtbot, page, password=PASSWORD):
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.batch.key.password.hasFocus()
    type_text(page.batch.key.password, password)
    enter(page.batch.key.password)
    qtbot.waitUntil(lambda: not page.batch.busy)


def look_through(page):
    for _ in page.folder.unseen:
        press(page.table, "s")


def sign_in_with_key(office, tmp_path):
    """An office whose director has a key file."""
    file = tmp_path / "director.p12"
    file.write_bytes(b"key")
    office.preferences = Preferences(key_file=str(file))
    office.signs = lambda: True
    office.trouble_of_key = None
    office.signer_for = lambda _, password: Key(password, office.trouble_of_key)
    office.sign_in(DIRECTOR)
    return office


def twelve(desk):
    """Twelve: a refusal, a doubtful one, ten clean ones."""
    filed = [file_application(desk, EXECUTOR, in_kazakh(place)) for place in range(12)]
    for application in filed:
        for paper in PAPERS[: 0 if application == filed[1] else 3]:
            check_document(
                desk, EXECUTOR, application, paper, application != filed[0] or paper != "health", "мөрі жоқ"
            )
    propose(desk, EXECUTOR, filed[0], False, ("non-compliant",), REASON)
    for application in filed[1:]:
        propose(desk, EXECUTOR, application, True)
    return filed


def open_page(qtbot, office):
    """The director's page, which hears of every change; its sample is the same every time."""
    made = DirectorPage(office, random.Random(63))
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    made.resize(1200, 760)
    made.reload()
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made

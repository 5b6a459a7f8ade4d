"""Keys pressed for the reference family: every one is counted, and Alt or Ctrl once for as long as it is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from admission.children_rows import ListedChild
from desktop_app.models import queries
from desktop_app.models.census import keep_children
from desktop_app.models.directory_filling import fill_directory
from desktop_app.ui.intake_page import IntakePage
from desktop_app.usecases.file_application import file_application
from tests.desk import APPLICANT, CHILD, EXECUTOR, HOME, KEY, OTHER_CHILD, a_draft, seen
from tests.models.test_directory import ROWS
from tests.ui.test_intake import cursor, key, type_here, type_people

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
STREET = "Сәтбаев көшесі"
MOST, MOST_WHEN_KNOWN = 140, 60  # the goal of this form


class Counter(QObject):
    """Counts what fingers do."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self._held = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is QApplication.focusWidget():
            held = bool(event.modifiers() & (ALT | CTRL))
            self.pressed += 1 + (held and not self._held)
            self._held = held
        return False


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[Counter]:
    made = Counter()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def page(qtbot, office, desk):
    fill_directory(desk.replica.path.parent, ROWS)
    made = IntakePage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def type_fields(text: str) -> None:
    """Fields parted by spaces, Enter after each; `_` leaves one as it is."""
    for field in text.split():
        if field != "_":
            type_here(field)
        key(Qt.Key.Key_Return)


def give_papers_consents_and_file(qtbot, page) -> str:
    """The id of what was filed: three papers, two consents, F9."""
    for digit in range(1, 6):
        key(Qt.Key(Qt.Key.Key_0 + digit), ALT)
    with qtbot.waitSignal(page.filed) as filed:
        key(Qt.Key.Key_F9)
    return str(filed.args[0])


def test_a_family_nobody_knows_takes_at_most_140_keys(qtbot, page, desk, counter):
    type_people()
    key(Qt.Key.Key_Return)
    type_here("сәтб 12-5")
    key(Qt.Key.Key_Return)
    assert cursor(page) == "by_territory"
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Space)
    draft = seen(desk, give_papers_consents_and_file(qtbot, page)).draft
    assert (draft.child, draft.registered) == (CHILD, replace(HOME, street=STREET))
    assert (draft.data_correct, draft.data_consent, len(draft.documents)) == (True, True, 3)
    print("keys, nobody known:", counter.pressed)
    assert counter.pressed <= MOST


def test_a_listed_child_of_a_known_applicant_takes_at_most_60_keys(qtbot, page, desk, counter):
    listed = ListedChild(CHILD.iin, CHILD.name, date(2020, 9, 15), "male", line=f"{STREET} 12-5")
    keep_children(desk.replica.path.parent, KEY, [listed])
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD, confirmed=("certificate-missing",)))
    type_fields("200915590004 1234567890 30092020 _ 840415450261")
    type_fields("_ _")
    assert cursor(page) == "language"
    key(Qt.Key.Key_Space)
    draft = seen(desk, give_papers_consents_and_file(qtbot, page)).draft
    assert (draft.child, draft.applicant) == (CHILD, APPLICANT)
    assert (draft.registered.street, draft.registered.flat, draft.language) == (STREET, "5", "kk")
    print("keys, known:", counter.pressed)
    assert counter.pressed <= MOST_WHEN_KNOWN


def test_a_brother_or_sister_right_after_takes_at_most_60_keys(qtbot, page, desk, counter):
    type_people()
    type_fields("_ Сәтбаев,12-5 _")
    key(Qt.Key.Key_Space)
    give_papers_consents_and_file(qtbot, page)
    counter.pressed = 0
    key(Qt.Key.Key_N, CTRL)
    type_fields("200915690010 _ Айша Ерболқызы _ _ 2345678901")
    type_here("30092020")
    application = seen(desk, give_papers_consents_and_file(qtbot, page))
    assert application.draft.child.name.full == "Дүйсенбаева Айша Ерболқызы"
    assert application.draft.registered.street == STREET
    print("keys, known:", counter.pressed)
    assert counter.pressed <= MOST_WHEN_KNOWN
    assert len(queries.siblings(desk.replica, APPLICANT.iin)) == 2

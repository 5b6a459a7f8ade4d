"""Keys pressed for the reference family: every one is counted, and Alt or Ctrl once for as long as it is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from admission.children_rows import ListedChild
from desktop_app.models import queries
from desktop_app.models.census import keep_children
from desktop_app.models.directory_filling import fill_directory
from desktop_app.usecases.file_application import file_application
from tests.desk import APPLICANT, CHILD, EXECUTOR, HOME, KEY, OTHER_CHILD, a_draft, seen
from tests.models.test_directory import ROWS
from tests.ui.conftest import open_intake
from tests.ui.reference_family import STREET, Counter, listed_child, nobody_known, play, sibling
from tests.ui.test_intake import key

MOST, MOST_WHEN_KNOWN, LONGEST = 140, 60, 60.0  # the goal of this form: keys, keys, seconds by the model


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[Counter]:
    made = Counter()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def page(qtbot, office, desk):
    fill_directory(desk.replica.path.parent, ROWS)
    return open_intake(qtbot, office)


def filed(qtbot, page) -> str:
    """F9: the id of what was filed."""
    with qtbot.waitSignal(page.filed) as told:
        key(Qt.Key.Key_F9)
    return str(told.args[0])


def test_a_family_nobody_knows_takes_at_most_140_keys_and_60_seconds(qtbot, page, desk, counter):
    play(counter, nobody_known())
    draft = seen(desk, filed(qtbot, page)).draft
    assert (draft.child, draft.registered) == (CHILD, replace(HOME, street=STREET))
    assert (draft.data_correct, draft.data_consent, len(draft.documents)) == (True, True, 3)
    assert counter.pressed <= MOST
    assert counter.seconds <= LONGEST


def test_a_listed_child_of_a_known_applicant_takes_at_most_60_keys(qtbot, page, desk, counter):
    listed = ListedChild(CHILD.iin, CHILD.name, date(2020, 9, 15), "male", line=f"{STREET} 12-5")
    keep_children(desk.replica.path.parent, KEY, [listed])
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD, confirmed=("certificate-missing",)))
    play(counter, listed_child())
    draft = seen(desk, filed(qtbot, page)).draft
    assert (draft.child, draft.applicant) == (CHILD, APPLICANT)
    assert (draft.registered.street, draft.registered.flat, draft.language) == (STREET, "5", "kk")
    assert counter.pressed <= MOST_WHEN_KNOWN


def test_a_brother_or_sister_right_after_takes_at_most_60_keys(qtbot, page, desk, counter):
    play(counter, nobody_known())
    filed(qtbot, page)
    counter.begin()
    play(counter, sibling())
    application = seen(desk, filed(qtbot, page))
    assert application.draft.child.name.full == "Дүйсенбаева Айша Ерболқызы"
    assert application.draft.registered.street == STREET
    assert counter.pressed <= MOST_WHEN_KNOWN
    assert len(queries.siblings(desk.replica, APPLICANT.iin)) == 2

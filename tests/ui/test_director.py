"""The director's desk: what needs thought comes first, a letter decides, a refusal brings its reason along."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admission.application import Status
from desktop_app.models import queries
from desktop_app.ui.director_page import DirectorPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR
from tests.ui.conftest import type_text
from tests.ui.director_hands import open_page
from tests.ui.sample import draft

REASON = "Денсаулық паспортында мөр мен күні жоқ."
PAPERS = ("photo", "vaccinations", "health")


@pytest.fixture
def cases(desk):
    """A clean one, a doubtful one, a refusal; filed in this order."""
    clean, doubtful, refusal = (file_application(desk, EXECUTOR, draft(place)) for place in (0, 1, 3))
    for application in (clean, refusal):
        for paper in PAPERS:
            check_document(desk, EXECUTOR, application, paper, True)
    propose(desk, EXECUTOR, clean, True)
    propose(desk, EXECUTOR, doubtful, True)
    propose(desk, EXECUTOR, refusal, False, ("non-compliant",), REASON)
    return clean, doubtful, refusal


@pytest.fixture
def page(qtbot, office, cases):
    office.sign_in(DIRECTOR)
    return open_page(qtbot, office)


def status(desk, application):
    found = queries.application(desk.replica, application)
    assert found is not None
    return found.status


def listed(page):
    return tuple(case.application.id for case in page.model.lines())


def test_refusals_come_first_then_doubts_then_the_clean_ones(page, cases):
    clean, doubtful, refusal = cases
    assert listed(page) == (refusal, doubtful, clean)


def test_a_letter_accepts_and_leads_to_the_next(qtbot, page, desk, cases):
    clean, doubtful, refusal = cases
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: status(desk, doubtful) is Status.ACCEPTED)
    qtbot.waitUntil(lambda: listed(page) == (refusal, clean))
    assert page.case.application.id == clean


def test_the_same_key_works_on_a_cyrillic_keyboard(qtbot, page, desk, cases):
    type_text(page.table, "ф")
    qtbot.waitUntil(lambda: status(desk, cases[2]) is Status.ACCEPTED)


def test_a_refusal_is_confirmed_with_the_proposed_ground_and_reason(qtbot, page, desk, cases):
    refusal = cases[2]
    QTest.keyClick(page.table, Qt.Key.Key_R)
    form = page.panel.form
    assert (form.grounds, form.written) == (("non-compliant",), REASON)
    assert status(desk, refusal) is Status.ON_SIGNATURE
    form.confirm.click()
    qtbot.waitUntil(lambda: status(desk, refusal) is Status.REFUSED)


def test_a_refusal_the_executor_did_not_propose_needs_its_own_ground(qtbot, page, desk, office, cases):
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_R)
    page.panel.form.confirm.click()
    qtbot.waitUntil(lambda: page.panel.form.grounds_problem.text() == office.words("problem-ground-missing"))
    assert status(desk, cases[1]) is Status.ON_SIGNATURE


def test_a_letter_gives_an_application_back(qtbot, page, desk, cases):
    QTest.keyClick(page.table, Qt.Key.Key_B)
    type_text(page.panel.form.text, "Ата-анадан мөрі бар анықтама сұраңыз")
    page.panel.form.confirm.click()
    qtbot.waitUntil(lambda: status(desk, cases[2]) is Status.UNDER_REVIEW)


def test_enter_opens_the_whole_card(qtbot, page, cases):
    with qtbot.waitSignal(page.open_application) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [cases[2]]


def test_an_empty_desk_says_so(qtbot, office):
    office.sign_in(DIRECTOR)
    page = DirectorPage(office)
    qtbot.addWidget(page)
    page.reload()
    assert page.empty.title.text() == office.words("director-empty")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_director_page_is_drawn(qtbot, office, heartbeat, cases, shoot, language):
    office.words.set_language(language)
    page = DirectorPage(office)
    window = MainWindow(office, heartbeat, [Place("director", page, "F8")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("director")
    page.decide("decide-refuse")
    assert shoot(window, f"director-{language}").exists()

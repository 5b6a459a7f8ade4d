"""Pictures of the intake page in three languages, for people to look at."""

import pytest

from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft
from tests.ui.test_intake import FAMILY

LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])


@pytest.fixture
def page(qtbot, office, heartbeat, language):
    """The page in its window, where the officer sees it."""
    office.words.set_language(language)
    page = IntakePage(office)
    window = MainWindow(office, heartbeat, [Place("intake", page, "F4")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("intake")
    return page


@LANGUAGES
def test_the_filled_form_is_drawn(page, shoot, language):
    page.form.fill(FAMILY)
    page.live.begin()
    assert shoot(page.window(), f"intake-{language}").exists()


@LANGUAGES
def test_problems_are_drawn_beside_their_fields(page, shoot, language):
    wrong = {
        "child.iin": "200915590005",
        "child.certificate.issued": "19.05.2044",
        "applicant.iin": "84041545026",
    }
    page.form.fill({**FAMILY, **wrong, "data_consent": ""})
    page.live.begin()
    page.file()
    assert shoot(page.window(), f"intake-problems-{language}").exists()


@LANGUAGES
def test_the_radar_is_drawn_beside_the_form(page, shoot, desk, language):
    file_application(desk, EXECUTOR, a_draft())
    page.form.fill({**FAMILY, "child.iin": "200915590013", "child.name.surname": "Дуйсенбаев"})
    page.live.begin()
    page._look()
    assert shoot(page.window(), f"duplicate-warning-{language}").exists()


@pytest.mark.parametrize("language", ["ru"])
def test_the_form_fits_the_smallest_window(page, shoot, language):
    page.form.fill(FAMILY)
    window = page.window()
    assert shoot(window, "intake-small-ru", window.minimumSize()).exists()


@LANGUAGES
def test_a_transfer_is_drawn(page, shoot, language):
    papers = {key: text for key, text in FAMILY.items() if not key.startswith("documents.")}
    transfer = {"transfer": "1", "grade": "3", "transfer.from_school": "№ 5 мектеп", "transfer.why": "moved"}
    page.form.fill(papers | transfer)
    page.live.begin()
    assert shoot(page.window(), f"intake-transfer-{language}").exists()

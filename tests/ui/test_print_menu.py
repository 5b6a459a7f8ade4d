"""The card offers the other papers of an application, only those that say something true, and prints them."""

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea

from desktop_app.models import queries
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.print_menu import PrintMenu
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.withdraw import withdraw
from tests.desk import EXECUTOR, a_draft


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def page(qtbot, office, filed):
    made = CardPage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    made.show_application(filed)
    made.retranslate()
    made.show()
    return made


def button_of(page):
    """The newest: what was written before goes away with the next round of events."""
    return [one for one in page.papers.findChildren(QPushButton) if isinstance(one.menu(), PrintMenu)][-1]


def entries(page):
    return [action.text() for action in button_of(page).menu().actions()]


def test_a_filed_application_offers_its_form_and_no_paper_that_is_not_due(page):
    assert entries(page) == ["Өтініш"]
    assert button_of(page).accessibleName() == "Осы өтінім бойынша басқа қағаздар"


def test_the_entry_issues_the_paper_and_shows_it(qtbot, page, desk, filed):
    with qtbot.waitSignal(page.show_paper, timeout=5000) as shown:
        button_of(page).menu().actions()[0].trigger()
    (paper,) = queries.papers(desk.replica, filed)
    assert (paper.kind, paper.id) == ("application", shown.args[0])


def test_a_withdrawn_application_offers_its_confirmation(page, desk, filed):
    withdraw(desk, EXECUTOR, filed)
    page.reload()
    assert "Кері қайтарып алу туралы хабарлама" in entries(page)


def test_another_language_names_the_papers_anew(page, office):
    office.words.set_language("ru")
    page.retranslate()
    assert entries(page) == ["Заявление"]
    assert button_of(page).text() == "Напечатать…"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_menu_is_drawn(qtbot, office, heartbeat, desk, shoot, filed, language):
    withdraw(desk, EXECUTOR, filed)
    office.words.set_language(language)
    page = CardPage(office)
    window = MainWindow(office, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    page.show_application(filed)
    window.go("card")
    shoot(window, f"print-card-{language}")
    area = page.findChild(QScrollArea)
    assert area is not None
    area.ensureWidgetVisible(button_of(page))
    picture = shoot(window, f"print-card-{language}")
    menu = button_of(page).menu()
    assert menu.grab().save(str(picture.with_name(f"print-menu-{language}.png")))

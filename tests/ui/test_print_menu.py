"""The card offers the other papers of an application, only those that say something true, and prints them."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from admission.problems import ActRefused, Problem
from desktop_app.models import queries
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.print_menu import PrintMenu
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt, reprint
from desktop_app.usecases.print_paper import Job, Sheet, Target, confirm_in_hand, print_jobs
from desktop_app.usecases.withdraw import withdraw
from tests.desk import EXECUTOR, a_draft
from tests.printing.fake_printers import FakePrinters


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def page(card, filed):
    card.show_application(filed)
    card.retranslate()
    return card


def button_of(page):
    """The newest: what was written before goes away with the next round of events."""
    return [one for one in page.papers.findChildren(QPushButton) if isinstance(one.menu(), PrintMenu)][-1]


def actions(page):
    return [action for action in button_of(page).menu().actions() if not action.isSeparator()]


def entries(page):
    """The papers, without the sets above them."""
    return [action.text() for action in actions(page)[1:]]


def test_a_filed_application_offers_its_form_and_no_paper_that_is_not_due(page):
    assert entries(page) == ["Өтініш"]
    assert button_of(page).accessibleName() == "Осы өтінім бойынша басқа қағаздар"


def test_the_entry_issues_the_paper_and_shows_it(qtbot, page, desk, filed):
    with qtbot.waitSignal(page.show_paper) as shown:
        actions(page)[1].trigger()
    (paper,) = queries.papers(desk.replica, filed)
    assert (paper.kind, paper.id) == ("application", shown.args[0])


def test_the_set_of_the_filing_stands_first_and_is_issued_by_one_command(qtbot, page, desk, filed):
    first = actions(page)[0]
    assert first.text() == "Жиынтық: Қолхат ×2 + Журнал жолы"
    with qtbot.waitSignal(page.show_sheets) as shown:
        first.trigger()
    papers = queries.papers(desk.replica, filed)
    assert [paper.kind for paper in papers] == ["receipt", "journal-line"]
    assert [(sheet.paper, sheet.copies) for sheet in shown.args[0]] == [(papers[0].id, 2), (papers[1].id, 1)]


def test_a_broken_file_of_sets_is_told_on_the_card_and_hides_no_paper(page, office):
    def broken():
        raise ActRefused((Problem("print-sets-unknown", params={"file": "print-sets.toml", "detail": "x"}),))

    office.print_sets = broken
    page.reload()
    assert [action.text() for action in actions(page)] == ["Өтініш"]
    told = [label.text() for label in page.papers.findChildren(QLabel)]
    assert any("print-sets.toml" in text for text in told)


def test_the_card_tells_when_a_paper_was_printed_and_that_it_is_not_in_hand(page, desk, filed, office):
    paper = issue_receipt(desk, EXECUTOR, filed, office.press)
    printers = FakePrinters()
    job = Job(Sheet(paper, 2), b"%PDF", "Qabyldau")
    print_jobs(desk, EXECUTOR, [job], Target(printers, "HP"))
    assert "расталмаған" in printed_on(page)
    confirm_in_hand(desk, [paper])
    assert printed_on(page).startswith("Басылды: 1 рет")
    printers.trouble = "offline"
    print_jobs(desk, EXECUTOR, [job], Target(printers, "HP"))
    assert printed_on(page).startswith("Басылмады")


def test_a_copy_says_which_one_it_is(page, desk, filed, office):
    reprint(desk, EXECUTOR, issue_receipt(desk, EXECUTOR, filed, office.press), office.press)
    page.reload()
    told = [label.text() for label in page.papers.findChildren(QLabel)]
    assert any(text.startswith("Қолхат, көшірме 2,") for text in told)


def printed_on(page):
    """What the card says now of the prints of its only paper."""
    page.reload()
    return [
        label.text() for label in page.papers.findChildren(QLabel) if label.property("role") == "problem"
    ][-1]


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

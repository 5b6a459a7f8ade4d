"""Ctrl+P prints at once on the remembered printer; the window asks whether the paper is in hand before it goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.models import queries
from desktop_app.models.papers import papers
from desktop_app.models.print_log import printed
from desktop_app.printing.paper import to_pdf
from desktop_app.settings import Preferences
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.print_dialog import PrinterDialog, spin
from desktop_app.ui.theme import RESOURCES
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.print_paper import Sheet
from desktop_app.usecases.print_sets import issue_set
from tests.desk import EXECUTOR, a_draft
from tests.printing.fake_printers import FakePrinters
from tests.ui.conftest import always_holds, no_signer

HP = Preferences(printer="HP")


@pytest.fixture
def printers():
    return FakePrinters()


@pytest.fixture
def kept():
    """What was remembered, in order."""
    return []


@pytest.fixture
def office(desk, lane, words, texts_kk, texts_ru, printers, kept):
    """An office with printers, of which none was chosen yet."""
    press = partial(to_pdf, texts={"kk": texts_kk, "ru": texts_ru}, fonts=RESOURCES / "fonts")
    tools = Tools(press, no_signer, always_holds, printers=lambda: printers, keep_preferences=kept.append)
    made = Office(desk, lane, words, tools)
    made.sign_in(EXECUTOR)
    return made


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def paper(desk, office, filed):
    return issue_receipt(desk, EXECUTOR, filed, office.press)


@pytest.fixture
def page(preview):
    return preview


@pytest.fixture
def shown(qtbot, page, office, paper):
    """A receipt on the screen of a desk that remembers its printer."""
    office.preferences = HP
    page.show_paper(paper)
    qtbot.waitUntil(lambda: bool(page.view.pages))
    return page


def ctrl_p(page):
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def outcomes(desk, paper):
    return [line.outcome for line in printed(desk.replica, [paper])]


def wait_for(qtbot, desk, paper, *expected):
    qtbot.waitUntil(lambda: outcomes(desk, paper) == list(expected))


def dialog_of(qtbot, page):
    qtbot.waitUntil(lambda: bool(page.findChildren(PrinterDialog)))
    return page.findChildren(PrinterDialog)[-1]


def test_the_remembered_printer_gets_the_very_bytes_without_a_dialog(qtbot, shown, desk, paper, printers):
    with qtbot.waitSignal(shown.panel.sent):
        ctrl_p(shown)
    assert printers.jobs == [(queries.paper_pdf(desk.replica, paper), "HP", "Qabyldau А-0001", 1)]
    assert shown.findChildren(PrinterDialog) == []
    assert outcomes(desk, paper) == ["sent"]


def test_enter_says_that_it_is_in_hand_and_goes_back(qtbot, shown, desk, paper, office):
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    assert shown.panel.told.text == office.words("print-question", printer="HP")
    assert shown.in_hand.hasFocus() or not shown.isActiveWindow()
    with qtbot.waitSignal(shown.closed):
        QTest.keyClick(shown.in_hand, Qt.Key.Key_Return)
    wait_for(qtbot, desk, paper, "in-hand")


def test_whoever_leaves_without_a_word_leaves_it_open_and_is_asked_again(qtbot, shown, desk, paper, office):
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    with qtbot.waitSignal(shown.closed):
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    shown.show_paper(paper)
    assert shown.panel.told.text == office.words("print-question", printer="HP")
    assert office.words("print-outcome-sent") in shown.panel.log.accessibleName()
    shown.take()
    wait_for(qtbot, desk, paper, "in-hand")


def test_no_prints_a_copy_that_says_so(qtbot, shown, desk, paper, filed, printers):
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    assert not shown.panel.repeat.isHidden()
    with qtbot.waitSignal(shown.panel.sent):
        shown.panel.repeat.click()
    first, copy = papers(desk.replica, filed)
    assert (copy.original, copy.copies) == (first.id, 2)
    assert printers.jobs[-1][0] == queries.paper_pdf(desk.replica, copy.id)
    assert (outcomes(desk, paper), outcomes(desk, copy.id)) == (["again"], ["sent"])


def test_the_first_print_asks_once_and_the_answer_is_remembered(
    qtbot, page, desk, paper, printers, kept, office
):
    page.show_paper(paper)
    page.print.click()
    dialog = dialog_of(qtbot, page)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["HP", "Kyocera"]
    dialog.list.setCurrentRow(1)
    spin(dialog.right).setValue(1.5)
    with qtbot.waitSignal(page.panel.sent):
        dialog.take.click()
    chosen = Preferences(printer="Kyocera", shift_right_mm=1.5)
    assert kept == [chosen] == [office.preferences]
    [(pdf, printer, _, _)] = printers.jobs
    assert printer == "Kyocera"
    assert pdf != queries.paper_pdf(desk.replica, paper), "it was moved for this printer"
    with qtbot.waitSignal(page.panel.sent):
        page.print.click()
    assert kept == [chosen]


def test_whoever_leaves_the_dialog_prints_nothing(qtbot, page, desk, paper, printers, kept):
    page.show_paper(paper)
    page.panel.other.click()
    dialog_of(qtbot, page).leave.click()
    assert (printers.jobs, kept, outcomes(desk, paper)) == ([], [], [])


@pytest.mark.parametrize("trouble", ["offline", "refused", "unknown", "spooler-gone", "slow", "unreadable"])
def test_a_trouble_of_the_printer_is_told_and_nothing_is_lost(
    qtbot, shown, desk, paper, office, printers, trouble
):
    printers.trouble = trouble
    shown.print.click()
    wait_for(qtbot, desk, paper, trouble)
    qtbot.waitUntil(lambda: shown.panel.told.text == office.words(f"print-trouble-{trouble}"))
    assert shown.panel.repeat.isHidden()
    printers.trouble = ""
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    assert outcomes(desk, paper) == [trouble, "sent"]


def test_whoever_looks_at_something_else_by_then_hears_of_the_trouble(
    qtbot, shown, desk, paper, office, printers
):
    printers.trouble = "offline"
    shown.print.click()
    with qtbot.waitSignal(office.notice) as told:
        shown.show_pdf(b"%PDF", "another")
    assert told.args == [office.words("print-trouble-offline")]
    qtbot.waitUntil(shown.print.isEnabled)
    assert shown.panel.told.text == ""
    wait_for(qtbot, desk, paper, "offline")


def test_a_computer_without_printers_is_told(qtbot, page, paper, office, printers):
    printers.here = ()
    page.show_paper(paper)
    page.print.click()
    qtbot.waitUntil(lambda: page.panel.told.text == office.words("print-trouble-none"))


def test_a_spooler_that_is_gone_is_told_before_anybody_chooses(qtbot, page, paper, office, printers):
    printers.trouble = "spooler-gone"
    page.show_paper(paper)
    page.panel.other.click()
    qtbot.waitUntil(lambda: page.panel.told.text == office.words("print-trouble-spooler-gone"))


def test_a_set_is_printed_by_one_command_in_its_order(qtbot, page, desk, filed, office, printers):
    office.preferences = HP
    sheets = issue_set(desk, EXECUTOR, filed, office.press, office.print_sets()["filing"])
    with qtbot.waitSignal(page.panel.sent):
        page.show_sheets(sheets, at_once=True)
    assert [(copies, pdf[:4]) for pdf, _, _, copies in printers.jobs] == [(2, b"%PDF"), (1, b"%PDF")]
    qtbot.waitUntil(lambda: len(page.view.pages) == 2)
    page.take()
    for sheet in sheets:
        wait_for(qtbot, desk, sheet.paper, "in-hand")


def test_of_a_set_the_paper_that_came_out_badly_is_printed_again(qtbot, page, desk, filed, office, printers):
    office.preferences = HP
    receipt, line = issue_set(desk, EXECUTOR, filed, office.press, office.print_sets()["filing"])
    with qtbot.waitSignal(page.panel.sent):
        page.show_sheets((receipt, line), at_once=True)
    page.panel.offer_again()
    texts = [action.text() for action in page.panel.which.actions()]
    assert texts == ["Бәрін қайта басу", "Қолхат", "Журнал жолы"]
    with qtbot.waitSignal(page.panel.sent):
        page.panel.which.actions()[1].trigger()
    assert (outcomes(desk, receipt.paper), outcomes(desk, line.paper)) == (["again"], ["in-hand"])
    [copy] = page.panel.papers
    assert (outcomes(desk, copy), printers.jobs[-1][3]) == (["sent"], 2)


def test_nothing_goes_out_at_once_while_no_printer_is_remembered(page, paper, printers):
    page.show_sheets((Sheet(paper),), at_once=True)
    assert printers.jobs == []
    assert page.print.isEnabled()


def test_a_signed_order_is_printed_as_often_as_its_set_says(qtbot, shown, desk, paper, printers, office):
    pdf = queries.paper_pdf(desk.replica, paper)
    shown.show_order(pdf, "1-Қ", "Қолтаңба жарамды", "good")
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    assert printers.jobs == [(pdf, "HP", "Qabyldau 1-Қ", 2)]
    assert outcomes(desk, "1-Қ") == ["sent"]
    assert shown.told.text == "Қолтаңба жарамды"


def test_the_panel_speaks_the_language_of_the_moment(qtbot, shown, office):
    with qtbot.waitSignal(shown.panel.sent):
        shown.print.click()
    office.words.set_language("ru")
    shown.retranslate()
    assert "Бумага у вас в руках?" in shown.panel.told.text
    assert shown.panel.other.text() == "Другой принтер…"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_question_and_the_choice_are_drawn(qtbot, office, heartbeat, desk, filed, shoot, language):
    office.words.set_language(language)
    office.preferences = replace(HP, printer="HP_LaserJet_Pro_M404dn")
    page = PreviewPage(office)
    window = MainWindow(office, heartbeat, [Place("preview", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("preview")
    sheets = issue_set(desk, EXECUTOR, filed, office.press, office.print_sets()["filing"])
    with qtbot.waitSignal(page.panel.sent):
        page.show_sheets(sheets, at_once=True)
    qtbot.waitUntil(lambda: bool(page.view.pages))
    assert shoot(window, f"print-question-{language}").exists()
    page.panel.other.click()
    dialog = dialog_of(qtbot, page)
    assert dialog.grab().save(
        str(shoot(window, f"print-question-{language}").with_name(f"print-dialog-{language}.png"))
    )
    dialog.reject()

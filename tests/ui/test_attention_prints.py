"""Prints nobody has answered for stand under "Needs attention" until a person says what became of the paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models import asking
from desktop_app.models.papers import paper_line, papers
from desktop_app.models.print_log import printed
from desktop_app.ui.attention_page import AttentionPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.usecases.answer_print import answer_print
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.issue_school_paper import issue_journal
from desktop_app.usecases.print_paper import Job, Sheet, Target, print_jobs
from tests.desk import DIRECTOR, EXECUTOR, a_draft
from tests.printing.fake_printers import FakePrinters
from tests.ui.troubles import five_troubles

LANGUAGES = ("kk", "ru", "en")
KINDS = (
    "receipt",
    "refusal",
    "journal",
    "journal-line",
    "application",
    "missing",
    "withdrawal",
    "waiting-list",
)
MORE_KINDS = ("transfer-slip", "contract", "class-list", "alphabet-book", "order", "amending-order")


def send(desk, paper, *, trouble="", officer=EXECUTOR, copies=1):
    printers = FakePrinters()
    printers.trouble = trouble
    desk.now.forward(minutes=1)
    job = Job(Sheet(paper, copies), b"%PDF-1.4", "Qabyldau")
    print_jobs(desk, officer, [job], Target(printers, "HP_LaserJet"))


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def receipt(desk, office, filed):
    made = issue_receipt(desk, EXECUTOR, filed, office.press)
    send(desk, made, copies=2)
    return made


@pytest.fixture
def page(qtbot, office):
    made = AttentionPage(office)
    made.setMinimumSize(1000, 640)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    office.spoken.connect(made.retranslate)
    made.show()
    return made


def outcomes(desk, paper):
    return [line.outcome for line in printed(desk.replica, [paper])]


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier):
    page.activateWindow()
    QTest.keyClick(page.table, key, modifier)


def test_it_says_which_paper_of_whom_who_printed_it_when_and_where(receipt, page, desk, words):
    question = page.question
    assert page.beside.currentWidget() is question
    assert question.about.text() == "Қолхат · А-0001 · Дүйсенбаев Әлихан Ерболұлы"
    at = printed(desk.replica, [receipt])[0].at
    told = {name: fact.text.text() for name, fact in question.facts.items()}
    assert told["who"] == f"{EXECUTOR.name.short}, {words.moment(at)}"
    assert told["paper"] == "Қолхат ×2"
    assert told["printer"] == "HP_LaserJet"
    assert told["why"] == words("attention-print-why-sent")
    assert told["advice"] == words("attention-print-advice-look")
    assert [page.model.cell(0, column).text for column in (0, 1)] == ["Қолхат", words("attention-print-sent")]


@pytest.mark.parametrize(
    ("key", "modifier", "outcome"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "not-needed"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "in-hand"),
    ],
)
def test_a_key_answers_and_the_item_is_gone(qtbot, receipt, page, desk, key, modifier, outcome):
    page.arrive()
    press(page, key, modifier)
    qtbot.waitUntil(lambda: outcomes(desk, receipt) == [outcome])
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.body.currentIndex() == 1


def test_buttons_do_the_same(qtbot, receipt, page, desk):
    page.question.in_hand.click()
    qtbot.waitUntil(lambda: outcomes(desk, receipt) == ["in-hand"])


def test_ctrl_p_makes_a_marked_copy_and_has_it_printed(qtbot, receipt, page, desk, filed):
    with qtbot.waitSignal(page.print_sheets) as asked:
        press(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    [sheet] = asked.args[0]
    copy = paper_line(desk.replica, sheet.paper)
    assert copy is not None
    assert copy.original == receipt
    assert sheet.copies == 2
    assert outcomes(desk, receipt) == ["again"]
    assert [one.id for one in asking.asking_items(desk.replica, "", 9, 0)] == [
        line.id for line in printed(desk.replica, [receipt])
    ]
    assert page.question.state.accessibleName() == page._office.words("attention-print-again")


def test_what_never_came_out_is_printed_itself(qtbot, filed, page, desk, office):
    paper = issue_receipt(desk, EXECUTOR, filed, office.press)
    send(desk, paper, trouble="offline")
    page.reload()
    assert page.question.facts["why"].text.text() == office.words("print-trouble-offline")
    with qtbot.waitSignal(page.print_sheets) as asked:
        page.question.again.click()
    assert asked.args == [(Sheet(paper),)]
    assert len(papers(desk.replica, filed)) == 1


def test_enter_shows_the_paper_and_the_link_its_application(qtbot, receipt, page, filed):
    with qtbot.waitSignal(page.show_paper) as shown:
        press(page, Qt.Key.Key_Return)
    assert shown.args == [receipt]
    with qtbot.waitSignal(page.open_application) as opened:
        page.question.open.click()
    assert opened.args == [filed]


def test_nothing_is_copied_for_the_administrator_of_a_print(receipt, page):
    QApplication.clipboard().setText("before")
    press(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"


def test_of_a_signed_order_nothing_is_promised_that_cannot_be_done_here(page, desk, words):
    send(desk, "1-Қ")
    page.reload()
    question = page.question
    assert question.about.text() == "Бұйрық · 1-Қ"
    assert [part.isHidden() for part in (question.again, question.see, question.open)] == [True] * 3
    assert question.facts["advice"].text.text() == words("attention-print-advice-order")
    question.print_again()
    question.go()
    assert outcomes(desk, "1-Қ") == ["sent"]


def test_a_paper_of_the_school_has_no_application(page, desk, office, filed):
    send(desk, issue_journal(desk, EXECUTOR, office.press))
    page.reload()
    assert page.question.about.text().startswith("Тіркеу журналы · ")
    assert page.question.open.isHidden()


def test_mine_are_those_i_printed(receipt, page, desk, office, filed):
    send(desk, issue_receipt(desk, DIRECTOR, filed, office.press), officer=DIRECTOR)
    page.reload()
    assert page.model.rowCount() == 2
    assert page.filters["mine"].text().endswith("1")
    page.show_filter("mine")
    assert [one.line.paper for one in page.model.lines()] == [receipt]


def test_the_side_bar_counts_them_and_the_light_speaks_of_the_centre_alone(
    qtbot, office, heartbeat, desk, receipt
):
    window = MainWindow(office, heartbeat, [Place("preview", PreviewPage(office), listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    button = window.side.buttons["attention"]
    assert "1" in button.accessibleName()
    assert window.light.caption.text() != office.words("light-attention", n=1)
    [item] = asking.asking_items(desk.replica, "", 9, 0)
    answer_print(desk, EXECUTOR, item.id, "in-hand")
    office.changed.emit()
    assert "1" not in button.accessibleName()


def test_every_kind_of_paper_has_a_name(words):
    for language in LANGUAGES:
        words.set_language(language)
        assert all(words.has(f"card-paper-kind-{kind}") for kind in (*KINDS, *MORE_KINDS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_drawn_among_what_the_centre_said(
    qtbot, office, heartbeat, desk, clock, filed, shoot, language
):
    troubles = five_troubles(desk, clock)
    paper = issue_receipt(desk, EXECUTOR, troubles.ids["met"], office.press)
    send(desk, paper, copies=2)
    send(desk, "1-Қ", officer=DIRECTOR)
    send(desk, issue_receipt(desk, EXECUTOR, troubles.ids["met"], office.press), trouble="offline")
    office.words.set_language(language)
    window = MainWindow(office, heartbeat, [])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("attention")
    for row, name in enumerate(("trouble", "order", "sent")):
        window.attention.table.selectRow(row)
        assert shoot(window, f"attention-print-{name}-{language}").exists()

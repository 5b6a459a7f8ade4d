"""Refusals at the director's desk: their words from the facts; what is told of a signature on the page and the card."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.ui.card_page import CardPage
from desktop_app.ui.director_page import DirectorPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from tests.desk import DIRECTOR
from tests.ui import director_hands as hands
from tests.ui import sample
from tests.ui.director_hands import REASON, enter, look_through, press, sign


@pytest.fixture
def cases(desk):
    return hands.twelve(desk)


@pytest.fixture
def page(qtbot, signing_office, cases):
    return hands.open_page(qtbot, signing_office)


def told(card):
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in card.panel.findChildren(QLabel))


def test_the_text_of_a_refusal_is_written_from_the_facts_of_the_ticked_ground(page):
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    press(page.table, "r")
    form = page.panel.form
    assert form.written == ""
    form._grounds["class-full"].check.click()
    assert form.written == ""
    assert form.reason.problem.text() == page._office.words("refusal-no-facts")
    form._grounds["class-full"].check.click()
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    press(page.table, "r")
    assert form.written == REASON
    form.suggest.click()
    assert form.written.startswith("25.08.2026 күнгі № А-0001 өтінім қаралды.")
    assert "мөрі жоқ" in form.written
    assert "признан не соответствующим" in form.written.split("\n")[1]


def test_a_text_somebody_has_touched_is_not_written_over(page):
    press(page.table, "r")
    form = page.panel.form
    form._grounds["unreliable-data"].check.click()
    assert form.written == REASON
    form.suggest.click()
    form._grounds["unreliable-data"].check.click()
    assert "дәйексіз" not in form.written
    form.text.setPlainText("Өзім жаздым, осылай қалсын.")
    form._grounds["unreliable-data"].check.click()
    assert form.written == "Өзім жаздым, осылай қалсын."


def test_a_refusal_with_too_few_words_does_not_come_into_the_folder(page, office):
    press(page.table, "r")
    page.panel.form.text.setPlainText("қысқа")
    enter(page.panel.form.confirm)
    assert page.folder.wishes == []
    assert page.panel.form.reason.problem.text() == office.words("problem-reason-too-short", letters=20)


def test_a_signed_decision_waits_for_the_centre_on_the_page_and_on_the_card(qtbot, page, desk, cases, office):
    press(page.table, "r")
    enter(page.panel.form.confirm)
    sign(qtbot, page)
    assert page.waits.isVisible()
    assert office.words("batch-waiting", n=1) in page.waits.text()
    card = CardPage(office)
    qtbot.addWidget(card)
    card.show_application(cases[0])
    assert office.words("ruling-signed-waiting") in told(card)
    sample.confirm(desk, sample.Day(cases))
    page.reload()
    card.reload()
    assert not page.waits.isVisible()
    assert office.words("ruling-signed") in told(card)


def test_a_decision_without_a_signature_says_so_on_the_card(qtbot, office, desk, cases):
    from desktop_app.usecases.decide_application import decide_application

    decide_application(desk, DIRECTOR, cases[2], True)
    card = CardPage(office)
    qtbot.addWidget(card)
    card.show_application(cases[2])
    assert office.words("ruling-unsigned") in told(card)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_batch_is_drawn(qtbot, signing_office, heartbeat, cases, shoot, language):
    office = signing_office
    office.words.set_language(language)
    office.ncalayer = lambda *_: None
    page = DirectorPage(office, random.Random(63))
    window = MainWindow(office, heartbeat, [Place("director", page, "F8")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("director")
    assert shoot(window, f"director-batch-{language}").exists()
    page.decide("decide-refuse")
    page.panel.form.suggest.click()
    assert shoot(window, f"director-batch-refusing-{language}").exists()
    page.panel.form.confirm.click()
    look_through(page)
    press(page.table, "c")
    assert shoot(window, f"director-batch-ready-{language}").exists()
    sign(qtbot, page, "басқа")
    assert shoot(window, f"director-batch-trouble-{language}").exists()
    sign(qtbot, page)
    assert shoot(window, f"director-batch-done-{language}").exists()
    window.close()

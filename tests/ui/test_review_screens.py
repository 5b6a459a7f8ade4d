"""Pictures of the review: the sieve, many at once, the round, the parts of the card; three languages, two lights."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from admission.acts import Amended, Change
from desktop_app.models.sieve import Sieve
from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.ask_papers import ask_papers
from desktop_app.usecases.assign import assign
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.note import note
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def card_window(qtbot, office, heartbeat):
    page = CardPage(office)
    made = MainWindow(office, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(made)
    made.sign_in.signed_in.emit(EXECUTOR)
    made.queue.review.connect(page.begin_review)
    return made, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sieve_is_drawn(busy_window, words, shoot, language):
    words.set_language(language)
    busy_window.queue.open_sieve()
    busy_window.queue.sieve.show_sieve(Sieve(language="kk", unsure="waiting"))
    assert shoot(busy_window, f"queue-sieve-{language}").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_marked_applications_are_drawn(busy_window, words, shoot, language):
    words.set_language(language)
    busy_window.queue.table.mark([0, 2, 3])
    assert shoot(busy_window, f"queue-marked-{language}").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_became_of_many_is_drawn(qtbot, busy_window, words, shoot, language):
    words.set_language(language)
    busy_window.queue.table.mark([0, 1, 2])
    with qtbot.waitSignal(busy_window.queue.bulk.work.finished):
        busy_window.queue.bulk.begin("propose")
    assert shoot(busy_window, f"queue-bulk-{language}").exists()


def a_full_case(desk, clock):
    """Filed again after a withdrawal, with transport, notes, a correction, and papers asked for."""
    first = file_application(desk, EXECUTOR, a_draft())
    withdraw(desk, EXECUTOR, first, "Көшіп кетеміз деп ойладық", "әкесі")
    clock.forward(minutes=40)
    draft = a_draft()
    changed = replace(draft, transport=True, applicant=replace(draft.applicant, phone="+77471112233"))
    second = file_application(desk, EXECUTOR, changed)
    note(desk, EXECUTOR, second, "Анасы кешке, сағат 18:00-ден кейін қоңырау шалады.")
    assign(desk, DIRECTOR, second, EXECUTOR.id)
    ask_papers(desk, EXECUTOR, second, ("health",), (clock() + timedelta(days=1)).date())
    change = Change("child.name.patronymic", draft.child.name.patronymic, "Ерболұлы-Қанат")
    desk.record(EXECUTOR, Amended(application=second, changes=(change,), reason="Куәлік бойынша"))
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    return second


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_and_the_parts_of_a_card_are_drawn(card_window, desk, clock, words, shoot, language):
    window, page = card_window
    second = a_full_case(desk, clock)
    words.set_language(language)
    window.queue.reload()
    page.begin_review(window.queue._whole_list())
    page.show_application(second)
    window.go("card")
    assert shoot(window, f"review-{language}").exists()
    page._left.verticalScrollBar().setValue(560)
    assert shoot(window, f"review-notes-{language}").exists()
    page.correct.begin()
    page.previous.more.click()
    page._left.verticalScrollBar().setValue(1240)
    assert shoot(window, f"review-correct-{language}").exists()
    page._left.verticalScrollBar().setValue(page._left.verticalScrollBar().maximum())
    assert shoot(window, f"review-history-{language}").exists()


def test_the_sieve_and_the_card_are_drawn_in_the_dark(qapp, busy_window, shoot):
    assert isinstance(qapp, QApplication)
    theme.apply(qapp, dark=True)
    try:
        busy_window.queue.open_sieve()
        busy_window.queue.table.mark([0, 1])
        assert shoot(busy_window, "queue-sieve-dark").exists()
    finally:
        theme.apply(qapp)

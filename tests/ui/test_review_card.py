"""The card at work: notes, whose work it is, papers asked for, corrections, the earlier application, transport."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from admission.application import Status
from desktop_app.models import queries
from desktop_app.usecases.ask_papers import ask_papers
from desktop_app.usecases.assign import assign
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.note import note
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, a_draft
from tests.ui.conftest import row, type_text


def texts(part):
    widgets = [part.lines.itemAt(place).widget() for place in range(part.lines.count())]
    return "\n".join(label.text() for widget in widgets for label in _labels(widget))


def _labels(widget):
    return [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


def test_a_note_is_kept_with_its_writer_and_time(qtbot, card, office, filed):
    card.show_application(filed)
    type_text(card.notes.written, "Анасы кешке келеді")
    card.notes.keep.click()
    qtbot.waitUntil(lambda: "Анасы кешке келеді" in texts(card.notes))
    assert card.notes.written.toPlainText() == ""
    assert EXECUTOR.name.short in texts(card.notes)
    assert [step.kind for step in row(office, filed).history] == ["filed", "noted"]


def test_an_empty_note_is_refused_beside_its_field(qtbot, card, office, filed, words):
    card.show_application(filed)
    card.notes.keep.click()
    qtbot.waitUntil(lambda: card.notes.text.problem.text() == words("problem-note-empty"))
    assert len(row(office, filed).history) == 1


def test_an_application_is_given_to_a_colleague_and_back_to_everybody(qtbot, card, office, filed):
    card.show_application(filed)
    box = card.notes.to
    box.setCurrentIndex(box.findData(DIRECTOR.id))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: row(office, filed).assigned == DIRECTOR.id)
    qtbot.waitUntil(lambda: DIRECTOR.name.short in card.notes.assigned.text())
    box.setCurrentIndex(0)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: row(office, filed).assigned == "")


def test_papers_are_asked_for_and_a_good_one_is_asked_for_no_more(qtbot, card, office, filed, words):
    check_document(office.desk, EXECUTOR, filed, "health", False, "мөр жоқ")
    card.show_application(filed)
    card.ask.open.click()
    assert [code for code, box in card.ask.boxes.items() if box.isChecked()] == ["health"]
    card.ask.confirm.click()
    qtbot.waitUntil(lambda: row(office, filed).asked is not None)
    qtbot.waitUntil(card.ask.form.isHidden)
    assert "А-0001" in card.ask.notice.toPlainText()
    assert "Уважаемый" in card.ask.notice.toPlainText()
    assert "мөр жоқ" not in card.ask.notice.toPlainText()
    card.ask.copy.click()
    assert QGuiApplication.clipboard().text() == card.ask.notice.toPlainText()
    check_document(office.desk, EXECUTOR, filed, "health", True)
    assert row(office, filed).asked is None


def test_the_notice_of_papers_asked_for_is_printed(qtbot, card, office, filed):
    ask_papers(office.desk, EXECUTOR, filed, ("health",), office.desk.now().date())
    card.show_application(filed)
    with qtbot.waitSignal(card.show_paper):
        card.ask.print.click()
    assert [paper.kind for paper in queries.papers(office.desk.replica, filed)] == ["missing"]


def test_nothing_is_asked_for_by_a_day_that_is_past(qtbot, card, office, filed, words):
    card.show_application(filed)
    card.ask.open.click()
    card.ask.boxes["health"].setChecked(True)
    card.ask.until.widget.setText("01.08.2026")
    card.ask.confirm.click()
    qtbot.waitUntil(lambda: "01.08.2026" in card.ask.until.problem.text())
    assert row(office, filed).asked is None


def test_a_field_is_corrected_with_its_reason_and_the_old_value_stays(qtbot, card, office, filed):
    card.show_application(filed)
    part = card.correct
    part.open.click()
    part._fields.setCurrentIndex(part._fields.findData("child.name.given"))
    part.typed.setText("  әлішер ")
    part.reason.widget.setText("Куәлік бойынша")
    part.confirm.click()
    qtbot.waitUntil(lambda: row(office, filed).draft.child.name.given == "Әлішер")
    assert row(office, filed).history[-1].old == (("child.name.given", "Әлихан"),)
    qtbot.waitUntil(part.form.isHidden)


def test_a_correction_without_a_reason_or_against_a_rule_is_told_beside_its_field(
    qtbot, card, office, filed, words
):
    card.show_application(filed)
    part = card.correct
    part.open.click()
    part._fields.setCurrentIndex(part._fields.findData("child.iin"))
    part.typed.setText("200915590005")
    part.confirm.click()
    qtbot.waitUntil(lambda: part.reason.problem.text() == words("problem-reason-missing"))
    assert part.value.problem.text()
    assert row(office, filed).draft.child.iin == "200915590004"


def test_a_choice_is_corrected_by_choosing(qtbot, card, office, filed):
    card.show_application(filed)
    part = card.correct
    part.open.click()
    part._fields.setCurrentIndex(part._fields.findData("transport"))
    part.choice.setCurrentIndex(part.choice.findData("True"))
    part.reason.widget.setText("Ата-ана сұрады")
    part.confirm.click()
    qtbot.waitUntil(lambda: row(office, filed).draft.transport)


def test_an_earlier_application_of_the_child_is_compared_what_differs_first(
    qtbot, card, office, filed, clock, desk
):
    withdraw(desk, EXECUTOR, filed)
    clock.now += timedelta(hours=1)
    draft = a_draft()
    again = file_application(
        desk, EXECUTOR, replace(draft, applicant=replace(draft.applicant, phone="+77471112233"))
    )
    card.show_application(filed)
    assert card.previous.isHidden()
    card.show_application(again)
    assert not card.previous.isHidden()
    told = texts(card.previous)
    assert "+7 702 797 22 50" in told
    assert "+7 747 111 22 33" in told
    assert draft.child.iin not in told
    card.previous.more.click()
    assert draft.child.iin in texts(card.previous)
    card.previous.open.click()
    assert card.title.text().startswith("А-0001")


def test_transport_is_said_with_the_proposal_and_taken_over_by_the_director(qtbot, card, office, desk, words):
    asked = file_application(desk, EXECUTOR, replace(a_draft(), transport=True))
    card.show_application(asked)
    assert words("card-transport-open") in texts(card.exceptions)
    card.panel.transport.box.setCurrentIndex(1)
    card.panel.buttons["propose-accept"].click()
    qtbot.waitUntil(lambda: row(office, asked).proposal is not None)
    office.sign_in(DIRECTOR)
    card.reload()
    assert card.panel.transport.wish is True
    assert words("card-transport-open") not in texts(card.exceptions)
    assert words("transport-said-yes") in texts(card.panel)
    card.panel.buttons["decide-accept"].click()
    qtbot.waitUntil(lambda: row(office, asked).status is Status.ACCEPTED)
    decision = row(office, asked).decision
    assert decision is not None
    assert decision.transport is True


def test_transport_nobody_asked_for_is_not_offered(card, filed):
    card.show_application(filed)
    assert card.panel.transport.isHidden()
    assert card.panel.transport.wish is None


def test_who_asked_for_a_withdrawal_is_named(qtbot, card, office, filed):
    card.show_application(filed)
    card.panel.buttons["withdraw"].click()
    type_text(card.panel.form.who.widget, "әкесі")
    card.panel.form.confirm.click()
    qtbot.waitUntil(lambda: row(office, filed).status is Status.WITHDRAWN)
    assert "withdrawn-by-another" in row(office, filed).flags


def test_the_history_tells_person_desk_and_what_still_waits(card, office, filed, desk, words):
    note(desk, EXECUTOR, filed, "Ескертпе")
    ask_papers(desk, EXECUTOR, filed, ("health",), desk.now().date())
    assign(desk, DIRECTOR, filed, EXECUTOR.id)
    card.show_application(filed)
    told = texts(card.history)
    assert told.index(words("act-assigned")) < told.index(words("act-asked")) < told.index(words("act-filed"))
    assert told.count(words("mark-waiting")) == 4
    assert words("note-assigned", by=EXECUTOR.name.short) in told
    assert words.document("health") in told

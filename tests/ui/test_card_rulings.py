"""Rulings beyond yes and no, from the card: a reversal, a reason that lifts a warning, the department's stage."""

from __future__ import annotations

from dataclasses import replace as with_fields

import pytest
from msgspec.structs import replace

from admission.application import DocumentBrought, Status
from admission.profile_file import parse_profile
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.ui.queue_page import QueuePage
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import CHILD, DIRECTOR, EXECUTOR, ROOT, a_draft, seen
from tests.ui.conftest import type_text

PERMIT = DocumentBrought(code="status", valid_until="2026-08-01")


def open_as(card, office, officer, application):
    office.sign_in(officer)
    card.show_application(application)
    card.retranslate()


def accepted(desk):
    application = file_application(desk, EXECUTOR, a_draft())
    propose(desk, EXECUTOR, application, True)
    decide_application(desk, DIRECTOR, application, True)
    return application


def test_an_acceptance_by_mistake_is_reversed_with_an_order_and_a_reason(qtbot, card, office, desk):
    application = accepted(desk)
    open_as(card, office, DIRECTOR, application)
    card.panel.buttons["reverse"].click()
    form = card.panel.form
    assert form.number.isVisible()
    type_text(form.text, "Қате қабылданды")
    form.confirm.click()
    qtbot.waitUntil(lambda: bool(form.number.problem.text()))
    assert seen(desk, application).status is Status.ACCEPTED
    type_text(form.number.widget, "2-А")
    form.confirm.click()
    qtbot.waitUntil(lambda: seen(desk, application).status is Status.UNDER_REVIEW)
    assert [one.taken for one in queries.streams(desk.replica)] == [0, 0]


def test_the_number_of_an_order_is_asked_for_nothing_else(card, office, desk):
    application = file_application(desk, EXECUTOR, a_draft())
    open_as(card, office, EXECUTOR, application)
    card.panel.buttons["withdraw"].click()
    assert not card.panel.form.number.isVisible()


def test_a_paper_that_ran_out_is_lifted_by_the_directors_reason(qtbot, card, office, desk):
    stranger = replace(CHILD, citizenship="UZ")
    draft = a_draft(
        child=stranger,
        documents=(*a_draft().documents, PERMIT),
        confirmed=("document-ran-out",),
        confirmed_because="Жаңасы берілуде",
    )
    application = file_application(desk, EXECUTOR, draft)
    propose(desk, EXECUTOR, application, True)
    open_as(card, office, DIRECTOR, application)
    card.panel.buttons["decide-accept"].click()
    form = card.panel.form
    qtbot.waitUntil(form.isVisible)
    assert "01.08.2026" in form.reason.problem.text()
    type_text(form.text, "Жаңа рұқсат берілуде")
    form.confirm.click()
    qtbot.waitUntil(lambda: seen(desk, application).status is Status.ACCEPTED)


@pytest.fixture
def karaganda(office, clock):
    """The same office under the rules of seed 002, moved to this year by its administrator."""
    text = (ROOT / "resources/profiles/karaganda.toml").read_text(encoding="utf-8")
    text = text.replace("2019", "2026").replace('id = "karaganda"', 'id = "karaganda2026"')
    rules = parse_profile(text.replace('regions = ["karaganda"]', "").encode())
    desk = office.desk
    office.desk = with_fields(desk, rules=rules, profiles={**desk.profiles, rules.id: rules})
    return office


def test_two_stages_are_walked_from_the_card(qtbot, card, karaganda):
    desk = karaganda.desk
    clerk = replace(EXECUTOR, id="department", login="gorono", roles=frozenset({Role.DEPARTMENT}))
    with desk.write() as writing:
        from tests.desk import feed

        writing.absorb([], feed(clerk, start=200), 200, desk.now())
    application = file_application(desk, EXECUTOR, a_draft())
    assert seen(desk, application).status is Status.SENT_FOR_REGISTRATION
    open_as(card, karaganda, clerk, application)
    assert set(card.panel.buttons) == {"register-accept", "register-refuse"}
    card.panel.buttons["register-accept"].click()
    qtbot.waitUntil(lambda: seen(desk, application).status is Status.REGISTERED)
    open_as(card, karaganda, EXECUTOR, application)
    card.panel.buttons["take-up"].click()
    qtbot.waitUntil(lambda: seen(desk, application).status is Status.UNDER_REVIEW)


def test_the_queue_shows_what_waits_for_registration(qtbot, karaganda):
    file_application(karaganda.desk, EXECUTOR, a_draft())
    page = QueuePage(karaganda)
    page.setMinimumSize(400, 300)
    qtbot.addWidget(page)
    page.reload()
    assert [line.status for line in page.model.lines()] == ["sent_for_registration"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_reversal_is_drawn(card, office, desk, shoot, language):
    application = accepted(desk)
    office.words.set_language(language)
    open_as(card, office, DIRECTOR, application)
    card.panel.buttons["reverse"].click()
    assert shoot(card, f"card-reversal-{language}").exists()

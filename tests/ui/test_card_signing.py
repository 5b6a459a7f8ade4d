"""Decisions on the card of a school that signs: gathered for the one window of the key, never kept without it."""

from __future__ import annotations

import pytest

from admission.application import Status
from desktop_app.settings import Settings
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui.office import Tools
from desktop_app.ui.opening import open_office
from tests.desk import DIRECTOR
from tests.ui import director_hands as hands
from tests.ui.conftest import always_holds, blank_paper, no_signer, row


@pytest.fixture
def page(qtbot, office, desk, tmp_path):
    hands.sign_in_with_key(office, tmp_path)
    hands.twelve(desk)
    return hands.open_page(qtbot, office)


@pytest.fixture
def waiting(card, page):
    """The first clean one, open on its card."""
    card.collect = page.collect
    application = page.folder.clean[0]
    card.show_application(application)
    return application


def test_an_acceptance_on_the_card_goes_into_the_folder_and_is_signed_there(
    qtbot, card, page, office, waiting
):
    card.panel.buttons["decide-accept"].click()
    assert row(office, waiting).status is Status.ON_SIGNATURE
    assert [one.application for one in page.folder.wishes] == [waiting]
    page.reload()
    page.setFocus()
    hands.sign(qtbot, page)
    qtbot.waitUntil(lambda: row(office, waiting).status is Status.ACCEPTED)
    decision = row(office, waiting).decision
    assert decision is not None
    assert decision.signed


def test_a_school_without_a_key_decides_on_the_card_as_ever(qtbot, card, page, office, waiting):
    office.signs = lambda: False
    card.show_application(waiting)
    card.panel.buttons["decide-accept"].click()
    qtbot.waitUntil(lambda: row(office, waiting).status is Status.ACCEPTED)
    assert page.folder.wishes == []


@pytest.fixture
def signed(qtbot, card, page, office, waiting):
    """The first clean one, accepted and signed."""
    card.panel.buttons["decide-accept"].click()
    page.reload()
    page.setFocus()
    hands.sign(qtbot, page)
    qtbot.waitUntil(lambda: row(office, waiting).status is Status.ACCEPTED)
    return waiting


def told(card):
    return card.signature.told.text()


def test_the_card_verifies_a_signed_decision_whenever_it_is_opened(qtbot, card, office, signed):
    card.show_application(signed)
    qtbot.waitUntil(lambda: told(card) == office.words("signature-holds"))
    office.check = lambda *_: "cms-broken"
    card.reload()
    assert told(card) == office.words("signature-holds"), "nothing else was signed"
    card.show_application(signed)
    reason = office.words("verdict-cms-broken")
    qtbot.waitUntil(lambda: told(card) == office.words("signature-does-not-hold", reason=reason))
    office.words.set_language("en")
    card.retranslate()
    assert told(card).startswith("The signature does not hold")


def test_a_decision_nobody_signed_has_no_such_part(card, waiting):
    assert card.signature.isHidden()


def test_the_window_leads_from_the_card_to_the_directors_page(qtbot, desk, catalogues, tmp_path):
    waiting = hands.twelve(desk)[2]
    settings = Settings(data=tmp_path, catalogues=catalogues)
    tools = Tools(blank_paper, no_signer, always_holds, signs=lambda: True)
    opened = open_office(settings, desk, tools, _no_line)
    qtbot.addWidget(opened.window)
    opened.window.sign_in.signed_in.emit(DIRECTOR)
    opened.card.show_application(waiting)
    opened.window.go("card")
    opened.card.panel.buttons["decide-accept"].click()
    assert opened.window.here == "director"
    assert [one.application for one in opened.director.folder.wishes] == [waiting]
    opened.window.close()


def _no_line():
    raise ServerUnreachable("no line")

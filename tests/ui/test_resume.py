"""A held application on its card: what to do is said, one button goes on; attention advises the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.context import Outcome
from admission.exchange import ActResult
from admission.problems import Problem
from desktop_app.ui.attention_page import AttentionPage
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.lend_seats import lend_seats
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, STREAMS, a_draft, feed, seen


@pytest.fixture
def held(desk):
    """Of two applications for a child the second was held by the centre."""
    first = file_application(desk, EXECUTOR, a_draft())
    second = replace(seen(desk, first), id="held", number="Б-0001", status=Status.DUPLICATE_HOLD)
    told = Problem("duplicate-hold", params={"number": "А-0001"})
    with desk.write() as writing:
        results = [ActResult(n=1, outcome=Outcome.CHANGED, seq=50, reason=told)]
        writing.absorb(results, feed(seen(desk, first), second, start=50), 51, desk.now())
    return first


@pytest.fixture
def card(card, held):
    card.show_application("held")
    card.retranslate()
    return card


def notices(card):
    return [card.exceptions.lines.itemAt(n).widget().text() for n in range(card.exceptions.lines.count())]


def test_the_card_says_what_to_do_and_offers_it_first(card, office):
    assert office.words("card-duplicate-hold") in notices(card)
    assert list(card.panel.buttons) == ["resume", "withdraw"]


def test_it_goes_on_only_after_the_other_was_withdrawn(qtbot, card, desk, office, held):
    with qtbot.waitSignal(office.notice) as said:
        card.panel.buttons["resume"].click()
    assert said.args == [office.words("problem-duplicate-active", number="Б-0001")]
    withdraw(desk, EXECUTOR, held)
    card.panel.buttons["resume"].click()
    qtbot.waitUntil(lambda: seen(desk, "held").status is Status.UNDER_REVIEW)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_attention_advises_to_ask_the_parent(qtbot, office, held, language):
    office.words.set_language(language)
    page = AttentionPage(office)
    qtbot.addWidget(page)
    one = page.panel
    button = office.words("deed-resume")
    assert one.advice.text() == office.words("advice-duplicate-hold")
    assert button in one.advice.text()
    assert button in office.words("card-duplicate-hold")


def test_an_act_about_no_application_is_named_by_itself(qtbot, office, desk):
    lend_seats(desk, DIRECTOR, STREAMS[0].id, "desk-b", 2, desk.now() + timedelta(hours=1))
    refused = ActResult(
        n=1, outcome=Outcome.REFUSED, seq=9, reason=Problem("lease-exceeds-free", params={"free": 1})
    )
    with desk.write() as writing:
        writing.absorb([refused], [], 9, desk.now())
    page = AttentionPage(office)
    page.setMinimumSize(400, 300)
    qtbot.addWidget(page)
    page.show()
    one = page.panel
    assert one.about.text() == office.words.act("lent")
    assert not one.open.isVisible()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_held_application_is_drawn(card, office, shoot, language):
    office.words.set_language(language)
    card.retranslate()
    assert shoot(card, f"card-held-{language}").exists()

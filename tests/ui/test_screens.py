"""The screens as people see them, in three languages and two lights: written to build/screens to be looked at."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ui import theme
from desktop_app.ui.heartbeat import Beat

LANGUAGES = ("kk", "ru", "en")
PAGES = ("queue", "outbox", "attention")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_in_screen_can_be_looked_at(window, words, shoot, language):
    words.set_language(language)
    assert shoot(window, f"sign-in-{language}").exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_looked_at(busy_window, heartbeat, words, shoot, page, language):
    words.set_language(language)
    heartbeat.beat.emit(Beat("offline"))
    busy_window.go(page)
    assert shoot(busy_window, f"{page}-{language}").exists()


def test_the_queue_can_be_looked_at_in_the_dark(qapp, busy_window, shoot):
    assert isinstance(qapp, QApplication)
    theme.apply(qapp, dark=True)
    try:
        assert shoot(busy_window, "queue-dark").exists()
    finally:
        theme.apply(qapp)


def test_an_empty_queue_can_be_looked_at(open_window, shoot):
    assert shoot(open_window, "queue-empty").exists()

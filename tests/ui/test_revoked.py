"""A revoked computer: emptied while its window is open, it says so and lets nobody in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.models.wiping import wipe
from desktop_app.sync.session import SyncReport
from desktop_app.sync.trouble import DeskRevoked
from desktop_app.ui.heartbeat import Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def struck_off(qtbot, office, desk):
    """The window, somebody in it, at the moment the centre has this computer emptied."""

    def emptied(wanted, stop, called) -> SyncReport:
        with desk.write() as writing:
            wipe(writing)
        raise DeskRevoked("desk-revoked")

    heart = Heartbeat(office, Lane("sync-lane"), emptied, every=timedelta(hours=1))
    made = MainWindow(office, heart, ())
    qtbot.addWidget(made)
    heart.start()
    qtbot.waitUntil(lambda: heart.now.state == "revoked")
    made.resize(1280, 800)
    return made, heart


def test_it_says_that_it_was_emptied_and_nobody_signs_in(struck_off):
    window, heart = struck_off
    assert window.sign_in.note.text == heart.now.said
    assert not window.sign_in.enter.isEnabled()
    assert not window.sign_in.login.isEnabled()


def test_it_talks_to_the_centre_no_more(struck_off):
    _, heart = struck_off
    heart.sync_now()
    assert heart.now.state == "revoked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_looked_at(struck_off, words, shoot, language):
    window, _ = struck_off
    words.set_language(language)
    window.sign_in.close_for_good(words("sync-desk-wiped"))
    assert shoot(window, f"revoked-{language}").exists()

"""The sieve above a list: one key leads into it, and from within back to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.ui.journal_page import JournalPage
    from desktop_app.ui.queue_page import QueuePage


def turn_sieve(page: JournalPage | QueuePage) -> None:
    """The cursor into the sieve; from within, back to the list, and the sieve goes."""
    sieve, at = page.sieve, page.focusWidget()
    inside = at is not None and sieve.isAncestorOf(at)
    sieve.setVisible(not (inside and sieve.isVisible()))
    page.sift.setChecked(not sieve.isHidden())
    if sieve.isHidden():
        page.arrive()
    else:
        sieve.retranslate()
        sieve.begin()


def hide_sieve(page: JournalPage | QueuePage) -> None:
    """No sieve any more; what it lets through is the page's to say."""
    page.sieve.hide()
    page.sift.setChecked(False)

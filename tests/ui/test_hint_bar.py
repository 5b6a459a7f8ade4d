"""The keys in the footer: whole or not there, never cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.ui.hint_bar import HintBar

HINTS = (
    ("F2", "hint-find"),
    ("A", "director-hint-accept"),
    ("R", "director-hint-refuse"),
    ("Enter", "hint-open"),
)


@pytest.fixture
def bar(qtbot, office):
    window, made = QWidget(), HintBar()
    window.setMinimumSize(800, 300)
    made.setParent(window)
    qtbot.addWidget(window)
    made.show_hints(HINTS, office.words)
    window.show()
    yield made
    window.close()


def shown(bar):
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("width", range(20, 700, 40))
def test_at_no_width_is_a_key_or_its_word_cut(qtbot, bar, width):
    bar.resize(width, 40)
    qtbot.wait(1)
    for label in bar.findChildren(QLabel):
        if label.isVisible():
            assert label.width() >= label.sizeHint().width()
            assert label.mapTo(bar, label.rect().topRight()).x() < width


def test_what_has_no_room_goes_from_the_end_and_comes_back(qtbot, bar, office):
    bar.resize(700, 40)
    qtbot.wait(1)
    everything = shown(bar)
    assert everything[-1] == office.words("hint-open")
    bar.resize(200, 40)
    qtbot.wait(1)
    assert shown(bar) == everything[: len(shown(bar))]
    assert 2 <= len(shown(bar)) < len(everything)
    assert office.words("hint-open") in bar.toolTip()
    bar.resize(700, 40)
    qtbot.wait(1)
    assert shown(bar) == everything

"""The row that wraps: like any row where it has room, and in a narrow place nothing is cut or lies over another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.layouts import WrappingRow

WORDS = ("Бүгін", "Ертең", "Қол қоюда", "Мерзімі өткен", "Барлығы", "Сүзгі")
WIDE = 900
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def filled(row, words=WORDS):
    """Buttons, the last of them behind a stretch, as the pages have them."""
    buttons = [QPushButton(word) for word in words]
    row.setSpacing(6)
    for button in buttons[:-1]:
        row.addWidget(button)
    row.addStretch()
    row.addWidget(buttons[-1])
    return buttons


@pytest.fixture
def shown(qtbot):
    """Puts a row into a window of some width; the window and the buttons."""

    def show(row, width):
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        buttons = filled(row)
        column.addWidget(QLabel("·"), 1)
        window.resize(width, 400)
        window.show()
        qtbot.waitUntil(lambda: buttons[0].isVisible() and buttons[0].width() > 1)
        return window, buttons

    return show


def test_with_room_it_is_like_any_row(shown):
    (ours, wrapping), (plain_window, plain) = shown(WrappingRow(), WIDE), shown(QHBoxLayout(), WIDE)
    assert ours.width() == plain_window.width() == WIDE
    assert [one.geometry() for one in wrapping] == [one.geometry() for one in plain]


@pytest.mark.parametrize("width", range(200, WIDE, 70))
def test_at_no_width_is_a_button_cut_or_covered(shown, width):
    window, buttons = shown(WrappingRow(), width)
    assert window.width() == width
    assert all(one.size() == one.sizeHint() for one in buttons)
    assert all(window.rect().contains(one.geometry()) for one in buttons)
    assert not any(one.geometry().intersects(two.geometry()) for one, two in combinations(buttons, 2))


def test_what_follows_a_stretch_is_at_the_right_edge_of_its_line(shown):
    window, buttons = shown(WrappingRow(), 300)
    assert buttons[-1].y() > buttons[0].y()
    assert buttons[-1].geometry().right() == window.rect().right()


def test_tab_goes_through_the_lines_in_their_order(shown):
    window, buttons = shown(WrappingRow(), 300)
    assert window.width() == 300
    places = [(one.y(), one.x()) for one in buttons]
    assert places == sorted(places)
    assert [one.nextInFocusChain() for one in buttons[:-1]] == buttons[1:]


def test_hidden_buttons_leave_their_room_to_the_others(qtbot, shown):
    window, buttons = shown(WrappingRow(), 400)
    assert window.width() == 400
    lines = len({one.y() for one in buttons})
    for button in buttons[2:5]:
        button.hide()
    qtbot.waitUntil(lambda: len({one.y() for one in buttons if one.isVisible()}) < lines)


def test_in_a_wider_window_the_lines_become_one_again(qtbot, shown):
    window, buttons = shown(WrappingRow(), 300)
    assert len({one.y() for one in buttons}) > 1
    window.resize(WIDE, 400)
    qtbot.waitUntil(lambda: len({one.y() for one in buttons}) == 1)

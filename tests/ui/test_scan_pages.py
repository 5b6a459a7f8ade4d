"""The viewer: Ctrl and the wheel, page after page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.scan_view import STEP, ScanView


@pytest.fixture
def view(qtbot, office):
    made = ScanView(office)
    qtbot.addWidget(made)
    made.setFixedSize(420, 500)
    made.show()
    return made


def leaves(number):
    made = [QImage(400, 560, QImage.Format.Format_RGB32) for _ in range(number)]
    for leaf in made:
        leaf.fill(Qt.GlobalColor.white)
    return made


def wheel(view, up, keys):
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120 if up else -120), Qt.MouseButton.NoButton,
        keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view._scroll.viewport(), event)


def test_ctrl_and_the_wheel_change_the_size_and_the_wheel_alone_does_not(view):
    view.show_pages(leaves(1))
    before = view.shown_scale()
    wheel(view, True, Qt.KeyboardModifier.ControlModifier)
    assert view.shown_scale() == pytest.approx(before * STEP)
    wheel(view, False, Qt.KeyboardModifier.ControlModifier)
    assert view.shown_scale() == pytest.approx(before)
    wheel(view, True, Qt.KeyboardModifier.NoModifier)
    assert view.shown_scale() == pytest.approx(before)


def test_buttons_and_keys_go_from_page_to_page(qtbot, view, office):
    view.show_pages(leaves(3))
    qtbot.waitUntil(lambda: view._scroll.verticalScrollBar().maximum() > 600)
    assert (view.page, view.place.text()) == (0, office.words("scan-of", page=1, pages=3))
    view.following.click()
    assert (view.page, view.place.text()) == (1, office.words("scan-of", page=2, pages=3))
    QTest.keyClick(view._scroll, Qt.Key.Key_PageDown)
    assert view.page == 2
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 1
    view.previous.click()
    assert view.page == 0


def test_one_page_needs_no_leafing(view):
    view.show_pages(leaves(1))
    assert view.following.isHidden()
    assert view.place.isHidden()

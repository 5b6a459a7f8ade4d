"""The 3×4 frame: by mouse and keys, always three to four, never outside the picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.scans.cropping import Frame
from desktop_app.ui.crop_frame import CropFrame
from tests.ui.conftest import type_text


@pytest.fixture
def crop(qtbot):
    """A picture of 800×400, shown half as large; the frame stands in its middle, 300×400."""
    made = CropFrame()
    qtbot.addWidget(made)
    look = QImage(80, 40, QImage.Format.Format_RGB32)
    look.fill(QColor("#808080"))
    made.setFixedSize(400, 200)
    made.show()
    made.show_picture(look, QSize(800, 400), True)
    return made


def drag(crop, start, end):
    QTest.mousePress(crop, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    QTest.mouseMove(crop, QPoint(*end))
    QTest.mouseRelease(crop, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def test_it_begins_as_large_as_it_can_in_the_middle(crop):
    assert crop.frame == Frame(250, 0, 300)


def test_arrows_move_it_and_never_out_of_the_picture(crop):
    QTest.keyClick(crop, Qt.Key.Key_Right)
    assert crop.frame == Frame(258, 0, 300)
    QTest.keyClick(crop, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert crop.frame == Frame(218, 0, 300)
    for _ in range(20):
        QTest.keyClick(crop, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(crop, Qt.Key.Key_Down)
    assert crop.frame == Frame(500, 0, 300)


def test_minus_and_plus_size_it_around_its_middle_and_nought_puts_it_back(crop):
    type_text(crop, "-----")
    frame = crop.frame
    assert frame.width == pytest.approx(300 / 1.06**5)
    assert frame.left + frame.width / 2 == pytest.approx(400)
    assert frame.height == pytest.approx(frame.width * 4 / 3)
    type_text(crop, "+" * 9)
    assert crop.frame.width == pytest.approx(300)
    type_text(crop, "-0")
    assert crop.frame == Frame(250, 0, 300)


def test_it_never_gets_so_small_that_nobody_can_catch_it(crop):
    type_text(crop, "-" * 80)
    assert crop.frame.width == pytest.approx(64)


def test_the_mouse_drags_it(crop):
    drag(crop, (200, 100), (150, 100))
    assert crop.frame.left == pytest.approx(150)
    assert crop.frame.width == pytest.approx(300)


def test_a_corner_sizes_it_and_the_other_corner_stays(crop):
    drag(crop, (275, 199), (215, 199))
    frame = crop.frame
    assert frame.width == pytest.approx(180, abs=4)
    assert (frame.left, frame.top) == (pytest.approx(250), pytest.approx(0))
    drag(crop, (125, 0), (140, 0))
    assert crop.frame.left + crop.frame.width == pytest.approx(frame.left + frame.width)


def test_a_click_beside_it_does_nothing(crop):
    drag(crop, (20, 20), (300, 100))
    assert crop.frame == Frame(250, 0, 300)


def test_the_wheel_sizes_it(crop):
    away = QWheelEvent(
        QPointF(200, 100), QPointF(200, 100), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(crop, away)
    assert crop.frame.width == pytest.approx(300 / 1.06)


def test_the_letter_on_either_keyboard_asks_for_a_turn(qtbot, crop):
    for letter in "rк":
        with qtbot.waitSignal(crop.turn):
            type_text(crop, letter)


def test_without_a_picture_there_is_nothing_to_cut(crop):
    crop.show_picture(QImage(), QSize(), True)
    type_text(crop, "+-0r")
    crop.repaint()
    assert crop.frame is None


def test_what_is_cut_away_lies_in_the_shade(crop):
    shown = crop.grab().toImage()
    inside, outside = shown.pixelColor(200, 60), shown.pixelColor(60, 60)
    assert outside.lightness() < inside.lightness() - 20

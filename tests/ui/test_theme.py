"""The colours can be read, the fonts come with the program."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QLabel

from desktop_app.ui import theme

READABLE = 4.5  # WCAG 2.2, 1.4.3
VISIBLE = 3.0  # WCAG 2.2, 1.4.11
PAIRS = [
    *((ink, ground) for ink in ("ink", "quiet") for ground in ("ground", "surface", "sunken", "accent_soft")),
    *((tone, f"{tone}_soft") for tone in theme.TONES),
    *((tone, "surface") for tone in theme.TONES),
    *((tone, "accent_soft") for tone in theme.TONES),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((ink, side) for ink in ("side_ink", "side_quiet") for side in ("side", "side_hover", "side_active")),
]


def luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    one = QColor(colour)
    return one.redF(), one.greenF(), one.blueF()


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(colours):
    faint = [pair for pair in PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < READABLE]
    assert faint == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_edges_and_the_focus_ring_can_be_seen(colours):
    pairs = [(line, ground) for line in ("focus", "edge") for ground in ("ground", "surface")]
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < VISIBLE] == []


def test_both_lights_know_the_same_colours():
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_the_bundled_font_is_the_one_that_is_drawn(qapp):
    assert QFontInfo(QLabel("Ә").font()).family() == theme.FAMILY


def test_a_larger_scale_gives_larger_words(qapp):
    theme.apply(qapp, scale=1.5)
    try:
        assert QLabel("Ә").font().pixelSize() == 22
        assert "font-size: 36px" in theme.style_sheet(theme.LIGHT, 1.5)
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_painted_by_hand_knows_the_light(qapp, dark):
    theme.apply(qapp, dark=dark)
    try:
        assert theme.worn(qapp.palette()) is (theme.DARK if dark else theme.LIGHT)
    finally:
        theme.apply(qapp)

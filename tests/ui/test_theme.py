"""The colours can be read, the fonts come with the program."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QRadioButton

from desktop_app.ui import theme
from desktop_app.ui.fields import Chip

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


def pairs_of_the_style_sheet() -> set[tuple[str, str, str]]:
    """Selector, words and ground of every rule that sets both."""
    text = (theme.RESOURCES / "style" / "office.qss").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{((?:\$\{\w+\}|[^{}])*)\}", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    found = set()
    for selector, body in rules:
        words, ground = (
            re.search(rf"(?<![\w-]){name}: \$\{{(\w+)\}}", body) for name in ("color", "background")
        )
        if words and ground:
            found.add((selector.strip(), words[1], ground[1]))
    return found


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_rule_of_the_style_sheet_can_be_read(colours):
    pairs = pairs_of_the_style_sheet()
    assert len(pairs) > 20
    least = {pair: VISIBLE if ":disabled" in pair[0] else READABLE for pair in pairs}
    told = {pair: contrast(colours[pair[1]], colours[pair[2]]) for pair in pairs}
    assert {pair: had for pair, had in told.items() if had < least[pair]} == {}


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_what_rests_can_still_be_seen(colours):
    grounds = ("ground", "surface", "sunken")
    assert [one for one in grounds if contrast(colours["edge"], colours[one]) < VISIBLE] == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_focus_ring_can_be_seen_on_every_ground(colours):
    grounds = ("ground", "surface", "sunken", *(name for name in colours if name.endswith("_soft")))
    assert [one for one in grounds if contrast(colours["focus"], colours[one]) < VISIBLE] == []
    assert contrast(colours["side_ink"], colours["side"]) >= VISIBLE


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QLineEdit])
def test_an_empty_box_and_a_proposal_can_be_seen_as_they_are_drawn(qapp, qtbot, kind, dark):
    theme.apply(qapp, dark=dark)
    try:
        ground = (theme.DARK if dark else theme.LIGHT)["surface"]
        part = kind()
        qtbot.addWidget(part)
        if isinstance(part, QLineEdit):
            part.setPlaceholderText("ЖЖЖЖЖЖЖЖ")
        part.resize(120, 34)
        picture = part.grab().toImage()
        drawn = [picture.pixelColor(x, y).name() for x in range(4, 24) for y in range(6, 28)]
        assert max(contrast(one, ground) for one in drawn) >= (READABLE if kind is QLineEdit else VISIBLE)
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize("dark", [False, True])
def test_a_list_to_choose_from_shows_that_it_is_one(qapp, qtbot, dark):
    theme.apply(qapp, dark=dark)
    try:
        ground = (theme.DARK if dark else theme.LIGHT)["surface"]
        part = QComboBox()
        qtbot.addWidget(part)
        part.resize(160, 34)
        picture = part.grab().toImage()
        drawn = [picture.pixelColor(x, y).name() for x in range(136, 156) for y in range(10, 24)]
        assert max(contrast(one, ground) for one in drawn) >= VISIBLE
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize(
    ("pixels", "room", "scale"),
    [
        (13, (1920, 1040), 1.0),
        (15, (1920, 1040), 1.0),
        (16, (1280, 760), 16 / 13),
        (26, (1280, 760), 1.25),
        (26, (1366, 720), 1.2),
        (26, (1920, 1040), 1040 / 600),
        (26, (3840, 2100), 2.0),
        (52, (3840, 2100), 2.0),
        (26, (1024, 768), 1.0),
    ],
)
def test_large_words_of_the_system_are_followed_as_far_as_the_screen_has_room(qapp, pixels, room, scale):
    font = QFont(theme.FAMILY)
    font.setPixelSize(pixels)
    assert theme.wanted_scale(font, QSize(*room)) == scale


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


def test_what_was_painted_is_dressed_anew_with_its_tone_and_as_before_when_that_comes_back(qtbot):
    chip = Chip("Қабылданды", "good")
    qtbot.addWidget(chip)
    chip.grab()
    seen = []
    for tone in ("good", "danger", "good"):
        chip.show_as("Қабылданды", tone)
        seen.append((chip.palette().color(chip.foregroundRole()).name(), chip.grab().toImage()))
    assert [ink for ink, _ in seen] == [theme.LIGHT[tone] for tone in ("good", "danger", "good")]
    assert seen[0][1] == seen[2][1] != seen[1][1]


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_painted_by_hand_knows_the_light(qapp, dark):
    theme.apply(qapp, dark=dark)
    try:
        assert theme.worn(qapp.palette()) is (theme.DARK if dark else theme.LIGHT)
    finally:
        theme.apply(qapp)

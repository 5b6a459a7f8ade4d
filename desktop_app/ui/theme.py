"""Colours, fonts and sizes: a light and a dark set poured into one style sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from string import Template

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).parents[2] / "resources"
STYLE = "Fusion"
FAMILY = "Arimo"
FONT_FILES = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
BASE_PIXELS = 15
USUAL_PIXELS = 13  # what systems write with unless somebody wanted larger words
NOTICEABLE, MOST = 1.2, 2.0
ROOM = QSize(1024, 600)  # pixels a window needs for words at scale 1

Colours = Mapping[str, str]

# Every text colour keeps at least 4.5:1 on every ground it stands on (tests/ui/test_theme.py).
LIGHT: Colours = {
    "ground": "#f3f6f7",
    "surface": "#ffffff",
    "sunken": "#e9eef0",
    "ink": "#13232b",
    "quiet": "#4d606a",
    "line": "#cfd9dd",
    "edge": "#6f828b",
    "accent": "#0a6c74",
    "accent_hover": "#08575e",
    "accent_soft": "#dff0f1",
    "on_accent": "#ffffff",
    "focus": "#1b62d1",
    "side": "#0e2f38",
    "side_ink": "#f0f6f7",
    "side_quiet": "#a9c3c9",
    "side_hover": "#173f4a",
    "side_active": "#20525f",
    "good": "#17693a",
    "good_soft": "#e2f3e8",
    "info": "#1d4f9e",
    "info_soft": "#e6eefa",
    "warn": "#7f4f00",
    "warn_soft": "#fcf1d9",
    "danger": "#a8231b",
    "danger_soft": "#fbe9e7",
    "idle": "#51626b",
    "idle_soft": "#e9eef0",
}
DARK: Colours = {
    "ground": "#10181c",
    "surface": "#19242a",
    "sunken": "#223037",
    "ink": "#eaf1f3",
    "quiet": "#a8bac2",
    "line": "#31424a",
    "edge": "#6f858f",
    "accent": "#4fc3c0",
    "accent_hover": "#74d4d1",
    "accent_soft": "#17393d",
    "on_accent": "#06272a",
    "focus": "#7fb2ff",
    "side": "#0a1f26",
    "side_ink": "#eef6f7",
    "side_quiet": "#9dbac1",
    "side_hover": "#133640",
    "side_active": "#1c4a56",
    "good": "#7ad49b",
    "good_soft": "#16352a",
    "info": "#9cc2ff",
    "info_soft": "#1a2f4c",
    "warn": "#f0c46c",
    "warn_soft": "#3a2f17",
    "danger": "#ff9d92",
    "danger_soft": "#42211f",
    "idle": "#adbdc4",
    "idle_soft": "#223037",
}

TONES = ("good", "info", "warn", "danger", "idle", "accent")
STATUS_TONES: Mapping[str, str] = {
    "under_review": "info",
    "on_signature": "accent",
    "accepted": "good",
    "waitlisted": "warn",
    "enrolled": "good",
    "refused": "danger",
    "withdrawn": "idle",
    "annulled": "idle",
    "duplicate_hold": "warn",
}
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
}


def application() -> QApplication:
    """The one there is, else a new one in the office's style: told of it later, PySide makes all of QStyle first."""
    app = QApplication.instance()
    if app is None:
        app = QApplication(["qabyldau", "-style", STYLE])
        app.setProperty("style", STYLE)
    assert isinstance(app, QApplication), "the office has windows"
    return app


def apply(app: QApplication, dark: bool = False, scale: float = 1.0, resources: Path = RESOURCES) -> None:
    """Dress the application; may be called again to change colours or size while it runs.

    `scale` 1.0 is 15 px text. The fonts come with the program; OSError when they are missing.
    """
    load_fonts(resources)
    colours = DARK if dark else LIGHT
    if app.property("style") != STYLE:
        app.setStyle(STYLE)
    font = QFont(FAMILY)
    font.setPixelSize(round(BASE_PIXELS * scale))
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(style_sheet(colours, scale, resources))


def wanted_scale(system: QFont, room: QSize) -> float:
    """How large this computer's words are compared to the usual, as far as a screen with this `room` holds them."""
    wanted = QFontInfo(system).pixelSize() / USUAL_PIXELS
    held = min(room.width() / ROOM.width(), room.height() / ROOM.height())
    return max(1.0, min(wanted, MOST, held)) if wanted > NOTICEABLE else 1.0


def system_scale() -> float:
    """The scale this computer's own font and screen ask for; before `apply`, which sets another font."""
    screen = QGuiApplication.primaryScreen()
    return wanted_scale(QGuiApplication.font(), screen.availableSize())


@contextmanager
def undressed() -> Iterator[None]:
    """While many widgets are made and put together; afterwards all of them are dressed at once.

    Under a style sheet Qt dresses a widget again with every new parent, which costs a start most of its time.
    """
    app = QApplication.instance()
    sheet = app.styleSheet() if isinstance(app, QApplication) else ""
    if not isinstance(app, QApplication) or not sheet:
        yield
        return
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def load_fonts(resources: Path = RESOURCES) -> None:
    """Make the bundled family known to Qt; no font of the system is needed."""
    if FAMILY in QFontDatabase.families():
        return
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resources / "fonts" / name)) < 0:
            raise OSError(f"font not usable: {name}")


def style_sheet(colours: Colours, scale: float, resources: Path = RESOURCES) -> str:
    """The style sheet with every `${colour}` and `${nn}` (pixels at scale 1) filled in."""
    template = Template((resources / "style" / "office.qss").read_text(encoding="utf-8"))
    wanted = (name for name in set(template.get_identifiers()) if name.startswith("px"))
    sizes = {name: f"{max(1, round(int(name[2:]) * scale))}px" for name in wanted}
    light = "dark" if colours is DARK else "light"
    drawn = {name: (resources / "style" / f"{name}-{light}.png").as_posix() for name in ("tick", "arrow")}
    return template.substitute(colours, **drawn, **sizes)


def worn(palette: QPalette) -> Colours:
    """The set of colours that a widget with this palette wears; for what is painted by hand."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if dark else LIGHT


def scale_of(font: QFont) -> float:
    """How much larger than at scale 1.0 this font is; for widths and heights that are set by hand."""
    return QFontInfo(font).pixelSize() / BASE_PIXELS


def tone_of(status: str) -> str:
    """The tone a status is shown in; its word is always there too."""
    return STATUS_TONES.get(status, "idle")


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(colours[name]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["edge"]))
    return palette

"""The walk over all screens in a process of its own, under QT_SCALE_FACTOR: what is cut off is written out."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.ui import theme
from tests import desk as desks
from tests.ui import every_screen, sample, sweep

LANGUAGE = "ru"  # the longest words


def walk(folder: Path, catalogues: Path, screens: Path) -> None:
    """First line: dots a pixel; then a line for every part that is cut off."""
    app = QApplication([])
    theme.apply(app)
    clock = desks.FakeClock()
    desk = desks.make_desk(folder, clock=clock)
    day = sample.a_day(desk, clock)
    tour = every_screen.open_tour(desk, day, catalogues, folder)
    ratio = f"{tour.window.devicePixelRatio():g}"
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(ratio)
    tour.welcome(LANGUAGE)
    for screen in (*every_screen.SCREENS, every_screen.SIGN_IN):
        every_screen.visit(tour, screen)
        for wrong in sweep.clipped(tour.window, every_screen.SIZE):
            print(f"{screen.name}: {wrong}")
    tour.welcome(LANGUAGE)
    tour.window.grab().save(str(screens / f"dots-{ratio}-{LANGUAGE}.png"))
    tour.close()
    desk.replica.close()


if __name__ == "__main__":
    walk(*map(Path, sys.argv[1:]))

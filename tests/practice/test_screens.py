"""Practice as people see it: the frame around the sign-in and around the office, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from desktop_app.building import tools_of
from desktop_app.models import queries
from desktop_app.sync.session import synchronise
from desktop_app.ui import theme
from desktop_app.ui.opening import open_office
from desktop_app.ui.practice_frame import EDGE, frame_window
from tests.centre import never
from tests.practice.conftest import practising

SCREENS = Path(__file__).parents[2] / "build" / "screens"


@pytest.fixture
def opened(qtbot, begun):
    mine, told = begun
    with practising(mine, told) as (desk, line):
        synchronise(line, never)
        made = open_office(mine, desk, tools_of(mine, desk), lambda: line, stated_clock=True)
        frame_window(made.window, made.office.words, told)
        qtbot.addWidget(made.window)
        made.window.resize(QSize(1280, 800))
        made.window.show()
        yield made
        made.window.close()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_frame_is_seen_around_every_screen(qapp, begun, opened, language):
    SCREENS.mkdir(parents=True, exist_ok=True)
    opened.office.words.set_language(language)
    login = begun[1].logins[0]
    clerk = next(one for one in queries.officers(opened.office.desk.replica) if one.login == login)
    edge = QColor(theme.LIGHT["warn"])
    for name in ("sign-in", "queue", "intake"):
        if name != "sign-in":
            opened.window.sign_in.signed_in.emit(clerk)
            opened.window.go(name)
        for _ in range(3):
            qapp.processEvents()
        picture = opened.window.grab()
        assert picture.save(str(SCREENS / f"practice-{name}-{language}.png"))
        image = picture.toImage()
        inside = EDGE // 2
        corners = [(x, y) for x in (inside, 1279 - inside) for y in (400, 799 - inside)]
        assert [image.pixelColor(*at) for at in corners] == [edge] * 4

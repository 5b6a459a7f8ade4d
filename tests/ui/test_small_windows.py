"""The windows beside the one: the door of a locked replica and the print menu, looked at like every screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.models.replica_key import WrongPassphrase
from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.print_menu import PrintMenu
from desktop_app.ui.unlock import Unlock
from desktop_app.ui.wording import Words
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft
from tests.ui import sweep
from tests.ui.conftest import SCREENS
from tests.ui.gear import gear

LANGUAGES = ("kk", "ru", "en")
LOOKS = {"": (1.0, False), "-dark": (1.0, True), "-large": (1.5, False)}
MARGIN = 20  # pixels: a menu entry has room for its mark and the way out
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def looks(qapp: QApplication, words: Words) -> Iterator[tuple[str, str]]:
    """Every language in every look: the language, and how its picture is called."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for look, (scale, dark) in LOOKS.items():
        theme.apply(qapp, dark=dark, scale=scale)
        for language in LANGUAGES:
            words.set_language(language)
            yield language, f"{language}{look}"


def wrong(_: str) -> NoReturn:
    raise WrongPassphrase


@pytest.mark.usefixtures("_light_again")
def test_the_door_of_a_locked_replica_is_whole_in_every_look(qtbot, qapp, words, catalogues):
    known = sweep.Catalogues.read(catalogues)
    for language, name in looks(qapp, words):
        door = Unlock(words, wrong)
        qtbot.addWidget(door)
        door.show()
        door.line.setText("емес")
        door.ask()
        sweep.settle(qapp)
        found = [sweep.clipped(door, door.size()), sweep.nameless(door), sweep.unreachable(qapp, door)]
        found.append(known.strangers(sweep.texts(door), language))
        assert (name, found) == (name, [[], [], [], []])
        assert door.grab().save(str(SCREENS / f"unlock-{name}.png"))
        door.close()


@pytest.mark.usefixtures("_light_again")
def test_the_print_menu_shows_every_paper_whole_in_every_look(qtbot, qapp, office, desk, catalogues):
    known, page = sweep.Catalogues.read(catalogues), CardPage(office, gear())
    qtbot.addWidget(page)
    page.show_application(file_application(desk, EXECUTOR, a_draft()))
    page.show()
    for language, name in looks(qapp, office.words):
        page.retranslate()
        sweep.settle(qapp)
        menu = page.papers.findChildren(PrintMenu)[-1]
        menu.popup(page.mapToGlobal(page.rect().topLeft()))
        sweep.settle(qapp)
        entries = [entry for entry in menu.actions() if not entry.isSeparator()]
        assert entries
        assert known.strangers({entry.text() for entry in entries}, language) == []
        assert (name, [entry.text() for entry in entries if _is_cut(menu, entry)]) == (name, [])
        assert menu.grab().save(str(SCREENS / f"print-menu-{name}.png"))
        menu.close()


def _is_cut(menu: QMenu, entry: QAction) -> bool:
    where = menu.actionGeometry(entry)
    need = menu.fontMetrics().horizontalAdvance(entry.text()) + MARGIN
    return where.width() < need or not menu.rect().contains(where)

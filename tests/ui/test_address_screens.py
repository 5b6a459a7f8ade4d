"""Pictures of the address by a few letters and of a child from the list, in three languages, for people to look at."""

from __future__ import annotations

from datetime import date

import pytest

from admission.children_rows import ListedChild
from desktop_app.models.census import keep_children
from desktop_app.models.directory_filling import fill_directory
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from tests.desk import CHILD, EXECUTOR, KEY
from tests.models.test_directory import ROWS
from tests.ui.conftest import type_text
from tests.ui.test_intake import FAMILY

LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])
TYPED = {"kk": "сәтб 1", "ru": "сатпаева 1", "en": "satb 1"}


@pytest.fixture
def page(qtbot, office, heartbeat, desk, language):
    """The page in its window, where the officer sees it."""
    folder = desk.replica.path.parent
    fill_directory(folder, ROWS)
    keep_children(folder, KEY, [ListedChild(CHILD.iin, CHILD.name, date(2020, 9, 15), "male")])
    office.words.set_language(language)
    made = IntakePage(office)
    window = MainWindow(office, heartbeat, [Place("intake", made, "F4")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    window.go("intake")
    return made


@LANGUAGES
def test_the_suggestions_are_drawn_under_the_line(page, shoot, language):
    people = {key: text for key, text in FAMILY.items() if not key.startswith(("registered", "by_terr"))}
    page.form.fill({"registered.locality": "Астана", **people})
    page.live.begin()
    street = page.form.entries["registered.street"]
    street.setFocus()
    type_text(street.line, TYPED[language])
    assert street.offers
    assert shoot(page.window(), f"intake-address-{language}").exists()


@LANGUAGES
def test_a_child_of_the_list_and_a_chosen_address_are_drawn(page, shoot, language):
    page.form.entries["child.iin"].fill(CHILD.iin)
    street = page.form.entries["registered.street"]
    street.setFocus()
    type_text(street.line, "6 мкр 12-5")
    street._take(0)
    assert shoot(page.window(), f"intake-known-{language}").exists()

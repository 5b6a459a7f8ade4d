"""What the classes look like: six of twenty-five, some of it by hand, in three languages, light and dark."""

from __future__ import annotations

import pytest

from desktop_app.ui import theme
from desktop_app.ui.classes_page import ClassesPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from tests.desk import DIRECTOR
from tests.ui.class_sample import arrive, child

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def classes(qtbot, desk, office, heartbeat):
    """A hundred and fifty children: proposed as was asked for twins, then a wish is broken, a class overfilled."""
    arrive(desk, *(child(place) for place in range(150)))
    made = ClassesPage(office)
    window = MainWindow(office, heartbeat, [Place("classes", made, "Ctrl+F10")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("classes")
    plan = made.plan
    for _ in range(2):
        plan.add_letter()
    [twin, _], [other, _], _ = plan.twins.values()
    plan.wish([twin.id], "together")
    plan.wish([other.id], "apart")
    plan.propose(30)
    stands = next(one.letter for one in plan.children if one.id == twin.id)
    plan.move([twin.id], "В" if stands != "В" else "Б")
    plan.move([one.id for one in plan.of("Ә")[:4]], "А")
    plan.move([one.id for one in plan.of("Б")[3:9]], "")
    made.reload()
    column = next(letter for letter in plan.letters if any(one.id == other.id for one in plan.of(letter)))
    made.board.enter(column)
    made.board.columns[column].list.choose([other.id])
    return window


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_classes_are_drawn(classes, words, shoot, language):
    words.set_language(language)
    assert shoot(classes, f"classes-{language}").exists()


def test_the_classes_are_drawn_in_the_dark(qapp, classes, shoot):
    theme.apply(qapp, dark=True)
    try:
        assert shoot(classes, "classes-dark").exists()
    finally:
        theme.apply(qapp)

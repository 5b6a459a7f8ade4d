"""Every screen, language and light: no text is cut off, no word missing, every control found by Tab and by name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui import theme
from tests import desk as desks
from tests.ui import every_screen, sample, sweep
from tests.ui.conftest import SCREENS, Prepared
from tests.ui.every_screen import LANGUAGES, SIGN_IN, SIZE, Tour

ROOT = Path(__file__).parents[2]
LARGE, HD = 1.5, QSize(1920, 1080)
LARGER = 1.25  # what theme.ROOM lets through on the smallest screen
SMALL = QSize(1280, 760)  # without the bar of the system
Found = dict[str, list[str]]
EVERYTHING = (*every_screen.SCREENS, SIGN_IN)
pytestmark = pytest.mark.timeout(300)  # one walk through everything, on a machine that may have other work


@dataclass
class Findings:
    """What is wrong, by what it is: `found["clipped"]["intake-ru"]` are the parts that are."""

    found: dict[str, Found] = field(default_factory=lambda: defaultdict(dict))
    places: set[str] = field(default_factory=set)

    def note(self, what: str, where: str, wrong: list[str]) -> None:
        if wrong:
            self.found[what][where] = sorted(set(wrong))

    def of(self, what: str) -> Found:
        return self.found.get(what, {})


@dataclass(frozen=True)
class Offices:
    """Opens offices, each over its own copy of the working day."""

    day: Prepared
    catalogues: Path
    folders: pytest.TempPathFactory

    @contextmanager
    def open(self, size: QSize = SIZE) -> Iterator[Tour]:
        folder = self.folders.mktemp("office")
        desk = self.day.copy(folder, desks.FakeClock(sample.TODAY))
        tour = every_screen.open_tour(desk, self.day.day, self.catalogues, folder, size)
        yield tour
        tour.close()
        desk.replica.close()


@pytest.fixture(scope="module")
def offices(prepared_day: Prepared, catalogues: Path, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(prepared_day, catalogues, tmp_path_factory)


@pytest.fixture(scope="module")
def findings(qapp: QApplication, offices: Offices) -> Findings:
    """One office is walked in three languages by day, then by night; pictures are taken of everything."""
    found, words = Findings(), sweep.Catalogues.read(offices.catalogues)
    SCREENS.mkdir(parents=True, exist_ok=True)
    theme.apply(qapp)
    with offices.open() as tour:
        found.places = every_screen.places(tour)
        for dark in (False, True):
            theme.apply(qapp, dark=dark)
            for language in LANGUAGES:
                _walk(tour, language, dark, found, words)
    theme.apply(qapp)
    return found


def _walk(tour: Tour, language: str, dark: bool, found: Findings, words: sweep.Catalogues) -> None:
    tour.welcome(language)
    for screen in EVERYTHING:
        where = f"{screen.name}-{language}{'-dark' if dark else ''}"
        every_screen.visit(tour, screen)
        tour.window.grab().save(str(SCREENS / f"{where}.png"), quality=80)
        if not dark:
            _look(tour, where, found, words)


def _look(tour: Tour, where: str, found: Findings, words: sweep.Catalogues) -> None:
    window, language = tour.window, tour.language
    found.note("clipped", where, sweep.clipped(window, SIZE))
    found.note("cells", where, sweep.untold_cells(window))
    found.note("nameless", where, sweep.nameless(window))
    found.note("words", where, words.strangers(sweep.texts(window), language))
    if language == LANGUAGES[0]:
        found.note("unreachable", where, sweep.unreachable(tour.app, window))


def test_every_place_of_the_office_is_in_the_register(findings):
    assert findings.places == {screen.place for screen in every_screen.SCREENS}


def test_every_screen_has_a_picture_in_each_language_and_light(findings):
    names = [screen.name for screen in EVERYTHING]
    assert len(set(names)) == len(names)
    wanted = {f"{n}-{lang}{light}.png" for n in names for lang in LANGUAGES for light in ("", "-dark")}
    assert wanted <= {file.name for file in SCREENS.iterdir()}


def test_no_text_is_cut_off(findings):
    assert findings.of("clipped") == {}


def test_a_cell_that_may_be_elided_has_its_whole_text_as_tooltip(findings):
    assert findings.of("cells") == {}


def test_every_control_has_a_name_for_who_listens(findings):
    assert findings.of("nameless") == {}


def test_tab_comes_to_every_control(findings):
    assert findings.of("unreachable") == {}


def test_after_a_change_of_language_no_word_of_another_is_left(findings):
    assert findings.of("words") == {}


@pytest.mark.parametrize(("scale", "size", "language"), [(LARGE, HD, "kk"), (LARGER, SMALL, "ru")])
def test_no_text_is_cut_off_where_words_are_larger(qapp, offices, scale, size, language):
    theme.apply(qapp, scale=scale)
    cut: Found = {}
    with offices.open(size) as tour:
        tour.welcome(language)
        for screen in EVERYTHING:
            every_screen.visit(tour, screen)
            wrong = [*sweep.clipped(tour.window, size), *sweep.too_large(tour.window, size)]
            if wrong:
                cut[screen.name] = wrong
            if scale == LARGER:
                tour.window.grab().save(str(SCREENS / f"{screen.name}-{language}-larger.png"), quality=80)
        tour.welcome(language)
        tour.window.grab().save(str(SCREENS / f"large-{scale}.png"))
    theme.apply(qapp)
    assert cut == {}


@pytest.mark.parametrize("factor", ["1.25", "2"])
def test_no_text_is_cut_off_on_a_screen_with_more_dots(factor, tmp_path, catalogues):
    told = subprocess.run(
        [sys.executable, "-m", "tests.ui.scaled_screens", str(tmp_path), str(catalogues), str(SCREENS)],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (told.returncode, told.stdout.splitlines()[1:]) == (0, []), told.stderr
    assert told.stdout.splitlines()[0] == f"{float(factor):g}"


# --- the looking itself -----------------------------------------------------------------------------------


@pytest.fixture
def box(qtbot):
    """A window of 300×200, to be shown when everything is in it."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setMinimumSize(300, 200)
    made.resize(300, 200)
    return made


def shown(qtbot, box):
    box.show()
    qtbot.waitUntil(box.isActiveWindow)
    return box


def test_a_label_that_is_too_narrow_is_found(qtbot, box):
    QLabel("Әкесінің аты (бар болса)", box).setFixedWidth(60)
    [found] = sweep.clipped(shown(qtbot, box), box.size())
    assert "Әкесінің" in found


def test_a_button_beyond_the_edge_is_found(qtbot, box):
    QPushButton("Тіркеу", box).move(280, 10)
    assert any("sticks out" in found for found in sweep.clipped(shown(qtbot, box), box.size()))


def test_a_control_without_name_is_found(qtbot, box):
    QVBoxLayout(box).addWidget(QPushButton())
    assert len(sweep.nameless(shown(qtbot, box))) == 1


def test_a_control_that_tab_passes_by_is_found(qapp, qtbot, box):
    first, second, third = QPushButton("1"), QPushButton("2"), QPushButton("3")
    column = QVBoxLayout(box)
    for button in (first, second, third):
        column.addWidget(button)
    second.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    shown(qtbot, box)
    first.setFocus()
    assert sweep.unreachable(qapp, box) == [sweep.name_of(second)]


def test_keys_holes_and_foreign_words_are_found():
    words = sweep.Catalogues({"kk": {"nav-queue": "Кезек", "hi": "Сәлем"}, "ru": {"nav-queue": "Очередь"}})
    assert words.strangers({"nav-queue", "Кезек", "Очередь", "{n} бала", "Дүйсенбаев"}, "kk") == [
        "nav-queue",
        "{n} бала",
        "Очередь",
    ]

"""The wait for practice: a window at once, told how far it is, given up by closing it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import practice
from desktop_app.practice import PracticeTrouble, Told, at_once
from desktop_app.settings import Settings
from desktop_app.ui.practice_wait import PracticeWait, wait_in_window
from tests.ui import sweep
from tests.ui.conftest import SCREENS
from wording import Texts

NOW = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def settings(tmp_path: Path, catalogues: Path) -> Settings:
    return Settings(data=tmp_path, catalogues=catalogues)


def a_told(folder: Path) -> Told:
    return Told("http://127.0.0.1:1", "code", NOW, NOW, ("aigul",), "p", folder, "k", folder)


def open_windows() -> list[PracticeWait]:
    here = (one for one in QApplication.topLevelWidgets() if isinstance(one, PracticeWait))
    return [one for one in here if one.isVisible()]


def window_now() -> PracticeWait:
    [found] = open_windows()
    return found


def test_the_window_is_there_while_practice_begins_and_says_how_far_it_is(qapp, qtbot, settings, tmp_path):
    seen: list[tuple[int, int, str]] = []
    go_on = Event()

    def answer(tell: practice.Tell) -> Told:
        tell(11, 44)
        assert go_on.wait(20)
        return a_told(tmp_path)

    def look() -> None:
        window = window_now()
        if window.bar.maximum() != 44:
            QTimer.singleShot(10, look)
            return
        seen.append((window.bar.value(), window.bar.maximum(), window.told.text()))
        go_on.set()

    QTimer.singleShot(10, look)
    assert wait_in_window(settings, answer, lambda: None) == a_told(tmp_path)
    assert seen == [(11, 44, "Дайын: 25 %")]
    assert window_now().isVisible(), "it stays until the office is seen"
    qtbot.waitUntil(lambda: not open_windows())


def test_who_closes_the_window_gives_practice_up(qapp, settings, tmp_path):
    given_up = Event()

    def answer(_: practice.Tell) -> Told:
        assert given_up.wait(20)
        raise PracticeTrouble("practice-no-centre")  # what a killed centre leads to

    QTimer.singleShot(30, lambda: window_now().close())
    with pytest.raises(PracticeTrouble, match="given-up"):
        wait_in_window(settings, answer, given_up.set)


def test_why_it_does_not_begin_is_said_until_somebody_has_read_it(qapp, settings):
    said: list[str] = []

    def answer(_: practice.Tell) -> Told:
        raise PracticeTrouble("practice-no-centre")

    def read() -> None:
        window = window_now()
        if window.bar.isVisible():
            QTimer.singleShot(10, read)
            return
        said.append(window.title.text())
        window.close()

    QTimer.singleShot(10, read)
    with pytest.raises(PracticeTrouble, match="no-centre"):
        wait_in_window(settings, answer, lambda: None)
    assert said == [Texts("kk", settings.catalogues)("problem-practice-no-centre")]


def test_the_real_centre_says_how_far_it_is(tmp_path, catalogues):
    mine = practice.practice_settings(Settings(data=tmp_path / "office", catalogues=catalogues))
    steps: list[tuple[int, int]] = []

    def wait(answer: practice.Answer, _: object) -> Told:
        return answer(lambda done, of: steps.append((done, of)))

    with practice.practice_centre(mine, wait):
        pass
    assert steps == sorted(steps)
    assert steps[0][0] == 0
    assert {of for _, of in steps} == {44}
    with practice.practice_centre(mine, at_once) as told:
        assert told.url.startswith("http://127.0.0.1")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_wait_can_be_looked_at(qtbot, qapp, catalogues, language):
    window = PracticeWait(Texts(language, catalogues))
    qtbot.addWidget(window)
    window.show()
    window.step.emit(30, 44)
    sweep.settle(qapp)
    assert sweep.clipped(window, window.size()) == []
    assert sweep.nameless(window) == []
    SCREENS.mkdir(parents=True, exist_ok=True)
    assert window.grab().save(str(SCREENS / f"practice-wait-{language}.png"))

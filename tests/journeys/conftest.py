"""A centre over loopback HTTP, one desk of its school, and the real office window over that desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.building import tools_of
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.opening import Opened, open_office
from desktop_app.usecases.desk import Desk
from tests.centre import Centre, Joined, centre_in
from tests.desk import FakeClock


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def clock() -> FakeClock:
    """One clock for the desk and the centre."""
    return FakeClock()


@pytest.fixture
def centre(tmp_path: Path, catalogues: Path, clock: FakeClock) -> Iterator[Centre]:
    with centre_in(tmp_path, catalogues, clock) as made:
        yield made


@pytest.fixture
def counter(centre: Centre) -> Joined:
    """The only desk of the school."""
    return centre.join("counter")


@dataclass(frozen=True)
class Clerk:
    """A desk with its window, and the fingers of who sits before it."""

    desk: Desk
    joined: Joined
    opened: Opened


@pytest.fixture
def clerk(qtbot: QtBot, counter: Joined, catalogues: Path, tmp_path: Path) -> Iterator[Clerk]:
    """The window in front, at its sign-in screen; closed before the desk is."""
    settings = Settings(data=tmp_path / "counter", catalogues=catalogues, sync_seconds=3600)
    opened = open_office(settings, counter.desk, tools_of(settings, counter.desk), lambda: counter.line)
    qtbot.addWidget(opened.window)
    opened.window.resize(1280, 800)
    opened.window.show()
    qtbot.waitUntil(opened.window.isActiveWindow)
    opened.heartbeat.start()
    yield Clerk(counter.desk, counter, opened)
    opened.window.close()

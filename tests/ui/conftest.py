"""What tests of the windows share: a dressed application, an open office, typing, screenshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from admission.printouts import Printout
from desktop_app.ui import theme
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk
from tests import desk as desks

SCREENS = Path(__file__).parents[2] / "build" / "screens"
SCREEN = QSize(1280, 800)


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Every test sees the program as it looks: our font, our colours, light."""
    theme.apply(qapp)


@pytest.fixture
def clock() -> desks.FakeClock:
    """The desk's clock."""
    return desks.FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: desks.FakeClock) -> Iterator[Desk]:
    """A desk of school 63."""
    made = desks.make_desk(tmp_path, clock=clock)
    yield made
    made.replica.close()


@pytest.fixture
def words(catalogues: Path, desk: Desk) -> Words:
    """The words of the windows, in Kazakh until told otherwise."""
    return Words(catalogues, desk.rules)


@pytest.fixture
def lane(qapp: QApplication) -> Iterator[Lane]:
    """A desk lane; closed before the windows die."""
    made = Lane("desk-lane")
    yield made
    made.close()


@pytest.fixture
def office(desk: Desk, lane: Lane, words: Words) -> Office:
    """An open office where the executor has signed in; nothing is really printed or signed in it."""
    made = Office(desk, lane, words, Tools(press=blank_paper, signer_for=no_signer, check=always_holds))
    made.sign_in(desks.EXECUTOR)
    return made


def blank_paper(printout: Printout) -> bytes:
    """A printer that is content with anything."""
    return f"%PDF-1.4 {type(printout).__name__}".encode()


def no_signer(*_: object) -> None:
    """No key device is plugged in."""
    raise AssertionError("this test has no key device")


def always_holds(cms: bytes, content: bytes) -> None:
    """A check that finds no fault."""


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any alphabet; QTest.keyClicks aborts the process on a Cyrillic one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, event)


@pytest.fixture
def shoot(qapp: QApplication) -> Callable[..., Path]:
    """Write build/screens/<name>.png of a widget, 1280×800 unless told otherwise; gives the path."""

    def take(widget: QWidget, name: str, size: QSize = SCREEN) -> Path:
        SCREENS.mkdir(parents=True, exist_ok=True)
        widget.resize(size)
        widget.show()
        for _ in range(3):  # layouts of what was just shown settle in rounds
            qapp.processEvents()
        path = SCREENS / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return take

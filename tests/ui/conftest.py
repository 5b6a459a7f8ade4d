"""What tests of the windows share: a dressed application, an open office, typing, screenshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from admission.printouts import Printout
from admission.roles import Role
from desktop_app.sync.server import ServerUnreachable
from desktop_app.sync.session import SyncReport
from desktop_app.ui import theme
from desktop_app.ui.attention_page import AttentionPage
from desktop_app.ui.heartbeat import Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.outbox_page import OutboxPage
from desktop_app.ui.queue_page import QueuePage
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk
from tests import desk as desks
from tests.ui import sample

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


@pytest.fixture
def heartbeat(office: Office) -> Heartbeat:
    """A heartbeat whose centre is never there; a window closes it."""
    return Heartbeat(office, Lane("sync-lane"), nobody_there)


def nobody_there(wanted: Sequence[str], stop: Callable[[], bool]) -> SyncReport:
    """No line."""
    raise ServerUnreachable


class BarePage(QWidget):
    """A page of somebody else's."""

    def retranslate(self) -> None:
        """It has no words."""

    def reload(self) -> None:
        """It asks nothing."""


@pytest.fixture
def window(qtbot: QtBot, office: Office, heartbeat: Heartbeat) -> MainWindow:
    """The window of the lists, at its sign-in screen."""
    queue, outbox, attention = QueuePage(office), OutboxPage(office), AttentionPage(office)
    places = [
        Place("queue", queue, "F5"),
        Place("outbox", outbox, "F6", lambda counts: counts.outbox),
        Place("attention", attention, "F7", lambda counts: counts.attention),
        Place("director", BarePage(), role=Role.DIRECTOR),
    ]
    heartbeat.beat.connect(outbox.take)
    made = MainWindow(office, heartbeat, places)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_window(window: MainWindow) -> MainWindow:
    """The same window after the executor signed in; nothing was filed yet."""
    window.sign_in.signed_in.emit(desks.EXECUTOR)
    return window


@pytest.fixture
def day(desk: Desk, clock: desks.FakeClock) -> sample.Day:
    """A working day at the desk."""
    return sample.a_day(desk, clock)


@pytest.fixture
def busy_window(day: sample.Day, open_window: MainWindow) -> MainWindow:
    """The open window of a working day."""
    return open_window

"""What tests of the windows share: a dressed application, an open office, typing, screenshots."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from admission.application import Application
from admission.printouts import Printout
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.sync.session import SyncReport
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.heartbeat import Heartbeat
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk
from tests import desk as desks
from tests.ui import sample

PARTS = (QAbstractButton, QLabel, QLineEdit, QComboBox)
SCREENS = Path(__file__).parents[2] / "build" / "screens"
SCREEN = QSize(1280, 800)


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Every test sees the program as it looks: our font, our colours, light."""
    theme.apply(qapp)


class StrayWindows(QObject):
    """Remembers parts of a page that were shown before they had a parent: each flashes up as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, PARTS) and _is_a_window(watched):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def _is_a_window(part: QWidget) -> bool:
    """A tooltip is a window too, and may be one."""
    return part.isWindow() and part.windowType() == Qt.WindowType.Window


@pytest.fixture(autouse=True)
def _no_stray_window(qapp: QApplication) -> Iterator[None]:
    """A button or a line that opens as a window of its own takes the keyboard away from the clerk."""
    watcher = StrayWindows()
    qapp.installEventFilter(watcher)
    yield
    qapp.removeEventFilter(watcher)
    assert not watcher.seen, f"shown without a parent: {watcher.seen}"


@pytest.fixture
def clock() -> desks.FakeClock:
    """The desk's clock."""
    return desks.FakeClock()


@dataclass(frozen=True)
class Prepared:
    """A desk that was made once, its replica closed; each test works on a copy of the file."""

    folder: Path
    desk: Desk
    day: sample.Day

    def copy(self, folder: Path, clock: desks.FakeClock) -> Desk:
        shutil.copy(self.folder / "replica.db", folder / "replica.db")
        ids = desks.counted_ids("test")
        return replace(self.desk, replica=desks.make_replica(folder), now=clock, new_id=ids)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A desk of school 63 where nothing was filed yet."""
    return _prepare(tmp_path_factory.mktemp("empty"), lambda _desk, _clock: sample.Day([]))


@pytest.fixture(scope="session")
def prepared_day(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The same desk after a working day."""
    return _prepare(tmp_path_factory.mktemp("day"), sample.a_day)


def _prepare(folder: Path, work: Callable[[Desk, desks.FakeClock], sample.Day]) -> Prepared:
    clock = desks.FakeClock()
    made = desks.make_desk(folder, clock=clock)
    day = work(made, clock)
    made.replica.close()
    return Prepared(folder, made, day)


@pytest.fixture
def desk(tmp_path: Path, clock: desks.FakeClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk of school 63; a test that asks for the `day` gets the one of that day."""
    name = "prepared_day" if "day" in request.fixturenames else "prepared"
    made: Desk = request.getfixturevalue(name).copy(tmp_path, clock)
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


def blank_paper(printout: Printout, **_: object) -> bytes:
    """A printer that is content with anything."""
    return f"%PDF-1.4 {type(printout).__name__}".encode()


def no_signer(*_: object) -> NoReturn:
    """No key device is plugged in."""
    raise AssertionError("this test has no key device")


def always_holds(*_: object) -> None:
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


def nobody_there(wanted: Sequence[str], stop: Callable[[], bool], called: Callable[[], bool]) -> SyncReport:
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
    others = [
        Place("intake", BarePage(), "F4"),
        Place("director", BarePage(), count=lambda counts: counts.on_signature, role=Role.DIRECTOR),
        Place("orders", BarePage()),
    ]
    made = MainWindow(office, heartbeat, others)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_window(window: MainWindow) -> MainWindow:
    """The same window after the executor signed in; nothing was filed yet."""
    window.sign_in.signed_in.emit(desks.EXECUTOR)
    return window


@pytest.fixture
def day(desk: Desk, clock: desks.FakeClock, prepared_day: Prepared) -> sample.Day:
    """A working day at the desk, and its evening clock."""
    clock.now = sample.TODAY
    return prepared_day.day


@pytest.fixture
def busy_window(day: sample.Day, open_window: MainWindow) -> MainWindow:
    """The open window of a working day."""
    return open_window


@pytest.fixture
def card(qtbot: QtBot, office: Office) -> CardPage:
    """A card in a window of its own that hears of every change; nothing is open on it."""
    made = CardPage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    made.resize(1200, 760)
    made.show()
    return made


@pytest.fixture
def preview(qtbot: QtBot, office: Office) -> PreviewPage:
    """The page of papers in a window of its own; nothing is shown on it."""
    made = PreviewPage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def signing_office(office: Office, tmp_path: Path) -> Office:
    """The director before it, whose key file is at hand."""
    from tests.ui.director_hands import sign_in_with_key

    signing: Office = sign_in_with_key(office, tmp_path)
    return signing


def open_intake(qtbot: QtBot, office: Office, gear: Gear | None = None) -> IntakePage:
    """The page of filing in a window of its own, the cursor in it."""
    made = IntakePage(office, gear)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def row(office: Office, application: str) -> Application:
    """The application as this desk shows it."""
    found = queries.application(office.desk.replica, application)
    assert found is not None
    return found

"""“Export for a court…” on the card and on the page of orders: a folder is asked for, the result is a sentence."""

import queue
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.ui.card_history import HistoryPart
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.court_export import export
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.work_bar import WorkDialog
from desktop_app.usecases.court_words import done_sentence, refused_sentence, tongues_of
from desktop_app.usecases.export_court_folder import export_court_folder
from tests.desk import DIRECTOR, seen


@pytest.fixture
def court(office, desk, catalogues, tmp_path):
    office.court = partial(export_court_folder, desk, tmp_path / "trust", tongues_of(catalogues))
    return office


def history(qtbot, office, application):
    part = HistoryPart(office, "card-history")
    qtbot.addWidget(part)
    part.show_application(application)
    return part


def link_of(office, part):
    *_, button = (one for one in part.findChildren(QPushButton) if one.text() == office.words("court-export"))
    return button


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_card_asks_for_a_folder_and_tells_what_was_written(qtbot, court, desk, day, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    part = history(qtbot, court, seen(desk, day.filed[0]))
    link_of(court, part).click()
    (dialog,) = part.findChildren(QFileDialog)
    with qtbot.waitSignal(court.notice) as told:
        dialog.fileSelected.emit(str(stick))
    dialog.close()
    (folder,) = stick.iterdir()
    number = seen(desk, day.filed[0]).number
    assert number in folder.name
    assert str(folder) in told.args[0]
    assert (folder / "applications/001/summary.html").exists()


@pytest.fixture
def over(qtbot):
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_folder_that_is_there_is_told_as_a_notice(qtbot, court, day, tmp_path, over):
    for key in ("court-done", "problem-court-folder-exists"):
        with qtbot.waitSignal(court.notice) as told:
            export(court, day.filed[0], tmp_path, over)
        begins = court.words.told_in("kk", key, name="", n="", gaps="").split(":")[0].split("«")[0]
        assert told.args[0].startswith(begins)


class Slow:
    """A court of many applications that goes on when it is told to."""

    def __init__(self, office, total):
        self.steps: queue.Queue[None] = queue.Queue()
        self.total = total
        self._court, office.court = office.court, self

    def __call__(self, wanted, into, watcher):
        for done in range(1, self.total + 1):
            watcher.tell(done, self.total, files=2 * done, of=2 * self.total)
            self.steps.get()
        return self._court(wanted, into, watcher=watcher)

    def go_on(self, steps=1):
        for _ in range(steps):
            self.steps.put(None)


@pytest.fixture
def slow(court):
    """Of 25 applications; at the end of a test it goes on by itself, whatever came of it."""
    made = Slow(court, 25)
    yield made
    made.go_on(25)


def dialog_of(qtbot, over):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in over.findChildren(WorkDialog)))
    (dialog,) = over.findChildren(WorkDialog)
    return dialog


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_what_lasts_tells_how_far_it_is_and_is_gone_when_it_is_done(
    qtbot, court, day, tmp_path, over, words, slow
):
    export(court, day.filed[0], tmp_path, over)
    dialog = dialog_of(qtbot, over)
    work = dialog.work
    assert dialog.focusWidget() is work.stop
    slow.go_on(6)
    qtbot.waitUntil(lambda: work.far.text() == words("court-far", n=7, total=25, files=14, of=50))
    with qtbot.waitSignal(court.notice) as told:
        slow.go_on(19)
    assert str(tmp_path) in told.args[0]
    qtbot.waitUntil(dialog.isHidden)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("by", ["button", "escape"])
def test_whoever_stops_it_is_told_and_no_folder_is_left(qtbot, court, day, tmp_path, over, words, by, slow):
    stick = tmp_path / "stick"
    stick.mkdir()
    export(court, day.filed[0], stick, over)
    dialog = dialog_of(qtbot, over)
    if by == "button":
        dialog.work.stop.click()
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.work.stop.text() == words("work-stopping")
    assert dialog.isVisible(), "it goes when the work has ended"
    with qtbot.waitSignal(court.notice) as told:
        slow.go_on()
    assert told.args == [words("problem-work-cancelled")]
    assert list(stick.iterdir()) == []


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_trouble_takes_the_bar_away_too(qtbot, court, day, tmp_path, over, slow):
    export(court, day.filed[0], tmp_path / "no such folder", over)
    dialog = dialog_of(qtbot, over)
    with qtbot.waitSignal(court.notice):
        slow.go_on(25)
    qtbot.waitUntil(dialog.isHidden)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_how_far_it_is_is_drawn(qtbot, court, day, tmp_path, over, shoot, language, slow):
    court.words.set_language(language)
    export(court, day.filed[0], tmp_path, over)
    dialog = dialog_of(qtbot, over)
    slow.go_on(6)
    qtbot.waitUntil(lambda: "14" in dialog.work.far.text())
    assert shoot(dialog, f"court-going-{language}", dialog.size()).exists()
    with qtbot.waitSignal(court.notice):
        slow.go_on(19)


def test_nothing_is_asked_where_nothing_can_be_exported(qtbot, office, day, desk):
    part = history(qtbot, office, seen(desk, day.filed[0]))
    assert not link_of(office, part).isEnabled()


def test_the_shell_tells_it_in_the_same_words(desk, day, catalogues, tmp_path):
    tongues = tongues_of(catalogues)
    written = export_court_folder(desk, tmp_path / "trust", tongues, day.filed[0], tmp_path)
    assert str(written.path) in done_sentence(tongues["ru"], written)
    with pytest.raises(ActRefused) as refused:
        export_court_folder(desk, tmp_path / "trust", tongues, day.filed[0], tmp_path)
    assert written.path.name in refused_sentence(tongues["en"], refused.value)
    assert queries.orders(desk.replica) == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_link_below_the_history_is_drawn(qtbot, court, heartbeat, desk, day, shoot, language):
    court.words.set_language(language)
    page = CardPage(court)
    window = MainWindow(court, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    page.show_application(day.filed[6])
    window.go("card")
    shoot(window, f"court-{language}")
    (history,) = page.findChildren(HistoryPart)
    page._left.ensureWidgetVisible(link_of(court, history))
    assert shoot(window, f"court-{language}").exists()

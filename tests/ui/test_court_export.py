"""“Export for a court…” on the card and on the page of orders: a folder is asked for, the result is a sentence."""

from functools import partial

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.ui.card_history import HistoryPart
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.court_export import export
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
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


def test_a_folder_that_is_there_is_told_as_a_notice(qtbot, court, day, tmp_path):
    for key in ("court-done", "problem-court-folder-exists"):
        with qtbot.waitSignal(court.notice) as told:
            export(court, day.filed[0], tmp_path)
        begins = court.words.told_in("kk", key, name="", n="", gaps="").split(":")[0].split("«")[0]
        assert told.args[0].startswith(begins)


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

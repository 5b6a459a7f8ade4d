"""Pictures of files on a thin line, for people to look at: the original offered, on its way, and the outbox."""

from __future__ import annotations

import pytest

from desktop_app.sync.pace import RATE, Progress
from desktop_app.sync.session import SyncReport
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft, seen
from tests.scans.test_photos import photo
from tests.ui.test_card_screens import a_scan

MB = 1024 * 1024


def a_photo_and_two_papers(desk):
    """An application whose photo's original is at the centre only; its large file."""
    filed = file_application(desk, EXECUTOR, a_draft())
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", photo(2200, 1500, grain=24, quality=99))
    attach_file(desk, EXECUTOR, filed, "health", "052.jpg", a_scan())
    attach_file(desk, EXECUTOR, filed, "vaccinations", "063.pdf", b"%PDF-1.4\ntrailer\n<<>>\n%%EOF\n")
    [large, *_] = seen(desk, filed).attachments
    with desk.write() as writing:
        writing.set_meta(RATE, "8000")
        writing.files.forget_content(large.original)
        writing.connection.exec_driver_sql("update act set state = 'applied'")
    return filed, large.original


def on_their_way(office, window, original):
    """The line carries one file down and others up."""
    window.light._beat = window.outbox._beat = Beat("talking")
    office.carried.emit(Progress(int(1.3 * MB), int(4.2 * MB), 8000.0, original))
    office.carried.emit(Progress(int(3.1 * MB), int(12.4 * MB), 9.3 * MB / 240))
    window.light.refresh()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_thin_line_is_drawn(qtbot, office, desk, shoot, language):
    filed, original = a_photo_and_two_papers(desk)
    office.words.set_language(language)
    page = CardPage(office)
    heartbeat = Heartbeat(office, Lane("sync-lane"), lambda wanted, stop, called: SyncReport())
    window = MainWindow(office, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    page.show_application(filed)
    window.go("card")
    assert shoot(window, f"original-offered-{language}").exists()
    page.original.show_it.click()
    qtbot.waitUntil(lambda: heartbeat.now.state == "good")
    on_their_way(office, window, original)
    assert shoot(window, f"original-coming-{language}").exists()
    window.go("outbox")
    assert shoot(window, f"outbox-files-{language}").exists()

"""Scans on a thin line: the small picture first, the original on demand with bytes and minutes, and a way to stop."""

from __future__ import annotations

import pytest

from desktop_app.models import queries
from desktop_app.sync.pace import RATE, Progress
from desktop_app.sync.session import SyncReport
from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.sync_light import light_of
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft, seen
from tests.scans.test_photos import photo
from tests.ui.test_heartbeat import counts

MB = 1024 * 1024


@pytest.fixture(scope="module")
def large():
    return photo(2200, 1500)


@pytest.fixture
def attachment(desk, large):
    filed = file_application(desk, EXECUTOR, a_draft())
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", large)
    return seen(desk, filed).attachments[0]


@pytest.fixture
def page(card, attachment):
    return card


def take_away(desk, *names):
    """These files are not on this computer."""
    with desk.write() as writing:
        for name in names:
            writing.files.forget_content(name)


def open_card(page, desk):
    page.show_application(queries.queue(desk.replica)[0].id)


def widths(page):
    return [picture.width() for picture in page.scan.pages]


def test_the_small_picture_is_shown_until_the_scan_comes(qtbot, page, office, desk, attachment):
    copy = queries.file_bytes(desk.replica, attachment.sha256)
    take_away(desk, attachment.sha256, attachment.original)
    with qtbot.waitSignal(office.wanted) as wanted:
        open_card(page, desk)
    assert wanted.args == [[attachment.sha256]]
    assert widths(page)[0] <= 360
    assert page.original.told.text() == office.words("scan-small")
    office.carried.emit(Progress(MB // 4, MB // 2, 2048.0, attachment.sha256))
    assert page.original.told.text() == "Скан келе жатыр: 256 КБ / 512 КБ, шамамен 2 мин"
    with desk.write() as writing:
        writing.files.keep_file(copy, sent=True)
    office.changed.emit()
    assert widths(page)[0] > 360
    assert page.original.isVisible()
    assert page.original.told.text() == ""


def test_the_original_is_offered_with_its_size_and_the_minutes_it_takes(page, desk, attachment, words):
    take_away(desk, attachment.original)
    open_card(page, desk)
    size = words.size(attachment.original_size)
    assert page.original.show_it.text() == f"Түпнұсқаны көрсету ({size})"
    with desk.write() as writing:
        writing.set_meta(RATE, "2000")
    open_card(page, desk)
    minutes = round(attachment.original_size / 2000 / 60)
    assert page.original.show_it.text() == f"Түпнұсқаны көрсету ({size}, шамамен {minutes} мин)"


def test_an_original_that_is_here_is_shown_at_once(page, desk, large, words, attachment):
    open_card(page, desk)
    assert widths(page)[0] < 2200
    page.original.show_it.click()
    assert widths(page) == [2200]
    size = words.size(attachment.original_size)
    assert page.original.told.text() == words("original-shown", size=size)
    assert not page.original.stop.isVisible()
    page.attachments.chosen.emit(page.attachments.files[0])
    assert widths(page)[0] < 2200


def test_an_original_that_is_away_is_asked_for_shown_on_its_way_and_when_it_comes(
    qtbot, page, office, desk, large, attachment
):
    take_away(desk, attachment.original)
    open_card(page, desk)
    with qtbot.waitSignal(office.wanted) as wanted:
        page.original.show_it.click()
    assert wanted.args == [[attachment.original]]
    assert page.original.told.text() == office.words("original-asked")
    office.carried.emit(Progress(MB, 4 * MB, 8192.0, attachment.original))
    assert page.original.told.text() == "Түпнұсқа келе жатыр: 1,0 МБ / 4,0 МБ, шамамен 6 мин"
    with desk.write() as writing:
        writing.files.keep_file(large, sent=True)
    office.changed.emit()
    assert widths(page) == [2200]


def test_what_was_asked_for_may_be_stopped(qtbot, page, office, desk, attachment):
    take_away(desk, attachment.original)
    open_card(page, desk)
    page.original.show_it.click()
    assert page.original.stop.isVisible()
    with qtbot.waitSignal(office.unwanted) as unwanted:
        page.original.stop.click()
    assert unwanted.args == [[attachment.original]]
    assert (page.original.stop.isVisible(), page.original.show_it.isVisible()) == (False, True)


def test_news_of_another_file_changes_nothing(page, office, desk, attachment):
    open_card(page, desk)
    before = page.original.told.text()
    office.carried.emit(Progress(1, 2, 1.0, "another"))
    office.carried.emit(Progress(1, 2, 1.0))
    assert page.original.told.text() == before


def test_a_scan_without_an_original_offers_none(page, office, desk, attachment):
    filed = queries.queue(desk.replica)[0].id
    attach_file(desk, EXECUTOR, filed, "health", "052.jpg", photo(600, 400))
    open_card(page, desk)
    page.attachments.chosen.emit(page.attachments.files[1])
    assert not page.original.isVisible()
    page.attachments.chosen.emit(page.attachments.files[0])
    assert page.original.show_it.isVisible()


def test_the_light_tells_bytes_and_minutes(words):
    light = light_of(
        Beat("talking"), counts(), 0, words, Progress(int(3.1 * MB), int(12.4 * MB), 9.3 * MB / 240)
    )
    assert (light.tone, light.mark) == ("info", "arrow")
    assert light.text == "Жіберілуде: 3,1 МБ / 12,4 МБ, шамамен 4 мин"
    words.set_language("ru")
    assert "около 4 мин" in light_of(Beat("talking"), counts(), 0, words, Progress(0, MB, MB / 240)).text


def test_acts_that_wait_are_told_before_files(words):
    light = light_of(Beat("talking", began_with=2), counts(outbox=2), 0, words, Progress(0, MB, 1.0))
    assert light.text == "Жіберілуде 0/2"


def test_the_outbox_tells_how_much_waits_and_how_far_it_is(open_window, office, desk, attachment, heartbeat):
    outbox = open_window.outbox
    outbox.reload()
    assert "3" in outbox.files.text()
    with desk.write() as writing:
        writing.connection.exec_driver_sql("update act set state = 'applied'")
    outbox.reload()
    assert outbox.empty.title.text() == office.words("outbox-files-only")
    office.carried.emit(Progress(MB, 2 * MB, 0.0))
    assert outbox.files.text() == "Файлдар жіберілуде: 1,0 МБ / 2,0 МБ"
    heartbeat.beat.emit(Beat("offline"))
    assert outbox.files.text().startswith("Жіберілмеген")


class Carrier:
    """Has a large file in hand until somebody calls."""

    def __init__(self):
        self.asked = []
        self.reports = []

    def __call__(self, wanted, stop, called):
        self.asked.append(wanted)
        while self.reports and self.reports[0] == "until called" and not (called() or stop()):
            pass
        return self.reports.pop(0) if self.reports and self.reports[0] != "until called" else self._done()

    def _done(self):
        self.reports = self.reports[1:]
        return SyncReport()


@pytest.fixture
def carrier():
    return Carrier()


@pytest.fixture
def pulse(office, carrier):
    made = Heartbeat(office, Lane("sync-lane"), carrier)
    yield made
    made.close()


def test_while_files_wait_the_talk_goes_on(qtbot, pulse, carrier):
    carrier.reports = [SyncReport(more=True), SyncReport(more=True), SyncReport()]
    states = []
    pulse.beat.connect(lambda beat: states.append(beat.state))
    pulse.start()
    qtbot.waitUntil(lambda: pulse.now.state == "good")
    assert len(carrier.asked) == 3
    assert states.count("good") == 1


def test_a_file_makes_way_for_an_act_for_a_wish_and_for_a_stop(qtbot, pulse, carrier, office, desk):
    for deed in (
        pulse.sync_now,
        lambda: office.wanted.emit(["one"]),
        lambda: office.wanted.emit(["two"]),
        lambda: office.unwanted.emit(["one"]),
    ):
        carrier.reports, asked = ["until called"], len(carrier.asked)
        pulse.sync_now()
        qtbot.waitUntil(lambda asked=asked: len(carrier.asked) > asked)
        deed()
        qtbot.waitUntil(lambda asked=asked: len(carrier.asked) > asked + 1)
        qtbot.waitUntil(lambda: pulse.now.state == "good")
    assert carrier.asked[-1] == ("two",)
    assert ("two", "one") in carrier.asked

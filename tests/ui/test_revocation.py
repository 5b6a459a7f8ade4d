"""The certificate under a signed order, in the window: asked after a good talk, told in one sentence."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize

from admission.order import EnrolmentOrder
from desktop_app.building import tools_of
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.revocations import RevocationLine
from desktop_app.settings import Settings
from desktop_app.sync.session import SyncReport
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui.fields import Chip
from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Tools
from desktop_app.ui.opening import open_office
from desktop_app.ui.order_page import OrderPage
from desktop_app.ui.revocation_asking import RevocationAsking
from desktop_app.ui.revocation_chip import explained, revocation_chip, sentence
from tests.desk import DIRECTOR, MORNING, SCHOOL, feed
from tests.ui.conftest import always_holds, blank_paper, no_signer

TALL = QSize(1280, 1500)  # every state at once
SINCE = MORNING - timedelta(days=2)


def told(standing: str, **more) -> RevocationLine:
    return RevocationLine(order="order-1", standing=standing, asked=MORNING, **more)


STATES = {
    "not-asked": None,
    "no-answer": told("not-asked", reason="revocation-no-answer"),
    "no-address": told("not-asked", reason="revocation-no-address"),
    "valid": told("valid"),
    "revoked-before": told("revoked-before", revoked=SINCE, why="key-compromise"),
    "revoked-after": told("revoked-after", revoked=MORNING, why=""),
    "too-old": told("too-old"),
    "unknown": told("unknown", reason="revocation-stale"),
}


def order(place: int) -> EnrolmentOrder:
    return EnrolmentOrder(
        id=f"order-{place}",
        school=SCHOOL.id,
        year=2026,
        number=f"{place}-А",
        dated=date(2026, 8, 25),
        language="kk",
        letter="А",
        applications=("nobody",),
        manifest_sha256="0" * 64,
        pdf_sha256="0" * 64,
        cms_sha256="0" * 64,
        signed_by=DIRECTOR.id,
        signed_at=MORNING,
        act=f"act-{place}",
    )


def keep(desk, states) -> None:
    """An order for each of these states."""
    with desk.write() as writing:
        writing.absorb([], feed(*(order(place) for place in range(len(states))), start=1000), 2000, MORNING)
        for place, line in enumerate(states):
            if line is not None:
                writing.revocations.keep(replace(line, order=f"order-{place}"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_state_has_a_sentence_of_its_own(words, language):
    words.set_language(language)
    said = [sentence(words, line) for line in STATES.values()]
    assert len(set(said)) == len(STATES)
    assert not [one for one in said if "{" in one]


def test_a_good_certificate_is_told_with_the_moment_of_asking(words):
    words.set_language("en")
    assert sentence(words, STATES["valid"]) == "Certificate was valid at signing: asked 25.08 09:30"


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ({"stamp": "good", "stamped": MORNING}, " · time stamp: 25.08.2026 09:30"),
        ({"stamp": "wrong"}, " · the time stamp does not hold"),
        ({}, ""),
    ],
)
def test_a_time_stamp_is_told_where_there_is_one(words, stamp, said):
    words.set_language("en")
    assert sentence(words, replace(told("valid"), **stamp)) == sentence(words, told("valid")) + said


@pytest.mark.parametrize(
    ("state", "part"),
    [
        ("revoked-before", "the key was compromised"),
        ("revoked-after", "not said"),
        ("unknown", "the answer is out of date"),
    ],
)
def test_below_the_pointer_stands_why(words, state, part):
    words.set_language("en")
    assert part in explained(words, STATES[state], MORNING)


@pytest.mark.parametrize("state", ["not-asked", "no-answer", "valid", "too-old"])
def test_where_there_is_no_more_to_say_nothing_is_said(words, state):
    assert explained(words, STATES[state], MORNING) == ""


@pytest.mark.parametrize(
    ("state", "tone"),
    [("not-asked", "idle"), ("valid", "good"), ("revoked-before", "danger"), ("revoked-after", "warn")],
)
def test_the_chip_is_quiet_until_something_is_known(qtbot, office, desk, state, tone):
    keep(desk, [STATES[state]])
    chip = revocation_chip(office, "order-0", MORNING)
    qtbot.addWidget(chip)
    assert chip.property("tone") == tone
    assert chip.accessibleName() == sentence(office.words, STATES[state])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_orders_page_shows_every_state(qtbot, office, heartbeat, desk, shoot, language):
    keep(desk, list(STATES.values()))
    office.words.set_language(language)
    page = OrderPage(office)
    window = MainWindow(office, heartbeat, [Place("orders", page, "F9")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("orders")
    page.choose_language("kk")
    assert shoot(window, f"revocation-{language}", TALL).exists()
    texts = {chip.accessibleName() for chip in page.findChildren(Chip)}
    assert {sentence(office.words, line) for line in STATES.values()} <= texts
    assert all(chip.width() >= chip.minimumSizeHint().width() for chip in page.findChildren(Chip))


class Authority:
    """Somebody who is asked, and tells of how many orders there is news."""

    def __init__(self) -> None:
        self.news = 0
        self.times = 0
        self.go_on = Event()
        self.go_on.set()
        self.trouble: Exception | None = None

    def __call__(self) -> int:
        self.times += 1
        assert self.go_on.wait(5)
        if self.trouble is not None:
            raise self.trouble
        return self.news


@pytest.fixture
def authority():
    return Authority()


@pytest.fixture
def centre():
    return []


@pytest.fixture
def pulse(office, centre, authority):
    def run(_wanted, _stop, _called) -> SyncReport:
        if centre:
            raise centre.pop()
        return SyncReport()

    lane = Lane("sync-lane")
    made = Heartbeat(office, lane, run, every=timedelta(hours=1))
    RevocationAsking(office, lane, authority, made)
    yield made
    made.close()


def test_after_a_good_talk_the_authority_is_asked_and_news_is_told(qtbot, pulse, office, authority):
    authority.news = 1
    with qtbot.waitSignal(office.changed):
        pulse.start()
    assert authority.times == 1


def test_the_office_as_it_is_opened_asks(qtbot, desk, catalogues, tmp_path, authority):
    settings = Settings(data=tmp_path, catalogues=catalogues)
    tools = Tools(blank_paper, no_signer, always_holds, ask_revocation=authority)
    opened = open_office(settings, desk, tools, _no_line)
    qtbot.addWidget(opened.window)
    opened.heartbeat.beat.emit(Beat("good"))
    qtbot.waitUntil(lambda: authority.times == 1)
    opened.window.close()


def _no_line():
    raise ServerUnreachable("no line")


@pytest.mark.parametrize(("practice", "asks"), [(False, True), (True, False)])
def test_for_invented_families_nobody_real_is_asked(desk, catalogues, tmp_path, practice, asks):
    settings = Settings(data=tmp_path, catalogues=catalogues, practice=practice)
    assert (tools_of(settings, desk).ask_revocation is not None) is asks


def test_without_a_line_nobody_is_asked(qtbot, pulse, centre, authority):
    centre.append(ServerUnreachable("no line"))
    pulse.start()
    qtbot.waitUntil(lambda: pulse.now.state == "offline")
    assert authority.times == 0


def test_where_there_is_no_news_no_page_is_disturbed(qtbot, pulse, office, authority):
    pulse.start()
    with qtbot.assertNotEmitted(office.changed, wait=100):
        qtbot.waitUntil(lambda: authority.times == 1)


def test_it_is_asked_once_at_a_time_and_again_after_the_next_talk(qtbot, pulse, authority):
    authority.go_on.clear()
    for _ in range(3):
        pulse.beat.emit(Beat("good"))
    qtbot.waitUntil(lambda: authority.times == 1)
    authority.go_on.set()
    qtbot.wait(50)
    assert authority.times == 1
    pulse.beat.emit(Beat("good"))
    qtbot.waitUntil(lambda: authority.times == 2)


def test_trouble_with_the_disk_is_told_and_the_next_talk_asks_again(qtbot, pulse, office, authority):
    authority.trouble = ReplicaTrouble()
    with qtbot.waitSignal(office.notice):
        pulse.start()
    authority.trouble = None
    pulse.beat.emit(Beat("good"))
    qtbot.waitUntil(lambda: authority.times == 2)

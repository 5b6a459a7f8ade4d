"""The director's order signed with a key behind NCALayer's window: waited for, given up, told; the real stand-in."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace

from desktop_app.models import queries
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.order_page import OrderPage
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.key_device import ncalayer_signer
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR
from tests.ncalayer.process import running
from tests.ui import sample
from tests.verification import pki


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    with running(tmp_path_factory.mktemp("ncalayer"), pki.NOW) as process:
        yield process


@pytest.fixture
def accepted(desk):
    day = sample.Day([])
    for place in (0, 1):
        wish = replace(sample.draft(place), by_territory=True, language="kk")
        day.filed.append(file_application(desk, EXECUTOR, wish))
        propose(desk, EXECUTOR, day.filed[-1], True)
        decide_application(desk, DIRECTOR, day.filed[-1], True)
    sample.confirm(desk, day)
    return day.filed


@pytest.fixture
def directors_office(office, desk, stand_in, monkeypatch):
    """The director is signed in; whoever's key lies in the window of the stand-in is used."""
    monkeypatch.setenv("SSL_CERT_FILE", str(stand_in.line_root))
    stand_in.script(insists=True)
    office.sign_in(DIRECTOR)
    office.check = lambda *_: None
    office.ncalayer = partial(ncalayer_signer, desk, stand_in.trust, url=stand_in.url)
    yield office
    office.key_window.close()


@pytest.fixture
def page(qtbot, directors_office, accepted):
    made = OrderPage(directors_office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.retranslate()
    made.reload()
    directors_office.changed.connect(made.reload)
    return made


def press(qtbot, page):
    page.form.ncalayer.click()
    qtbot.waitUntil(lambda: not page._office.key_window.is_open, timeout=20_000)


def test_an_order_is_signed_by_the_key_in_the_window(qtbot, page, desk, office, stand_in):
    press(qtbot, page)
    [order] = queries.orders(desk.replica)
    assert page.form.trouble.text == office.words("order-done", number=order.number)
    asked = stand_in.requests()[0]["args"]
    assert asked["signerParams"]["iin"] == DIRECTOR.iin
    assert asked["signerParams"]["bin"] == queries.school(desk.replica).bin


def test_while_the_window_is_open_the_desk_goes_on_and_the_wait_can_be_given_up(
    qtbot, page, desk, office, stand_in
):
    stand_in.script("never")
    page.form.ncalayer.click()
    assert page.form.trouble.text == office.words("order-ncalayer-open")
    assert page.form.ncalayer.text() == office.words("order-ncalayer-stop")
    assert not page.form.button.isEnabled()
    went_on: list[str] = []
    office.do(lambda: "saved", went_on.append, quietly=True)
    qtbot.waitUntil(lambda: went_on == ["saved"])
    assert office.key_window.is_open
    press(qtbot, page)
    assert page.form.trouble.text == office.words("trouble-signing-cancelled")
    assert queries.orders(desk.replica) == []
    assert page.form.button.isEnabled()
    assert page.form.ncalayer.text() == office.words("order-sign-ncalayer")


def test_a_director_who_cancels_in_the_other_window_is_told_that_nothing_changed(
    qtbot, page, desk, office, stand_in
):
    stand_in.script("cancel")
    press(qtbot, page)
    assert page.form.trouble.text == office.words("trouble-signing-cancelled")
    assert queries.orders(desk.replica) == []


def test_a_signature_that_does_not_hold_issues_no_order(qtbot, page, desk, office):
    office.check = lambda *_: "bin-wrong"
    press(qtbot, page)
    assert office.words("verdict-bin-wrong") in page.form.trouble.text
    assert queries.orders(desk.replica) == []


def test_a_line_that_is_not_ncalayers_is_told(qtbot, page, office, stand_in, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    press(qtbot, page)
    assert page.form.trouble.text == office.words("trouble-ncalayer-not-trusted")


def test_an_office_without_ncalayer_has_no_such_button(qtbot, office, accepted):
    page = OrderPage(office)
    qtbot.addWidget(page)
    assert page.form.ncalayer.isHidden()
    assert not page.form.button.isHidden()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_open_window_is_drawn(qtbot, directors_office, heartbeat, accepted, shoot, stand_in, language):
    directors_office.words.set_language(language)
    stand_in.script("never")
    page = OrderPage(directors_office)
    window = MainWindow(directors_office, heartbeat, [Place("orders", page, "F9")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("orders")
    page.form.ncalayer.click()
    assert shoot(window, f"order-ncalayer-{language}").exists()
    press(qtbot, page)
    assert shoot(window, f"order-ncalayer-after-{language}").exists()

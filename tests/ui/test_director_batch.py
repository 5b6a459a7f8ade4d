"""The director's five minutes at the keyboard: exceptions, a look at the sample, one key, all signed or nothing."""

from __future__ import annotations

import random
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admission.application import Status
from desktop_app.models import queries
from desktop_app.settings import Preferences
from desktop_app.signing.signer import Cancelled
from desktop_app.ui.director_page import DirectorPage
from desktop_app.usecases.key_device import ncalayer_signer
from desktop_app.usecases.withdraw import withdraw
from tests.desk import EXECUTOR, seen
from tests.ncalayer.process import running
from tests.ui import director_hands as hands
from tests.ui.director_hands import enter, look_through, press, sign, status
from tests.verification import pki


@pytest.fixture
def cases(desk):
    return hands.twelve(desk)


@pytest.fixture
def page(qtbot, signing_office, cases):
    return hands.open_page(qtbot, signing_office)


def test_everything_is_decided_from_the_keyboard_and_signed_with_one_password(qtbot, page, desk, cases):
    press(page.table, "r")
    enter(page.panel.form.confirm)
    assert page.table.hasFocus()
    press(page.table, "a")
    look_through(page)
    press(page.table, "c")
    assert [status(desk, one) for one in cases] == [Status.ON_SIGNATURE] * 12
    assert len(page.folder.wishes) == 12
    sign(qtbot, page)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert [status(desk, one) for one in cases] == [Status.REFUSED] + [Status.ACCEPTED] * 11
    rulings = [seen(desk, one).decision for one in cases]
    assert all(one is not None and one.signed for one in rulings)
    assert page.batch.outcome.text == page._office.words("batch-done", n=12)
    assert page.batch.key.password.text() == ""


def test_the_same_keys_work_on_a_cyrillic_keyboard(page):
    press(page.table, "ы", "ы", "с")
    assert page.folder.together == 10
    press(page.table, "г")
    assert page.folder.together == 9


def test_the_clean_ones_are_not_offered_before_the_sample_was_looked_at(page, office):
    assert not page.batch.accept.isEnabled()
    press(page.table, "c")
    assert page.folder.wishes == []
    assert page.batch.outcome.text == office.words("batch-unlooked")
    [wanted] = page.folder.unseen
    press(page.table, "s")
    assert page.case.application.id == wanted
    assert page.batch.accept.isEnabled()
    page.batch.accept.click()
    assert page.folder.together == 10


def test_what_nobody_sees_is_not_looked_at(qtbot, signing_office, cases, desk):
    withdraw(desk, EXECUTOR, cases[0], "көшіп кетті")
    withdraw(desk, EXECUTOR, cases[1], "көшіп кетті")
    hidden = DirectorPage(signing_office, random.Random(63))
    qtbot.addWidget(hidden)
    hidden.reload()
    for row in range(hidden.model.rowCount()):
        hidden.table.selectRow(row)
    assert len(hidden.folder.unseen) == 1


def test_a_decision_in_the_folder_changes_nothing_and_can_be_taken_back(page, desk, cases):
    press(page.table, "r")
    enter(page.panel.form.confirm)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert page.case.application.id == cases[0]
    assert page.folder.mark(cases[0]) == "refuse"
    press(page.table, "u")
    assert (page.folder.wishes, status(desk, cases[0])) == ([], Status.ON_SIGNATURE)


def test_after_one_exception_the_cursor_stands_on_the_next(page, cases):
    assert page.case.application.id == cases[0]
    press(page.table, "r")
    enter(page.panel.form.confirm)
    assert page.case.application.id == cases[1]


def test_a_wrong_password_leaves_all_as_it_was_and_the_folder_full(qtbot, page, desk, cases, office):
    press(page.table, "r")
    enter(page.panel.form.confirm)
    sign(qtbot, page, "басқа")
    assert page.batch.outcome.text == office.words("trouble-key-password-wrong")
    assert status(desk, cases[0]) is Status.ON_SIGNATURE
    assert len(page.folder.wishes) == 1
    assert page.batch.key.password.hasFocus()
    sign(qtbot, page)
    assert status(desk, cases[0]) is Status.REFUSED


def test_a_key_file_that_is_gone_is_told(qtbot, page, office, tmp_path):
    press(page.table, "r")
    enter(page.panel.form.confirm)
    (tmp_path / "director.p12").unlink()
    sign(qtbot, page)
    assert page.batch.outcome.text == office.words("order-key-missing")


def test_cancel_leaves_everything_as_it_was(qtbot, page, desk, cases, office):
    office.trouble_of_key = Cancelled()
    press(page.table, "r")
    enter(page.panel.form.confirm)
    sign(qtbot, page)
    assert page.batch.outcome.text == office.words("trouble-signing-cancelled")
    assert (status(desk, cases[0]), len(page.folder.wishes)) == (Status.ON_SIGNATURE, 1)


def test_a_signature_that_does_not_hold_is_told_with_its_number(qtbot, page, desk, cases, office):
    office.check = lambda *_: "bin-wrong"
    press(page.table, "r")
    enter(page.panel.form.confirm)
    sign(qtbot, page)
    assert seen(desk, cases[0]).number in page.batch.outcome.text
    assert office.words("verdict-bin-wrong") in page.batch.outcome.text
    assert status(desk, cases[0]) is Status.ON_SIGNATURE


def test_one_left_out_is_named_with_its_reason_and_waits_again(qtbot, page, desk, cases, office):
    small = replace(next(one for one in queries.streams(desk.replica) if one.language == "kk"), capacity=2)
    with desk.write() as writing:
        from tests.desk import feed

        writing.absorb([], feed(small, start=900), 900, desk.now())
    press(page.table, "r")
    enter(page.panel.form.confirm)
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        press(page.table, "a")
    sign(qtbot, page)
    assert office.words("batch-done", n=3) in page.batch.outcome.text
    assert page.batch.outcome.text.count("\n") == 1
    assert page.folder.wishes == []


def test_the_key_file_is_remembered_and_the_password_is_not(qtbot, page, office, tmp_path):
    kept: list[Preferences] = []
    office.keep_preferences = kept.append
    other = tmp_path / "other.p12"
    other.write_bytes(b"key")
    page.batch.key.path.setText(str(other))
    press(page.table, "r")
    enter(page.panel.form.confirm)
    sign(qtbot, page)
    qtbot.waitUntil(lambda: kept == [Preferences(key_file=str(other))])
    assert office.preferences.key_file == str(other)


def test_fifty_decisions_take_few_keys(page, cases):
    """Two keys for a refusal as proposed, one for each other exception, one a sample, one for all, then the key."""
    counted = ["r", "Enter", "a", *("s" for _ in page.folder.unseen), "c", "Ctrl+Enter", "Enter"]
    press(page.table, "r")
    enter(page.panel.form.confirm)
    press(page.table, "a", *("s" for _ in page.folder.unseen), "c")
    assert len(page.folder.wishes) == 12
    assert len(counted) == 7


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    with running(tmp_path_factory.mktemp("ncalayer"), pki.NOW) as process:
        yield process


@pytest.fixture
def at_window(page, desk, stand_in, monkeypatch):
    """The same page, the director's key lying behind the window of the stand-in."""
    monkeypatch.setenv("SSL_CERT_FILE", str(stand_in.line_root))
    stand_in.script(insists=True)
    office = page._office
    office.check = lambda *_: None
    office.ncalayer = partial(ncalayer_signer, desk, stand_in.trust, url=stand_in.url)
    page.batch.key.ncalayer.show()
    page.batch.key.path.clear()
    yield page
    office.key_window.close()


def test_without_a_key_file_the_window_of_ncalayer_is_one_key_away(qtbot, at_window, desk, cases, stand_in):
    page = at_window
    press(page.table, "r")
    enter(page.panel.form.confirm)
    press(page.table, "a")
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.batch.key.ncalayer.hasFocus()
    page.batch.key.ncalayer.click()
    qtbot.waitUntil(lambda: not page.batch.busy, timeout=20_000)
    assert len(stand_in.requests()) == 1
    assert [status(desk, one) for one in cases[:2]] == [Status.REFUSED, Status.ACCEPTED]


def test_the_wait_at_the_window_can_be_given_up(qtbot, at_window, desk, cases, stand_in):
    page = at_window
    stand_in.script("never")
    press(page.table, "r")
    enter(page.panel.form.confirm)
    page.batch.key.ncalayer.click()
    assert page.batch.outcome.text == page._office.words("order-ncalayer-open")
    assert not page.batch.key.button.isEnabled()
    press(page.table, "a")
    assert len(page.folder.wishes) == 1
    assert page.batch.key.ncalayer.isEnabled()
    page.batch.key.ncalayer.click()
    qtbot.waitUntil(lambda: not page.batch.busy, timeout=20_000)
    assert page.batch.outcome.text == page._office.words("trouble-signing-cancelled")
    assert status(desk, cases[0]) is Status.ON_SIGNATURE

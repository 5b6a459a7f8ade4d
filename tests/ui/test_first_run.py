"""The first run against a real centre: by the keyboard, every trouble with its sentence, nothing half made stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from central_server.administration import enrol_code
from desktop_app.models import queries
from desktop_app.models.judge import Judge
from desktop_app.models.replica import open_replica
from desktop_app.models.replica_key import key_from_sheet, key_from_vault
from desktop_app.settings import Settings, read_preferences
from desktop_app.sync.beginning import Beginning
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.first_run_step import put, typed
from desktop_app.ui.lane import Lane
from desktop_app.ui.wording import Words
from tests.centre import centre_in
from tests.desk import SCHOOL, calendar, counted_ids, rules
from tests.ui.conftest import type_text
from tests.ui.keyrings import Drawer

PASSPHRASE = "терезе бұлақ 47 күзгі арба"
SILENT = "http://127.0.0.1:9"


@pytest.fixture
def centre(tmp_path, catalogues, clock):
    with centre_in(tmp_path, catalogues, clock) as made:
        yield made


@dataclass
class Started:
    """The program as somebody started it."""

    beginning: Beginning
    window: FirstRun
    words: Words

    @property
    def step(self) -> Any:
        return self.window.steps[self.window.here]


@pytest.fixture
def start(qtbot, tmp_path, catalogues, clock):
    """Starts the program over the same folder, as often as asked; all of it is closed in the end."""
    usual = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # a computer that has none
    begun = []

    def again() -> Started:
        settings = Settings(data=tmp_path / "office", catalogues=catalogues)
        law = rules()
        judge = Judge(profiles={law.id: law}, calendar=calendar())
        replica = None
        if settings.replica.exists():
            replica = open_replica(settings.replica, key_from_vault(settings.vault, PASSPHRASE))
        beginning = Beginning(settings, judge, counted_ids("first"), clock, replica)
        words = Words(catalogues, law, read_preferences(settings.data).language)
        window = FirstRun(words, beginning, Lane("first-lane"))
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        begun.append((window, beginning))
        return Started(beginning, window, words)

    yield again
    for window, beginning in begun:
        window.close()
        beginning.close()
    keyring.set_keyring(usual)


def here():
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(here(), code, modifier)


def go_on(qtbot, started):
    before = started.window.here
    started.window.next.click()
    qtbot.waitUntil(lambda: started.window.here != before and not started.window._busy)


def keep_a_key(qtbot, started):
    """Language, passphrase, sheet."""
    go_on(qtbot, started)
    started.step.by_heart.setChecked(True)
    for field in (started.step.passphrase, started.step.again):
        put(field, PASSPHRASE)
    go_on(qtbot, started)
    started.step.safe.setChecked(True)
    go_on(qtbot, started)


def enrol_at(qtbot, started, centre, clock):
    put(started.step.address, centre.url)
    put(started.step.code, enrol_code(centre.ledger, SCHOOL.id, "1", clock()))
    go_on(qtbot, started)


def trouble(qtbot, started):
    started.window.next.click()
    qtbot.waitUntil(lambda: not started.window._busy)
    return started.window.trouble.text


def choose_passphrase(qtbot, started):
    """From the language to the page of the centre."""
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    started.step.by_heart.setChecked(True)
    for field in (started.step.passphrase, started.step.again):
        field.setFocus()
        type_text(here(), PASSPHRASE)
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.here == "sheet")
    assert key_from_sheet(started.step.code.text()) is not None
    started.step.safe.setFocus()
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def test_a_computer_becomes_a_desk_by_the_keyboard_alone(qtbot, start, centre, clock):
    started = start()
    window = started.window
    choose_passphrase(qtbot, started)
    for text in (centre.url, enrol_code(centre.ledger, SCHOOL.id, "1", clock()), "1-терезе"):
        here().selectAll()
        type_text(here(), text)
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.school.school.text() == SCHOOL.name_kk, timeout=10_000)
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.here == "printer")
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.here == "fill" and window.fill.filled is not None, timeout=10_000)
    with qtbot.waitSignal(window.finished):
        window.next.click()
    replica = started.beginning.let_go()
    assert queries.school(replica) == SCHOOL
    assert started.beginning.reached == ""
    assert [one.name for one in queries.desks(replica)] == ["1-терезе"]


def test_the_language_is_kept_and_spoken_by_everything(qtbot, start):
    started = start()
    started.step.buttons["ru"].click()
    assert started.window.next.text() == "Далее"
    go_on(qtbot, started)
    assert read_preferences(started.beginning.settings.data).language == "ru"
    assert started.step.title.text() == "Ключ к данным"


def test_without_a_keyring_a_passphrase_is_asked_for(qtbot, start):
    started = start()
    go_on(qtbot, started)
    assert trouble(qtbot, started) == started.words("first-no-keyring")
    assert started.step.by_heart.isChecked()
    assert not started.beginning.settings.replica.exists()


def test_with_a_keyring_nothing_is_typed_and_no_vault_is_made(qtbot, start):
    started = start()
    drawer = Drawer()
    keyring.set_keyring(drawer)
    go_on(qtbot, started)
    go_on(qtbot, started)
    assert started.window.here == "sheet"
    settings = started.beginning.settings
    [kept] = drawer.kept.values()
    assert key_from_sheet(started.step.code.text()) == bytes.fromhex(kept)
    assert (settings.replica.exists(), settings.vault.exists()) == (True, False)


def test_a_weak_passphrase_and_two_different_ones_are_told(qtbot, start):
    started = start()
    go_on(qtbot, started)
    started.step.by_heart.setChecked(True)
    put(started.step.passphrase, "qwerty123456")
    started.window.next.click()
    assert started.step.passphrase.problem.text() == started.words("first-passphrase-weak")
    put(started.step.passphrase, PASSPHRASE)
    started.window.next.click()
    assert started.step.again.problem.text() == started.words("first-passphrase-differs")
    assert typed(started.step.passphrase) == PASSPHRASE


def test_nobody_goes_past_the_sheet_without_having_put_it_away(qtbot, start, tmp_path):
    started = start()
    go_on(qtbot, started)
    started.step.by_heart.setChecked(True)
    for field in (started.step.passphrase, started.step.again):
        put(field, PASSPHRASE)
    go_on(qtbot, started)
    started.window.next.click()
    assert started.window.here == "sheet"
    for name in ("sheet.txt", "sheet.pdf"):
        started.step.save_to(str(tmp_path / name))
    kept = (tmp_path / "sheet.txt").read_text(encoding="utf-8").split("\n\n")[2]
    assert key_from_sheet(kept) == key_from_vault(started.beginning.settings.vault, PASSPHRASE)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("address", "code"),
    [("school 63", "address-wrong"), ("ftp://a.kz", "address-wrong"), ("a.kz/path", "address-wrong"),
     ("http://centre.example", "address-not-safe"), ("", "address-wrong")],
)  # fmt: skip
def test_what_is_no_safe_address_is_said_under_the_field(qtbot, start, address, code):
    started = start()
    keep_a_key(qtbot, started)
    put(started.step.address, address)
    put(started.step.code, "AAAA-BBBB-CCCC")
    started.window.next.click()
    assert started.step.address.problem.text() == started.words(f"first-{code}")
    assert typed(started.step.code) == "AAAA-BBBB-CCCC"


def test_a_dead_centre_and_a_wrong_code_cost_nothing_and_keep_what_was_typed(qtbot, start, centre, clock):
    started = start()
    keep_a_key(qtbot, started)
    put(started.step.code, "AAAA-BBBB-CCCC")
    put(started.step.address, SILENT)
    assert trouble(qtbot, started) == started.words("first-centre-silent")
    put(started.step.address, "https" + centre.url.removeprefix("http"))
    assert trouble(qtbot, started) == started.words("first-certificate-wrong")
    put(started.step.address, centre.url)
    refused = trouble(qtbot, started)
    assert refused
    assert refused not in (started.words("first-centre-silent"), started.words("first-line-cut"))
    assert typed(started.step.code) == "AAAA-BBBB-CCCC"
    assert started.beginning.reached == "centre"
    enrol_at(qtbot, started, centre, clock)
    assert started.window.here == "school"


def test_a_clock_that_is_off_is_told_once_and_may_be_stood_by(qtbot, start, centre, clock):
    started = start()
    keep_a_key(qtbot, started)
    put(started.step.address, centre.url)
    put(started.step.code, enrol_code(centre.ledger, SCHOOL.id, "1", clock()))
    started.beginning.now = lambda: clock() + timedelta(minutes=9)
    assert trouble(qtbot, started) == started.words("first-clock-ahead", minutes=9)
    assert started.beginning.reached == "centre"
    go_on(qtbot, started)
    assert started.window.here == "school"


def test_another_school_makes_it_nobodys_desk_again(qtbot, start, centre, clock):
    started = start()
    keep_a_key(qtbot, started)
    enrol_at(qtbot, started, centre, clock)
    started.step.other.click()
    qtbot.waitUntil(lambda: started.window.here == "centre")
    assert started.beginning.reached == "centre"
    assert started.step.code.problem.text() == started.words("first-another-code")
    replica = started.beginning.let_go()
    assert [queries.meta(replica, name) for name in ("desk", "token", "school", "url")] == [""] * 4
    enrol_at(qtbot, started, centre, clock)
    assert started.window.here == "school"


def test_what_was_switched_off_in_the_middle_goes_on_there(qtbot, start, centre, clock):
    first = start()
    keep_a_key(qtbot, first)
    first.window.close()
    first.beginning.close()
    second = start()
    assert second.window.here == "centre"
    enrol_at(qtbot, second, centre, clock)
    second.window.close()
    second.beginning.close()
    third = start()
    assert third.window.here == "school"
    qtbot.waitUntil(lambda: third.window.school.school.text() == SCHOOL.name_kk)
    go_on(qtbot, third)
    third.window.close()
    third.beginning.close()
    assert start().window.here == "printer"


def test_a_fill_that_breaks_off_is_told_and_tried_again(qtbot, start, centre, clock):
    started = start()
    keep_a_key(qtbot, started)
    enrol_at(qtbot, started, centre, clock)
    go_on(qtbot, started)
    with started.beginning.let_go().write(started.beginning.judge, counted_ids("x")) as writing:
        writing.set_meta("url", SILENT)
    go_on_to_fill(qtbot, started)
    qtbot.waitUntil(lambda: bool(started.step.trouble.text), timeout=15_000)
    assert started.step.trouble.text == started.words("first-line-cut")
    assert not started.window.next.isEnabled()
    with started.beginning.let_go().write(started.beginning.judge, counted_ids("y")) as writing:
        writing.set_meta("url", centre.url)
    started.step.again.click()
    qtbot.waitUntil(lambda: started.step.filled is not None, timeout=10_000)
    assert started.window.next.isEnabled()


def go_on_to_fill(qtbot, started):
    started.window.next.click()
    qtbot.waitUntil(lambda: started.window.here == "fill")


def test_the_printer_and_its_margins_are_remembered(qtbot, start, centre, clock):
    started = start()
    keep_a_key(qtbot, started)
    enrol_at(qtbot, started, centre, clock)
    go_on(qtbot, started)
    started.step.offer(["HP LaserJet", "Қабылдау бөлмесі"])
    started.step.box.setCurrentIndex(2)
    started.step.right.widget.setValue(1.5)
    go_on_to_fill(qtbot, started)
    kept = read_preferences(started.beginning.settings.data)
    assert (kept.printer, kept.shift_right_mm, kept.shift_down_mm) == ("Қабылдау бөлмесі", 1.5, 0.0)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_step_can_be_looked_at(qtbot, start, centre, clock, shoot, language):
    started = start()
    started.words.set_language(language)
    shoot(started.window, f"first-language-{language}")
    go_on(qtbot, started)
    started.step.by_heart.setChecked(True)
    for field in (started.step.passphrase, started.step.again):
        put(field, PASSPHRASE)
    shoot(started.window, f"first-key-{language}")
    go_on(qtbot, started)
    shoot(started.window, f"first-sheet-{language}")
    started.step.safe.setChecked(True)
    go_on(qtbot, started)
    put(started.step.address, SILENT)
    put(started.step.code, "AAAA")
    trouble(qtbot, started)
    shoot(started.window, f"first-centre-{language}")
    enrol_at(qtbot, started, centre, clock)
    shoot(started.window, f"first-school-{language}")
    go_on(qtbot, started)
    shoot(started.window, f"first-printer-{language}")
    go_on_to_fill(qtbot, started)
    qtbot.waitUntil(lambda: started.window.fill.filled is not None)
    assert shoot(started.window, f"first-fill-{language}").exists()

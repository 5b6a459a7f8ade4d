"""The shell: keys and the side bar lead to pages, the lock keeps everything, the end is orderly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.lane import Lane
from desktop_app.ui.lock import IdleLock
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from tests.desk import DIRECTOR, EXECUTOR
from tests.ui.conftest import BarePage

IDLE_MS, KEYS = 2000, 11  # a key each tenth of it, for longer than it


def shown(window) -> list[str]:
    return [name for name, button in window.side.buttons.items() if not button.isHidden()]


@pytest.mark.parametrize(
    ("key", "page"), [("F4", "intake"), ("F5", "queue"), ("F6", "outbox"), ("F7", "attention")]
)
def test_a_key_leads_to_its_page(qtbot, open_window, key, page):
    with qtbot.waitActive(open_window):
        open_window.show()
    qtbot.keyClick(open_window, getattr(Qt.Key, f"Key_{key}"))
    assert open_window.here == page
    assert open_window.side.buttons[page].isChecked()


def test_back_leads_from_a_paper_to_the_card_and_from_the_card_to_the_list(qtbot, office, heartbeat):
    leaves = [Place(name, BarePage(), listed=False) for name in ("card", "preview")]
    window = MainWindow(office, heartbeat, leaves)
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    for name in ("outbox", "card", "preview"):
        window.go(name)
    seen = []
    for _ in range(3):
        window.back()
        seen.append(window.here)
    assert seen == ["card", "outbox", "queue"]


def test_a_page_is_made_when_somebody_first_goes_there_and_speaks_the_language_of_that_moment(
    qtbot, office, heartbeat
):
    made = []

    class Later(BarePage):
        def __init__(self):
            super().__init__()
            made.append("made")

        def retranslate(self):
            made.append(office.words.language)

        def reload(self):
            made.append("asked")

    window = MainWindow(office, heartbeat, [Place("overview", Later, "F4")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.header.languages.buttons["ru"].click()
    assert made == []
    for name in ("overview", "queue", "overview"):
        window.go(name)
    assert made == ["made", "ru", "asked"]
    assert [window.make_next(), window.make_next()] == [True, False]  # the outbox, what needs attention


def test_before_sign_in_no_key_leads_anywhere(qtbot, window):
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.here == "queue"
    assert window.sign_in.isVisible()


def test_the_directors_list_is_the_directors(open_window, window):
    assert shown(open_window) == ["queue", "intake", "orders", "outbox", "attention"]
    open_window.go("director")
    assert open_window.here == "queue"
    window.sign_in.signed_in.emit(DIRECTOR)
    assert "director" in shown(window)


def test_the_side_bar_counts_what_waits(busy_window):
    counted = {name: button.count.text() for name, button in busy_window.side.buttons.items()}
    assert (counted["outbox"], counted["attention"], counted["director"]) == ("3", "2", "2")
    assert busy_window.side.buttons["outbox"].accessibleName() == "Жіберілетіндер, 3"


def test_the_whole_window_speaks_another_language_at_once(busy_window):
    busy_window.header.languages.buttons["ru"].click()
    assert busy_window.side.buttons["queue"].caption.text() == "Очередь"
    assert busy_window.queue.title.text() == "Очередь заявлений"
    assert busy_window.windowTitle().endswith("КГУ «Общеобразовательная школа №63»")
    assert "Отправка" in busy_window.outbox.model.headerData(4, Qt.Orientation.Horizontal)


def test_locking_keeps_everything_and_asks_for_the_password(busy_window, office):
    busy_window.go("outbox")
    busy_window.header.search.setText("")
    busy_window._lock.idle.emit()
    assert not office.signed_in
    assert busy_window.sign_in.login.widget.text() == EXECUTOR.login
    assert busy_window.sign_in.note.text == office.words("sign-in-locked-idle")
    busy_window.sign_in.signed_in.emit(EXECUTOR)
    assert busy_window.here == "outbox"


def test_another_officer_starts_at_the_queue(qtbot, busy_window, office):
    busy_window.go("outbox")
    busy_window.header.out.click()
    with qtbot.waitSignal(office.seated):
        busy_window.sign_in.signed_in.emit(DIRECTOR)
    assert busy_window.here == "queue"
    assert busy_window.header.officer.text() == "Ғабдуллин Е.Қ."


def a_page_with_a_field() -> tuple[QWidget, QLineEdit]:
    page = QWidget()
    field = QLineEdit(page)
    field.setFocus()
    return page, field


def test_the_lock_falls_when_nobody_touches_anything(qtbot, qapp):
    lock = IdleLock(qapp, timedelta(milliseconds=30))
    with qtbot.waitSignal(lock.idle):
        lock.start()


def test_a_key_puts_the_lock_off(qtbot, qapp):
    lock, fallen = IdleLock(qapp, timedelta(milliseconds=IDLE_MS)), []
    lock.idle.connect(lambda: fallen.append(1))
    page, field = a_page_with_a_field()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    lock.start()
    for _ in range(KEYS):
        qtbot.wait(IDLE_MS // 10)
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_A)
    assert (fallen, field.text()) == ([], "a" * KEYS)
    lock.stop()


def test_a_key_in_a_dialog_that_came_later_puts_the_lock_off_too(qtbot, qapp):
    lock, fallen = IdleLock(qapp, timedelta(milliseconds=IDLE_MS)), []
    lock.idle.connect(lambda: fallen.append(1))
    lock.start()
    dialog, _ = a_page_with_a_field()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    for _ in range(KEYS):
        qtbot.wait(IDLE_MS // 10)
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert fallen == []
    lock.stop()


def test_a_notice_is_shown_and_goes_with_the_page(open_window, office):
    office.notice.emit("Диск толды")
    assert open_window.notice.text == "Диск толды"
    open_window.go("outbox")
    assert open_window.notice.text == ""


def test_a_page_out_of_sight_asks_again_when_it_is_seen(open_window, desk, clock, office):
    from tests.ui import sample

    assert open_window.outbox.model.rowCount() == 0
    sample.a_day(desk, clock)
    office.changed.emit()
    assert open_window.outbox.model.rowCount() == 0
    open_window.go("outbox")
    assert open_window.outbox.model.rowCount() == 3


def test_the_light_leads_to_the_outbox(qtbot, busy_window, heartbeat):
    heartbeat.beat.emit(Beat("offline"))
    assert busy_window.light.accessibleName() == "Офлайн, 3 күтуде — жұмыс жалғасады"
    busy_window.light.click()
    assert busy_window.here == "outbox"


def test_send_now_asks_the_heartbeat(qtbot, busy_window, heartbeat):
    with qtbot.waitSignal(heartbeat.beat, check_params_cb=lambda beat: beat.state == "offline"):
        busy_window.outbox.send.click()


def test_a_stated_clock_is_stated(qtbot, office, heartbeat):
    window = MainWindow(office, heartbeat, (), stated_clock=True)
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    assert window.footer.clock.text() == "Үйрену уақыты: 25.08.2026 09:30"


def test_closing_the_window_closes_the_lanes(qtbot, window, lane):
    window.close()
    with pytest.raises(RuntimeError):
        lane.run(lambda: None, print, print)


def test_every_button_and_field_has_a_name_for_those_who_listen(busy_window):
    named = [*busy_window.findChildren(QPushButton), *busy_window.findChildren(QLineEdit)]
    heard = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in named]
    assert len(heard) > 20
    assert all(name.strip() for name in heard)


def test_tab_walks_from_the_search_through_the_header_into_the_page(qtbot, busy_window):
    with qtbot.waitActive(busy_window):
        busy_window.show()
    busy_window.header.search.setFocus()
    walked = []
    for _ in range(12):
        qtbot.keyClick(busy_window.focusWidget(), Qt.Key.Key_Tab)
        walked.append(busy_window.focusWidget())
    assert busy_window.header.out in walked
    assert busy_window.queue.filters["late"] in walked
    assert walked.index(busy_window.header.out) < walked.index(busy_window.queue.filters["late"])


def test_a_lane_may_be_closed_twice():
    lane = Lane("twice")
    lane.close()
    lane.close()

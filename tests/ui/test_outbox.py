"""The outbox and what needs attention: nothing vanishes, everything says who, why and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.models import outgoing
from desktop_app.ui.heartbeat import Beat


def test_every_waiting_act_is_there_with_child_time_and_size(busy_window):
    model = busy_window.outbox.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert [row[:3] for row in shown] == [
        ["Өтінімді тіркеу", "Нұрпейісова Томирис Асқарқызы", "26.08.2026 10:49"],
        ["Өтінімді тіркеу", "Ким Артём Станиславович", "26.08.2026 10:49"],
        ["Директорға ұсыну", "Дүйсенбаев Әлихан Ерболұлы", "26.08.2026 10:49"],
    ]
    assert all(row[3].endswith((" Б", " КБ")) for row in shown)


def test_enter_opens_the_application_behind_an_act(qtbot, busy_window, day):
    busy_window.go("outbox")
    with qtbot.waitSignal(busy_window.open_application) as opened:
        qtbot.keyClick(busy_window.outbox.table, Qt.Key.Key_Return)
    assert opened.args == [day.filed[10]]


def test_offline_is_told_calmly(busy_window, heartbeat, words):
    heartbeat.beat.emit(Beat("offline"))
    assert busy_window.outbox.line.text == words("outbox-offline")
    assert busy_window.outbox.line.property("tone") == "idle"


def test_while_talking_the_button_rests(busy_window, heartbeat):
    heartbeat.beat.emit(Beat("talking", began_with=3))
    assert not busy_window.outbox.send.isEnabled()
    heartbeat.beat.emit(Beat("offline"))
    assert busy_window.outbox.send.isEnabled()


def test_an_empty_outbox_says_that_all_is_sent(open_window, words):
    outbox = open_window.outbox
    assert outbox.body.currentWidget() is outbox.empty
    assert outbox.empty.title.text() == words("empty-outbox")


def test_an_item_says_who_why_and_what_one_can_do(busy_window, words):
    cards = {card.item.number: card for card in busy_window.attention.cards}
    refused = cards["А-0002"]
    assert refused.about.text() == "Директорға ұсыну · А-0002 · Қасымова Аяулым Нұрланқызы"
    assert "Сәрсенова А.Н." in refused.who.text()
    assert "А-0002" in refused.why.text()
    assert refused.advice.text() == words("advice-refused")
    assert cards["А-0005"].outcome.accessibleName() == words("outcome-applied-changed")


def test_settling_an_item_keeps_it_readable_but_quiet(qtbot, busy_window, office, words):
    first = busy_window.attention.cards[0].item.id
    with qtbot.waitSignal(office.changed):
        busy_window.attention.cards[0].settle.click()
    busy_window.go("attention")
    settled = busy_window.attention.cards[-1]
    assert settled.item.id == first
    assert settled.settle.isHidden()
    assert settled.advice.text() == words("attention-settled")
    assert outgoing.counts(office.desk.replica, office.desk.now()).attention == 1


def test_the_item_opens_its_application(qtbot, busy_window, day):
    with qtbot.waitSignal(busy_window.open_application) as opened:
        busy_window.attention.cards[0].open.click()
    assert opened.args == [day.filed[4]]

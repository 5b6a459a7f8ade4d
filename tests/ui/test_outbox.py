"""The outbox: nothing vanishes, how it stands is told calmly; the courier takes what cannot be sent."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from admission.courier import CourierTrouble
from admission.exchange import EnrolAnswer, RenewAnswer
from central_server.keys import CentreKeys, fresh_keys
from desktop_app.models.mark import RENEW
from desktop_app.models.renewal import become
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line
from desktop_app.sync.stick import PIECE, put, take_in_answers
from desktop_app.ui.courier import Courier
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.lane import Lane
from desktop_app.ui.opening import join_courier


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


def test_a_centre_that_gathers_what_it_lost_is_told_calmly_and_other_trouble_is_not(busy_window, heartbeat):
    heartbeat.beat.emit(Beat("trouble", said="Сервер қалпына келуде.", code="centre-recovering"))
    assert busy_window.outbox.line.text == "Сервер қалпына келуде."
    assert busy_window.outbox.line.property("tone") == "idle"
    heartbeat.beat.emit(Beat("trouble", said="Алдыңғысы жоқ.", code="gap"))
    assert (busy_window.outbox.line.text, busy_window.outbox.line.property("tone")) == (
        "Алдыңғысы жоқ.",
        "warn",
    )


def test_a_restored_computer_says_that_it_will_become_a_desk_of_its_own(busy_window, office, words):
    with office.desk.write() as writing:
        writing.set_meta(RENEW, "older-copy")
    busy_window.outbox.reload()
    assert busy_window.outbox.line.text == words("outbox-renewing")


def test_after_a_renewal_the_acts_done_before_say_that_they_go_again(busy_window, office, words):
    told = EnrolAnswer(desk="desk-b", token="t", school="school-63", series="В", epoch="e")
    with office.desk.write() as writing:
        become(writing, RenewAnswer(desk=told, known=[]), office.desk.now())
    outbox = busy_window.outbox
    outbox.reload()
    assert outbox.line.text == words("outbox-renewed", series="В")
    states = [outbox.model.index(row, 4).data() for row in range(outbox.model.rowCount())]
    assert states == [words("state-again")] * 3


def test_while_talking_the_button_rests(busy_window, heartbeat):
    heartbeat.beat.emit(Beat("talking", began_with=3))
    assert not busy_window.outbox.send.isEnabled()
    heartbeat.beat.emit(Beat("offline"))
    assert busy_window.outbox.send.isEnabled()


def test_an_empty_outbox_says_that_all_is_sent(open_window, words):
    outbox = open_window.outbox
    assert outbox.body.currentWidget() is outbox.empty
    assert outbox.empty.title.text() == words("empty-outbox")


# The courier


@pytest.fixture
def couriered(tmp_path, office, busy_window, centre_keys, qtbot) -> Iterator[Courier]:
    """The courier of a desk that has met its centre once; nothing here is a network."""
    lane = Lane("sync-lane")
    desk = office.desk
    server = Server("http://127.0.0.1:9", "token")
    made = Courier(office, lane, lambda: Line(desk.replica, desk.judge, desk.new_id, desk.now, server))
    join_courier(made, busy_window.outbox.courier)
    yield made
    lane.close()


@pytest.fixture
def centre_keys(office) -> CentreKeys:
    """The centre's keys, known to the desk."""
    keys = fresh_keys()
    with office.desk.write() as writing:
        writing.set_meta("desk_key", "11" * 32)
        writing.set_meta("desk_identity", str(pyrage.x25519.Identity.generate()))
        writing.set_meta("centre_key", keys.public.verify_key)
        writing.set_meta("centre_recipient", keys.public.recipient)
    return keys


def test_what_waits_is_saved_for_the_courier_and_the_page_says_what_lies_there(
    qtbot, couriered, busy_window, tmp_path, words
):
    bar = busy_window.outbox.courier
    with qtbot.waitSignal(couriered.told):
        bar.save.emit(str(tmp_path))
        assert not bar.saving.isEnabled()
    [file] = [path for path in tmp_path.iterdir() if path.suffix == ".age"]
    assert file.name in bar.told.text
    assert "саны: 3" in bar.told.text
    assert bar.told.property("tone") == "good"
    assert bar.saving.isEnabled()
    assert busy_window.outbox.model.rowCount() == 3


def test_a_stick_that_is_gone_or_holds_no_answer_is_said_in_a_sentence(
    qtbot, couriered, busy_window, tmp_path, words
):
    bar = busy_window.outbox.courier
    with qtbot.waitSignal(couriered.told):
        bar.save.emit(str(tmp_path / "gone"))
    assert bar.told.text == words("problem-courier-folder-gone")
    with qtbot.waitSignal(couriered.told):
        bar.take_in.emit(str(tmp_path))
    assert bar.told.text == words("problem-courier-no-answer")
    assert bar.told.property("tone") == "warn"


def test_escape_stops_the_courier_and_leaves_nothing_half_written(
    qtbot, couriered, busy_window, tmp_path, words
):
    busy_window.go("outbox")
    busy_window.show()
    qtbot.waitUntil(busy_window.isActiveWindow)
    bar, lane = busy_window.outbox.courier, couriered._lane
    held = Event()
    lane.run(held.wait, lambda _: None, lambda _: None)
    with qtbot.waitSignal(couriered.told):
        bar.save.emit(str(tmp_path))
        assert bar.stopping.isVisible()
        qtbot.keyClick(busy_window, Qt.Key.Key_Escape)
        assert not bar.stopping.isEnabled()
        held.set()
    assert bar.told.text == words("problem-courier-stopped")
    assert list(tmp_path.iterdir()) == [file for file in tmp_path.iterdir() if "replica" in file.name]
    assert bar.stopping.isHidden()
    assert busy_window.outbox.model.rowCount() == 3
    with qtbot.waitSignal(couriered.told):
        bar.save.emit(str(tmp_path))
    assert "саны: 3" in bar.told.text


def test_a_courier_stopped_in_the_midst_of_a_file_takes_its_part_away(tmp_path):
    asked: list[int] = []

    def after_a_piece() -> bool:
        asked.append(len(list(tmp_path.iterdir())))
        return len(asked) > 1

    with pytest.raises(CourierTrouble) as trouble:
        put(tmp_path, "bundle.age", bytes(3 * PIECE), after_a_piece)
    assert (trouble.value.code, asked) == ("courier-stopped", [1, 1])
    assert list(tmp_path.iterdir()) == []


def test_a_stop_between_two_answers_leaves_the_second_for_the_next_time(
    qtbot, couriered, tmp_path, words, busy_window
):
    for name in ("answer-1.age", "answer-2.age"):
        (tmp_path / name).write_bytes(b"not what it says")
    asked = iter([False, True])
    told = take_in_answers(couriered._connect(), tmp_path, lambda: next(asked))
    assert [(one.file, one.trouble.code) for one in told if one.trouble] == [
        ("answer-1.age", "courier-foreign"),
        ("answer-2.age", "courier-stopped"),
    ]


def test_an_answer_nobody_can_use_is_named_with_its_file(qtbot, couriered, busy_window, tmp_path, words):
    (tmp_path / "answer.age").write_bytes(b"not what it says")
    bar = busy_window.outbox.courier
    with qtbot.waitSignals([couriered.told]):
        bar.take_in.emit(str(tmp_path))
    assert bar.told.text == f"answer.age: {words('problem-courier-foreign')}"


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("button", ["saving", "taking"])
def test_a_button_asks_for_the_folder_of_the_stick(qtbot, busy_window, button):
    busy_window.go("outbox")
    bar = busy_window.outbox.courier
    getattr(bar, button).click()
    [dialog] = bar.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    chosen = bar.save if button == "saving" else bar.take_in
    with qtbot.waitSignal(chosen) as told:
        dialog.fileSelected.emit("/media/stick")
    assert told.args == ["/media/stick"]
    dialog.close()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_courier_can_be_looked_at(qtbot, couriered, busy_window, words, shoot, tmp_path, language):
    words.set_language(language)
    busy_window.go("outbox")
    bar = busy_window.outbox.courier
    with qtbot.waitSignal(couriered.told):
        bar.save.emit(str(tmp_path))
    assert shoot(busy_window, f"courier-saved-{language}").exists()
    with qtbot.waitSignal(couriered.told):
        bar.take_in.emit(str(tmp_path))
    assert shoot(busy_window, f"courier-trouble-{language}").exists()

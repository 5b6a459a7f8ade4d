"""Neighbouring computers under the outbox: a code is shown or entered, work appears, a pair ends; pictures of it."""

from __future__ import annotations

from collections.abc import Iterator

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QLabel

from admission.school import DeskLine
from desktop_app.models import neighbours, queries
from desktop_app.sync.neighbours.finding import Found
from desktop_app.sync.neighbours.house import House
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.lane import Lane
from desktop_app.ui.neighbourhood import Neighbourhood
from desktop_app.ui.opening import join_neighbours
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, SCHOOL, a_draft, feed, make_desk, rules
from tests.ui.conftest import type_text

LOOPBACK = "127.0.0.1"
CENTRE_KEY = "ab" * 32
RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
DESKS = tuple(
    DeskLine(id=name, school=SCHOOL.id, name=title, series=series)
    for name, title, series in (("desk-a", "Терезе 1", "А"), ("desk-b", "Директор", "Б"))
)


def with_keys(desk: Desk) -> Line:
    """The desk has met its centre once and knows the school's desks."""
    with desk.write() as writing:
        writing.set_meta("desk_key", Ed25519PrivateKey.generate().private_bytes_raw().hex())
        writing.set_meta("desk_identity", str(pyrage.x25519.Identity.generate()))
        writing.set_meta("centre_key", CENTRE_KEY)
        writing.set_meta("centre_recipient", RECIPIENT)
        writing.absorb([], feed(*DESKS, start=9000), 9010, desk.now())
    return Line(desk.replica, desk.judge, desk.new_id, desk.now, Server("http://127.0.0.1:9", "token"))


@pytest.fixture
def neighbourhood(office, busy_window) -> Iterator[Neighbourhood]:
    """The window's own; its door is on loopback, and nothing is announced."""
    line = with_keys(office.desk)
    made = Neighbourhood(
        office,
        Lane("neighbour-lane"),
        lambda heard: House(line, heard, host=LOOPBACK, port=0, finder=None),
    )
    join_neighbours(made, busy_window.outbox.neighbours)
    busy_window.outbox.reload()
    yield made
    made.close()


@pytest.fixture
def other(tmp_path_factory, clock) -> Iterator[House]:
    """The director's desk, next door."""
    desk = make_desk(tmp_path_factory.mktemp("other"), series="Б", clock=clock, name="desk-b")
    line = with_keys(desk)
    house = House(line, lambda: None, host=LOOPBACK, port=0, finder=None)
    house.open()
    yield house
    house.close()
    desk.replica.close()


@pytest.fixture
def bar(busy_window, neighbourhood):
    busy_window.go("outbox")
    return busy_window.outbox.neighbours


def desk_of(house: House) -> Desk:
    line = house._line
    law = rules()
    return Desk(line.replica, line.now, line.new_id, {law.id: law}, law, line.judge.calendar)


def enter(qtbot, bar, neighbourhood, house: House, code: str) -> None:
    """As a clerk does it: the button, the address, the code, Enter."""
    with qtbot.waitSignal(neighbourhood.found):
        bar.entering.click()
    type_text(bar.form.choice.lineEdit(), f"{LOOPBACK}:{house.port}")
    type_text(bar.form.letters, code)
    with qtbot.waitSignal(neighbourhood.told, timeout=20_000):
        bar.form.letters.returnPressed.emit()


def texts(bar) -> list[str]:
    found = []
    for place in range(bar.lines.count()):
        line = bar.lines.itemAt(place).widget()
        found += [label.text() for label in line.findChildren(QLabel)]
    return found


def test_a_code_from_the_other_screen_pairs_and_what_is_done_there_appears_here(
    qtbot, bar, neighbourhood, other, office, words
):
    code, _ = other.show_code()
    enter(qtbot, bar, neighbourhood, other, code)
    assert bar.told.text == words("neighbours-paired", name="Директор")
    assert bar.form.isHidden()
    qtbot.waitUntil(lambda: not neighbourhood._running)
    filed = file_application(desk_of(other), EXECUTOR, a_draft(child=OTHER_CHILD))
    with qtbot.waitSignal(office.changed, timeout=20_000):
        other.talk_to_all()
    assert queries.application(office.desk.replica, filed) is not None
    qtbot.waitUntil(lambda: any("Директор" in text for text in texts(bar)))
    qtbot.waitUntil(lambda: any(words("neighbours-holds", count=1) in text for text in texts(bar)))


def test_what_is_done_here_is_told_next_door_at_once(qtbot, bar, neighbourhood, other, office):
    code, _ = other.show_code()
    enter(qtbot, bar, neighbourhood, other, code)
    before = neighbours.held(desk_of(other).replica).get("desk-a", 0)
    office.do(lambda: file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD)))
    qtbot.waitUntil(lambda: neighbours.held(desk_of(other).replica).get("desk-a", 0) > before, timeout=20_000)


def test_the_director_shows_a_code_and_it_goes_when_it_has_done_its_work(
    qtbot, bar, neighbourhood, other, office, words
):
    office.sign_in(DIRECTOR)
    bar.reload()
    with qtbot.waitSignal(neighbourhood.shown, timeout=20_000) as shown:
        bar.showing.click()
    code, _, where = shown.args
    assert bar.shown.code.text() == f"{code[:4]} {code[4:]}"
    assert where in bar.shown.explain.text()
    other.enter(code, f"{LOOPBACK}:{neighbourhood._house.port}")
    qtbot.waitUntil(bar.shown.isHidden)
    qtbot.waitUntil(lambda: any("Директор" in text for text in texts(bar)))


def test_only_the_director_shows_codes_and_ends_pairs(bar, office):
    assert bar.showing.isHidden()
    office.sign_in(DIRECTOR)
    bar.reload()
    assert not bar.showing.isHidden()


def test_a_wrong_code_is_told_in_a_sentence_and_the_form_stays(qtbot, bar, neighbourhood, other, words):
    other.show_code()
    enter(qtbot, bar, neighbourhood, other, "AAAA AAAA")
    assert bar.told.text == words("problem-pair-code-wrong")
    assert bar.told.property("tone") == "warn"
    assert not bar.form.isHidden()


def test_a_computer_that_does_not_answer_is_told_in_a_sentence(qtbot, bar, neighbourhood, other, words):
    other.close()
    with qtbot.waitSignal(neighbourhood.told, timeout=20_000):
        bar.enter.emit("AAAAAAAA", f"{LOOPBACK}:9")
    assert bar.told.text == words("problem-neighbour-unreachable")


def test_a_pair_ends_after_a_question(qtbot, bar, neighbourhood, other, office):
    code, _ = other.show_code()
    enter(qtbot, bar, neighbourhood, other, code)
    office.sign_in(DIRECTOR)
    bar.reload()
    bar._ask_leave("desk-b", "Директор")
    assert "Директор" in bar.leave.ask.text()
    bar.leave.cancel.click()
    assert neighbours.neighbours(office.desk.replica)
    bar._ask_leave("desk-b", "Директор")
    bar.leave.confirm.click()
    qtbot.waitUntil(lambda: not neighbours.neighbours(office.desk.replica))
    qtbot.waitUntil(lambda: texts(bar) == [])


def test_found_computers_are_offered_by_name_and_the_cursor_goes_to_the_code(qtbot, bar, neighbourhood):
    with qtbot.waitSignal(neighbourhood.found):
        bar.entering.click()
    bar.offer([Found("desk-b", "192.168.1.7:48563")])
    assert bar.form.choice.currentText() == "Директор – 192.168.1.7:48563"
    type_text(bar.form.letters, "ABCD2345")
    with qtbot.waitSignal(bar.form.confirmed) as asked:
        bar.form.letters.returnPressed.emit()
    assert asked.args == ["ABCD2345", "192.168.1.7:48563"]


def test_when_the_centre_is_gone_the_neighbours_are_asked_at_once(qtbot, bar, neighbourhood, other, office):
    code, _ = other.show_code()
    enter(qtbot, bar, neighbourhood, other, code)
    qtbot.waitUntil(lambda: not neighbourhood._running)
    other_desk = desk_of(other)
    filed = file_application(other_desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    neighbourhood.take(Beat("good"))
    neighbourhood.take(Beat("offline"))
    qtbot.waitUntil(lambda: queries.application(office.desk.replica, filed) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not neighbourhood._running)
    assert neighbourhood._timer.interval() == 3000


def test_a_form_that_is_left_closes_the_door_again(qtbot, bar, neighbourhood, office):
    office.sign_in(DIRECTOR)
    bar.reload()
    with qtbot.waitSignal(neighbourhood.shown, timeout=20_000) as shown:
        bar.showing.click()
    with qtbot.waitSignal(neighbourhood.found, timeout=20_000):
        bar.entering.click()
    assert bar.shown.isHidden()
    assert neighbourhood._house.port
    assert shown.args[0]
    with qtbot.waitSignals([neighbourhood.busy, neighbourhood.busy], timeout=20_000):
        bar.form.cancel.click()
    qtbot.waitUntil(lambda: neighbourhood._house.port == 0)


def test_a_desk_without_a_pair_opens_nothing(qtbot, neighbourhood, bar, office):
    neighbourhood.start()
    office.changed.emit()
    neighbourhood.take(Beat("offline"))
    assert neighbourhood._house is None


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_neighbouring_computers_can_be_looked_at(
    qtbot, bar, neighbourhood, other, office, busy_window, words, shoot, language
):
    words.set_language(language)
    office.sign_in(DIRECTOR)
    bar.reload()
    with qtbot.waitSignal(neighbourhood.shown, timeout=20_000):
        bar.showing.click()
    bar.shown.begin("K7QM2XNA", "14:40", "192.168.1.12:48563")
    assert shoot(busy_window, f"neighbours-code-{language}").exists()
    with qtbot.waitSignal(neighbourhood.found, timeout=20_000):
        bar.entering.click()
    assert shoot(busy_window, f"neighbours-enter-{language}").exists()
    with qtbot.waitSignal(neighbourhood.shown, timeout=20_000) as shown:
        bar.showing.click()
    other.enter(shown.args[0], f"{LOOPBACK}:{neighbourhood._house.port}")
    file_application(desk_of(other), EXECUTOR, a_draft(child=OTHER_CHILD))
    other.talk_to_all()
    qtbot.waitUntil(lambda: any(words("neighbours-holds", count=1) in text for text in texts(bar)))
    assert shoot(busy_window, f"neighbours-paired-{language}").exists()
    with office.desk.write() as writing:
        writing.neighbours.note_trouble("desk-b", "neighbour-forked")
    bar.reload()
    bar._ask_leave("desk-b", "Директор")
    assert shoot(busy_window, f"neighbours-leave-{language}").exists()

"""The round of reviews, many applications at once, and the sieve of the queue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admission.application import Status
from admission.documents import required_documents
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.saved_filters import saved_filters
from desktop_app.models.sieve import NOBODY, Sieve
from desktop_app.ui.queue_page import QueuePage
from desktop_app.ui.review_round import ReviewRound
from desktop_app.usecases.assign import assign
from desktop_app.usecases.check_document import check_document
from tests.desk import DIRECTOR, EXECUTOR
from tests.ui.conftest import row, type_text

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def queue(qtbot, day, office):
    made = QueuePage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    made.reload()
    made.show()
    return made


def numbers(lines):
    return [line.number for line in lines]


# The round -----------------------------------------------------------------------------------------------


def test_what_is_done_does_not_come_again_and_what_is_skipped_does():
    walk = ReviewRound(["a", "b", "c"], "b")
    assert (walk.position, walk.total) == (2, 3)
    assert walk.skip() == "c"
    assert walk.done() == "a"
    assert walk.done() == "b"
    assert walk.left == 1
    assert walk.done() == ""


def test_the_one_before_is_shown_again_even_when_it_is_done():
    walk = ReviewRound(["a", "b"], "a")
    assert walk.done() == "b"
    assert walk.back() == "a"
    assert walk.back() == "a"


def test_a_round_walks_the_list_of_the_queue_by_keys_alone(qtbot, queue, card):
    queue.review.connect(card.begin_review)
    queue.open_application.connect(card.show_application)
    queue.show_filter("today")
    queue.table.selectRow(1)
    qtbot.keyClick(queue.table, KEY.Key_Return)
    assert card.title.text().startswith("А-0004")
    assert card.review.place.text().startswith("2 / 3")
    qtbot.keyClick(card, KEY.Key_Return, CONTROL)
    assert card.title.text().startswith("А-0009")
    qtbot.keyClick(card, KEY.Key_PageDown, CONTROL)
    assert card.title.text().startswith("А-0003")
    qtbot.keyClick(card, KEY.Key_PageUp, CONTROL)
    assert card.title.text().startswith("А-0003")
    qtbot.keyClick(card, KEY.Key_Return, CONTROL)
    assert card.title.text().startswith("А-0009")
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(card, KEY.Key_Return, CONTROL)


def test_after_a_proposal_the_next_card_opens_by_itself(qtbot, day, card, office):
    card.begin_review([day.filed[2], day.filed[3]])
    card.show_application(day.filed[2])
    card.panel.buttons["propose-accept"].click()
    qtbot.waitUntil(lambda: card.title.text().startswith("А-0004"))
    assert row(office, day.filed[2]).status is Status.ON_SIGNATURE


def test_a_card_that_was_opened_alone_stays_after_a_proposal(qtbot, day, card, office):
    card.show_application(day.filed[2])
    assert card.review.isHidden()
    card.panel.buttons["propose-accept"].click()
    qtbot.waitUntil(lambda: row(office, day.filed[2]).status is Status.ON_SIGNATURE)
    QTest.keyClick(card, KEY.Key_Return, CONTROL)
    assert card.title.text().startswith("А-0003")


def test_a_note_that_is_being_written_keeps_the_round_where_it_is(qtbot, day, card, office):
    card.begin_review([day.filed[2], day.filed[3]])
    card.show_application(day.filed[2])
    type_text(card.notes.written, "Анасы")
    with qtbot.waitSignal(office.notice):
        qtbot.keyClick(card, KEY.Key_Return, CONTROL)
    assert card.title.text().startswith("А-0003")
    assert card.notes.written.toPlainText() == "Анасы"


# Many at once --------------------------------------------------------------------------------------------


def test_rows_are_marked_by_space_by_shift_and_all_of_them(qtbot, queue):
    table = queue.table
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_Space)
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Space)
    assert table.marked() == [0, 2]
    qtbot.keyClick(queue, KEY.Key_Escape)
    assert len(table.marked()) == 1
    table.selectRow(0)
    qtbot.keyClick(table, KEY.Key_Down, SHIFT)
    assert table.marked() == [0, 1]
    qtbot.keyClick(table, KEY.Key_A, CONTROL)
    assert len(table.marked()) == 7
    assert queue.bulk.chosen.text().endswith("7")


def test_marks_outlive_a_new_question(queue):
    queue.table.mark([1, 3])
    marked = numbers(queue._marked())
    queue.reload()
    assert numbers(queue._marked()) == marked


def test_only_those_in_order_are_proposed_and_the_others_are_told_why(qtbot, queue, office, day, words):
    for rule in required_documents(row(office, day.filed[9]).draft, office.desk.rules):
        check_document(office.desk, EXECUTOR, day.filed[9], rule.code, True)
    queue.reload()
    queue.table.selectAll()
    with qtbot.waitSignal(queue.bulk.work.finished) as told:
        queue.bulk.buttons["propose"].click()
    done = [one.line.id for one in told.args[0] if not one.why]
    assert done == [day.filed[9]]
    assert row(office, day.filed[9]).status is Status.ON_SIGNATURE
    assert row(office, day.filed[1]).status is Status.UNDER_REVIEW
    report = queue.bulk.report.toPlainText().splitlines()
    assert len(report) == 7
    assert report[-1].startswith("✓ А-0010")
    assert "А-0002" in report[0]
    assert len(report[0]) > len("✕ А-0002 · ") + 40


def test_all_that_are_marked_become_mine(qtbot, queue, office, day):
    queue.table.mark([0, 1])
    with qtbot.waitSignal(queue.bulk.work.finished):
        queue.bulk.buttons["assign-me"].click()
    assert [row(office, one).assigned for one in day.filed[1:4]] == [EXECUTOR.id, EXECUTOR.id, ""]


def test_what_was_stopped_is_told_and_what_was_done_stays(qtbot, queue, office, day, words):
    queue.table.mark([0, 1, 2])
    queue.bulk.work.progress.connect(lambda *_: queue.bulk.work.stop())
    with qtbot.waitSignal(queue.bulk.work.finished) as told:
        queue.bulk.buttons["assign-me"].click()
    assert [one.why for one in told.args[0]] == ["", words("bulk-stopped"), words("bulk-stopped")]
    assert row(office, day.filed[1]).assigned == EXECUTOR.id
    assert row(office, day.filed[2]).assigned == ""


def test_a_trouble_of_the_disk_ends_the_work_and_nothing_is_half_told(qtbot, queue, words):
    def fail():
        raise ReplicaTrouble

    lines = queue.model.lines()[:3]
    with qtbot.waitSignal(queue.bulk.work.finished) as told:
        queue.bulk.work.start(lines, lambda _: fail)
    assert [bool(one.why) for one in told.args[0]] == [True, True, True]
    assert told.args[0][2].why == words("bulk-not-begun")


# The sieve -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sieve", "found"),
    [
        (Sieve(language="ru"), ["А-0003", "А-0012"]),
        (Sieve(channel="oqu"), ["А-0004", "А-0012"]),
        (Sieve(unsure="waiting"), ["А-0011", "А-0012"]),
        (Sieve(language="ru", unsure="waiting"), ["А-0012"]),
        (Sieve(status="withdrawn"), ["А-0006"]),
        (Sieve(grade=2), []),
        (Sieve(unsure="former"), []),
    ],
)
def test_a_sieve_lets_through_what_meets_every_condition(queue, sieve, found):
    queue.sieve.show_sieve(sieve)
    assert numbers(queue.model.lines()) == found
    assert queue.filters["review"].text().endswith(f" {len(found)}")


def test_a_sieve_knows_whose_work_it_is_and_whose_it_is_not(queue, office, day):
    assign(office.desk, DIRECTOR, day.filed[3], EXECUTOR.id)
    queue.sieve.show_sieve(Sieve(assigned=EXECUTOR.id))
    assert numbers(queue.model.lines()) == ["А-0004"]
    queue.sieve.show_sieve(Sieve(assigned=NOBODY))
    assert "А-0004" not in numbers(queue.model.lines())
    assert len(queue.model.lines()) == 6


def test_a_sieve_finds_those_who_lack_a_paper(queue, office, day):
    check_document(office.desk, EXECUTOR, day.filed[3], "health", False, "мөр жоқ")
    queue.sieve.show_sieve(Sieve(wanting=True))
    assert numbers(queue.model.lines()) == ["А-0004"]
    check_document(office.desk, EXECUTOR, day.filed[3], "health", True)
    queue.reload()
    assert numbers(queue.model.lines()) == []


def test_one_key_opens_the_sieve_and_escape_clears_it(qtbot, queue):
    with qtbot.waitActive(queue):
        queue.activateWindow()
    qtbot.keyClick(queue.table, KEY.Key_F3)
    assert not queue.sieve.isHidden()
    assert queue.sieve.fields["status"].widget.hasFocus()
    queue.sieve.show_sieve(Sieve(channel="oqu"))
    qtbot.keyClick(queue.sieve.fields["status"].widget, KEY.Key_Escape)
    assert queue.sieve.isHidden()
    assert len(queue.model.lines()) == 7


def test_a_sieve_is_kept_by_name_for_this_officer_alone(qtbot, queue, office):
    queue.open_sieve()
    queue.sieve.show_sieve(Sieve(language="ru"))
    queue.sieve.name.widget.setText("Орысша")
    queue.sieve.keep.click()
    replica = office.desk.replica
    qtbot.waitUntil(
        lambda: saved_filters(replica, "queue", EXECUTOR.id, Sieve) == {"Орысша": Sieve(language="ru")}
    )
    assert saved_filters(replica, "queue", DIRECTOR.id, Sieve) == {}
    queue.sieve.show_sieve(Sieve())
    qtbot.waitUntil(lambda: queue.sieve.kept.widget.count() == 2)
    queue.sieve.kept.widget.setCurrentIndex(1)
    assert queue.sieve.sieve == Sieve(language="ru")
    queue.sieve.drop.click()
    qtbot.waitUntil(lambda: saved_filters(replica, "queue", EXECUTOR.id, Sieve) == {})

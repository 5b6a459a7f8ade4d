"""The queue: ordered by time left, filtered with counters, searched as one types, opened by Enter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.models import queries
from desktop_app.models.lines import ApplicationLine
from desktop_app.ui.queue_columns import columns
from desktop_app.ui.queue_page import QueuePage
from desktop_app.ui.table import TONE, UNDER, LineTable
from tests.ui.conftest import type_text


@pytest.fixture
def page(qtbot, day, office):
    made = QueuePage(office)
    qtbot.addWidget(made)
    made.reload()
    return made


def numbers(page: QueuePage) -> list[str]:
    return [line.number for line in page.model.lines()]


def test_the_table_obeys_qt(page):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.show_filter("all")
    page.show_filter("late")


def test_the_queue_begins_with_what_is_due_first(page):
    dues = [line.due for line in page.model.lines()]
    assert dues == sorted(dues)
    assert len(dues) == 7


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("review", ["А-0002", "А-0003", "А-0004", "А-0009", "А-0010", "А-0011", "А-0012"]),
        ("late", ["А-0002"]),
        ("today", ["А-0003", "А-0004", "А-0009"]),
        ("tomorrow", ["А-0010", "А-0011", "А-0012"]),
        ("later", []),
        ("on-signature", ["А-0001", "А-0005"]),
    ],
)
def test_a_filter_shows_as_many_as_its_counter_says(page, name, found):
    page.filters[name].click()
    assert numbers(page) == found
    assert page.filters[name].text().endswith(f" {len(found)}")


def test_all_means_every_status(page):
    page.filters["all"].click()
    assert len(numbers(page)) == 12


def test_what_is_late_says_so_in_words_not_only_in_colour(page):
    left = page.model.index(0, 2)
    assert left.data() == "45 мин кешікті"
    assert left.data(TONE) == "danger"
    assert page.model.index(1, 2).data(TONE) == ""


def test_what_waits_for_the_centre_is_marked(page, words):
    marks = {line.number: page.model.index(row, 5).data(UNDER) for row, line in enumerate(page.model.lines())}
    assert marks["А-0012"] == words("mark-waiting")
    assert marks["А-0003"] == ""


def test_a_listener_hears_both_lines_of_a_cell(page):
    heard = page.model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Сулейменов Тимур Русланович\nСулейменова Айгерим Маратовна"


def test_a_search_finds_kazakh_letters_typed_as_russian_ones(page, words):
    page.search("жумабек инкар")
    assert numbers(page) == ["А-0004"]
    assert page.told.text() == words("queue-found", n=1, text="жумабек инкар")
    page.search("")
    assert len(numbers(page)) == 7


def test_enter_opens_the_application(qtbot, page, day):
    with qtbot.waitSignal(page.open_application) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [day.filed[1]]


def test_the_same_application_stays_chosen_when_the_list_is_asked_again(page, clock):
    page.table.selectRow(3)
    chosen = page.model.line(page.table.currentIndex()).id
    clock.now += timedelta(hours=2)
    page.reload()
    assert page.model.line(page.table.currentIndex()).id == chosen


def test_an_empty_list_teaches(page, words):
    page.search("мұндайжоқ")
    assert page.body.currentWidget() is page.empty
    assert page.empty.title.text() == words("empty-search")
    assert page.begin.isHidden()


def test_more_lines_are_fetched_page_by_page(day, office):
    replica = office.desk.replica
    asked: list[tuple[int, int]] = []

    def load(limit: int, offset: int) -> list[ApplicationLine]:
        asked.append((limit, offset))
        return queries.queue(replica, limit=limit, offset=offset)

    model = LineTable(columns(office.desk.now), office.words, load, page=3)
    model.reload()
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert asked == [(3, 0), (3, 3), (3, 6)]
    assert model.rowCount() == 7


def test_the_titles_are_in_the_language_of_the_moment(page, words):
    titles = [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(page.model.columnCount())]
    words.set_language("en")
    page.retranslate()
    english = [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(page.model.columnCount())]
    assert (titles[0], english[0]) == ("Нөмірі", "Number")


def test_find_type_down_enter_opens_what_was_found(qtbot, busy_window, day):
    with qtbot.waitActive(busy_window):
        busy_window.show()
    qtbot.keyClick(busy_window, Qt.Key.Key_F2)
    type_text(busy_window.header.search, "Тоқтаров")
    qtbot.keyClick(busy_window.header.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(busy_window.queue.open_application) as opened:
        qtbot.keyClick(busy_window.queue.table, Qt.Key.Key_Return)
    assert opened.args == [day.filed[9]]


def test_files_that_will_be_late_at_the_lawful_pace_are_told_before_they_are(page, clock, words):
    soon = next(line for line in page.model.lines() if line.due > clock.now)
    clock.now = soon.due - timedelta(minutes=1)
    page.reload()
    late = [one for one in page.model.lines() if clock.now < one.due <= clock.now + timedelta(minutes=14)]
    assert page.told.text() == words("queue-forecast", n=len(late), first=words.moment(soon.due))
    page.show_filter("all")
    assert page.told.isHidden()

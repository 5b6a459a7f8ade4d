"""The registration book: everything by number, narrowed by what one asks, exported as it is filtered."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from desktop_app.models.registration_book import BookSieve
from desktop_app.ui.journal_page import JournalPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from tests.desk import EXECUTOR
from tests.ui.conftest import type_text


@pytest.fixture
def page(qtbot, day, office, heartbeat):
    """The book after a working day, in its window."""
    made = JournalPage(office)
    window = MainWindow(office, heartbeat, [Place("journal", made, "F12")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    window.go("journal")
    return made


def numbers(page) -> list[str]:
    return [page.model.line(page.model.index(row, 0)).number for row in range(page.model.rowCount())]


def choose(page, name, value):
    box = page.sieve.choices[name].widget
    box.setCurrentIndex(box.findData(value))


def export(qtbot, page, path):
    with qtbot.waitSignal(page.exporting.busy, check_params_cb=lambda on: not on):
        page.exporting.write(path, page.model.places, dict(page._names))


def test_every_application_stands_in_it_by_its_number(page, day):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert numbers(page) == sorted(numbers(page))
    assert len(numbers(page)) == len(day.filed)


def test_a_row_tells_when_whom_and_who_and_hides_the_middle_of_the_iin(page, words):
    line = page.model.line(page.model.index(0, 0))
    told = [page.model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)]
    assert told[0] == f"{line.number}\n{words.moment(line.received)}"
    assert told[1] == f"{line.child}\n{words.day(line.born)} · {line.iin[:6]}••••{line.iin[-2:]}"
    assert line.iin[6:10] not in told[1]
    assert told[5].startswith(EXECUTOR.name.short)


def test_enter_opens_the_card(qtbot, page):
    with qtbot.waitSignal(page.open_application) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [page.model.line(page.model.index(0, 0)).id]


def test_words_a_status_and_a_language_narrow_it_and_escape_gives_all_back(qtbot, page, day):
    qtbot.keyClick(page, Qt.Key.Key_F3)
    type_text(page.sieve.lines["text"].widget, "жумабек")
    assert numbers(page) == ["А-0004"]
    page.step_back()
    page.open_sieve()
    choose(page, "status", "on_signature")
    assert 0 < len(numbers(page)) < len(day.filed)
    choose(page, "language", "ru")
    assert all(
        page.model.line(page.model.index(row, 0)).language == "ru" for row in range(page.model.rowCount())
    )
    page.step_back()
    assert len(numbers(page)) == len(day.filed)
    assert page.sieve.isHidden()


def test_a_period_is_days_of_the_school_its_last_one_too(page, day):
    first = page.model.line(page.model.index(0, 0)).received.astimezone().date()
    page.open_sieve()
    type_text(page.sieve.lines["since"].widget, "01012030")
    assert numbers(page) == []
    page.sieve.lines["since"].widget.selectAll()
    type_text(page.sieve.lines["since"].widget, first.strftime("%d%m%Y"))
    type_text(page.sieve.lines["until"].widget, "31122026")
    assert len(numbers(page)) == len(day.filed)
    assert page.sieve.sieve.until == date(2026, 12, 31)


def test_a_day_that_is_none_is_told_when_one_leaves_it(qtbot, page, words):
    page.open_sieve()
    line = page.sieve.lines["since"]
    line.widget.setFocus()
    type_text(line.widget, "31022026")
    qtbot.keyClick(line.widget, Qt.Key.Key_Tab)
    assert line.problem.text() == words("book-sieve-day-wrong")


def test_who_registered_and_the_grade_narrow_it_too(page, day):
    page.open_sieve()
    choose(page, "officer", EXECUTOR.id)
    assert len(numbers(page)) == len(day.filed)
    choose(page, "grade", "2")
    assert numbers(page) == []
    assert page.body.currentWidget() is page.empty


def test_a_filter_with_a_name_is_kept_for_its_officer(qtbot, page):
    page.open_sieve()
    choose(page, "status", "on_signature")
    found = numbers(page)
    type_text(page.sieve.name.widget, "Қол қоюда")
    page.sieve.keep.click()
    qtbot.waitUntil(page.sieve.kept.isVisible)
    page.sieve.show_sieve(BookSieve())
    assert numbers(page) != found
    page.sieve.kept.widget.setCurrentIndex(page.sieve.kept.widget.findText("Қол қоюда"))
    assert numbers(page) == found
    page.sieve.drop.click()
    qtbot.waitUntil(page.sieve.kept.isHidden)


def test_an_export_holds_what_is_filtered_with_dates_as_dates_and_numbers_as_text(
    qtbot, page, tmp_path, words
):
    page.sieve.show_sieve(BookSieve(text="жумабек"))
    line = page.model.line(page.model.index(0, 0))
    export(qtbot, page, tmp_path / "book.xlsx")
    heading, row = load_workbook(tmp_path / "book.xlsx").active.iter_rows()
    told = dict(zip([cell.value for cell in heading], row, strict=True))
    assert heading[0].font.bold
    assert told[words("book-export-iin")].value == line.iin
    assert told[words("book-export-phone")].data_type == "s"
    assert told[words("book-export-born")].value.date() == line.born
    assert words.moment(line.received) == f"{told[words('book-export-received')].value:%d.%m.%Y %H:%M}"
    assert "book.xlsx" in page.exporting.told.text
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_the_titles_of_an_export_are_in_the_language_of_the_moment(qtbot, page, tmp_path, words):
    words.set_language("ru")
    export(qtbot, page, tmp_path / "book.csv")
    text = (tmp_path / "book.csv").read_bytes()
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert text.startswith(b"\xef\xbb\xbf")
    assert rows[0][:3] == ["№ заявления", "Дата, время регистрации", "Канал"]
    assert len(rows) == page.model.rowCount() + 1


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(qtbot, page, tmp_path, words):
    export(qtbot, page, tmp_path / "missing" / "book.xlsx")
    assert page.exporting.told.text == words("problem-export-closed", name="book.xlsx")
    assert page.export.isEnabled()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_dialog_proposes_a_name_with_the_day(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = page.exporting.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("tirkeu-zhurnaly-2026-08-26.xlsx")
    dialog.reject()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_book_can_be_looked_at(page, words, shoot, language):
    words.set_language(language)
    assert shoot(page.window(), f"journal-{language}").exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_its_filters_can_be_looked_at(page, words, shoot, language):
    words.set_language(language)
    page.open_sieve()
    choose(page, "status", "on_signature")
    page.exporting.told.say(words("book-export-done", n=2, name="book.xlsx"), "good")
    assert shoot(page.window(), f"journal-filter-{language}").exists()

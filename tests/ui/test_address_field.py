"""The address by a few letters: real keys on the real form; it offers, never insists, and takes no cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from admission.people import Address
from desktop_app.models import directory, queries
from desktop_app.models.directory_filling import fill_directory
from desktop_app.ui.intake_draft import read_address
from desktop_app.ui.intake_page import IntakePage
from tests.desk import EXECUTOR, SCHOOL
from tests.models.test_directory import ROWS, street
from tests.ui.conftest import type_text
from tests.ui.test_intake import cursor, key, type_here

KOKSHETAU = "Көкшетау"


@pytest.fixture
def page(qtbot, office, desk):
    fill_directory(desk.replica.path.parent, [*ROWS, street("Тәуелсіздік даңғылы")])
    made = IntakePage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    entry(made).setFocus()
    return made


def entry(page):
    return page.form.entries["registered.street"]


def texts(page, *parts):
    return tuple(page.form.entries[f"registered.{part}"].text for part in parts)


def offered(page):
    """The lines of the list that is shown."""
    if not entry(page).offers:
        return []
    rows = entry(page)._list.rows
    return [rows.item(number).text() for number in range(rows.count())]


@pytest.mark.parametrize("typed", ["сәтб 12-5", "satbaev 12-5", "Сатпаева 12 кв 5"])
def test_a_few_letters_and_enter_fill_the_whole_address_and_answer_the_territory(page, office, typed):
    type_here(typed)
    assert entry(page).chosen == 0
    key(Qt.Key.Key_Return)
    assert texts(page, "locality", "street", "house", "flat") == ("Астана", "Сәтбаев көшесі", "12", "5")
    assert texts(page, "region", "district") == ("Астана қ.", "Есіл ауданы")
    assert page.form.territory.text() == office.words("intake-territory-yes")
    assert (cursor(page), offered(page)) == ("by_territory", [])


def test_without_a_flat_the_cursor_waits_in_it(page):
    type_here("тәуелсіз 3")
    key(Qt.Key.Key_Return)
    assert (cursor(page), texts(page, "house", "flat")) == ("registered.flat", ("3", ""))
    assert page.form.entries["by_territory"].text == "outside"


def test_down_and_up_choose_and_a_street_of_many_is_not_taken_unasked(page):
    type_here("абай")
    assert (len(offered(page)), entry(page).chosen) == (2, -1)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert entry(page).chosen == 1
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Return)
    assert texts(page, "street", "house") == ("Абай даңғылы", "")
    assert cursor(page) == "registered.house"


def test_escape_leaves_what_was_typed_and_stays_in_the_field(page):
    type_here("сәтб 12-5")
    key(Qt.Key.Key_Escape)
    assert (offered(page), cursor(page)) == ([], "registered.street")
    key(Qt.Key.Key_Return)
    assert texts(page, "street", "house", "region") == ("сәтб 12-5", "", "")
    assert cursor(page) == "registered.house"


def test_a_street_nobody_listed_is_typed_as_ever(page):
    for text in ("Жаңа Заман көшесі", "7"):
        type_here(text)
        assert entry(page).chosen == -1
        key(Qt.Key.Key_Return)
    assert texts(page, "street", "house", "district") == ("Жаңа Заман көшесі", "7", "")


def test_a_house_that_is_not_listed_is_offered_and_says_so(page, office):
    type_here("бейбітш 99")
    [line] = offered(page)
    assert office.words("intake-address-unlisted") in line
    assert entry(page).chosen == -1
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    assert texts(page, "street", "house") == ("Бейбітшілік көшесі", "99")


def test_ctrl_z_brings_back_what_was_typed(page):
    type_here("сәтб 12")
    key(Qt.Key.Key_Return)
    entry(page).setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert texts(page, "street", "region") == ("сәтб 12", "")


def test_an_address_elsewhere_brings_its_settlement_and_district(page):
    type_here("қосшы 4")
    key(Qt.Key.Key_Return)
    assert texts(page, "locality", "street", "house") == ("Қосшы", "", "4")
    told = read_address(page.form.fields(), SCHOOL)
    assert told == Address(region="Ақмола облысы", district="Целиноград ауданы", locality="Қосшы", house="4")
    assert page.form.around.text() == "Ақмола облысы, Целиноград ауданы"


def test_the_settlement_in_the_form_is_asked_first(page):
    page.form.entries["registered.locality"].fill(KOKSHETAU)
    type_here("сәтбаев 3")
    assert KOKSHETAU in offered(page)[0]


def test_another_street_typed_later_forgets_the_district_of_the_first(page):
    type_here("6 мкр 12")
    key(Qt.Key.Key_Return)
    assert texts(page, "district") == ("Сарыарқа ауданы",)
    entry(page).fill("Абай")
    assert texts(page, "region", "district") == ("", "")
    assert read_address(page.form.fields(), SCHOOL).district == SCHOOL.address.district
    assert not page.form.around.isVisible()


def test_another_choice_takes_the_flat_of_the_first_with_it_but_not_a_typed_one(page):
    type_here("сәтб 12-5")
    key(Qt.Key.Key_Return)
    entry(page).fill("")
    entry(page).setFocus()
    type_here("бейбіт 7")
    key(Qt.Key.Key_Return)
    assert texts(page, "house", "flat") == ("7", "")
    type_here("8")
    entry(page).fill("")
    entry(page).setFocus()
    type_here("бейбіт 9")
    key(Qt.Key.Key_Return)
    assert texts(page, "house", "flat") == ("9", "8")


def test_the_list_never_takes_the_cursor_and_goes_when_the_cursor_goes(page):
    line = entry(page).line
    type_here("абай")
    assert QApplication.focusWidget() is line
    QTest.mouseClick(entry(page)._list.rows.viewport(), Qt.MouseButton.LeftButton, pos=_row(page, 1))
    assert QApplication.focusWidget() is line
    assert (texts(page, "street"), offered(page)) == (("Абай көшесі",), [])
    entry(page).fill("")
    type_here("абай")
    key(Qt.Key.Key_Tab)
    assert (offered(page), texts(page, "street")) == ([], ("абай",))


def _row(page, number):
    rows = entry(page)._list.rows
    return rows.visualItemRect(rows.item(number)).center()


def test_the_list_lies_inside_the_window_however_small(page, qapp):
    for size in ((1280, 800), (900, 420), (420, 300)):
        page.resize(*size)
        entry(page).fill("")
        page._scroll.ensureWidgetVisible(entry(page))
        qapp.processEvents()
        type_here("с")
        shown = entry(page)._list
        assert shown.isVisible()
        assert 0 <= shown.x() <= page.width() - shown.width()


def test_who_listens_hears_how_many_there_are_and_which_is_chosen(page, office):
    type_here("абай")
    line, lines = entry(page).line, offered(page)
    assert line.accessibleDescription() == office.words("intake-address-found-none", n=2)
    key(Qt.Key.Key_Down)
    assert line.accessibleDescription() == office.words("intake-address-found", n=2, chosen=lines[0])
    assert entry(page)._list.rows.accessibleName() == office.words("intake-address-list")
    key(Qt.Key.Key_Escape)
    assert line.accessibleDescription() == ""


def test_a_directory_that_cannot_be_read_is_told_and_the_address_is_typed(qtbot, office, desk):
    desk.replica.path.with_name(directory.NAME).write_bytes(b"not a database" * 400)
    page = IntakePage(office)
    qtbot.addWidget(page)
    street = entry(page)
    type_text(street.line, "Абай")
    assert office.words("intake-address-broken") in street.problem.text()
    assert street.text == "Абай"


def test_a_chosen_address_is_kept_in_the_draft_with_its_district(qtbot, page, office, desk):
    type_here("6 мкр 12-5")
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "registered.district" in _kept(desk))
    again = IntakePage(office)
    qtbot.addWidget(again)
    assert read_address(again.form.fields(), SCHOOL).district == "Сарыарқа ауданы"


def _kept(desk):
    draft = queries.kept_draft(desk.replica, EXECUTOR.id)
    return draft.fields if draft else {}

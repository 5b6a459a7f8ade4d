"""What the desk knows fills the empty fields, says whence, can be taken back, and never overwrites a clerk."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from admission.children_rows import ListedChild
from admission.people import PersonName
from desktop_app.models.census import NAME, keep_children
from desktop_app.ui.intake_page import IntakePage
from desktop_app.usecases.file_application import file_application
from tests.desk import APPLICANT, EXECUTOR, KEY, OTHER_CHILD, a_draft
from tests.ui.conftest import open_intake
from tests.ui.test_intake import FAMILY, cursor, key, type_here

LISTED = ListedChild(
    "200915590004",
    PersonName("Дүйсенбаев", "Әлихан", "Ерболұлы"),
    date(2020, 9, 14),
    "male",
    line="Астана қ., Сәтбаев көшесі 12-5",
)
NOBODY = "201231690005"
OTHER_MOTHER = "880415490109"


@pytest.fixture
def page(qtbot, office, desk):
    keep_children(desk.replica.path.parent, KEY, [LISTED])
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD, confirmed=("certificate-missing",)))
    return open_intake(qtbot, office)


def texts(page, *keys):
    return [page.form.entries[key].text for key in keys]


def name(page, who="child"):
    return texts(page, *(f"{who}.name.{part}" for part in ("surname", "given", "patronymic")))


def undo(page, who="child"):
    return page.live.known.loans[who].undo


def test_the_twelfth_digit_fills_the_child_from_the_list_and_the_cursor_stays(page, office):
    type_here("20091559000")
    assert name(page) == ["", "", ""]
    type_here("4")
    assert name(page) == ["Дүйсенбаев", "Әлихан", "Ерболұлы"]
    assert texts(page, "child.born", "child.sex") == ["14.09.2020", "male"]
    assert texts(page, "registered.street", "registered.house", "registered.flat") == [
        "Сәтбаев көшесі",
        "12",
        "5",
    ]
    assert page.form.entries["by_territory"].text == "inside"
    assert cursor(page) == "child.iin"
    surname = page.form.entries["child.name.surname"]
    assert office.words("intake-from-list") in surname.label.text()
    assert (
        surname.widget.accessibleName()
        == f"{office.words('intake-child-name-surname')}, {office.words('intake-from-list')}"
    )
    assert undo(page).isVisible()


def test_enter_passes_by_what_the_list_filled_in_and_tab_does_not(page):
    type_here(LISTED.iin)
    key(Qt.Key.Key_Tab)
    assert cursor(page) == "child.name.surname"
    page.setFocus()
    page.form.entries["child.iin"].setFocus()
    key(Qt.Key.Key_Return)
    assert cursor(page) == "child.certificate.number"


def test_what_the_clerk_typed_stays(page):
    page.form.entries["child.name.given"].fill("Алихан")
    page.form.entries["registered.street"].fill("Абай")
    page.form.entries["child.sex"].stops()[1].click()
    page.setFocus()
    page.form.entries["child.iin"].setFocus()
    type_here(LISTED.iin)
    assert name(page) == ["Дүйсенбаев", "Алихан", "Ерболұлы"]
    assert texts(page, "child.sex", "registered.street", "registered.house") == ["female", "Абай", ""]


def test_ctrl_z_takes_back_what_was_filled_in_and_leaves_the_iin(page):
    type_here(LISTED.iin)
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name(page) == ["", "", ""]
    assert texts(page, "child.iin", "registered.street", "registered.locality") == [LISTED.iin, "", "Астана"]
    assert page.form.entries["child.sex"].text == "male", "the IIN proposes it as it did before"
    assert page.form.entries["child.born"].line.placeholderText() == "15.09.2020"
    assert not undo(page).isVisible()
    key(Qt.Key.Key_Return)
    assert cursor(page) == "child.name.surname"


def test_the_link_takes_back_all_but_what_was_changed_since(page):
    type_here(LISTED.iin)
    page.form.entries["child.name.given"].setFocus()
    page.form.entries["child.name.given"].fill("Әлімжан")
    undo(page).click()
    assert name(page) == ["", "Әлімжан", ""]
    assert cursor(page) == "child.iin"


def test_one_field_alone_is_taken_back_in_that_field(page):
    type_here(LISTED.iin)
    page.form.entries["child.name.patronymic"].setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name(page) == ["Дүйсенбаев", "Әлихан", ""]


def test_another_iin_takes_the_first_child_away(page):
    type_here(LISTED.iin)
    key(Qt.Key.Key_Backspace)
    assert name(page) == ["", "", ""]
    assert not undo(page).isVisible()
    page.form.entries["child.iin"].fill(NOBODY)
    assert name(page) == ["", "", ""]


def test_a_wrong_check_digit_asks_nobody(page):
    type_here("200915590005")
    assert name(page) == ["", "", ""]


def test_an_applicant_of_an_earlier_application_is_filled_with_phone_and_address(page, office):
    page.form.entries["applicant.iin"].setFocus()
    type_here("840415450261")
    assert name(page, "applicant") == ["Бекмағамбетова", "Гүлнар", "Төлебайқызы"]
    assert texts(page, "applicant.relation", "applicant.phone") == ["mother", "+7 702 797 22 50"]
    assert texts(page, "registered.street", "registered.district") == ["Сәтбаев", "Есіл ауданы"]
    assert office.words("intake-from-earlier") in page.form.entries["applicant.phone"].label.text()
    key(Qt.Key.Key_Return)
    assert cursor(page) == "applicant.email"


def test_the_language_of_messages_is_the_one_asked_for_before_unless_another_was_chosen(page, desk):
    file_application(desk, EXECUTOR, a_draft(applicant=replace(APPLICANT, iin=OTHER_MOTHER), notify_in="ru"))
    page.form.entries["applicant.iin"].fill(OTHER_MOTHER)
    assert texts(page, "notify_in") == ["ru"]
    undo(page, "applicant").click()
    assert texts(page, "notify_in") == ["kk"]
    page.form.entries["notify_in"].fill("ru")
    page.form.entries["applicant.iin"].fill("840415450261")
    assert texts(page, "notify_in") == ["ru"]


def test_the_address_of_the_list_is_not_replaced_by_that_of_the_applicant(page):
    type_here(LISTED.iin)
    page.form.entries["applicant.iin"].fill("840415450261")
    assert texts(page, "registered.street") == ["Сәтбаев көшесі"]


def test_an_unknown_applicant_fills_nothing(page):
    page.form.entries["applicant.iin"].fill(OTHER_MOTHER)
    assert name(page, "applicant") == ["", "", ""]


def test_a_draft_that_comes_back_is_as_it_was_left(page):
    page.form.fill({**FAMILY, "child.name.patronymic": "", "child.iin": LISTED.iin})
    page.live.begin()
    assert name(page) == ["Дүйсенбаев", "Әлихан", ""]
    assert not undo(page).isVisible()


def test_a_list_that_cannot_be_read_is_told(qtbot, office, desk):
    desk.replica.path.with_name(NAME).write_bytes(b"not a database" * 400)
    page = IntakePage(office)
    qtbot.addWidget(page)
    page.form.entries["child.iin"].fill(LISTED.iin)
    assert office.words("intake-census-broken") in page.form.entries["child.iin"].problem.text()


def test_a_brother_or_sister_is_proposed_the_surname_of_the_applicant(page):
    page.form.entries["applicant.name.surname"].fill("Дүйсенбаева")
    page.form.entries["child.iin"].fill("200915590505")
    entry = page.form.entries["child.name.surname"]
    assert (entry.text, entry.line.placeholderText()) == ("", "Дүйсенбаев")


def test_whence_it_comes_is_told_in_the_language_of_the_moment(page, office):
    type_here("200915590004")
    office.words.set_language("ru")
    page.retranslate()
    surname = page.form.entries["child.name.surname"]
    assert office.words("intake-from-list") in surname.label.text()
    assert surname.widget.accessibleName().endswith(office.words("intake-from-list"))

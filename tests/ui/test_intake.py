"""The intake page by the keyboard: filing, problems beside fields, the next child, what is kept and recovered."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from admission.people import PersonName
from desktop_app.models import queries
from desktop_app.ui.intake_fields import LineEntry
from desktop_app.ui.intake_page import IntakePage
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.keep_draft import keep_draft
from tests.desk import DIRECTOR, EXECUTOR, MORNING, a_draft
from tests.ui.conftest import open_intake, type_text

FAMILY = {
    "child.iin": "200915590004",
    "child.name.surname": "Дүйсенбаев",
    "child.name.given": "Әлихан",
    "child.name.patronymic": "Ерболұлы",
    "child.born": "15.09.2020",
    "child.sex": "male",
    "child.certificate.number": "1234567890",
    "child.certificate.issued": "30.09.2020",
    "applicant.iin": "840415450261",
    "applicant.name.surname": "Бекмағамбетова",
    "applicant.name.given": "Гүлнар",
    "applicant.name.patronymic": "Төлебайқызы",
    "applicant.relation": "mother",
    "applicant.phone": "+7 702 797 22 50",
    "registered.locality": "Астана",
    "registered.street": "Сәтбаев",
    "registered.house": "12",
    "registered.flat": "5",
    "by_territory": "inside",
    "language": "kk",
    "notify_in": "kk",
    "documents.photo": "1",
    "documents.vaccinations": "1",
    "documents.health": "1",
    "data_correct": "1",
    "data_consent": "1",
}
TWIN = {"child.iin": "200915690010", "child.name.given": "Айша", "child.sex": "female"}
TODAY = MORNING.date()


@pytest.fixture
def page(qtbot, office):
    return open_intake(qtbot, office)


def draft(desk, application):
    found = queries.application(desk.replica, application)
    assert found is not None
    return found.draft


def kept(desk):
    found = queries.kept_draft(desk.replica, EXECUTOR.id)
    assert found is not None
    return found


def fill(page, **changes):
    page.form.fill({**FAMILY, **{key.replace("__", "."): text for key, text in changes.items()}})
    page.live.begin()


def said(page, key):
    """The problem shown under a field, and its tone."""
    entry = page.form.entries[key]
    return entry.problem.text(), entry.problem.property("tone")


def sentence(office, code, **values):
    return office.words(f"problem-{code}", **values)


def here():
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_here(text):
    type_text(here(), text)


def key(code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(here(), code, modifier)


def cursor(page):
    return page._cursor()


def type_people():
    """Child and applicant in the order of the paper form; `_` leaves a field, or its proposal, as it is."""
    by_keys = """200915590004 Дүйсенбаев Әлихан Ерболұлы _ _ 1234567890 30092020 _
        840415450261 _ Гүлнар Төлебайқызы ↓ 87027972250 _ _"""
    for text in by_keys.split():
        if text == "↓":
            key(Qt.Key.Key_Down)
        elif text != "_":
            type_here(text)
        key(Qt.Key.Key_Return)


def type_address_and_wish(page):
    assert cursor(page) == "registered.locality"
    for text in ("_", "Сәтбаев", "12", "5", "_"):
        if text != "_":
            type_here(text)
        key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Space)


def hand_over_papers_and_consents(page):
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        key(digit, Qt.KeyboardModifier.AltModifier)
    while cursor(page) != "data_correct":
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Space)


def test_a_family_is_filed_by_typing_alone(qtbot, page, desk):
    type_people()
    type_address_and_wish(page)
    hand_over_papers_and_consents(page)
    with qtbot.waitSignal(page.show_sheets) as shown:
        key(Qt.Key.Key_F9)
    [line] = queries.queue(desk.replica)
    written = draft(desk, line.id)
    mother = PersonName("Дүйсенбаева", "Гүлнар", "Төлебайқызы")
    assert written.child == a_draft().child
    assert written.applicant == replace(a_draft().applicant, name=mother)
    assert (written.by_territory, written.language) == (True, "kk")
    assert {one.code for one in written.documents} == {"photo", "vaccinations", "health"}
    assert queries.papers(desk.replica, line.id)[0].id == shown.args[0][0].paper


def test_enter_goes_forward_and_shift_tab_goes_back(page):
    key(Qt.Key.Key_Return)
    assert cursor(page) == "child.name.surname"
    key(Qt.Key.Key_Tab)
    assert cursor(page) == "child.name.given"
    key(Qt.Key.Key_Backtab)
    assert cursor(page) == "child.name.surname"


def test_birth_date_and_sex_are_proposed_at_the_twelfth_digit_and_never_forced(page, office):
    born, sex = page.form.entries["child.born"], page.form.entries["child.sex"]
    type_here("200915 59000")
    assert (born.line.placeholderText(), sex.text) == ("", "")
    type_here("4")
    assert (born.line.placeholderText(), born.text, sex.text) == ("15.09.2020", "", "male")
    assert office.words("intake-proposed") in born.label.text()
    born.line.setFocus()
    type_text(born.line, "16092020")
    key(Qt.Key.Key_Return)
    assert born.text == "16.09.2020"
    assert said(page, "child.iin")[1] == "warn"
    born.fill("")
    born.line.setFocus()
    key(Qt.Key.Key_Return)
    assert born.text == "15.09.2020"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("200915590005", "iin-check-digit"), ("2009155900O4", "iin-letters")],
)
def test_a_wrong_iin_is_judged_while_it_is_typed(page, office, typed, code):
    type_here(typed)
    text, tone = said(page, "child.iin")
    assert sentence(office, code) in text
    assert tone == "danger"


def test_eleven_digits_are_judged_on_save_and_nothing_is_cleared(page, office, desk):
    fill(page, child__iin="20091559000")
    assert said(page, "child.iin")[0] == ""
    key(Qt.Key.Key_F9)
    assert sentence(office, "iin-length", length=11) in said(page, "child.iin")[0]
    assert page.form.fields()["child.iin"] == "20091559000"
    assert queries.queue(desk.replica) == []


def test_the_certificate_of_2044_is_refused_beside_its_date(page, office, desk):
    """The sample of seed 002: a family of Karaganda with a certificate issued on 19.05.2044."""
    fill(page, child__certificate__issued="19.05.2044")
    key(Qt.Key.Key_F9)
    text, tone = said(page, "child.certificate.issued")
    assert sentence(office, "certificate-in-future", issued="19.05.2044") in text
    assert tone == "danger"
    assert queries.queue(desk.replica) == []


def test_an_impossible_date_is_told_when_the_cursor_leaves_it(page, office):
    born = page.form.entries["child.born"]
    born.line.setFocus()
    type_text(born.line, "31.02.2020")
    key(Qt.Key.Key_Return)
    assert sentence(office, "date-wrong", typed="31.02.2020") in said(page, "child.born")[0]


def test_an_empty_form_lists_every_problem_at_once_and_a_line_leads_to_its_field(page):
    key(Qt.Key.Key_F9)
    codes = {problem.code for problem in page.summary.problems}
    assert {"iin-missing", "date-missing", "name-missing", "phone-wrong", "consent-data-correct"} <= codes
    assert "too-young" not in codes
    assert page.summary.isVisibleTo(page)
    page.summary.jump.emit("applicant.phone")
    assert cursor(page) == "applicant.phone"


def test_a_warning_is_stood_by_with_a_reason_and_saved_by_the_same_key(qtbot, page, desk):
    fill(page, child__certificate__issued="30.09.2022")
    key(Qt.Key.Key_F9)
    assert [problem.code for problem in page.summary.problems] == ["certificate-late"]
    key(Qt.Key.Key_F9)
    assert queries.queue(desk.replica) == []
    type_here("қайталама куәлік")
    with qtbot.waitSignal(page.filed) as filed:
        key(Qt.Key.Key_F9)
    written = draft(desk, filed.args[0])
    assert (written.confirmed, written.confirmed_because) == (("certificate-late",), "қайталама куәлік")


def test_twins_need_only_the_child_typed_again(qtbot, page, desk):
    fill(page)
    with qtbot.waitSignal(page.show_sheets):
        key(Qt.Key.Key_F9)
    key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    same = page.form.fields()
    assert "child.iin" not in same
    assert (same["applicant.iin"], same["registered.street"]) == ("840415450261", "Сәтбаев")
    assert "data_consent" not in same, "seed 003: consent is asked for every child"
    page.form.fill({**FAMILY, **TWIN})
    with qtbot.waitSignal(page.show_sheets):
        page.file()
    assert [line.number for line in queries.siblings(desk.replica, "840415450261")] == ["А-0001", "А-0002"]
    assert page.summary.problems == ()


def test_another_family_begins_with_an_empty_form(qtbot, page):
    fill(page)
    with qtbot.waitSignal(page.show_sheets):
        key(Qt.Key.Key_F9)
    page.new_family.click()
    assert set(page.form.fields()) - {"registered.locality", "notify_in"} == {
        "documents.photo.form",
        "documents.vaccinations.form",
        "documents.health.form",
    }


def test_what_is_typed_is_kept_within_a_second_with_the_cursor(qtbot, page, desk):
    assert page._keep_timer.interval() + page._look_timer.interval() <= 1000  # milliseconds
    type_here("2009")
    qtbot.waitUntil(lambda: queries.kept_draft(desk.replica, EXECUTOR.id) is not None)
    assert (kept(desk).fields["child.iin"], kept(desk).field) == ("2009", "child.iin")


def test_leaving_the_page_keeps_what_was_typed_at_once(qtbot, office, desk):
    page, holder = IntakePage(office), QStackedWidget()
    holder.setMinimumSize(400, 300)
    qtbot.addWidget(holder)
    holder.addWidget(page)
    holder.addWidget(QWidget())
    holder.show()
    page.form.entries["child.name.given"].fill("Айша")
    holder.setCurrentIndex(1)
    office.desk_lane.close()
    assert kept(desk).fields["child.name.given"] == "Айша"


def test_an_unfinished_form_comes_back_with_the_cursor_where_it_stood(qtbot, office, desk):
    keep_draft(desk, EXECUTOR, {"child.name.surname": "Қасымова", "language": "ru"}, "applicant.phone")
    page = IntakePage(office)
    qtbot.addWidget(page)
    assert page.form.fields()["child.name.surname"] == "Қасымова"
    assert page.form.entries["language"].text == "ru"
    assert page._last_cursor == "applicant.phone"


def test_another_officer_does_not_see_what_the_first_one_began(page, office):
    fill(page)
    office.sign_in(DIRECTOR)
    assert "child.name.surname" not in page.form.fields()


def test_the_radar_finds_the_other_application_and_leaves_the_cursor_alone(qtbot, page, desk):
    first = file_application(desk, EXECUTOR, a_draft())
    surname = page.form.entries["child.name.surname"].line
    surname.setFocus()
    fill(page, child__iin="")
    qtbot.waitUntil(lambda: page.radar.isVisibleTo(page))
    assert [found.line.id for found in page.radar.found] == [first]
    assert QApplication.focusWidget() is surname
    with qtbot.waitSignal(page.open_application) as opened:
        key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == [first]


def test_a_second_active_application_is_refused_with_its_number(page, desk, office):
    file_application(desk, EXECUTOR, a_draft())
    fill(page)
    page.file()
    assert [problem.code for problem in page.summary.problems] == ["active-application"]
    assert page.form.fields()["child.iin"] == FAMILY["child.iin"]


def test_the_territory_is_answered_as_soon_as_street_and_house_are_known(page, office):
    street, house = page.form.entries["registered.street"], page.form.entries["registered.house"]
    choice = page.form.entries["by_territory"]
    street.fill("Тәуелсіздік даңғылы")
    house.fill("12")
    assert page.form.territory.text() == office.words("intake-territory-no")
    street.fill("Сәтбаев көшесі")
    assert (page.form.territory.text(), choice.text) == (office.words("intake-territory-yes"), "inside")
    house.fill("88")
    assert choice.text == "outside"
    choice.stops()[0].click()
    house.fill("99")
    assert choice.text == "inside"


def test_an_address_outside_the_territory_is_told_under_the_choice_it_contradicts(page):
    fill(page, registered__house="120", by_territory="inside")
    page.file()
    assert [problem.code for problem in page.summary.problems] == ["address-not-served"]
    assert said(page, "by_territory")[1] == "warn"
    page.form.entries["registered.house"].fill("12")
    assert said(page, "by_territory")[0] == ""


def test_papers_follow_what_is_ticked(page):
    assert page.live.required == ("photo", "vaccinations", "health")
    page.form.entries["special_needs"].fill("1")
    page.form.entries["applicant.relation"].fill("guardian")
    assert page.live.required == ("photo", "vaccinations", "health", "pmpk", "guardianship")


def test_names_are_put_in_order_when_the_cursor_leaves_and_undo_brings_them_back(page):
    entry = page.form.entries["child.name.surname"]
    assert isinstance(entry, LineEntry)
    entry.line.setFocus()
    type_text(entry.line, "ДҮЙСЕНБАЕВ")
    key(Qt.Key.Key_Return)
    assert entry.text == "Дүйсенбаев"
    entry.line.undo()
    assert entry.text == "ДҮЙСЕНБАЕВ"


def test_every_field_has_a_name_for_those_who_listen(page):
    silent = [
        key
        for key, entry in page.form.entries.items()
        if not all(stop.accessibleName() for stop in entry.stops())
    ]
    assert silent == []

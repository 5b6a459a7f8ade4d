"""Enrolment orders: only confirmed children, never too early, trouble of the key told, a signed order verified."""

import pytest
from msgspec.structs import replace

from desktop_app.models import queries
from desktop_app.signing.signer import WrongPassword
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.order_form import line
from desktop_app.ui.order_page import OrderPage
from desktop_app.ui.order_signed import is_confirmed
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR
from tests.ui import sample


class Key:
    """A key device of paper: it opens with one password and signs by repeating."""

    def __init__(self, p12, password):
        self.opens = (p12, password) == (b"p12", "1234")

    def sign(self, documents):
        if not self.opens:
            raise WrongPassword
        return [b"signed " + document for document in documents]


@pytest.fixture
def accepted(desk):
    """Four accepted children, three of them taught in Kazakh; the last one's acceptance is not confirmed."""
    day = sample.Day([])
    for place in (0, 1, 3, 5):
        wish = replace(sample.draft(place), by_territory=True, language="ru" if place == 3 else "kk")
        day.filed.append(file_application(desk, EXECUTOR, wish))
        propose(desk, EXECUTOR, day.filed[-1], True)
    for application in day.filed[:3]:
        decide_application(desk, DIRECTOR, application, True)
    sample.confirm(desk, day)
    decide_application(desk, DIRECTOR, day.filed[3], True)
    return day.filed


@pytest.fixture
def page(qtbot, office, accepted, tmp_path):
    office.sign_in(DIRECTOR)
    office.signer_for, office.check = Key, lambda *_: None
    made = OrderPage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.retranslate()
    made.reload()
    office.changed.connect(made.reload)
    (tmp_path / "director.p12").write_bytes(b"p12")
    line(made.form.key).setText(str(tmp_path / "director.p12"))
    line(made.form.password).setText("1234")
    return made


def sign(qtbot, page):
    page.form.button.click()
    qtbot.waitUntil(lambda: bool(page.form.trouble.text or page.form.date.problem.text()))


def test_only_confirmed_children_of_the_language_are_listed(page, accepted):
    assert set(page.chosen) == set(accepted[:2])
    page.choose_language("ru")
    assert page.chosen == (accepted[2],)


def test_an_order_is_signed_and_its_children_leave_the_list(qtbot, page, desk, office):
    sign(qtbot, page)
    [order] = queries.orders(desk.replica)
    assert (order.letter, order.language, len(order.applications)) == ("А", "kk", 2)
    assert page.form.trouble.text == office.words("order-done", number=order.number)
    assert page.chosen == ()
    assert line(page.form.password).text() == ""


def test_a_child_may_be_left_for_another_letter(qtbot, page, desk):
    page.children_list.item(0).setCheckState(page.children_list.item(0).checkState().Unchecked)
    [kept] = page.chosen
    sign(qtbot, page)
    assert queries.orders(desk.replica)[0].applications == (kept,)


def test_a_date_before_the_25th_of_august_is_a_problem_at_once(page, office, desk):
    line(page.form.date).setText("24.08.2026")
    told = office.words("problem-order-too-early", not_before="25.08.2026")
    assert page.form.date.problem.text() == told
    line(page.form.date).setText("25.08.2026")
    assert page.form.date.problem.text() == ""


def test_an_early_order_is_not_signed(qtbot, page, desk):
    line(page.form.date).setText("24082026")
    page.form.button.click()
    qtbot.waitUntil(page.form.button.isEnabled)
    assert queries.orders(desk.replica) == []


def test_a_wrong_password_is_told_beside_the_key_and_forgotten(qtbot, page, desk, office):
    line(page.form.password).setText("4321")
    sign(qtbot, page)
    assert page.form.trouble.text == office.words("trouble-key-password-wrong")
    assert (line(page.form.password).text(), queries.orders(desk.replica)) == ("", [])
    assert page.form.button.isEnabled()


def test_a_key_file_that_is_not_there_is_told(qtbot, page, office, tmp_path):
    line(page.form.key).setText(str(tmp_path / "other.p12"))
    sign(qtbot, page)
    assert page.form.trouble.text == office.words("order-key-missing")


def test_a_signature_that_does_not_hold_issues_no_order(qtbot, page, desk, office):
    office.check = lambda *_: "iin-wrong"
    sign(qtbot, page)
    assert office.words("verdict-iin-wrong") in page.form.trouble.text
    assert queries.orders(desk.replica) == []


@pytest.mark.parametrize(("reason", "tone"), [(None, "good"), ("digest-mismatch", "danger")])
def test_a_signed_order_is_verified_before_it_is_shown(qtbot, page, desk, office, reason, tone):
    sign(qtbot, page)
    [order] = queries.orders(desk.replica)
    office.check = lambda *_: reason
    with qtbot.waitSignal(page.show_pdf) as shown:
        page.open_order(order)
    pdf, name, verdict, shown_tone = shown.args
    assert (pdf, name) == (queries.file_bytes(desk.replica, order.pdf_sha256), order.number)
    assert shown_tone == tone
    assert verdict == (
        office.words("order-holds", number=order.number)
        if reason is None
        else office.words(
            "order-does-not-hold", number=order.number, reason=office.words(f"verdict-{reason}")
        )
    )


def test_an_order_is_provisional_until_the_centre_confirms_it(qtbot, page, desk, accepted):
    sign(qtbot, page)
    [order] = queries.orders(desk.replica)
    assert not is_confirmed(page._office, order)
    sample.confirm(desk, sample.Day(list(accepted), rows=300))
    assert is_confirmed(page._office, order)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_order_page_is_drawn(qtbot, office, heartbeat, accepted, shoot, tmp_path, language):
    office.words.set_language(language)
    office.signer_for, office.check = Key, lambda *_: None
    page = OrderPage(office)
    window = MainWindow(office, heartbeat, [Place("orders", page, "F9")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("orders")
    page.choose_language("ru")
    (tmp_path / "director.p12").write_bytes(b"p12")
    line(page.form.key).setText(str(tmp_path / "director.p12"))
    line(page.form.password).setText("1234")
    sign(qtbot, page)
    page.choose_language("kk")
    assert shoot(window, f"order-{language}").exists()

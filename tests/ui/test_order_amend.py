"""A signed order is changed: children leave, are taken out, come on; the new order is signed, shown and named."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from admission.application import Status
from admission.wire import load_act
from desktop_app.models import queries
from desktop_app.ui import theme
from desktop_app.ui.deed_words import deed
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.order_form import line
from desktop_app.ui.order_page import OrderPage
from tests.desk import DIRECTOR, feed, seen
from tests.ui import sample
from tests.ui.conftest import type_text
from tests.ui.every_screen import open_tour
from tests.ui.order_sample import a_class, confirm, first_order
from tests.ui.test_order import Key

WHY = "Басқа қалаға көшті"
WHERE = "Алматы қ., № 25 мектеп-гимназия"


@pytest.fixture
def children(desk):
    return a_class(desk)


@pytest.fixture
def page(qtbot, office, heartbeat, children, tmp_path):
    """The page in its window; its order is being changed."""
    office.signer_for, office.check = Key, lambda *_: None
    made = OrderPage(office)
    window = MainWindow(office, heartbeat, [Place("orders", made, "F10")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.resize(1280, 800)
    window.show()
    window.go("orders")
    office.changed.connect(made.reload)
    (tmp_path / "director.p12").write_bytes(b"p12")
    made.findChildren(QPushButton, "amend-open")[0].click()
    assert made.amend is not None
    line(made.amend.form.key).setText(str(tmp_path / "director.p12"))
    line(made.amend.form.password).setText("1234")
    return made


def choose(page, application, change, why=WHY, where=""):
    """As the mouse would."""
    amend = page.amend
    amend.children_list.setCurrentRow([row.id for row in amend._rows].index(application))
    amend.change.choose(change)
    for field, text in ((amend.change.why, why), (amend.change.where, where)):
        field.line.clear()
        type_text(field.line, text)


def sign(qtbot, page, until):
    page.amend.form.button.click()
    qtbot.waitUntil(until)


def test_the_children_of_the_order_come_first_then_those_who_might_come(page, children):
    rows = page.amend._rows
    assert {row.id for row in rows if row.listed} == set(children[:3])
    assert {row.id for row in rows if not row.listed} == set(children[3:])
    assert [row.listed for row in rows] == [True] * 3 + [False] * 2
    assert not page.main.isVisible()
    assert not page.amend.form.button.isEnabled()


def test_what_happens_to_each_child_is_signed_and_shown(qtbot, page, desk, office, children):
    choose(page, children[0], "left", where=WHERE)
    choose(page, children[1], "taken_out", why="1 «Ә» сыныбына")
    choose(page, children[3], "added", why="Босаған орынға")
    told = office.words("amend-told", before=3, after=2, left=1, out=1, added=1)
    assert page.amend.told.text() == told
    with qtbot.waitSignal(page.show_pdf) as shown:
        page.amend.form.button.click()
    new = next(one for one in queries.orders(desk.replica) if one.amends)
    assert shown.args[0] == queries.file_bytes(desk.replica, new.pdf_sha256)
    assert shown.args[2:] == [office.words("order-holds", number="2-А"), "good"]
    by_child = {one.application: (one.change, one.why, one.where_to) for one in new.changes}
    assert by_child == {
        children[0]: ("left", WHY, WHERE),
        children[1]: ("taken_out", "1 «Ә» сыныбына", ""),
        children[3]: ("added", "Босаған орынға", ""),
    }
    statuses = [seen(desk, one).status for one in children]
    accepted, enrolled = Status.ACCEPTED, Status.ENROLLED
    assert statuses == [Status.WITHDRAWN, accepted, enrolled, enrolled, accepted]
    assert page.main.isVisible()
    assert page.form.trouble.text == office.words("order-done", number="2-А")


def test_the_list_of_orders_names_the_change_and_the_changed(qtbot, page, desk, office, children):
    choose(page, children[0], "left")
    sign(qtbot, page, page.main.isVisible)
    confirm(desk, children)
    page.reload()
    day = office.words.day(first_order(desk).dated)
    told = {
        office.words("amend-changed-by", numbers="№ 2-А", n=2),
        office.words("amend-line", number="2-А", date=day, earlier="1-А", n=1),
    }
    qtbot.waitUntil(lambda: told <= shown(page))


def shown(page):
    """What stands in the list of signed orders."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_the_act_is_told_in_words(qtbot, page, desk, office, children):
    choose(page, children[0], "left")
    choose(page, children[3], "added")
    sign(qtbot, page, page.main.isVisible)
    with desk.replica.read() as db:
        [(body,)] = db.execute("select body from act where kind = 'order_amended'").fetchall()
    day = office.words.day(first_order(desk).dated)
    assert deed(office, load_act(body).body).splitlines() == [
        office.words("done-order-amended", number="2-А", day=day, earlier="1-А"),
        office.words("done-order-lines", left=1, out=0, added=1),
    ]


def test_no_reason_no_order(qtbot, page, desk, office, children):
    choose(page, children[0], "left", why="")
    sign(qtbot, page, lambda: bool(page.amend.form.trouble.text))
    number = seen(desk, children[0]).number
    assert page.amend.form.trouble.text == office.words("problem-amending-why-missing", number=number)
    assert len(queries.orders(desk.replica)) == 1
    assert page.amend.form.button.isEnabled()


def test_a_date_before_the_order_is_a_problem_at_once(page, office, desk):
    line(page.amend.form.date).setText("24.08.2026")
    day = f"{first_order(desk).dated:%d.%m.%Y}"
    told = office.words("problem-amending-too-early", number="1-А", not_before=day)
    assert page.amend.form.date.problem.text().startswith(told)


def test_a_wrong_password_leaves_everything_as_it_was_chosen(qtbot, page, desk, office, children):
    choose(page, children[0], "left")
    line(page.amend.form.password).setText("4321")
    sign(qtbot, page, lambda: bool(page.amend.form.trouble.text))
    assert page.amend.form.trouble.text == office.words("trouble-key-password-wrong")
    assert len(queries.orders(desk.replica)) == 1
    assert list(page.amend._changes) == [children[0]]


def test_a_change_that_the_centre_made_meanwhile_takes_the_choice_back(page, desk, children):
    choose(page, children[3], "added")
    one = seen(desk, children[3])
    with desk.write() as writing:
        writing.absorb([], feed(replace(one, status=Status.WITHDRAWN), start=90000), 90001, desk.now())
    page.reload()
    assert page.amend._changes == {}
    assert children[3] not in {row.id for row in page.amend._rows}


def test_everything_can_be_done_with_the_keyboard(qtbot, page, office, children):
    amend = page.amend
    page.window().activateWindow()
    qtbot.waitUntil(amend.children_list.hasFocus)
    one = amend._rows[0].id
    QTest.keyClick(amend.children_list, Qt.Key.Key_Space)
    assert amend._changes[one].change == "left"
    QTest.keyClick(amend.children_list, Qt.Key.Key_Return)
    qtbot.waitUntil(amend.change.why.line.hasFocus)
    type_text(amend.change.why.line, WHY)
    QTest.keyClick(amend.change.why.line, Qt.Key.Key_Tab)
    assert amend.change.where.line.hasFocus()
    assert amend._changes[one].why == WHY
    amend.children_list.setFocus()
    QTest.keyClick(amend.children_list, Qt.Key.Key_Space)
    assert amend._changes[one].change == "taken_out"
    QTest.keyClick(amend.children_list, Qt.Key.Key_Space)
    assert amend._changes == {}
    QTest.keyClick(amend.children_list, Qt.Key.Key_Escape)
    assert page.main.isVisible()


def test_an_order_that_waits_or_changes_another_is_not_changed(qtbot, page, desk, children):
    choose(page, children[0], "left")
    sign(qtbot, page, page.main.isVisible)
    confirm(desk, children)
    page.reload()
    qtbot.waitUntil(lambda: links(page) == ["1-А"])
    page.findChildren(QPushButton, "amend-open")[-1].click()
    choose(page, children[3], "added")
    line(page.amend.form.password).setText("1234")
    sign(qtbot, page, page.main.isVisible)
    assert first_order(desk).amended_by[1:]


def links(page):
    """Orders that may be changed."""
    found = page.findChildren(QPushButton, "amend-open")
    return [one.accessibleName().split(": ")[1] for one in found if one.isVisible()]


@pytest.fixture
def tour(desk, children, catalogues, tmp_path):
    made = open_tour(desk, sample.Day([*children, children[0]]), catalogues, tmp_path)
    yield made
    made.close()


def test_the_card_of_an_enrolled_child_leads_to_its_order(qtbot, tour, desk, children):
    tour.opened.card.show_application(children[3])
    tour.go("card")
    assert not _links(tour)
    tour.opened.card.show_application(children[2])
    qtbot.waitUntil(lambda: len(_links(tour)) == 1)
    _links(tour)[0].click()
    qtbot.waitUntil(lambda: tour.window.here == "orders")
    amend = tour.opened.orders.amend
    assert (amend.isVisible(), amend._current().id) == (True, children[2])


def _links(tour):
    text = tour.opened.office.words("amend-of-child")
    return [
        one for one in tour.opened.card.findChildren(QPushButton) if one.text() == text and one.isVisible()
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_change_is_drawn(page, office, children, shoot, language):
    office.words.set_language(language)
    choose(page, children[1], "taken_out", why="1 «Ә» сыныбына")
    choose(page, children[3], "added", why="Босаған орынға")
    choose(page, children[0], "left", where=WHERE)
    assert shoot(page.window(), f"order-amending-{language}").exists()


def test_the_change_is_drawn_in_the_dark(qapp, page, children, shoot):
    theme.apply(qapp, dark=True)
    try:
        choose(page, children[0], "left", where=WHERE)
        assert shoot(page.window(), "order-amending-dark").exists()
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_changed_order_in_the_list_is_drawn(qtbot, page, desk, office, children, shoot, language):
    office.words.set_language(language)
    choose(page, children[0], "left", where=WHERE)
    sign(qtbot, page, page.main.isVisible)
    confirm(desk, children)
    page.reload()
    assert shoot(page.window(), f"order-amended-{language}").exists()

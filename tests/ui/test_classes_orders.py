"""From the classes to the orders, and to the papers of the classes that are ordered."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admission.application import Status
from admission.order import EnrolmentOrder
from desktop_app.ui.classes_plan import NOWHERE
from desktop_app.ui.order_page import OrderPage
from tests.desk import DIRECTOR, SCHOOL, feed
from tests.ui.class_sample import a_crowd, arrive, child, choose, column, kept, open_classes, stands
from tests.ui.conftest import type_text
from tests.ui.every_screen import open_tour


@pytest.fixture
def children(desk):
    """Twenty-four accepted children taught in Kazakh, six in Russian."""
    return a_crowd(desk)


@pytest.fixture
def page(qtbot, office, heartbeat, children):
    """The page in its window, the executor before it."""
    return open_classes(qtbot, office, heartbeat)


@pytest.fixture
def ordered(desk, children):
    """Two of them are in an order already."""
    order = EnrolmentOrder(
        id="order-1", school=SCHOOL.id, year=2026, number="1-А", dated=desk.now().date(), language="kk", letter="А",
        applications=tuple(children[:2]), manifest_sha256="", pdf_sha256="", cms_sha256="", signed_by=DIRECTOR.id,
        signed_at=desk.now(), act="x",
    )  # fmt: skip
    with desk.write() as writing:
        rows = (replace(child(place), status=Status.ENROLLED, order=order.id) for place in (0, 1))
        writing.absorb([], feed(order, *rows, start=4000), 4003, desk.now())
    return order


def test_who_is_in_an_order_stays_in_its_class(page, ordered, children):
    page.reload()
    assert set(stands(page, "А")) == set(children[:2])
    choose(page, "А", *children[:2])
    index = column(page, "А").model().index(0, 0)
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    type_text(column(page, "А"), "ә")
    assert set(stands(page, "А")) == set(children[:2])
    assert not page.bar.take_away.isEnabled()
    assert "1-А" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_class_goes_to_the_order_page_with_its_letter_and_its_children(qtbot, page, desk, office, children):
    assert page.bar.make_order.isHidden()
    office.sign_in(DIRECTOR)
    page.reload()
    page._move(children[:3], "Ә")
    page.board.enter("Ә")
    with qtbot.waitSignal(page.make_order) as made:
        page.bar.make_order.click()
    language, letter, ids = made.args
    assert (language, letter, set(ids)) == ("kk", "Ә", set(children[:3]))
    assert kept(desk, children[0])[0] == "Ә"
    orders = OrderPage(office)
    qtbot.addWidget(orders)
    orders.retranslate()
    orders.prepare(language, letter, ids)
    assert set(orders.chosen) == set(children[:3])
    assert orders.form.letter.line.text() == "Ә"
    orders.reload()
    assert set(orders.chosen) == set(children[:3])


def test_papers_of_an_ordered_class_are_issued_here(qtbot, page, ordered, tmp_path):
    page.board.enter("А")
    assert not page.bar.print_list.isEnabled()
    page.reload()
    assert page.bar.print_list.isEnabled()
    for button in (page.bar.print_list, page.bar.print_book):
        with qtbot.waitSignal(page.show_paper):
            button.click()
    path = tmp_path / "nobd.xlsx"
    page.papers.write_table(path)
    qtbot.waitUntil(lambda: bool(page.news.text))
    assert page.news.text == page._office.words("classes-nobd-done", n=2, name="nobd.xlsx")
    assert load_workbook(path).active.max_row == 4


def test_a_table_that_cannot_be_written_is_told(qtbot, page, ordered, tmp_path):
    page.papers.write_table(tmp_path / "nowhere" / "nobd.xlsx")
    qtbot.waitUntil(lambda: bool(page.news.text))
    assert page.news.text == page._office.words("problem-export-closed", name="nobd.xlsx")


def test_in_the_whole_office_a_class_leads_to_the_order_page(qtbot, desk, day, catalogues, tmp_path):
    arrive(desk, child(40))
    tour = open_tour(desk, day, catalogues, tmp_path)
    classes, window = tour.opened.classes, tour.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    assert window.here == "classes"
    [accepted] = stands(classes, NOWHERE)
    classes._move([accepted], "Б")
    classes.board.enter("Б")
    classes.bar.make_order.click()
    qtbot.waitUntil(lambda: window.here == "orders")
    assert tour.opened.orders.chosen == (accepted,)
    assert tour.opened.orders.form.letter.line.text() == "Б"
    assert kept(desk, accepted) == ("Б", "")
    tour.close()

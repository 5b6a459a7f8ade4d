"""The page of classes: proposed, dragged, sent by keys, undone, saved as acts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from admission.application import Status
from desktop_app.models import outgoing
from desktop_app.ui.classes_list import MIME
from desktop_app.ui.classes_plan import NOWHERE
from tests.desk import DIRECTOR, EXECUTOR
from tests.ui.class_sample import MANY, a_crowd, arrive, child, choose, column, kept, open_classes, stands
from tests.ui.conftest import type_text


@pytest.fixture
def children(desk):
    """Twenty-four accepted children taught in Kazakh, six in Russian."""
    return a_crowd(desk)


@pytest.fixture
def page(qtbot, office, heartbeat, children):
    """The page in its window, the executor before it."""
    return open_classes(qtbot, office, heartbeat)


def save(qtbot, page):
    with qtbot.waitSignal(page._office.changed):
        page.save.click()
    qtbot.waitUntil(lambda: not page.plan.wishes())


def drag(page, start, end, *ids):
    """What Qt sends to a list while children of another are drawn over it and let go."""
    choose(page, start, *ids)
    source, target = column(page, start), column(page, end)
    data = source.model().mimeData(source.selectedIndexes())
    about = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    where = target.viewport().rect().center()
    for event in (
        QDragEnterEvent(where, *about),
        QDragMoveEvent(where, *about),
        QDropEvent(QPointF(where), *about),
    ):
        QApplication.sendEvent(target.viewport(), event)
        assert event.isAccepted()


def test_everybody_waits_at_first_and_each_language_has_its_letters(page):
    assert page.plan.letters == ["А", "Ә", "Б", "В"]
    assert len(stands(page, NOWHERE)) == MANY
    page.choose_language("ru")
    assert page.plan.letters == ["Г", "Ғ"]
    assert len(stands(page, NOWHERE)) == 6


def test_the_proposal_fills_even_classes_and_looks_at_no_twins_unasked(page, children):
    QAbstractItemModelTester(column(page, "А").model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.propose.click()
    assert [len(stands(page, letter)) for letter in "АӘБВ"] == [6, 6, 6, 6]
    assert stands(page, NOWHERE) == []
    assert any(len({one.letter for one in ones}) == 2 for ones in page.plan.twins.values())
    assert page.board.columns["А"].amount.text().endswith("6 / 25")
    assert page.warnings.text == ""


def test_children_are_dragged_to_another_class_and_back_by_ctrl_z(qtbot, page, children):
    drag(page, NOWHERE, "Ә", *children[:2])
    qtbot.waitUntil(lambda: set(stands(page, "Ә")) == set(children[:2]))
    assert column(page, "Ә").ids() == stands(page, "Ә")
    drag(page, "Ә", "Б", children[0])
    qtbot.waitUntil(lambda: stands(page, "Б") == [children[0]])
    for left in ([children[0], children[1]], []):
        qtbot.keyClick(column(page, "Ә"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert set(stands(page, "Ә")) == set(left)
    assert not page.undo.isEnabled()


def test_children_are_really_dragged_by_the_mouse(page, children, monkeypatch):
    """The list itself begins the drag; where it ends is Qt's."""
    source = column(page, NOWHERE)
    begun: list[Qt.DropAction] = []
    monkeypatch.setattr(source, "startDrag", begun.append)  # what a screen without a mouse cannot finish
    place = source.visualRect(source.model().index(1, 0)).center()
    QTest.mousePress(source.viewport(), Qt.MouseButton.LeftButton, pos=place)
    for step in (10, 40, 80):
        QTest.mouseMove(source.viewport(), place + QPoint(step, step // 4))
    QTest.mouseRelease(source.viewport(), Qt.MouseButton.LeftButton)
    assert begun


def test_a_class_beyond_the_edge_is_uncovered_when_children_are_drawn_over_it(qtbot, page, children):
    for _ in range(3):
        page.add.click()
    page.board.enter(NOWHERE)
    page.board._scroll.horizontalScrollBar().setValue(0)
    last = page.plan.letters[-1]
    assert column(page, last).visibleRegion().isEmpty()
    for letter in page.plan.letters[3:]:
        drag(page, NOWHERE, letter, stands(page, NOWHERE)[0])
    qtbot.waitUntil(lambda: len(stands(page, last)) == 1)
    assert not column(page, last).visibleRegion().isEmpty()


def test_something_else_that_is_dragged_is_not_welcome(page):
    data = QMimeData()
    data.setText("Кеңсе")
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert not event.mimeData().hasFormat(MIME)
    QApplication.sendEvent(column(page, "А").viewport(), event)
    assert stands(page, "А") == []


def test_letters_and_figures_deal_the_list_out(page):
    first, second, third, *_ = stands(page, NOWHERE)
    choose(page, NOWHERE, first)
    type_text(column(page, NOWHERE), "ә")
    assert stands(page, "Ә") == [first]
    assert column(page, NOWHERE).ids() == [second]
    type_text(column(page, NOWHERE), "3")
    assert stands(page, "Б") == [second]
    type_text(column(page, NOWHERE), "ю")
    assert column(page, NOWHERE).ids() == [third]


def test_arrows_go_between_classes_and_with_ctrl_take_the_children_along(qtbot, page, children):
    choose(page, NOWHERE, *children[4:6])
    for letter in "АӘ":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert set(stands(page, letter)) == set(children[4:6])
        assert column(page, letter).hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert column(page, "А").hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert stands(page, "Ә") == []
    assert len(stands(page, NOWHERE)) == MANY


def test_only_what_was_changed_is_recorded(qtbot, page, desk, children):
    page._move(children[:3], "А")
    save(qtbot, page)
    page._move(children[1:3], "Ә")
    page._move([children[1]], "А")
    before = len(outgoing.outbox(desk.replica))
    save(qtbot, page)
    acts = outgoing.outbox(desk.replica)
    assert [one.kind for one in acts] == ["classed"] * 4
    assert len(acts) == before + 1
    assert [kept(desk, one)[0] for one in children[:4]] == ["А", "А", "Ә", ""]
    assert page.news.text == page._office.words("classes-saved", n=1)


def test_who_stands_already_stays_where_he_is(qtbot, page, children):
    page._move(children[20:22], "В")
    page.propose.click()
    assert set(children[20:22]) <= set(stands(page, "В"))


def test_one_key_goes_from_wish_to_wish_and_every_twin_shows_it(qtbot, page, children):
    choose(page, NOWHERE, children[4])
    assert not page.twins.isEnabled()
    choose(page, NOWHERE, children[0])
    said = []
    for wish, sign in (("together", "∞="), ("apart", "∞≠"), ("none", "∞")):
        qtbot.keyClick(column(page, NOWHERE), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert page.twins.text() == f"{sign} {page._office.words(f'classes-wish-{wish}')}"
        assert column(page, NOWHERE).hasFocus()
        model = column(page, NOWHERE).model()
        said.append([page._office.words(f"classes-twin-{wish}") in _told(model, one) for one in range(MANY)])
    assert [sum(one) for one in said] == [2, 2, 6]
    assert page.plan.wishes() == []


def _told(model, row):
    return model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(("presses", "wish", "classes"), [(1, "together", 1), (2, "apart", 2)])
def test_the_wish_of_twins_leads_the_proposal_and_is_kept(
    qtbot, page, desk, children, presses, wish, classes
):
    choose(page, NOWHERE, children[0])
    for _ in range(presses):
        page.twins.click()
    page.propose.click()
    assert len({one.letter for one in page.plan.children if one.id in children[:2]}) == classes
    save(qtbot, page)
    assert [kept(desk, one)[1] for one in children[:3]] == [wish, wish, ""]


def test_a_wish_that_is_broken_is_told_at_once_and_what_nobody_wished_is_not(page, children):
    page._move(children[:1], "А")
    page._move(children[1:2], "Ә")
    assert page.warnings.text == ""
    choose(page, "А", children[0])
    page.twins.click()
    name = "Абдрахманов Аяулым"
    assert page.warnings.text == page._office.words("problem-twins-parted", child=name, letters="А, Ә")
    page.twins.click()
    assert page.warnings.text == ""
    page._move(children[:1], "Ә")
    assert page.warnings.text == page._office.words("problem-twins-together", child=name, letter="Ә")


def test_a_class_above_the_norm_is_told_at_once(page, children, desk):
    arrive(desk, *(child(place) for place in range(30, 34)), start=3000)
    page.reload()
    page._move([one.id for one in page.plan.children], "Б")
    assert page.warnings.text == page._office.words("problem-class-above-norm", letter="Б", count=28, norm=25)


def test_a_letter_is_added_and_taken_away_with_a_way_back(page, children):
    page.add.click()
    assert page.plan.letters == ["А", "Ә", "Б", "В", "Д"]
    assert column(page, "Д").hasFocus()
    page._move(children[:2], "Д")
    page.board.enter("Д")
    page.bar.take_away.click()
    assert page.plan.letters == ["А", "Ә", "Б", "В"]
    assert len(stands(page, NOWHERE)) == MANY
    page.undo.click()
    assert len(stands(page, "Д")) == 2


def test_a_school_has_its_own_letters(qtbot, page):
    page.board.enter("Ә")
    page.bar.take_away.click()
    page.add.click()
    assert page.plan.letters == ["А", "Б", "В", "Д"]
    type_text(page.letter, "ж")
    qtbot.keyClick(page.letter, Qt.Key.Key_Return)
    assert page.plan.letters == ["А", "Б", "В", "Д", "Ж"]
    assert page.letter.text() == ""


def test_another_desk_may_change_it_meanwhile(page, desk, children):
    page._move(children[:2], "А")
    arrive(desk, child(0, status=Status.WITHDRAWN), child(2, letter="Б"), start=2000)
    page.reload()
    assert stands(page, "А") == [children[1]]
    assert stands(page, "Б") == [children[2]]
    assert len(page.plan.wishes()) == 1


def test_a_plan_that_came_too_late_is_refused_as_a_whole(qtbot, page, desk, children):
    page._move(children[:2], "А")
    arrive(desk, child(0, status=Status.WITHDRAWN), start=2000)
    page.save.click()
    qtbot.waitUntil(lambda: bool(page.news.text))
    assert page.news.text == page._office.words("problem-withdrawn", number="А-0001")
    assert outgoing.outbox(desk.replica) == []
    assert stands(page, "А") == [children[1]]


def test_each_officer_has_a_plan_of_his_own(page, office, children):
    page._move(children[:2], "А")
    office.sign_in(DIRECTOR)
    page.reload()
    assert stands(page, "А") == []
    office.sign_in(EXECUTOR)
    page.reload()
    assert len(stands(page, "А")) == 2


def test_a_year_of_150_children_is_proposed_up_to_the_limit_and_taken_back(page, desk):
    arrive(desk, *(child(place) for place in range(MANY, 150)), start=2000)
    page.reload()
    page._propose()
    assert {letter: len(stands(page, letter)) for letter in "АӘБВ"} == dict.fromkeys("АӘБВ", 30)
    assert len(stands(page, NOWHERE)) == 30
    page._undo()
    assert len(stands(page, NOWHERE)) == 150

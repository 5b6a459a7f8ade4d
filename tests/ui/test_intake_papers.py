"""Papers at the counter: brought without leaving the keyboard, held with the form, attached as it is filed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models import queries
from desktop_app.models.draft_papers import held_papers
from desktop_app.ui.paper_drops import Brought
from desktop_app.usecases.attach_later import hold_brought
from tests.desk import DIRECTOR, EXECUTOR, seen
from tests.scans.samples import brought, photo
from tests.ui.conftest import open_intake
from tests.ui.gear import KeptCamera, KeptScanner, gear
from tests.ui.test_intake import FAMILY, fill, here, key

GUARDIAN = {"applicant.relation": "guardian", "documents.guardianship": "1"}


@pytest.fixture
def page(qtbot, office):
    return counter(qtbot, office)


def counter(qtbot, office, **more):
    return open_intake(qtbot, office, gear(**more))


def bring(qtbot, page, *papers: Brought):
    page.papers.basket.bring(papers)
    qtbot.waitUntil(lambda: not page.papers.basket.busy)


def attach(qtbot, page, desk, number=1):
    page.papers.basket.attach.click()
    qtbot.waitUntil(lambda: sum(bool(one.document) for one in held(desk)) == number)


def held(desk, officer=EXECUTOR):
    return held_papers(desk.replica, officer.id)


def told(page, document):
    return page.form.rows[document].papers.text()


def filed(qtbot, page, desk, **changes):
    """The family of the tests is filed; its application."""
    fill(page, **changes)
    with qtbot.waitSignal(page.filed) as done:
        page.file()
    return seen(desk, done.args[0])


def test_a_family_s_papers_are_attached_by_the_keyboard_alone(qtbot, page, desk):
    """The folder dialog is the system's own; what it gives is given here."""
    page.form.entries["applicant.phone"].setFocus()
    key(Qt.Key.Key_F3)
    basket = page.papers.basket
    assert page.papers.is_open
    assert basket.document.currentData() == "photo"
    assert here() is basket.sources["file"]
    bring(qtbot, page, ("child.jpg", photo(600, 800)))
    assert here() is basket.attach
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: basket.document.currentData() == "vaccinations")
    assert here() is basket.sources["file"]
    bring(qtbot, page, ("card.png", brought("PNG")))
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: basket.document.currentData() == "health")
    key(Qt.Key.Key_Escape)
    assert not page.papers.is_open
    assert page._cursor() == "applicant.phone"
    application = filed(qtbot, page, desk)
    assert [one.document for one in application.attachments] == ["photo", "vaccinations"]
    assert held(desk) == []


def test_who_brought_a_scan_has_brought_the_paper_and_is_told_how_many(qtbot, page, desk, office):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    attach(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.form.entries["documents.health"].text == "1")
    assert office.words("intake-papers-count", n=1) in told(page, "health")
    assert "+" in told(page, "photo")


def test_the_right_half_of_the_form_stays_where_it_was(qtbot, page):
    row = page.form.rows["health"]
    width = row.width()
    page.papers.open("health")
    qtbot.waitUntil(lambda: abs(row.width() - width) < 40)
    assert row.isVisible()
    assert not page.form.entries["child.iin"].isVisible()
    page.papers.close()
    assert page.form.entries["child.iin"].isVisible()


def test_an_answer_to_a_problem_brings_the_whole_form_back(page):
    page.papers.open("health")
    page.file()
    page.summary.jump.emit("child.iin")
    assert not page.papers.is_open
    assert page._cursor() == "child.iin"


def test_a_power_cut_costs_neither_what_is_bound_nor_what_is_not(qtbot, page, desk, office):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    attach(qtbot, page, desk)
    bring(qtbot, page, ("2.png", brought("PNG", 200, 100)))
    again = counter(qtbot, office)
    qtbot.waitUntil(lambda: again.papers.basket.strip.count() == 1)
    assert office.words("intake-papers-count", n=1) in told(again, "health")
    again.papers.open("vaccinations")
    again.papers.basket.attach.click()
    qtbot.waitUntil(lambda: [one.document for one in held(desk)] == ["health", "vaccinations"])


def test_a_form_is_not_filed_over_papers_that_show_no_document(qtbot, page, desk, office):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    page.papers.close()
    fill(page)
    hold_brought(
        desk, EXECUTOR, [page.papers.basket.strip.sheets()[0].paper]
    )  # as if fill had not begun anew
    page.file()
    assert page.papers.is_open
    assert page.papers.basket.told.text() == office.words("intake-papers-unbound", n=2)
    assert queries.queue(desk.replica) == []


def test_what_is_taken_out_of_the_basket_is_held_no_more(qtbot, page, desk):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    assert len(held(desk)) == 1
    page.papers.basket.strip.setFocus()
    QTest.keyClick(page.papers.basket.strip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: held(desk) == [])


def test_what_was_bound_wrongly_is_taken_back(qtbot, page, desk):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    attach(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.papers.held.list.count() == 1)
    QTest.keyClick(page.papers.held.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.papers.basket.strip.count() == 1)
    assert [one.document for one in held(desk)] == [""]
    assert page.papers.held.isHidden()


def test_an_emptied_form_forgets_its_papers(qtbot, page, desk):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    page.empty.click()
    qtbot.waitUntil(lambda: held(desk) == [])
    assert page.papers.basket.strip.count() == 0
    assert not page.papers.is_open


def test_the_next_child_has_the_guardian_s_decision_already(qtbot, page, desk):
    page.form.fill({**FAMILY, **GUARDIAN})
    page.live.begin()
    page.papers.open("guardianship")
    bring(qtbot, page, ("decision.png", brought("PNG")))
    attach(qtbot, page, desk)
    with qtbot.waitSignal(page.filed):
        page.file()
    page.next_child.click()
    qtbot.waitUntil(lambda: [one.document for one in held(desk)] == ["guardianship"])
    qtbot.waitUntil(lambda: page.form.entries["documents.guardianship"].text == "1")


def test_another_officer_finds_an_empty_basket(qtbot, page, desk, office):
    page.papers.open("health")
    bring(qtbot, page, ("1.png", brought("PNG")))
    office.sign_in(DIRECTOR)
    assert page.papers.basket.strip.count() == 0
    assert not page.papers.is_open
    office.sign_in(EXECUTOR)
    qtbot.waitUntil(lambda: page.papers.basket.strip.count() == 1)


def test_files_dropped_on_a_paper_s_row_are_for_that_paper(qtbot, page, tmp_path):
    (tmp_path / "a.png").write_bytes(brought("PNG"))
    row = page.form.rows["health"]
    page._scroll.ensureWidgetVisible(row)
    QApplication.processEvents()
    drop(page, tmp_path / "a.png", row.mapTo(page, row.rect().center()))
    assert page.papers.is_open
    assert page.papers.basket.document.currentData() == "health"
    qtbot.waitUntil(lambda: page.papers.basket.strip.count() == 1)


def test_a_file_dropped_on_a_line_is_no_text_of_it(page):
    assert not page.form.entries["child.iin"].line.acceptDrops()


def drop(page, path, where):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(where), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    event = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(page, event)


def test_a_picture_of_the_clipboard_is_pasted_from_the_midst_of_a_line(qtbot, page):
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.papers.basket.strip.count() == 1)
    QGuiApplication.clipboard().clear()


def test_words_of_the_clipboard_are_pasted_into_the_line(page):
    QGuiApplication.clipboard().setText("200915590004")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.form.entries["child.iin"].text == "200915590004"
    assert not page.papers.is_open
    QGuiApplication.clipboard().clear()


def test_the_camera_and_the_scanner_are_at_the_counter_too(qtbot, office, desk):
    page = counter(qtbot, office, camera=KeptCamera(), scanner=KeptScanner(pages=[photo(300, 400)]))
    page.papers.open("photo")
    basket = page.papers.basket
    basket.sources["camera"].click()
    basket.camera.take.click()
    qtbot.waitUntil(lambda: basket.strip.count() == 1)
    basket.sources["scanner"].click()
    qtbot.waitUntil(basket.scanner.scan.isEnabled)
    basket.scanner.scan.click()
    qtbot.waitUntil(lambda: basket.strip.count() == 2)
    qtbot.waitUntil(lambda: len(held(desk)) == 2)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_counter_with_its_basket_is_drawn(qtbot, office, desk, shoot, language):
    office.words.set_language(language)
    page = counter(qtbot, office)
    fill(page)
    page.papers.open("health")
    bring(qtbot, page, ("passport.jpg", photo(900, 600)))
    attach(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.papers.held.list.count() == 1)
    bring(qtbot, page, ("a.jpg", photo(600, 800)))
    assert shoot(page, f"intake-papers-{language}").exists()

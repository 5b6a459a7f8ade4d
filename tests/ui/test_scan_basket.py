"""The basket of papers on the card: brought from anywhere, turned, cut, bound, attached; told when it cannot be."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from admission.problems import Problem
from desktop_app.models import queries
from desktop_app.printing.preview import pages
from desktop_app.scans.cropping import Frame
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.paper_sheets import LOOK
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.withdraw import withdraw
from tests.desk import EXECUTOR, OTHER_CHILD, a_draft, seen
from tests.scans.samples import HEIC, brought, opened, pdf_of, photo, taken_here
from tests.ui.gear import gear


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def page(qtbot, office, filed):
    return card(qtbot, office, filed)


def card(qtbot, office, filed, **more):
    made = CardPage(office, gear(**more))
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    made.retranslate()
    made.show_application(filed)
    made.setFixedSize(1040, 720)
    made.show()
    return made


def bring(qtbot, basket, *papers):
    there = basket.strip.count()
    basket.bring(papers)
    qtbot.waitUntil(lambda: basket._waiting == 0)
    return basket.strip.sheets()[there:]


def attached(qtbot, page, desk, filed, number=1):
    page.corner.basket.attach.click()
    qtbot.waitUntil(lambda: len(seen(desk, filed).attachments) == number)
    one = seen(desk, filed).attachments[-1]
    return one, queries.file_bytes(desk.replica, one.original or one.sha256)


def as_files(mime_paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in mime_paths])
    return mime


def drop(page, mime):
    """What Qt sends when somebody lets go; whether the page wanted it."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, mime, buttons, keys)
    entering.ignore()
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(
            page, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, buttons, keys)
        )
    return entering.isAccepted()


def test_files_dropped_anywhere_on_the_card_fall_into_the_basket(qtbot, page, tmp_path):
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(brought("PNG"))
    assert drop(page, as_files([tmp_path / "a.png", tmp_path / "b.png"]))
    assert page.corner.currentWidget() is page.corner.basket
    qtbot.waitUntil(lambda: page.corner.basket.strip.count() == 2)
    assert (tmp_path / "a.png").exists()


def test_words_dropped_on_the_card_are_left(page):
    mime = QMimeData()
    mime.setText("a word")
    assert not drop(page, mime)
    assert page.corner.currentWidget() is page.corner.scans


def test_nothing_is_dropped_on_an_application_that_is_closed(qtbot, page, desk, filed, office, tmp_path):
    withdraw(desk, EXECUTOR, filed, "көшіп кетті")
    page.reload()
    assert not drop(page, as_files([tmp_path / "a.png"]))
    page.corner.open()
    assert page.corner.currentWidget() is page.corner.scans


def test_a_picture_of_the_clipboard_is_pasted(qtbot, page):
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    page.corner.open()
    page.corner.basket.sources["paste"].click()
    qtbot.waitUntil(lambda: page.corner.basket.strip.count() == 1)
    QGuiApplication.clipboard().clear()


def test_paste_anywhere_on_the_card_opens_the_basket(qtbot, page):
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    page.corner.paste()
    assert page.corner.currentWidget() is page.corner.basket
    qtbot.waitUntil(lambda: page.corner.basket.strip.count() == 1)
    QGuiApplication.clipboard().clear()


def test_an_empty_clipboard_is_told(page, office):
    QGuiApplication.clipboard().clear()
    page.corner.open()
    page.corner.basket.sources["paste"].click()
    assert page.corner.basket.told.text() == office.words("paper-paste-nothing")


def test_the_checklist_opens_the_basket_for_its_document(page):
    page.checklist.rows["health"].file.click()
    assert page.corner.currentWidget() is page.corner.basket
    assert page.corner.basket.document.currentData() == "health"


def test_several_pictures_become_one_pdf_in_their_order(qtbot, page, desk, filed, office):
    basket = page.corner.basket
    page.corner.open("health")
    bring(qtbot, basket, ("1.jpg", photo(300, 200)), ("2.png", brought("PNG", 200, 300)), ("3.heic", HEIC))
    assert basket.attach.text() == office.words("paper-attach-several", n=3)
    basket.strip.setCurrentRow(2)
    QTest.keyClick(basket.strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    basket.strip.clearSelection()
    one, data = attached(qtbot, page, desk, filed)
    assert (one.document, one.mime, one.name) == ("health", "application/pdf", "1.pdf")
    shapes = [page.width / page.height > 1 for page in pages(data, 20)]
    assert shapes == [True, False, False]
    assert data.index(b"/Width 300") < data.index(b"/Width 64") < data.index(b"/Width 200")
    qtbot.waitUntil(lambda: page.corner.currentWidget() is page.corner.scans)
    assert basket.strip.count() == 0


def test_a_pile_of_pages_is_counted_while_it_is_read(qtbot, page, office):
    page.corner.open("health")
    page.corner.basket.bring([(f"{n}.png", brought("PNG")) for n in range(3)])
    assert page.corner.basket.told.text() == office.words("paper-reading", done=0, total=3)
    qtbot.waitUntil(lambda: page.corner.basket.strip.count() == 3)


def test_the_photo_is_cut_where_the_frame_is(qtbot, page, desk, filed):
    page.corner.open("photo")
    bring(qtbot, page.corner.basket, ("child.jpg", photo(1200, 900, exif=taken_here(1))))
    stage = page.corner.basket.stage
    assert stage.frame == Frame(262.5, 0, 675)
    stage.place(Frame(0, 0, 600))
    one, data = attached(qtbot, page, desk, filed)
    assert (one.document, one.mime) == ("photo", "image/jpeg")
    assert opened(data).size == (600, 800)
    assert b"Telephone" not in data


def test_a_photo_that_is_3_to_4_keeps_its_bytes(qtbot, page, desk, filed):
    page.corner.open("photo")
    whole = photo(600, 800)
    bring(qtbot, page.corner.basket, ("child.jpg", whole))
    _, data = attached(qtbot, page, desk, filed)
    assert data == whole


def test_a_photo_may_go_uncut_and_is_doubted_here_and_on_the_card(qtbot, page, desk, filed, office):
    page.corner.open("photo")
    basket = page.corner.basket
    bring(qtbot, basket, ("child.jpg", photo(280, 200)))
    assert "200" in basket.told.text()  # of the frame: 150×200
    basket.framed.click()
    assert "280×200" in basket.told.text()
    attached(qtbot, page, desk, filed)

    def told():
        return any("280×200" in label.text() for label in page.attachments.findChildren(QLabel))

    qtbot.waitUntil(told)


def test_a_frame_stays_where_it_was_put_when_news_come(qtbot, page, office):
    page.corner.open("photo")
    basket = page.corner.basket
    [sheet] = bring(qtbot, basket, ("child.jpg", photo(1200, 900)))
    sheet.turn = 90
    basket._look()
    basket.stage.place(Frame(10, 20, 300))
    office.changed.emit()
    assert basket.stage.frame == Frame(10, 20, 300)


def test_a_turned_page_is_attached_turned(qtbot, page, desk, filed):
    page.corner.open("health")
    basket = page.corner.basket
    [sheet] = bring(qtbot, basket, ("a.jpg", photo(300, 200)))
    QTest.keyClick(basket.stage, Qt.Key.Key_R)
    assert (sheet.turn, sheet.turned_size.width()) == (90, 200)
    _, data = attached(qtbot, page, desk, filed)
    assert opened(data).size == (200, 300)


def test_the_buttons_below_the_strip_turn_move_and_take_out(qtbot, page):
    page.corner.open("health")
    basket = page.corner.basket
    first, second = bring(qtbot, basket, ("a.png", brought("PNG")), ("b.png", brought("PNG", 140)))
    basket.strip.clearSelection()
    basket.strip.setCurrentRow(1)
    basket.tools["back"].click()
    assert basket.strip.sheets() == [second, first]
    basket.tools["on"].click()
    basket.tools["on"].click()  # the last one stays the last
    assert basket.strip.sheets() == [first, second]
    basket.tools["turn"].click()
    assert (first.turn, second.turn) == (0, 90)
    basket.tools["out"].click()
    assert basket.strip.sheets() == [first]
    basket.strip.clearSelection()
    basket.tools["out"].click()
    assert basket.strip.sheets() == [first]


def test_a_sheet_is_taken_out_and_the_file_was_never_ours(qtbot, page, tmp_path):
    (tmp_path / "a.png").write_bytes(brought("PNG"))
    page.corner.open("health")
    bring(qtbot, page.corner.basket, ("a.png", tmp_path / "a.png"))
    QTest.keyClick(page.corner.basket.strip, Qt.Key.Key_Delete)
    assert page.corner.basket.strip.count() == 0
    assert not page.corner.basket.attach.isEnabled()
    assert (tmp_path / "a.png").exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", photo(600, 400)[:3000], "file-broken"),
        ("a.pdf", b"%PDF-1.4\nnothing\n%%EOF", "file-broken"),
        ("a.pdf", pdf_of(b"1 0 obj <</S /JavaScript>>"), "file-with-program"),
        ("a.exe", b"MZ" + bytes(90), "file-unknown"),
    ],
)
def test_a_bad_file_is_told_and_the_good_one_beside_it_stays(qtbot, page, office, language, name, data, code):
    office.words.set_language(language)
    page.corner.open("health")
    basket = page.corner.basket
    bring(qtbot, basket, (name, data), ("good.png", brought("PNG")))
    assert basket.strip.count() == 1
    assert basket.told.text().startswith(f"{name}: ")
    params: dict[str, str | int] = {"accepted": "PDF, JPEG, PNG, HEIC, TIFF, BMP, WEBP"}
    assert office.words.problem(Problem(code, params=params)) in basket.told.text()


def test_a_pdf_among_pictures_is_told_to_go_alone(qtbot, page, office):
    page.corner.open("health")
    basket = page.corner.basket
    out = BytesIO()
    Image.new("RGB", (60, 80)).save(out, "PDF")
    bring(qtbot, basket, ("a.png", brought("PNG")), ("b.pdf", out.getvalue()))
    assert basket.told.text() == office.words("paper-pdf-alone")
    assert not basket.attach.isEnabled()


def test_each_application_has_its_own_basket(qtbot, page, desk, filed):
    other = file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    page.corner.open("health")
    bring(qtbot, page.corner.basket, ("a.png", brought("PNG")))
    page.show_application(other)
    assert page.corner.basket.strip.count() == 0
    assert page.corner.currentWidget() is page.corner.scans
    page.show_application(filed)
    assert [sheet.paper.name for sheet in page.corner.basket.strip.sheets()] == ["a.jpg"]


def test_a_paper_that_was_read_too_late_lands_in_its_own_basket(qtbot, page, desk, filed):
    other = file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    page.corner.open("health")
    page.corner.basket.bring([("a.png", brought("PNG"))])
    page.show_application(other)
    qtbot.waitUntil(lambda: filed in page.corner.basket._kept and bool(page.corner.basket._kept[filed]))
    assert page.corner.basket.strip.count() == 0


def test_a_large_photo_is_looked_at_small_and_cut_large(qtbot, page, desk, filed):
    page.corner.open("photo")
    [sheet] = bring(qtbot, page.corner.basket, ("child.jpg", photo(1600, 2600, exif=taken_here(8))))
    assert max(sheet.look.width(), sheet.look.height()) <= LOOK
    assert (sheet.size.width(), sheet.size.height()) == (2600, 1600)
    assert page.corner.basket.stage.frame == Frame(700, 0, 1200)


def test_one_scan_that_shows_two_documents_is_attached_for_both(qtbot, page, desk, filed):
    attach_file(desk, EXECUTOR, filed, "vaccinations", "a.jpg", photo(600, 400))
    page.corner.open("health")
    bring(qtbot, page.corner.basket, ("b.jpg", photo(600, 400)))
    one, _ = attached(qtbot, page, desk, filed, number=2)
    assert (one.document, one.sha256) == ("health", seen(desk, filed).attachments[0].sha256)

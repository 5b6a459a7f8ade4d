"""The preview: the very bytes, printed at their true size, saved byte for byte."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.models import queries
from desktop_app.printing.paper import to_pdf
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.theme import RESOURCES
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from tests.desk import EXECUTOR, a_draft


@pytest.fixture
def press(texts_kk, texts_ru):
    """The real press of papers."""
    return partial(to_pdf, texts={"kk": texts_kk, "ru": texts_ru}, fonts=RESOURCES / "fonts")


@pytest.fixture
def paper(desk, press):
    """A receipt that was issued here."""
    application = file_application(desk, EXECUTOR, a_draft())
    return issue_receipt(desk, EXECUTOR, application, press)


@pytest.fixture
def page(preview):
    return preview


@pytest.fixture
def shown(qtbot, page, paper):
    """The page with its paper drawn."""
    page.show_paper(paper)
    qtbot.waitUntil(lambda: bool(page.view.pages))
    return page


def test_the_very_bytes_are_drawn_as_wide_as_the_view(shown):
    [sheet] = shown.view.pages
    assert abs(sheet.width() / sheet.height() - 210 / 297) < 0.005
    fitted = shown.view.shown_scale()
    shown.view.zoom_in()
    assert shown.view.shown_scale() == pytest.approx(1.25 * fitted)
    shown.view.fit_width()
    assert shown.view.shown_scale() == fitted


def test_it_is_saved_byte_for_byte(shown, paper, desk, office, tmp_path):
    shown.save_to(str(tmp_path / "receipt.pdf"))
    assert (tmp_path / "receipt.pdf").read_bytes() == queries.paper_pdf(desk.replica, paper)
    assert shown.told.text == office.words("preview-saved", name="receipt.pdf")


def test_a_folder_that_cannot_be_written_is_told(shown, office, tmp_path):
    shown.save_to(str(tmp_path / "nowhere" / "receipt.pdf"))
    assert shown.told.text == office.words("preview-not-saved")


def test_enter_says_that_the_paper_is_in_hand(qtbot, shown):
    shown.in_hand.setFocus()
    with qtbot.waitSignal(shown.closed):
        QTest.keyClick(shown.in_hand, Qt.Key.Key_Return)


def test_a_paper_that_is_not_here_is_told(page, office):
    page.show_paper("unknown")
    assert page.view.note.text() == office.words("preview-missing")
    assert not page.print.isEnabled()


def test_bytes_that_are_no_pdf_are_told(qtbot, page, office):
    page.show_pdf(b"not a paper", "x")
    qtbot.waitUntil(lambda: page.view.note.text() == office.words("preview-unreadable"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_preview_is_drawn(qtbot, office, heartbeat, paper, shoot, language):
    office.words.set_language(language)
    page = PreviewPage(office)
    window = MainWindow(office, heartbeat, [Place("preview", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    page.show_paper(paper)
    window.go("preview")
    qtbot.waitUntil(lambda: bool(page.view.pages))
    assert shoot(window, f"receipt-preview-{language}").exists()

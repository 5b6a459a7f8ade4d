"""Check a receipt: what is opened is told genuine or not, leads to its application, and is filed again when asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models import papers as kept
from desktop_app.printing.preview import pages
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.paper_drops import png
from desktop_app.ui.receipt_check_page import ReceiptCheckPage
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from tests.desk import CHILD, EXECUTOR, OTHER_CHILD, FakeClock, a_draft, seen
from tests.sealed import code_of, press, sealing_desk, with_keys
from tests.ui.gear import KeptCamera, gear


@pytest.fixture
def desk(desk):
    """The desk of the window signs receipts, and knows whose signatures to believe."""
    return with_keys(desk)


@pytest.fixture
def lost(tmp_path):
    """A computer that is destroyed: only its papers are left."""
    made = sealing_desk(tmp_path / "lost", name="desk-z", series="Я", clock=FakeClock())
    yield made
    made.replica.close()


@pytest.fixture
def page(in_window, office):
    return in_window(ReceiptCheckPage(office))


@pytest.fixture
def in_window(qtbot, office, heartbeat):
    """The page as the window shows it."""

    def show(page: ReceiptCheckPage) -> ReceiptCheckPage:
        window = MainWindow(office, heartbeat, [Place("receipt", page, "Ctrl+F12")])
        qtbot.addWidget(window)
        window.sign_in.signed_in.emit(EXECUTOR)
        window.show()
        window.go("receipt")
        return page

    return show


def paper_of(desk, **changes) -> bytes:
    filed = file_application(desk, EXECUTOR, a_draft(**changes))
    pdf = kept.paper_pdf(desk.replica, issue_receipt(desk, EXECUTOR, filed, press))
    assert pdf is not None
    return pdf


def settled(qtbot, page, count: int) -> None:
    qtbot.waitUntil(lambda: len(page.papers) == count and not page.work.busy, timeout=20_000)


def states(page) -> list[str]:
    return [one.state for one in page.papers]


def test_a_receipt_of_this_desk_leads_to_its_application(qtbot, page, desk):
    page.take([("a.pdf", paper_of(desk))])
    settled(qtbot, page, 1)
    assert states(page) == ["known"]
    assert page.panel.verdict.property("tone") == "good"
    assert CHILD.name.full in page.panel.whose.text()
    with qtbot.waitSignal(page.open_application) as told:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert seen(desk, told.args[0]).number == "А-0001"


def test_a_forged_one_says_why_and_leads_nowhere(qtbot, page, desk):
    code = code_of(desk, file_application(desk, EXECUTOR, a_draft()))
    page.take([("a.txt", (code[:500] + ("A" if code[500] != "A" else "B") + code[501:]).encode())])
    settled(qtbot, page, 1)
    assert states(page) == ["refused"]
    assert page.panel.verdict.property("tone") == "danger"
    assert not page.panel.go.isVisible()
    assert not page.again.isVisible()


def test_what_a_lost_computer_had_is_filed_again_by_one_key(qtbot, page, desk, lost, tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "1.pdf").write_bytes(paper_of(lost))
    (folder / "2.pdf").write_bytes(paper_of(lost, child=OTHER_CHILD))
    (folder / "letter.txt").write_text("no receipt", encoding="utf-8")
    page.take([("scans", folder)])
    settled(qtbot, page, 3)
    assert sorted(states(page)) == ["genuine", "genuine", "refused"]
    assert "(2)" in page.again.text()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sorted(states(page)) == ["filed", "filed", "refused"], timeout=20_000)
    qtbot.waitUntil(lambda: not page.work.busy)
    assert not page.again.isVisible()
    [application] = {
        one.core.application for one in page.papers if one.core and one.core.child == CHILD.name.full
    }
    assert seen(desk, application) == seen(desk, application)
    assert seen(desk, application).received == seen(lost, application).received


def test_stopping_leaves_the_rest_alone(qtbot, page, desk):
    pdf = paper_of(desk)
    page.take([(f"{n}.pdf", pdf) for n in range(9)])
    assert page.stop.isVisible()
    page.stop.click()
    qtbot.waitUntil(lambda: not page.work.busy, timeout=20_000)
    assert 1 <= len(page.papers) < 9


def test_a_second_look_at_the_same_paper_adds_no_line(qtbot, page, desk):
    pdf = paper_of(desk)
    page.take([("a.pdf", pdf)])
    settled(qtbot, page, 1)
    page.take([("a.pdf", pdf)])
    settled(qtbot, page, 1)


def test_a_dropped_scan_is_checked(qtbot, page, desk, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(paper_of(desk))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    about = (Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(50, 50), *about))
    QApplication.sendEvent(page, QDropEvent(QPointF(QPoint(50, 50)), *about))
    settled(qtbot, page, 1)
    assert states(page) == ["known"]


class CameraBefore(KeptCamera):
    """Sees one picture."""

    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self._picture = picture

    def start(self, show) -> None:
        self.on = True
        show(QImage.fromData(self._picture))


def test_the_camera_sees_a_receipt(qtbot, office, desk, in_window):
    sheet = pages(paper_of(desk), 150)[0]
    seen_by_it = QImage(sheet.pixels, sheet.width, sheet.height, 4 * sheet.width, QImage.Format.Format_RGB32)
    camera = CameraBefore(png(seen_by_it))
    page = in_window(ReceiptCheckPage(office, gear(camera=camera)))
    page.camera.click()
    assert camera.on
    page.lens.take.click()
    settled(qtbot, page, 1)
    assert states(page) == ["known"]
    page.camera.click()
    assert not camera.on


def test_a_computer_without_camera_says_so(office, in_window):
    page = in_window(ReceiptCheckPage(office, gear()))
    page.camera.click()
    assert page.lens.told.text() == office.words("problem-camera-not-installed")


def test_a_computer_that_joined_no_school_says_so(qtbot, office, in_window):
    office.desk = replace(office.desk, sealer=None)
    page = in_window(ReceiptCheckPage(office))
    with qtbot.waitSignal(office.notice) as told:
        page.take([("a.txt", b"QABYLDAU1:AAA")])
    assert told.args == [office.words("problem-receipt-no-keys")]
    qtbot.waitUntil(lambda: not page.work.busy)


def test_a_file_that_went_away_is_told(qtbot, page):
    page.take([("gone.pdf", Path("gone.pdf"))])
    settled(qtbot, page, 1)
    assert page.papers[0].reason == "receipt-picture-broken"


def test_the_list_can_be_emptied(qtbot, page, desk):
    page.take([("a.pdf", paper_of(desk))])
    settled(qtbot, page, 1)
    page.clear.click()
    assert page.papers == []
    assert page.body.currentWidget() is page.empty


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_folder_of_receipts_is_drawn(qtbot, office, desk, lost, shoot, page, language):
    office.words.set_language(language)
    page.retranslate()
    forged = code_of(lost, file_application(lost, EXECUTOR, a_draft(child=OTHER_CHILD)))
    page.take([("скан 1.pdf", paper_of(desk)), ("скан 3.txt", forged.replace("A", "B").encode())])
    settled(qtbot, page, 2)
    page.take([("скан 4.txt", forged.encode())])
    settled(qtbot, page, 3)
    page.table.selectRow(2)
    assert shoot(page.window(), f"receipt-check-{language}").exists()

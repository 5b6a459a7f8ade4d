"""Papers from a scanner, a camera and the scan folder; each explained where it is absent or fails."""

from __future__ import annotations

import pytest

from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft
from tests.scans.samples import brought, pdf_of
from tests.ui.gear import KeptCamera, KeptScanner
from tests.ui.test_scan_basket import card


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def page(qtbot, office, filed):
    return card(qtbot, office, filed)


def test_a_scanner_gives_page_after_page(qtbot, office, desk, filed):
    scanner = KeptScanner(pages=[brought("TIFF"), brought("PNG", 100, 140)], after=2)
    page = card(qtbot, office, filed, scanner=scanner)
    page.corner.open("health")
    basket = page.corner.basket
    basket.sources["scanner"].click()
    qtbot.waitUntil(basket.scanner.scan.isEnabled)
    assert basket.scanner.devices.currentText() == "Epson WF-2830"
    for number in (1, 2):
        basket.scanner.scan.click()
        assert not basket.scanner.scan.isEnabled()
        qtbot.waitUntil(lambda number=number: basket.strip.count() == number)
    assert basket.views.currentWidget() is basket.scanner
    assert basket.scanner.told.text() == office.words("paper-scanner-next")


def test_a_scanner_that_fails_is_told_and_asked_again(qtbot, office, desk, filed):
    page = card(qtbot, office, filed, scanner=KeptScanner(pages=[None]))
    page.corner.open("health")
    basket = page.corner.basket
    basket.sources["scanner"].click()
    qtbot.waitUntil(basket.scanner.scan.isEnabled)
    basket.scanner.scan.click()
    qtbot.waitUntil(lambda: basket.scanner.told.text() == office.words("problem-scanner-failed"))
    assert basket.scanner.scan.isEnabled()


def test_a_scan_is_stopped_by_its_button_and_by_going_away(qtbot, office, desk, filed):
    scanner = KeptScanner(pages=[b"", b""], after=1000)
    page = card(qtbot, office, filed, scanner=scanner)
    page.corner.open("health")
    basket = page.corner.basket
    basket.sources["scanner"].click()
    qtbot.waitUntil(basket.scanner.scan.isEnabled)
    basket.scanner.scan.click()
    basket.scanner.stop.click()
    basket.scanner.scan.click()
    page.corner.close_basket()
    assert [job.stopped for job in scanner.jobs] == [True, True]


@pytest.mark.parametrize(
    ("names", "key"), [([], "problem-scanner-none"), (None, "problem-scanner-not-installed")]
)
def test_a_scanner_that_is_not_there_is_explained(qtbot, office, filed, names, key):
    page = card(qtbot, office, filed, scanner=None if names is None else KeptScanner(names=names))
    page.corner.open("health")
    page.corner.basket.sources["scanner"].click()
    qtbot.waitUntil(lambda: page.corner.basket.scanner.told.text() == office.words(key))
    assert not page.corner.basket.scanner.scan.isEnabled()


def test_a_camera_takes_a_picture_and_goes_dark(qtbot, office, filed):
    camera = KeptCamera()
    page = card(qtbot, office, filed, camera=camera)
    page.corner.open("photo")
    basket = page.corner.basket
    basket.sources["camera"].click()
    assert camera.on
    basket.camera.take.click()
    qtbot.waitUntil(lambda: basket.strip.count() == 1)
    page.corner.close_basket()
    assert not camera.on


def test_a_camera_that_is_not_there_is_explained(qtbot, page, office):
    page.corner.open("photo")
    page.corner.basket.sources["camera"].click()
    assert page.corner.basket.camera.told.text() == office.words("problem-camera-not-installed")
    assert not page.corner.basket.camera.take.isEnabled()


def test_new_files_of_the_scan_folder_appear_and_are_taken(qtbot, page, desk, filed, tmp_path, office):
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "one.png").write_bytes(brought("PNG"))
    page.corner.open("health")
    basket = page.corner.basket
    basket.sources["folder"].click()
    assert basket.folder.told.text() == office.words("paper-folder-none")
    basket.folder.use(str(folder))
    qtbot.waitUntil(lambda: basket.folder.files.count() == 1)
    (folder / "two.pdf").write_bytes(pdf_of(b""))
    for _ in range(2):
        basket.folder.look()
        qtbot.waitUntil(lambda: not basket.folder._looking)
    assert {basket.folder.files.item(row).text() for row in range(2)} == {"one.png", "two.pdf"}
    basket.folder.files.item(1).setSelected(True)
    basket.folder.take.click()
    qtbot.waitUntil(lambda: basket.strip.count() == 1)
    assert sorted(path.name for path in folder.iterdir()) == ["one.png", "two.pdf"]
    (folder / "one.png").unlink()
    basket.folder.look()
    qtbot.waitUntil(lambda: basket.folder.files.count() == 1)


def test_a_scan_folder_that_went_away_is_told(qtbot, page, tmp_path, office):
    page.corner.open("health")
    basket = page.corner.basket
    basket.sources["folder"].click()
    basket.folder.use(str(tmp_path / "gone"))
    wanted = office.words("problem-scan-folder-gone", folder=tmp_path / "gone")
    qtbot.waitUntil(lambda: basket.folder.told.text() == wanted)

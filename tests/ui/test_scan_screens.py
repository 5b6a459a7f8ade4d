"""Pictures of the basket of papers in three languages, light and dark, for people to look at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft
from tests.scans.samples import photo
from tests.ui.gear import KeptScanner, gear
from tests.ui.test_card_screens import a_scan


@pytest.fixture
def light_again(qapp: QApplication):
    """Whatever a test wears, the next one sees the light."""
    yield
    theme.apply(qapp)


def opened(qtbot, office, heartbeat, desk, language):
    filed = file_application(desk, EXECUTOR, a_draft())
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", photo(280, 200))
    office.words.set_language(language)
    page = CardPage(office, gear(KeptScanner()))
    window = MainWindow(office, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    page.show_application(filed)
    window.go("card")
    return window, page


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_basket_is_drawn(
    qtbot, qapp, office, heartbeat, desk, shoot, light_again, tmp_path, language, dark
):
    theme.apply(qapp, dark)
    window, page = opened(qtbot, office, heartbeat, desk, language)
    suffix = f"{language}-dark" if dark else language
    draw_pages(qtbot, window, page, shoot, suffix)
    draw_sources(qtbot, window, page.corner.basket, shoot, suffix, tmp_path)


def draw_pages(qtbot, window, page, shoot, suffix):
    assert shoot(window, f"scans-card-{suffix}").exists()
    basket = page.corner.basket
    page.corner.open("photo")
    assert shoot(window, f"scans-empty-{suffix}").exists()
    basket.bring([("child.jpg", photo(900, 700, grain=80)), ("a.jpg", a_scan()), ("b.jpg", a_scan())])
    qtbot.waitUntil(lambda: basket.strip.count() == 3)
    basket.strip.clearSelection()
    basket.strip.setCurrentRow(0)
    assert shoot(window, f"scans-photo-{suffix}").exists()
    basket.choose_document("health")
    basket.strip.selectAll()
    assert shoot(window, f"scans-pages-{suffix}").exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_basket_fits_the_smallest_window(qtbot, office, heartbeat, desk, shoot, language):
    window, page = opened(qtbot, office, heartbeat, desk, language)
    page.corner.open("photo")
    basket = page.corner.basket
    basket.bring([("child.jpg", photo(280, 200))])
    qtbot.waitUntil(lambda: basket.strip.count() == 1)
    assert shoot(window, f"scans-smallest-{language}", QSize(1024, 680)).exists()
    assert window.size() == QSize(1024, 680)
    assert basket.attach.mapTo(window, basket.attach.rect().bottomRight()).y() < 660


def draw_sources(qtbot, window, basket, shoot, suffix, tmp_path):
    for name in ("folder", "scanner", "camera"):
        basket.sources[name].click()
        if name == "folder":
            (tmp_path / "IMG_2026_0420.jpg").write_bytes(a_scan())
            basket.folder.use(str(tmp_path))
            qtbot.waitUntil(lambda: basket.folder.files.count() == 1)
        if name == "scanner":
            qtbot.waitUntil(lambda: basket.scanner.devices.count() == 1)
        assert shoot(window, f"scans-{name}-{suffix}").exists()

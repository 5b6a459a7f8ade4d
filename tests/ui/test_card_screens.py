"""Pictures of the card in three languages, for people to look at."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from desktop_app.ui.card_page import CardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft


def a_scan():
    """A page with lines like writing; the camera held it sideways."""
    page = Image.new("RGB", (620, 877), "#fdfcf7")
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, 580, 120), outline="#335", width=3)
    for line in range(22):
        draw.line((60, 170 + 30 * line, 540 - 37 * (line % 4), 170 + 30 * line), fill="#445", width=2)
    out = BytesIO()
    page.save(out, "JPEG", quality=60)
    return out.getvalue()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_card_is_drawn(qtbot, office, heartbeat, desk, shoot, language):
    application = file_application(desk, EXECUTOR, a_draft())
    attach_file(desk, EXECUTOR, application, "health", "052.jpg", a_scan())
    check_document(desk, EXECUTOR, application, "photo", True)
    check_document(desk, EXECUTOR, application, "health", False, "мөр жоқ")
    office.words.set_language(language)
    page = CardPage(office)
    window = MainWindow(office, heartbeat, [Place("card", page, listed=False)])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    page.show_application(application)
    window.go("card")
    assert shoot(window, f"card-{language}").exists()

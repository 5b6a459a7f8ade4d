"""Places lent to computers on the director's page: the line of each stream, the form, what stands against a loan."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from admission.deadline import KAZAKHSTAN_TIME
from admission.places import Lease
from admission.school import DeskLine
from desktop_app.models import queries
from desktop_app.ui.director_page import DirectorPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.lend_seats import lend_seats
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR, MORNING, SCHOOL, STREAMS, feed
from tests.ui.conftest import type_text
from tests.ui.director_hands import open_page
from tests.ui.sample import draft

TONIGHT = datetime(2026, 8, 25, 23, 59, tzinfo=KAZAKHSTAN_TIME)
DESKS = (
    DeskLine(id="desk-a", school=SCHOOL.id, name="1-терезе", series="А"),
    DeskLine(id="desk-b", school=SCHOOL.id, name="2-терезе", series="Б"),
)


@pytest.fixture
def page(qtbot, office, desk):
    with desk.write() as writing:
        writing.absorb([], feed(*DESKS, start=300), 301, desk.now())
    office.sign_in(DIRECTOR)
    return open_page(qtbot, office)


def told(page):
    labels = [page.leases.lines.itemAt(n).widget() for n in range(page.leases.lines.count())]
    return [label.text() for label in labels]


def leases(desk):
    return queries.streams(desk.replica)[0].leases


def fill(panel, seats, day, to="desk-b"):
    panel.open.click()
    panel.desk.fill(to)
    for field, text in ((panel.seats, seats), (panel.until, day)):
        field.line.clear()
        type_text(field.line, text)
    panel.lend.click()


def test_the_director_lends_places_of_a_stream_to_a_computer_until_the_end_of_a_day(qtbot, page, desk):
    fill(page.leases, "3", "25.08.2026")
    qtbot.waitUntil(lambda: leases(desk) == (Lease(desk="desk-b", seats=3, until=TONIGHT),))
    qtbot.waitUntil(page.leases.form.isHidden)
    assert told(page) == [
        "қазақ тілі: 100 орын, алынғаны 0, бос 97; «2-терезе» компьютеріне берілді: 3, қалғаны 3, "
        "мерзімі 25.08.2026 23:59 (серверден растау күтілуде)",
        "орыс тілі: 50 орын, алынғаны 0, бос 50",
    ]


def test_what_the_centre_has_lent_waits_for_nothing_and_what_has_ended_is_not_shown(page, office, desk):
    held = Lease(desk="desk-a", seats=2, until=TONIGHT, used=1, confirmed=True)
    over = Lease(desk="desk-b", seats=5, until=MORNING, confirmed=True)
    stream = replace(STREAMS[0], inside=1, leases=(held, over))
    with desk.write() as writing:
        writing.absorb([], feed(stream, start=400), 400, desk.now())
    office.words.set_language("en")
    page.reload()
    [line, _] = told(page)
    assert line.endswith("places 100, taken 1, free 98; lent to “1-терезе” until 25.08.2026 23:59: 2, left 1")


@pytest.mark.parametrize(
    ("seats", "day", "said"),
    [("101", "25.08.2026", "problem-lease-exceeds-free"), ("1", "24.08.2026", "problem-lease-ended"),
     ("1", "25.09.2026", "problem-lease-too-long")],
)  # fmt: skip
def test_what_stands_against_a_loan_is_told_under_the_form(qtbot, page, desk, office, seats, day, said):
    fill(page.leases, seats, day)
    qtbot.waitUntil(lambda: bool(page.leases.trouble.text))
    assert page.leases.trouble.text == office.words(said, free=100, days=14)
    assert page.leases.form.isVisible()
    assert leases(desk) == ()


def test_a_day_that_is_none_is_told_beside_it(page, desk, office):
    fill(page.leases, "1", "ертең")
    assert "25.08.2026" in page.leases.until.problem.text()
    assert leases(desk) == ()


def test_zero_gives_back_what_this_computer_holds(qtbot, page, desk):
    lend_seats(desk, DIRECTOR, STREAMS[0].id, "desk-a", 2, MORNING + timedelta(hours=5))
    fill(page.leases, "0", "25.08.2026", to="desk-a")
    qtbot.waitUntil(lambda: leases(desk) == ())


def test_the_form_begins_with_this_computer_and_tomorrow_and_can_be_left(page):
    page.leases.open.click()
    panel = page.leases
    assert (panel.stream.text, panel.desk.text, panel.seats.text) == (STREAMS[0].id, "desk-a", "1")
    assert panel.until.text == "26.08.2026"
    panel.cancel.click()
    assert panel.form.isHidden()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_with_the_form_is_drawn(qtbot, office, heartbeat, desk, shoot, language):
    with desk.write() as writing:
        writing.absorb([], feed(*DESKS, start=300), 301, desk.now())
    for place in (0, 1):
        propose(desk, EXECUTOR, file_application(desk, EXECUTOR, draft(place)), True)
    lend_seats(desk, DIRECTOR, STREAMS[0].id, "desk-b", 2, TONIGHT)
    office.words.set_language(language)
    page = DirectorPage(office)
    window = MainWindow(office, heartbeat, [Place("director", page, "F8")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(DIRECTOR)
    window.go("director")
    page.leases.begin()
    assert shoot(window, f"director-leases-{language}").exists()

"""The overview: its numbers are those of the lists, its bars are walked by keys and said in words."""

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from desktop_app.models import queries
from desktop_app.models.overview import BANDS, overview
from desktop_app.ui.dashboard_page import FILTERS, DashboardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.queue_lists import FILTERS as LISTS
from tests.desk import EXECUTOR, STREAMS, feed


@pytest.fixture
def page(qtbot, office, day):
    made = DashboardPage(office)
    made.setMinimumSize(400, 300)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.reload()
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.arrive()
    return made


@pytest.fixture
def numbers(desk, day):
    return overview(desk.replica, desk.rules, desk.now())


def lines(desk, *statuses):
    return queries.queue(desk.replica, statuses=statuses, limit=1000)


def test_places_are_counted_by_stream_and_stage(desk, numbers):
    for stream in numbers.streams:
        stages = {"offered": ("on_signature",), "review": ("under_review",), "waiting": ("waitlisted",)}
        for stage, statuses in stages.items():
            listed = [line for line in lines(desk, *statuses) if line.language == stream.language]
            assert getattr(stream, stage) == len(listed)
    assert [(one.language, one.review, one.waiting) for one in numbers.streams] == [
        ("kk", 5, 1),
        ("ru", 2, 0),
    ]


def test_children_from_outside_are_counted_beside_the_limit(desk, day):
    stream = replace(STREAMS[0], inside=7, outside=1, apart=2)
    with desk.write() as writing:
        writing.absorb([], feed(stream, start=900), 900, desk.now())
    [one] = [one for one in overview(desk.replica, desk.rules, desk.now()).streams if one.id == stream.id]
    assert (one.taken, one.free, one.outside, one.outside_limit, one.opens_at) == (10, 90, 1, 2, 6)
    assert one.outside_wish == 2


def test_deadlines_are_sorted_by_how_near_they_are(desk, numbers):
    bands = {one.name: (one.review, one.offered) for one in numbers.bands}
    counts = queries.counts(desk.replica, desk.now())
    assert (bands["late"][0], bands["today"][0]) == (counts.late, counts.today)
    assert sum(review for review, _ in bands.values()) == len(lines(desk, "under_review"))
    assert sum(offered for _, offered in bands.values()) == counts.on_signature


def test_intake_is_counted_by_the_days_of_the_school(numbers):
    assert [one.day for one in numbers.intake][-1] == date(2026, 8, 26)
    assert len(numbers.intake) == 14
    assert [(one.paper, one.online) for one in numbers.intake][-2:] == [(5, 4), (2, 1)]


def test_every_number_is_in_the_words_for_those_who_listen(page, numbers):
    told = " ".join(chart.accessibleDescription() for chart in page.charts)
    for stream in numbers.streams:
        assert page._office.words.teaching(stream.language) in told
        assert str(stream.capacity) in told
    for chart in page.charts:
        assert chart.accessibleName()
        assert all(bar.told and str(bar.number) in bar.told for bar in chart.bars)


def test_arrows_walk_over_the_bars_and_say_them(page):
    chart = page.streams
    assert chart.hasFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == 1
    assert page.cards["places"].told.accessibleName() == chart.bars[1].told
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.at == len(chart.bars) - 1
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == len(chart.bars) - 1


def test_enter_opens_the_queue_filtered(qtbot, page):
    chart = page.streams
    offered = next(n for n, bar in enumerate(chart.bars) if bar.look.name == "offered")
    chart.point_at(offered)
    with qtbot.waitSignal(page.show_queue) as wanted:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert wanted.args == ["on-signature"]


def test_every_bar_leads_to_a_list_the_queue_has():
    targets = {FILTERS.get(one, one) for one in (*BANDS, "taken", "offered", "review", "waiting", "all")}
    assert targets <= set(LISTS)


def test_a_click_opens_the_bar_under_the_mouse(qtbot, page):
    chart = page.days
    place = chart.bars[-1].place.center()
    with qtbot.waitSignal(page.show_queue) as wanted:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(int(place.x()), int(place.y())))
    assert wanted.args == ["all"]


def test_before_the_first_application_it_says_what_will_be_here(qtbot, office):
    page = DashboardPage(office)
    qtbot.addWidget(page)
    page.reload()
    assert page._body.currentWidget() is page.empty
    assert page.empty.title.text() == office.words("overview-empty")


def test_the_overview_fits_the_window_without_scrolling(qtbot, office, heartbeat, day, shoot):
    page = DashboardPage(office)
    window = MainWindow(office, heartbeat, [Place("overview", page, "F11")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("overview")
    assert shoot(window, "overview-kk").exists()
    [scroll] = page.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() == 0
    assert page.cards["places"].width() <= scroll.viewport().width()

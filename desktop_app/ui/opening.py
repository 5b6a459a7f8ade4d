"""Opening: the pages are made, joined, and put into the main window, by hand and once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from admission.roles import Role
from desktop_app.practice import Told, start_practice
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.courier_bar import CourierBar
from desktop_app.ui.dashboard_page import DashboardPage
from desktop_app.ui.director_page import DirectorPage
from desktop_app.ui.heartbeat import Heartbeat, errand
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.journal_page import JournalPage
from desktop_app.ui.lane import Lane, take_short_turns
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.neighbour_bar import NeighbourBar
from desktop_app.ui.neighbourhood import Neighbourhood, house_over
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.order_page import OrderPage
from desktop_app.ui.practice_frame import frame_window
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

BEGIN_AGAIN = 3  # exit status


@dataclass(frozen=True)
class Opened:
    """An open office: its window and what the window shows."""

    office: Office
    heartbeat: Heartbeat
    courier: Courier
    neighbourhood: Neighbourhood
    window: MainWindow
    intake: IntakePage
    card: CardPage
    director: DirectorPage
    orders: OrderPage
    preview: PreviewPage
    overview: DashboardPage
    journal: JournalPage


def open_office(
    settings: Settings,
    desk: Desk,
    tools: Tools,
    connect: Callable[[], Line],
    *,
    stated_clock: bool = False,
) -> Opened:
    """Make the window over a desk; `connect` gives the line when the first talk begins."""
    words = Words(settings.catalogues, desk.rules, settings.language)
    office = Office(desk, Lane("desk-lane"), words, tools)
    every = timedelta(seconds=settings.sync_seconds)
    sync_lane = Lane("sync-lane")
    heartbeat = Heartbeat(
        office, sync_lane, errand(connect, office.carried.emit, office.beginning.emit), every
    )
    pages = _pages(office)
    idle = timedelta(minutes=settings.idle_minutes)
    window = MainWindow(office, heartbeat, _places(*pages), idle=idle, stated_clock=stated_clock)
    courier = Courier(office, sync_lane, connect)
    neighbourhood = Neighbourhood(office, Lane("neighbour-lane"), house_over(connect))
    opened = Opened(office, heartbeat, courier, neighbourhood, window, *pages)
    _join(opened)
    _join_house(opened, practice=settings.practice)
    return opened


def _pages(
    office: Office,
) -> tuple[IntakePage, CardPage, DirectorPage, OrderPage, PreviewPage, DashboardPage, JournalPage]:
    return (
        IntakePage(office),
        CardPage(office),
        DirectorPage(office),
        OrderPage(office),
        PreviewPage(office),
        DashboardPage(office),
        JournalPage(office),
    )


def _places(
    intake: IntakePage,
    card: CardPage,
    director: DirectorPage,
    orders: OrderPage,
    preview: PreviewPage,
    overview: DashboardPage,
    journal: JournalPage,
) -> tuple[Place, ...]:
    return (
        Place("intake", intake, "F4", role=Role.EXECUTOR),
        Place("director", director, "F8", lambda counts: counts.on_signature, Role.DIRECTOR),
        Place("orders", orders, "F10", role=Role.DIRECTOR),
        Place("overview", overview, "F11"),
        Place("journal", journal, "F12"),
        Place("card", card, listed=False),
        Place("preview", preview, listed=False),
    )


def _join(opened: Opened) -> None:
    window, preview = opened.window, opened.preview

    def show_card(application: str) -> None:
        opened.card.show_application(application)
        window.go("card")

    def show_paper(paper: str) -> None:
        preview.show_paper(paper)
        window.go("preview")

    def show_pdf(pdf: bytes | None, name: str, verdict: str, tone: str) -> None:
        preview.show_pdf(pdf, name, verdict, tone)
        window.go("preview")

    def show_queue(name: str) -> None:
        window.queue.show_filter(name)
        window.go("queue")

    opened.overview.show_queue.connect(show_queue)
    window.queue.review.connect(opened.card.begin_review)
    for page in (window, opened.intake, opened.director, opened.journal):
        page.open_application.connect(show_card)
    for paper_maker in (opened.intake, opened.card):
        paper_maker.show_paper.connect(show_paper)
    opened.orders.show_pdf.connect(show_pdf)
    for leaf in (opened.card, preview):
        leaf.closed.connect(window.back)
    join_courier(opened.courier, window.outbox.courier)


def _join_house(opened: Opened, *, practice: bool) -> None:
    if practice:  # it has no neighbours: they may be real
        opened.window.outbox.neighbours.setEnabled(False)
        return
    opened.heartbeat.beat.connect(opened.neighbourhood.take)
    join_neighbours(opened.neighbourhood, opened.window.outbox.neighbours)


def join_courier(courier: Courier, bar: CourierBar) -> None:
    """The buttons to the courier, its news to the page."""
    bar.save.connect(courier.save)
    bar.take_in.connect(courier.take_in)
    courier.busy.connect(bar.rest)
    courier.told.connect(bar.say)


def join_neighbours(neighbourhood: Neighbourhood, bar: NeighbourBar) -> None:
    """What is asked for under the outbox to the neighbourhood, its news to the page."""
    for asked in ("show_code", "hide_code", "look", "enter", "forget"):
        getattr(bar, asked).connect(getattr(neighbourhood, asked))
    neighbourhood.busy.connect(bar.rest)
    neighbourhood.told.connect(bar.say)
    neighbourhood.shown.connect(bar.show_the)
    neighbourhood.found.connect(bar.offer)
    neighbourhood.paired.connect(bar.pair_changed)


def run(
    settings: Settings,
    desk: Desk,
    tools: Tools,
    connect: Callable[[], Line],
    told: Told | None = None,
) -> int:
    """Show the office until its window is closed; Qt's exit status.

    With what a practice centre `told` it is practice, in its frame; BEGIN_AGAIN when all of it shall be forgotten.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the office has windows"
    theme.apply(app, settings.dark, theme.system_scale())
    take_short_turns()
    with theme.undressed():
        opened = open_office(settings, desk, tools, connect, stated_clock=told is not None)
    again: list[int] = []
    _frame(opened, settings, told, again)
    opened.window.show()
    opened.heartbeat.start()
    if told is None:
        opened.neighbourhood.start()
    app.aboutToQuit.connect(opened.neighbourhood.close)
    status = app.exec()
    return BEGIN_AGAIN if again else status


def _frame(opened: Opened, settings: Settings, told: Told | None, again: list[int]) -> None:
    if told is None:
        opened.window.sign_in.offer_practice(partial(start_practice, settings))
    else:
        frame = frame_window(opened.window, opened.office.words, told)
        frame.begin_again.connect(partial(_leave, opened.window, again))


def _leave(window: MainWindow, again: list[int]) -> None:
    again.append(BEGIN_AGAIN)
    window.close()

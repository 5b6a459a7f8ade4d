"""Opening: the office and its main window are made and joined, by hand and once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer

from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.courier import Courier
from desktop_app.ui.heartbeat import Heartbeat, errand
from desktop_app.ui.lane import Lane, take_short_turns
from desktop_app.ui.later_pages import LaterPages
from desktop_app.ui.main_window import OUTBOX, MainWindow
from desktop_app.ui.neighbourhood import Neighbourhood, house_over
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.revocation_asking import RevocationAsking
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from desktop_app.practice import Told
    from desktop_app.sync.session import Line
    from desktop_app.ui.card_page import CardPage
    from desktop_app.ui.classes_page import ClassesPage
    from desktop_app.ui.courier_bar import CourierBar
    from desktop_app.ui.dashboard_page import DashboardPage
    from desktop_app.ui.director_page import DirectorPage
    from desktop_app.ui.intake_page import IntakePage
    from desktop_app.ui.journal_page import JournalPage
    from desktop_app.ui.neighbour_bar import NeighbourBar
    from desktop_app.ui.order_page import OrderPage
    from desktop_app.ui.preview_page import PreviewPage

BEGIN_AGAIN = 3  # exit status
BEGIN_AFTER = 100  # milliseconds: the window is painted first
MAKE_REST_AFTER, MAKE_NEXT_AFTER = 1500, 200  # the first page is used first


@dataclass(frozen=True)
class Opened:
    """An open office: its window and what the window shows; a page is made when it is first asked for."""

    office: Office
    heartbeat: Heartbeat
    courier: Courier
    neighbourhood: Neighbourhood
    window: MainWindow

    @property
    def intake(self) -> IntakePage:
        """Where a new application begins."""
        return cast("IntakePage", self.window.page("intake"))

    @property
    def card(self) -> CardPage:
        """One application."""
        return cast("CardPage", self.window.page("card"))

    @property
    def director(self) -> DirectorPage:
        """What waits for the director."""
        return cast("DirectorPage", self.window.page("director"))

    @property
    def classes(self) -> ClassesPage:
        """Children put down for classes."""
        return cast("ClassesPage", self.window.page("classes"))

    @property
    def orders(self) -> OrderPage:
        """Enrolment orders."""
        return cast("OrderPage", self.window.page("orders"))

    @property
    def preview(self) -> PreviewPage:
        """A paper as it will be printed."""
        return cast("PreviewPage", self.window.page("preview"))

    @property
    def overview(self) -> DashboardPage:
        """How the school stands."""
        return cast("DashboardPage", self.window.page("overview"))

    @property
    def journal(self) -> JournalPage:
        """The registration book."""
        return cast("JournalPage", self.window.page("journal"))


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
    sync_lane = Lane("sync-lane")
    talk = errand(connect, office.carried.emit, office.beginning.emit)
    heartbeat = Heartbeat(office, sync_lane, talk, timedelta(seconds=settings.sync_seconds))
    idle = timedelta(minutes=settings.idle_minutes)
    if tools.ask_revocation is not None:
        RevocationAsking(office, sync_lane, tools.ask_revocation, heartbeat)
    later = LaterPages(office)
    window = MainWindow(office, heartbeat, later.places(), idle=idle, stated_clock=stated_clock)
    later.join(window)
    courier = Courier(office, sync_lane, connect)
    neighbourhood = Neighbourhood(office, Lane("neighbour-lane"), house_over(connect))
    opened = Opened(office, heartbeat, courier, neighbourhood, window)
    _join(opened, practice=settings.practice)
    return opened


def _join(opened: Opened, *, practice: bool) -> None:
    if not practice:
        opened.heartbeat.beat.connect(opened.neighbourhood.take)
    opened.window.made.connect(partial(_join_page, opened, practice=practice))


def _join_page(opened: Opened, name: str, *, practice: bool) -> None:
    if name != OUTBOX:
        return
    page = opened.window.outbox
    join_courier(opened.courier, page.courier)
    if practice:  # it has no neighbours: they may be real
        page.neighbours.setEnabled(False)
    else:
        join_neighbours(opened.neighbourhood, page.neighbours)


def join_courier(courier: Courier, bar: CourierBar) -> None:
    """The buttons to the courier, its news to the page."""
    bar.save.connect(courier.save)
    bar.take_in.connect(courier.take_in)
    bar.stop.connect(courier.stop)
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
    app = theme.application()
    theme.apply(app, settings.dark, theme.system_scale())
    take_short_turns()
    with theme.undressed():
        opened = open_office(settings, desk, tools, connect, stated_clock=told is not None)
    again: list[int] = []
    _frame(opened, settings, told, again)
    opened.window.resize(QSize(1280, 800).boundedTo(opened.window.screen().availableSize()))
    opened.window.show()
    QTimer.singleShot(BEGIN_AFTER, opened.window, partial(_begin, opened, practice=told is not None))
    QTimer.singleShot(MAKE_REST_AFTER, opened.window, partial(_make_rest, opened.window))
    app.aboutToQuit.connect(opened.neighbourhood.close)
    status = app.exec()
    return BEGIN_AGAIN if again else status


def _begin(opened: Opened, *, practice: bool) -> None:
    """The window is painted; from now on threads may have a share of the interpreter."""
    gc.enable()
    opened.heartbeat.start()
    if not practice:
        opened.neighbourhood.start()


def _make_rest(window: MainWindow) -> None:
    """One page after the other while nobody presses a key, so that nobody waits for one later."""
    with theme.undressed():
        more = window.make_next()
    if more:
        QTimer.singleShot(MAKE_NEXT_AFTER, window, partial(_make_rest, window))


def _frame(opened: Opened, settings: Settings, told: Told | None, again: list[int]) -> None:
    if told is None:
        opened.window.sign_in.offer_practice(partial(_practise, settings))
    else:
        from desktop_app.ui.practice_frame import frame_window

        frame = frame_window(opened.window, opened.office.words, told)
        frame.begin_again.connect(partial(_leave, opened.window, again))


def _practise(settings: Settings) -> None:
    from desktop_app.practice import start_practice

    start_practice(settings)


def _leave(window: MainWindow, again: list[int]) -> None:
    again.append(BEGIN_AGAIN)
    window.close()

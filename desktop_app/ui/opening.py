"""Opening: the pages are made, joined, and put into the main window, by hand and once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from admission.roles import Role
from desktop_app.settings import Settings
from desktop_app.sync.session import Line
from desktop_app.ui import theme
from desktop_app.ui.card_page import CardPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.courier_bar import CourierBar
from desktop_app.ui.director_page import DirectorPage
from desktop_app.ui.heartbeat import Heartbeat, errand
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.lane import Lane
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office, Tools
from desktop_app.ui.order_page import OrderPage
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk


@dataclass(frozen=True)
class Opened:
    """An open office: its window and what the window shows."""

    office: Office
    heartbeat: Heartbeat
    courier: Courier
    window: MainWindow
    intake: IntakePage
    card: CardPage
    director: DirectorPage
    orders: OrderPage
    preview: PreviewPage


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
    pages = (
        IntakePage(office),
        CardPage(office),
        DirectorPage(office),
        OrderPage(office),
        PreviewPage(office),
    )
    idle = timedelta(minutes=settings.idle_minutes)
    window = MainWindow(office, heartbeat, _places(*pages), idle=idle, stated_clock=stated_clock)
    opened = Opened(office, heartbeat, Courier(office, sync_lane, connect), window, *pages)
    _join(opened)
    return opened


def _places(
    intake: IntakePage, card: CardPage, director: DirectorPage, orders: OrderPage, preview: PreviewPage
) -> tuple[Place, ...]:
    return (
        Place("intake", intake, "F4", role=Role.EXECUTOR),
        Place("director", director, "F8", lambda counts: counts.on_signature, Role.DIRECTOR),
        Place("orders", orders, "F10", role=Role.DIRECTOR),
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

    for page in (window, opened.intake, opened.director):
        page.open_application.connect(show_card)
    for paper_maker in (opened.intake, opened.card):
        paper_maker.show_paper.connect(show_paper)
    opened.orders.show_pdf.connect(show_pdf)
    for leaf in (opened.card, preview):
        leaf.closed.connect(window.back)
    join_courier(opened.courier, window.outbox.courier)


def join_courier(courier: Courier, bar: CourierBar) -> None:
    """The buttons to the courier, its news to the page."""
    bar.save.connect(courier.save)
    bar.take_in.connect(courier.take_in)
    courier.busy.connect(bar.rest)
    courier.told.connect(bar.say)


def run(settings: Settings, desk: Desk, tools: Tools, connect: Callable[[], Line]) -> int:
    """Show the office until its window is closed; Qt's exit status."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the office has windows"
    theme.apply(app, settings.dark)
    opened = open_office(settings, desk, tools, connect)
    opened.window.show()
    opened.heartbeat.start()
    return app.exec()

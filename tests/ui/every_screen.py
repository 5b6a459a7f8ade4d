"""The register of all screens: how to get to each of them in an office that has worked for two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.printing.paper import to_pdf
from desktop_app.settings import Settings
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui.card_ask import AskPart
from desktop_app.ui.card_correct import CorrectPart
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.intake_fields import LineEntry
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.neighbour_forms import EntryForm
from desktop_app.ui.office import Tools
from desktop_app.ui.opening import Opened, open_office
from desktop_app.ui.paper_corner import PaperCorner
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import issue_receipt
from tests.desk import DIRECTOR
from tests.ui import sample, sweep
from tests.ui.conftest import always_holds, no_signer
from tests.ui.test_intake import FAMILY
from wording import Texts

SIZE = QSize(1280, 800)
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Tour:
    """An open office, what was filed in it, and a paper."""

    opened: Opened
    day: sample.Day
    paper: str

    @property
    def window(self) -> MainWindow:
        return self.opened.window

    @property
    def app(self) -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    @property
    def language(self) -> str:
        return self.opened.office.words.language

    def welcome(self, language: str) -> None:
        """The director comes, and changes the language while the office runs."""
        if not self.opened.office.signed_in:
            self.window.sign_in.signed_in.emit(DIRECTOR)
        self.opened.office.words.set_language(language)

    def go(self, place: str) -> None:
        self.window.go(place)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()


@dataclass(frozen=True)
class Screen:
    """One screen: the place it shows, and how it comes about; `ready` when a lane has drawn what it shows."""

    name: str
    place: str
    show: Callable[[Tour], None]
    ready: Callable[[Tour], bool] = lambda _: True


def _card(tour: Tour, place: int) -> None:
    tour.opened.card.show_application(tour.day.filed[place])
    tour.go("card")


def _search(tour: Tour) -> None:
    tour.window.queue.search("әәә")
    tour.go("queue")


def _queue(tour: Tour) -> None:
    tour.window.queue.show_filter("all")
    tour.go("queue")


def _sieve(tour: Tour) -> None:
    _queue(tour)
    if tour.window.queue.sieve.isHidden():
        tour.window.queue.open_sieve()


def _no_sieve(tour: Tour) -> None:
    tour.window.queue.sieve.hide()
    _queue(tour)


def _marking(tour: Tour) -> None:
    _no_sieve(tour)
    tour.window.queue.table.setFocus()
    QTest.keyClick(tour.window.queue.table, Qt.Key.Key_Space)


def _correcting(tour: Tour) -> None:
    _card(tour, 3)
    tour.opened.card.findChildren(CorrectPart)[0].begin()


def _asking(tour: Tour) -> None:
    _card(tour, 3)
    tour.opened.card.findChildren(AskPart)[0].begin()


def _papers(tour: Tour) -> None:
    _card(tour, 3)
    tour.opened.card.findChildren(PaperCorner)[0].open()


def _neighbour(tour: Tour) -> None:
    tour.go("outbox")
    tour.window.outbox.neighbours.findChildren(EntryForm)[0].begin()


def _intake(tour: Tour, **changes: str) -> None:
    tour.go("intake")
    tour.opened.intake.form.fill({**FAMILY, **changes})
    tour.opened.intake.live.begin()


def _intake_problems(tour: Tour) -> None:
    _intake(tour, **{"child.iin": "200915590005", "applicant.iin": "84041545026", "data_consent": ""})
    tour.opened.intake.file()


def _intake_lent(tour: Tour) -> None:
    """As if the list of children had known everything."""
    _intake(tour)
    mark = tour.opened.office.words("intake-from-list")
    for entry in tour.opened.intake.form.entries.values():
        if isinstance(entry, LineEntry) and entry.text:
            entry.lend(entry.text, mark)


def _refusing(tour: Tour) -> None:
    tour.go("director")
    tour.opened.director.decide("decide-refuse")


def _lending(tour: Tour) -> None:
    tour.go("director")
    tour.opened.director.leases.begin()


def _preview(tour: Tour) -> None:
    tour.opened.preview.show_paper(tour.paper)
    tour.go("preview")


def _drawn(tour: Tour) -> bool:
    return bool(tour.opened.preview.view.pages)


def _sign_in(tour: Tour) -> None:
    tour.window._show_sign_in()


def _offline(tour: Tour) -> None:
    tour.opened.heartbeat.beat.emit(Beat("offline"))
    tour.go("outbox")


SCREENS: Sequence[Screen] = (
    Screen("queue", "queue", _no_sieve),
    Screen("queue-nothing", "queue", _search),
    Screen("queue-sieve", "queue", _sieve),
    Screen("queue-marking", "queue", _marking),
    Screen("overview", "overview", lambda tour: tour.go("overview")),
    Screen("intake", "intake", _intake),
    Screen("intake-problems", "intake", _intake_problems),
    Screen("intake-lent", "intake", _intake_lent),
    Screen("card", "card", partial(_card, place=3)),
    Screen("card-correcting", "card", _correcting),
    Screen("card-asking", "card", _asking),
    Screen("card-papers", "card", _papers),
    Screen("card-signing", "card", partial(_card, place=0)),
    Screen("card-withdrawn", "card", partial(_card, place=5)),
    Screen("director", "director", lambda tour: tour.go("director")),
    Screen("director-refuse", "director", _refusing),
    Screen("director-lending", "director", _lending),
    Screen("order", "orders", lambda tour: tour.go("orders")),
    Screen("outbox", "outbox", _offline),
    Screen("journal", "journal", lambda tour: tour.go("journal")),
    Screen("neighbours", "outbox", _neighbour),
    Screen("attention", "attention", lambda tour: tour.go("attention")),
    Screen("preview", "preview", _preview, _drawn),
)
SIGN_IN = Screen("sign-in", "", _sign_in)  # comes last: it ends the session


def open_tour(desk: Desk, day: sample.Day, catalogues: Path, folder: Path, size: QSize = SIZE) -> Tour:
    """The office as the program opens it, its director signed in, its line dead."""
    settings = Settings(data=folder, catalogues=catalogues)
    texts = {code: Texts(code, catalogues) for code in ("kk", "ru")}
    press = partial(to_pdf, texts=texts, fonts=settings.resources / "fonts")
    paper = issue_receipt(desk, DIRECTOR, day.filed[3], press)
    opened = open_office(settings, desk, Tools(press, no_signer, always_holds), _no_line)
    opened.window.sign_in.signed_in.emit(DIRECTOR)
    opened.window.resize(size)
    opened.window.show()
    return Tour(opened, day, paper)


def visit(tour: Tour, screen: Screen) -> None:
    """Show a screen and let it settle."""
    screen.show(tour)
    sweep.settle(tour.app, lambda: screen.ready(tour))


def places(tour: Tour) -> set[str]:
    """Every place the window has."""
    return set(tour.window._places)


def _no_line() -> Line:
    raise ServerUnreachable

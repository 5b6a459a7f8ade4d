"""The register of all screens: how to get to each of them in an office that has worked for two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models import queries
from desktop_app.models.lines import OpenPrint
from desktop_app.printing.paper import to_pdf
from desktop_app.settings import Settings
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.ui.card_ask import AskPart
from desktop_app.ui.card_correct import CorrectPart
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.intake_fields import LineEntry
from desktop_app.ui.journal_page import JournalPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.neighbour_forms import EntryForm
from desktop_app.ui.office import Tools
from desktop_app.ui.opening import Opened, open_office
from desktop_app.ui.paper_corner import PaperCorner
from desktop_app.ui.receipt_check_page import ReceiptCheckPage
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.print_paper import Job, Sheet, Target, print_jobs
from tests.desk import DIRECTOR
from tests.printing.fake_printers import FakePrinters
from tests.sealed import code_of, with_keys
from tests.ui import sample, sweep
from tests.ui.conftest import always_holds, no_signer
from tests.ui.order_sample import an_order, first_order
from tests.ui.test_intake import FAMILY
from wording import Texts

SIZE = QSize(1280, 800)
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Tour:
    """An open office, what was filed in it, a paper, and the code of a receipt."""

    opened: Opened
    day: sample.Day
    paper: str
    code: str

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


def _journal_sieve(tour: Tour) -> None:
    tour.go("journal")
    journal = cast(JournalPage, tour.window.page("journal"))
    if journal.sieve.isHidden():
        journal.open_sieve()


def _no_journal_sieve(tour: Tour) -> None:
    tour.go("journal")
    cast(JournalPage, tour.window.page("journal")).sieve.hide()


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


def _intake_papers(tour: Tour) -> None:
    _intake(tour)
    tour.opened.intake.papers.open("health")


def _director(tour: Tour, signs: bool = False) -> None:
    tour.opened.office.signs = lambda: signs
    tour.go("director")
    tour.opened.director.reload()


def _refusing(tour: Tour) -> None:
    _director(tour)
    tour.opened.director.decide("decide-refuse")


def _signing(tour: Tour) -> None:
    """Everything that waits is in the folder, but for the clean ones."""
    _director(tour, signs=True)
    for place in range(tour.opened.director.model.rowCount()):
        tour.opened.director.table.selectRow(place)
        tour.opened.director.decide("decide-accept")


def _lending(tour: Tour) -> None:
    _director(tour)
    tour.opened.director.leases.begin()


def _preview(tour: Tour) -> None:
    tour.opened.preview.show_paper(tour.paper)
    tour.go("preview")


def _receipt_page(tour: Tour) -> ReceiptCheckPage:
    page = tour.window.page("receipt")
    assert isinstance(page, ReceiptCheckPage)
    return page


def _receipts(tour: Tour) -> None:
    tour.go("receipt")
    if not _receipt_page(tour).papers:
        _receipt_page(tour).take([("receipt.txt", tour.code.encode())])


def _question(tour: Tour) -> None:
    """The paper was sent to a printer, and nobody has said that it is in hand."""
    job = Job(Sheet(tour.paper, 2), b"%PDF", "Qabyldau")
    target = Target(FakePrinters(), "HP_LaserJet_Pro_M404dn")
    print_jobs(tour.opened.office.desk, DIRECTOR, [job], target)
    _preview(tour)


def _unanswered(tour: Tour) -> None:
    """A print nobody has answered for, among what needs attention."""
    _question(tour)
    tour.go("attention")
    page = tour.window.attention
    page.reload()
    page.table.selectRow(next(n for n, one in enumerate(page.model.lines()) if isinstance(one, OpenPrint)))


def _drawn(tour: Tour) -> bool:
    return bool(tour.opened.preview.view.pages)


def _sign_in(tour: Tour) -> None:
    tour.window._show_sign_in()


def _changing_order(tour: Tour) -> None:
    tour.go("orders")
    page = tour.opened.orders
    if not queries.orders(tour.opened.office.desk.replica):
        an_order(tour.opened.office.desk)
    page.open_amending(first_order(tour.opened.office.desk))
    page.amend.change.next_choice()  # type: ignore[union-attr]  # it was just opened


def _orders(tour: Tour) -> None:
    tour.go("orders")
    tour.opened.orders.close_amending()


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
    Screen("intake-papers", "intake", _intake_papers),
    Screen("card", "card", partial(_card, place=3)),
    Screen("card-correcting", "card", _correcting),
    Screen("card-asking", "card", _asking),
    Screen("card-papers", "card", _papers),
    Screen("card-signing", "card", partial(_card, place=0)),
    Screen("card-withdrawn", "card", partial(_card, place=5)),
    Screen("director", "director", _director),
    Screen("director-refuse", "director", _refusing),
    Screen("director-signing", "director", _signing),
    Screen("director-lending", "director", _lending),
    Screen("classes", "classes", lambda tour: tour.go("classes")),
    Screen("order", "orders", _orders),
    Screen("order-changing", "orders", _changing_order),
    Screen("outbox", "outbox", _offline),
    Screen("journal", "journal", _no_journal_sieve),
    Screen("journal-sieve", "journal", _journal_sieve),
    Screen("neighbours", "outbox", _neighbour),
    Screen("attention", "attention", lambda tour: tour.go("attention")),
    Screen("attention-print", "attention", _unanswered),
    Screen("preview", "preview", _preview, _drawn),
    Screen("preview-question", "preview", _question, _drawn),
    Screen("receipt-check", "receipt", _receipts, lambda tour: not _receipt_page(tour).work.busy),
)
SIGN_IN = Screen("sign-in", "", _sign_in)  # comes last: it ends the session


def open_tour(desk: Desk, day: sample.Day, catalogues: Path, folder: Path, size: QSize = SIZE) -> Tour:
    """The office as the program opens it, its director signed in, its line dead."""
    settings = Settings(data=folder, catalogues=catalogues)
    texts = {code: Texts(code, catalogues) for code in ("kk", "ru")}
    press = partial(to_pdf, texts=texts, fonts=settings.resources / "fonts")
    desk = with_keys(desk)
    code = code_of(desk, day.filed[3])
    paper = issue_receipt(desk, DIRECTOR, day.filed[3], press)
    opened = open_office(settings, desk, Tools(press, no_signer, always_holds), _no_line)
    opened.window.sign_in.signed_in.emit(DIRECTOR)
    opened.window.resize(size)
    opened.window.show()
    return Tour(opened, day, paper, code)


def visit(tour: Tour, screen: Screen) -> None:
    """Show a screen and let it settle."""
    screen.show(tour)
    sweep.settle(tour.app, lambda: screen.ready(tour))


def places(tour: Tour) -> set[str]:
    """Every place the window has."""
    return set(tour.window._places)


def _no_line() -> Line:
    raise ServerUnreachable

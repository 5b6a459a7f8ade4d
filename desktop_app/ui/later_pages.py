"""The pages behind the queue: each is imported, made and joined when somebody first needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from admission.roles import Role
from desktop_app.ui.main_window import CARD, INTAKE, PREVIEW, QUEUE, MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office

if TYPE_CHECKING:
    from desktop_app.ui.card_page import CardPage
    from desktop_app.ui.classes_page import ClassesPage
    from desktop_app.ui.dashboard_page import DashboardPage
    from desktop_app.ui.director_page import DirectorPage
    from desktop_app.ui.intake_page import IntakePage
    from desktop_app.ui.journal_page import JournalPage
    from desktop_app.ui.order_page import OrderPage
    from desktop_app.ui.preview_page import PreviewPage
    from desktop_app.ui.receipt_check_page import ReceiptCheckPage
    from desktop_app.usecases.decide_batch import Wish
    from desktop_app.usecases.print_paper import Sheet


class LaterPages:
    """Makes them over one office; `join` gives them the window they lead through."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._window: MainWindow

    def places(self) -> tuple[Place, ...]:
        """Where they are to be found."""
        return (
            Place(INTAKE, self._intake, "F4", role=Role.EXECUTOR),
            Place("director", self._director, "F8", lambda counts: counts.on_signature, Role.DIRECTOR),
            Place("classes", self._classes, "Ctrl+F10"),
            Place("orders", self._orders, "F10", role=Role.DIRECTOR),
            Place("overview", self._overview, "F11"),
            Place("journal", self._journal, "F12"),
            Place("receipt", self._receipt, "Ctrl+F12"),
            Place(CARD, self._card, listed=False),
            Place(PREVIEW, self._preview, listed=False),
        )

    def join(self, window: MainWindow) -> None:
        """What is chosen in the lists is shown on a card."""
        self._window = window
        window.open_application.connect(self._show_card)
        window.queue.review.connect(self._begin_review)
        window.show_paper.connect(self._show_paper)
        window.print_sheets.connect(self._print_sheets)

    def _intake(self) -> IntakePage:
        from desktop_app.ui.intake_page import IntakePage

        made = IntakePage(self._office)
        made.open_application.connect(self._show_card)
        made.show_sheets.connect(self._print_sheets)
        return made

    def _card(self) -> CardPage:
        from desktop_app.ui.card_page import CardPage

        made = CardPage(self._office)
        made.show_paper.connect(self._show_paper)
        made.show_sheets.connect(self._print_sheets)
        made.closed.connect(self._window.back)
        made.change_order.connect(self._change_order)
        made.collect = self._collect
        return made

    def _collect(self, wish: Wish) -> None:
        """Decided on the card, signed with the others on the director's page."""
        cast("DirectorPage", self._window.page("director")).collect(wish)
        self._window.go("director")

    def _director(self) -> DirectorPage:
        from desktop_app.ui.director_page import DirectorPage

        made = DirectorPage(self._office)
        made.open_application.connect(self._show_card)
        return made

    def _classes(self) -> ClassesPage:
        from desktop_app.ui.classes_page import ClassesPage

        made = ClassesPage(self._office)
        made.make_order.connect(self._make_order)
        made.show_paper.connect(self._show_paper)
        return made

    def _orders(self) -> OrderPage:
        from desktop_app.ui.order_page import OrderPage

        made = OrderPage(self._office)
        made.show_pdf.connect(self._show_pdf)
        return made

    def _preview(self) -> PreviewPage:
        from desktop_app.ui.preview_page import PreviewPage

        made = PreviewPage(self._office)
        made.closed.connect(self._window.back)
        return made

    def _overview(self) -> DashboardPage:
        from desktop_app.ui.dashboard_page import DashboardPage

        made = DashboardPage(self._office)
        made.show_queue.connect(self._show_queue)
        return made

    def _journal(self) -> JournalPage:
        from desktop_app.ui.journal_page import JournalPage

        made = JournalPage(self._office)
        made.open_application.connect(self._show_card)
        made.show_paper.connect(self._show_paper)
        return made

    def _receipt(self) -> ReceiptCheckPage:
        from desktop_app.ui.receipt_check_page import ReceiptCheckPage

        made = ReceiptCheckPage(self._office)
        made.open_application.connect(self._show_card)
        return made

    def _show_card(self, application: str) -> None:
        cast("CardPage", self._window.page(CARD)).show_application(application)
        self._window.go(CARD)

    def _make_order(self, language: str, letter: str, ids: list[str]) -> None:
        self._window.go("orders")
        cast("OrderPage", self._window.page("orders")).prepare(language, letter, ids)

    def _change_order(self, application: str) -> None:
        self._window.go("orders")
        cast("OrderPage", self._window.page("orders")).amend_for(application)

    def _begin_review(self, ids: list[str]) -> None:
        cast("CardPage", self._window.page(CARD)).begin_review(ids)

    def _show_paper(self, paper: str) -> None:
        cast("PreviewPage", self._window.page(PREVIEW)).show_paper(paper)
        self._window.go(PREVIEW)

    def _print_sheets(self, sheets: Sequence[Sheet]) -> None:
        self._window.go(PREVIEW)
        cast("PreviewPage", self._window.page(PREVIEW)).show_sheets(sheets, at_once=True)

    def _show_pdf(self, pdf: bytes | None, name: str, verdict: str, tone: str) -> None:
        cast("PreviewPage", self._window.page(PREVIEW)).show_order(pdf, name, verdict, tone)
        self._window.go(PREVIEW)

    def _show_queue(self, name: str) -> None:
        self._window.queue.show_filter(name)
        self._window.go(QUEUE)

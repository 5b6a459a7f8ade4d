"""The right half of a card: the scans, or the basket of papers; what is dropped anywhere on the card falls into it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from admission.application import Application, allowed_acts
from desktop_app.ui.office import Office
from desktop_app.ui.paper_basket import PaperBasket
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.paper_drops import Brought, Drops
from desktop_app.ui.paper_targets import ApplicationTarget


class PaperCorner(QStackedWidget):
    """One of two; the basket only where papers may still be attached."""

    def __init__(self, office: Office, page: QWidget, gear: Gear) -> None:
        super().__init__()
        self._office = office
        self._may, self._id = False, ""
        self.scans, self.basket = QWidget(), PaperBasket(office, gear)
        self.addWidget(self.scans)
        self.addWidget(self.basket)
        for over in (self.basket.closed, self.basket.emptied):
            over.connect(self.close_basket)
        self.currentChanged.connect(lambda _: self.updateGeometry())
        self.drops = Drops(page, lambda: self._may)
        self.drops.dropped.connect(self._dropped)
        for key, act in (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Open, self.choose),
        ):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def hold(self, scans: QLayout) -> None:
        """The scans, laid out."""
        scans.setContentsMargins(0, 0, 0, 0)
        self.scans.setLayout(scans)

    def minimumSizeHint(self) -> QSize:
        """What the seen one of the two needs: a closed basket takes no room."""
        seen = self.currentWidget()
        return seen.minimumSizeHint() if seen is not None else super().minimumSizeHint()

    def show_application(self, application: Application) -> None:
        """Of this application; another one begins with its scans."""
        self._may = "attached" in allowed_acts(application.status, self._office.officer.roles)
        if application.id != self._id or not self._may:
            self.close_basket()
        self._id = application.id
        self.basket.show_target(ApplicationTarget(self._office, application))

    def open(self, document: str | bool = "") -> None:
        """The basket, for this document if one is named (a button's own word is none)."""
        if not self._may:
            return
        if isinstance(document, str) and document:
            self.basket.choose_document(document)
        self.setCurrentWidget(self.basket)
        self.basket.sources["file"].setFocus()

    def paste(self) -> None:
        """What lies in the clipboard, into the basket."""
        self.open()
        if self._may:
            self.basket.paste()

    def choose(self) -> None:
        """Files of this computer, into the basket."""
        self.open()
        if self._may:
            self.basket.sources["file"].click()

    def close_basket(self) -> None:
        """Back to the scans; what lies in the basket stays in it."""
        self.setCurrentWidget(self.scans)

    def retranslate(self) -> None:
        """Every word again."""
        self.basket.retranslate()

    def _dropped(self, papers: Sequence[Brought]) -> None:
        self.open()
        self.basket.bring(papers)

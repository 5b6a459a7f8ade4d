"""Papers at the counter: one key opens the basket in the left half of the form; what is brought is held at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from admission.application import ApplicationDraft
from desktop_app.models.draft_papers import HeldLine, held_papers
from desktop_app.ui.intake_document import DocumentRow
from desktop_app.ui.intake_draft import YES
from desktop_app.ui.intake_form import IntakeForm
from desktop_app.ui.intake_held import HeldPapers
from desktop_app.ui.office import Office
from desktop_app.ui.paper_basket import PaperBasket
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.paper_drops import Brought, Drops
from desktop_app.ui.paper_sheets import Sheet
from desktop_app.ui.paper_targets import DraftTarget
from desktop_app.ui.theme import scale_of
from desktop_app.usecases.attach_later import hold_of_family

AT = "documents."
BESIDE = 950  # pixels of the page at scale 1


class IntakePapers(QObject):
    """Holds the basket of the form. `opened_for`: this document; `closed`: the form has the whole page again."""

    opened_for = Signal(str)
    closed = Signal()

    def __init__(
        self,
        office: Office,
        page: QWidget,
        form: IntakeForm,
        draft: Callable[[], ApplicationDraft],
        gear: Gear | None = None,
    ) -> None:
        super().__init__(page)
        self._office, self._page, self._form, self._draft = office, page, form, draft
        self._target: DraftTarget | None = None
        self._number, self._lines = 0, list[HeldLine]()
        self.panel, self.basket = QWidget(), PaperBasket(office, gear or Gear(), "intake-papers-close")
        self.held = HeldPapers(office)
        self.drops = Drops(page, lambda: office.signed_in)
        self.beside: QWidget = form  # the page says what it lies in
        self._lay_out()
        self._wire()

    @property
    def is_open(self) -> bool:
        """Whether the basket is seen."""
        return not self.panel.isHidden()

    @property
    def unbound(self) -> int:
        """How many papers show no document yet."""
        return sum(not one.document for one in self._lines)

    def begin(self) -> None:
        """Another form: what is held belongs to the one before."""
        self._number += 1
        self._target = None
        self.basket.forget_target()
        self._show([])
        if self.is_open:
            self.close()

    def recover(self) -> None:
        """What this officer was given for the unfinished form, in the basket again where it shows no document."""
        self._reload()
        numbers = [one.n for one in self._lines if not one.document]
        if numbers:
            self._office.do(self._aimed().sheets(numbers), self._put, quietly=True)

    def take_over(self, application: str) -> None:
        """The next child of the family: its own papers are here already."""
        if application:
            office = self._office
            work = partial(hold_of_family, office.desk, office.officer, application)
            office.do(work, partial(self._taken_over, self._number), quietly=True)

    def switch(self, cursor: str) -> None:
        """The key: the basket for the document under the cursor, or back to the form."""
        if self.is_open:
            self.close()
            return
        code = cursor.removeprefix(AT).split(".")[0] if cursor.startswith(AT) else ""
        self.open(code or self._next())

    def open(self, document: str = "") -> None:
        """The basket, for this document if one is named."""
        self.basket.show_target(self._aimed())
        if document:
            self.basket.choose_document(document)
        self.panel.show()
        self._fit()
        self._go_on()
        self._form.show_right_alone(True)  # last: a cursor that is hidden would run on through the form
        if document in self._form.rows:
            self.opened_for.emit(document)

    def close(self) -> None:
        """The form has the page again; what lies in the basket stays in it."""
        if self.is_open:
            self._form.show_right_alone(False)
            self.beside.show()
            self.closed.emit()
            self.panel.hide()

    def give_way(self) -> None:
        """There is something to read in the form."""
        if self.beside.isHidden():
            self.close()

    def hold_up(self) -> bool:
        """Whether papers without a document stand in the way of saving; then they are shown and told of."""
        self._reload()
        if not self.unbound and not self.basket.busy:
            return False
        self.open()
        self.basket.strip.setFocus()
        told = self._office.words("intake-papers-unbound", n=self.unbound) if self.unbound else ""
        if told:
            self.basket.say(told, "danger")
        return True

    def retranslate(self) -> None:
        """Every word again."""
        self.basket.retranslate()
        self.held.retranslate()
        self.panel.setAccessibleName(self._office.words("paper-title"))
        self._show(self._lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture or a file in the clipboard is no text for a line; another width, and the form has room or not."""
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._fit()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
            and _holds_papers()
        ):
            self._paste()
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """A narrow page has no room for the basket and the form beside it."""
        narrow = self._page.width() < BESIDE * scale_of(self._page.font())
        self.beside.setVisible(not (narrow and self.is_open))

    def _aimed(self) -> DraftTarget:
        if self._target is None:
            self._target = DraftTarget(self._office, self._draft, self._number)
        return self._target

    def _put(self, sheets: Sequence[Sheet]) -> None:
        self.basket.show_target(self._aimed())
        self.basket.strip.put(sheets)

    def _taken_over(self, number: int, _: object) -> None:
        if number == self._number:
            self._reload()
            self._tick({one.document for one in self._lines})

    def _reload(self) -> None:
        self._show(held_papers(self._office.desk.replica, self._office.officer.id))

    def _show(self, lines: Sequence[HeldLine]) -> None:
        self._lines = list(lines)
        self._form.count_papers(Counter(one.document for one in lines if one.document))
        self.held.show_lines(lines)

    def _attached(self) -> None:
        """Whoever brought a scan has brought the paper."""
        self._reload()
        self._tick({str(self.basket.document.currentData())})

    def _tick(self, documents: set[str]) -> None:
        for code in documents & self._form.rows.keys():
            self._form.entries[f"{AT}{code}"].fill(YES)

    def _emptied(self) -> None:
        following = self._next()
        if following:
            self.basket.choose_document(following)
            self.opened_for.emit(following)
        self._go_on()

    def _next(self) -> str:
        """The first required document of which no scan is here."""
        here = {one.document for one in self._lines}
        wanted = [code for code, row in self._form.rows.items() if not row.isHidden() and code not in here]
        return wanted[0] if wanted else ""

    def _go_on(self) -> None:
        """To the button that is pressed next: attach what is here, or bring more."""
        ready = self.basket.attach.isEnabled()
        (self.basket.attach if ready else self.basket.sources["file"]).setFocus()

    def _rested(self) -> None:
        self._reload()
        at = QApplication.focusWidget()
        if at in self.basket.sources.values() and self.basket.attach.isEnabled():
            self.basket.attach.setFocus()

    def _paste(self) -> None:
        self.open(self._next())
        self.basket.paste()

    def _choose(self) -> None:
        self.open(self._next())
        self.basket.sources["file"].click()

    def _dropped(self, papers: Sequence[Brought]) -> None:
        row: QWidget | None = self._page.childAt(self.drops.at)
        while row is not None and not isinstance(row, DocumentRow):
            row = row.parentWidget()
        self.open(row.rule.code if row is not None else "" if self.is_open else self._next())
        self.basket.bring(papers)

    def _let_go(self, sheets: Sequence[Sheet]) -> None:
        self._office.do(self._aimed().let_go(sheets), lambda _: self._reload(), quietly=True)

    def _take_back(self, n: int) -> None:
        self._office.do(self._aimed().take_back(n), self._taken_back, quietly=True)

    def _taken_back(self, sheets: Sequence[Sheet]) -> None:
        self._put(sheets)
        self._reload()
        self.basket.strip.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.basket, 1)
        column.addWidget(self.held)
        self.panel.hide()

    def _wire(self) -> None:
        basket = self.basket
        basket.closed.connect(self.close)
        basket.rested.connect(self._rested)
        basket.attached.connect(self._attached)
        basket.emptied.connect(self._emptied)
        basket.strip.dropped.connect(self._let_go)
        self.held.taken_back.connect(self._take_back)
        self.drops.dropped.connect(self._dropped)
        self._form.papers_wanted.connect(self.open)
        for line in self._form.findChildren(QLineEdit):
            line.setAcceptDrops(False)  # a file is for the basket, not its path for a name
            line.installEventFilter(self)
        escape = self._shortcut(QKeySequence(Qt.Key.Key_Escape), self.panel)
        escape.activated.connect(self.close)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Paste), self._page).activated.connect(
            self._paste
        )
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Open), self._page).activated.connect(
            self._choose
        )

    @staticmethod
    def _shortcut(keys: QKeySequence, where: QWidget) -> QShortcut:
        made = QShortcut(keys, where)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made


def _holds_papers() -> bool:
    mime = QGuiApplication.clipboard().mimeData()
    return mime is not None and (mime.hasUrls() or (mime.hasImage() and not mime.hasText()))

"""The main window: sign-in or office, the pages, the keys that lead to them, and an orderly end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from admission.roles import Officer
from desktop_app.models import outgoing
from desktop_app.ui.fields import Banner
from desktop_app.ui.frame import Footer, Header
from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.hint_bar import Hint
from desktop_app.ui.lock import IdleLock
from desktop_app.ui.navigation import Place, SideBar
from desktop_app.ui.office import Office, Page
from desktop_app.ui.queue_page import QueuePage
from desktop_app.ui.sign_in import SignIn, school_name
from desktop_app.ui.sync_light import SyncLight

if TYPE_CHECKING:
    from desktop_app.ui.attention_page import AttentionPage
    from desktop_app.ui.outbox_page import OutboxPage

FIND = "F2"
QUEUE, INTAKE, OUTBOX, ATTENTION = "queue", "intake", "outbox", "attention"
CARD, PREVIEW = "card", "preview"
IDLE = timedelta(minutes=10)


class MainWindow(QMainWindow):
    """The whole office in one window: the queue, then `others`, then the outbox and what needs attention.

    Pages are asked to reload when they are seen: at once the one in front, the others when somebody goes there.
    `open_application` tells that somebody chose one; a place named `intake` is where new ones begin. `made` names a
    page that is there now; `show_paper` and `print_sheets` are what the attention page asks for.
    """

    open_application = Signal(str)
    made = Signal(str)
    show_paper = Signal(str)
    print_sheets = Signal(object)

    def __init__(
        self,
        office: Office,
        heartbeat: Heartbeat,
        others: Sequence[Place],
        *,
        idle: timedelta = IDLE,
        stated_clock: bool = False,
    ) -> None:
        super().__init__()
        self._office, self._heartbeat, self.here = office, heartbeat, QUEUE
        self.queue, self._beat = QueuePage(office), Beat("starting")
        self._places = {place.name: place for place in self._all_places(others)}
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._came_from: dict[str, str] = {}
        self.sign_in = SignIn(office)
        self.side, self.header = SideBar(office, list(self._places.values())), Header(office)
        self.light = SyncLight(office)
        self.footer = Footer(office, self.light, stated_clock)
        self.notice = Banner("info")
        self._root, self._pages = QStackedWidget(), QStackedWidget()
        self._lock = IdleLock(cast(QGuiApplication, QGuiApplication.instance()), idle)
        self._keys = self._all_keys()
        self._begin()

    def _begin(self) -> None:
        self._lay_out()
        self._wire()
        self._show_sign_in()

    def go(self, name: str) -> None:
        """To a page, the cursor too; only who may go there gets there."""
        place = self._places[name]
        if place.role is None or self._office.officer.may(place.role):
            self._show(name)
            page = self.page(name)
            getattr(page, "arrive", page.setFocus)()

    def page(self, name: str) -> QWidget:
        """The page of that name; made now, if nobody needed it before."""
        make = self._places[name].page
        if name not in self._made and not isinstance(make, QWidget):
            self._take_in(name, make())
            if self._office.signed_in:
                cast(Page, self._made[name]).retranslate()
            self.made.emit(name)
        return self._made[name]

    @property
    def outbox(self) -> OutboxPage:
        """What waits for the centre."""
        return cast("OutboxPage", self.page(OUTBOX))

    @property
    def attention(self) -> AttentionPage:
        """What the centre refused, changed or set aside."""
        return cast("AttentionPage", self.page(ATTENTION))

    def make_next(self) -> bool:
        """Make one page that nobody needed yet; False when all are made."""
        rest = [name for name in self._places if name not in self._made]
        for name in rest[:1]:
            self.page(name)
        return len(rest) > 1

    def back(self) -> None:
        """From a card or a paper to where one came from."""
        self.go(self._came_from.pop(self.here, QUEUE))

    def _show(self, name: str) -> None:
        if name != self.here and not self._places[name].listed:
            self._came_from.setdefault(name, self.here)
        if self._places[name].listed:
            self._came_from.clear()
        self.here = name
        self.notice.say("")
        if name in self._stale:
            self._refresh(name)
        self._pages.setCurrentWidget(self.page(name))
        self.side.mark(name)
        self._show_hints()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lanes first, then widgets: no answer may come to a window that is gone."""
        self._lock.stop()
        self._heartbeat.close()
        self._office.key_window.close()
        self._office.desk_lane.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.setMinimumSize(1024, 680)
        for name, place in self._places.items():
            if isinstance(place.page, QWidget):
                self._take_in(name, place.page)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        margin = QVBoxLayout()
        margin.setContentsMargins(24, 12, 24, 0)
        margin.addWidget(self.notice)
        right.addWidget(self.header)
        right.addLayout(margin)
        right.addWidget(self._pages, 1)
        right.addWidget(self.footer)
        inside = QWidget()
        inside.setObjectName("ground")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self._root.addWidget(self.sign_in)
        self._root.addWidget(inside)
        self.setCentralWidget(self._root)

    def _wire(self) -> None:
        office = self._office
        office.changed.connect(self._changed)
        office.spoken.connect(self._spoken)
        office.notice.connect(self.notice.say)
        for listener in (self.light.take, self.footer.tell_time, self._hear):
            self._heartbeat.beat.connect(listener)
        office.carried.connect(self.light.carry)
        self.light.outbox.connect(partial(self.go, OUTBOX))
        self.queue.open_application.connect(self.open_application)
        if INTAKE in self._places:
            self.queue.new_application.connect(partial(self.go, INTAKE))
        self._wire_frame()

    def _wire_frame(self) -> None:
        self._lock.idle.connect(self._lock_up)
        self.sign_in.signed_in.connect(self._welcome)
        self.side.go.connect(self.go)
        self.header.leave.connect(self._show_sign_in)
        self.header.searched.connect(self._search)
        self.header.entered.connect(partial(self.go, QUEUE))

    def _all_places(self, others: Sequence[Place]) -> tuple[Place, ...]:
        return (
            Place(QUEUE, self.queue, "F5"),
            *others,
            Place(OUTBOX, self._make_outbox, "F6", lambda counts: counts.outbox),
            Place(ATTENTION, self._make_attention, "F7", lambda counts: counts.asking),
        )

    def _make_outbox(self) -> OutboxPage:
        from desktop_app.ui.outbox_page import OutboxPage

        made = OutboxPage(self._office)
        made.take(self._beat)
        self._heartbeat.beat.connect(made.take)
        self._office.carried.connect(made.carry)
        made.send_now.connect(self._heartbeat.sync_now)
        made.open_application.connect(self.open_application)
        return made

    def _make_attention(self) -> AttentionPage:
        from desktop_app.ui.attention_page import AttentionPage

        made = AttentionPage(self._office)
        made.open_application.connect(self.open_application)
        made.show_paper.connect(self.show_paper)
        made.print_sheets.connect(self.print_sheets)
        return made

    def _all_keys(self) -> list[QShortcut]:
        leading = {place.key: partial(self.go, name) for name, place in self._places.items() if place.key}
        return [self._key(key, act) for key, act in (*leading.items(), (FIND, self._find))]

    def _key(self, key: str, act: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(act)
        shortcut.setEnabled(False)
        return shortcut

    def _search(self, text: str) -> None:
        """Found applications are shown as one types; the cursor stays in the search."""
        if self.here != QUEUE or QUEUE in self._stale:
            self._show(QUEUE)
        self.queue.search(text)

    def _find(self) -> None:
        self.header.search.setFocus()
        self.header.search.selectAll()

    def _welcome(self, officer: Officer) -> None:
        another = not self._office.was(officer)
        first = QUEUE if another else self.here
        self._office.sign_in(officer)
        self._stale.update(self._places)
        self._refresh(first)  # before it is seen: it is dressed and laid out once
        self._root.setCurrentIndex(1)
        for key in self._keys:
            key.setEnabled(True)
        self._lock.start()
        self._say_all()
        self.go(first)

    def _hear(self, beat: Beat) -> None:
        self._beat = beat
        if beat.state == "revoked":
            self._show_sign_in()
            self.sign_in.close_for_good(beat.said)

    def _lock_up(self) -> None:
        officer = self._office.officer
        self._show_sign_in()
        self.sign_in.lock(officer)

    def _show_sign_in(self) -> None:
        for key in self._keys:
            key.setEnabled(False)
        self._lock.stop()
        self._office.sign_out()
        self._root.setCurrentIndex(0)
        self._title()

    def _changed(self) -> None:
        self.sign_in.reload()
        self._stale.update(self._places)
        if self._office.signed_in:
            self._refresh(self.here)
            self._count()

    def _refresh(self, name: str) -> None:
        self._stale.discard(name)
        cast(Page, self.page(name)).reload()

    def _spoken(self) -> None:
        self._say_all()
        if self._office.signed_in:
            self._show_hints()

    def _say_all(self) -> None:
        self.sign_in.retranslate()
        self.header.retranslate()
        self.footer.tell_time()
        self._title()
        if self._office.signed_in:
            for page in self._made.values():
                cast(Page, page).retranslate()
            self._count()

    def _count(self) -> None:
        self.side.show_counts(outgoing.counts(self._office.desk.replica, self._office.desk.now()))

    def _show_hints(self) -> None:
        own: tuple[Hint, ...] = getattr(self.page(self.here), "hints", ())
        self.footer.show_hints(((FIND, "hint-find"), *own))

    def _title(self) -> None:
        self.setWindowTitle(f"{self._office.words('brand')} — {school_name(self._office)}")

    def _take_in(self, name: str, page: QWidget) -> None:
        self._made[name] = page
        self._pages.addWidget(page)

"""The intake page: one dense form by the keyboard; kept while typed, judged on save, filed and receipted by one key."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.application import ApplicationDraft
from admission.problems import ActRefused, Problem, unconfirmed
from desktop_app.models import queries
from desktop_app.ui.fields import heading, primary, secondary, styled
from desktop_app.ui.intake_after import AfterFiling
from desktop_app.ui.intake_draft import Reading, for_next_child, read_child, read_draft
from desktop_app.ui.intake_form import IntakeForm
from desktop_app.ui.intake_live import LiveHelp
from desktop_app.ui.intake_papers import IntakePapers
from desktop_app.ui.intake_summary import Summary
from desktop_app.ui.layouts import scrolled
from desktop_app.ui.office import Office
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.print_filing import papers_of_filing
from desktop_app.ui.radar import Radar
from desktop_app.usecases.file_application import check_draft, file_application
from desktop_app.usecases.keep_draft import drop_draft, keep_draft

KEEP_AFTER_MS = 400
LOOK_AFTER_MS = 250
DOCUMENT_KEYS = range(1, 10)
PAPERS_KEY = "F3"
FORWARD = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
FIRST = "child.iin"


class IntakePage(QWidget):
    """`filed`: the application's id; `show_sheets`: what is printed; `open_application`: one that looks alike."""

    filed = Signal(str)
    show_sheets = Signal(object)
    open_application = Signal(str)
    hints = (
        ("F9", "hint-save-print"),
        ("Alt+1…9", "intake-hint-documents"),
        (PAPERS_KEY, "intake-hint-papers"),
        ("Ctrl+D", "intake-hint-radar"),
    )

    def __init__(self, office: Office, gear: Gear | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self.title, self.kept = heading(), styled(QLabel(), role="small")
        self.form = IntakeForm(office)
        self.live = LiveHelp(office, self.form)
        self.papers = IntakePapers(office, self, self.form, self._draft, gear)
        self.summary, self.radar, self._after = Summary(office), Radar(office), AfterFiling()
        self.next_child, self.new_family = self._after.next_child, self._after.new_family
        self.empty, self.save = secondary(), primary()
        self._family: dict[str, str] = {}
        self._filed_last = ""
        self._filled_for, self._last_cursor = "", FIRST
        self._busy, self._ready = False, False
        self._keep_timer = self._timer(KEEP_AFTER_MS, self._keep)
        self._look_timer = self._timer(LOOK_AFTER_MS, self._look)
        self._lay_out()
        self._wire()
        if office.signed_in:
            self.reload()

    def retranslate(self) -> None:
        """Every word again; what was typed stays."""
        words = self._office.words
        self.title.setText(words("intake-title"))
        self.save.setText(words("intake-save"))
        self.empty.setText(words("intake-empty"))
        self._after.retranslate(words)
        self.form.retranslate()
        self.radar.retranslate()
        self.papers.retranslate()
        self.kept.clear()
        if self._ready:
            self._offer()
            self.live.say_all()
            self._show(self.summary.problems)

    def reload(self) -> None:
        """The school's own answers again; an unfinished form comes back when its officer sits down."""
        if not self._ready:
            self._ready = True
            self.retranslate()
        self._offer()
        if self._filled_for != self._office.officer.id:
            self._filled_for = self._office.officer.id
            self._recover()

    def setFocus(self, *_: object) -> None:
        """The cursor goes where it was in the form, and begins at the child's IIN."""
        self.form.entries[self._last_cursor].setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page leaves nothing unkept; a window that closes has no lane any more."""
        pending = self._keep_timer.isActive()
        for timer in (self._keep_timer, self._look_timer):
            timer.stop()
        if pending and self.window().isVisible():
            self._keep()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on like Tab, past what was filled in for the clerk."""
        if event.key() in FORWARD and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.focusNextChild()
            while self.form.is_given(QApplication.focusWidget()):
                self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def file(self) -> None:
        """Judge the form; when nothing stands in the way, file it and issue the receipt."""
        if self._busy or self.papers.hold_up():
            return
        for entry in self.form.entries.values():
            entry.accept()
        reading = self._reading()
        draft = reading.draft
        stood_by, because = self.summary.stood_by, self.summary.reason
        judged = reading.all_problems(check_draft(self._office.desk, draft, self._office.officer))
        problems = tuple(one for one in judged if one.weight != "note")
        if unconfirmed(problems, stood_by):
            self._refuse(problems)
            return
        self._busy = True
        final = replace(draft, confirmed=stood_by, confirmed_because=because)
        work = partial(file_application, self._office.desk, self._office.officer, final)
        self._keep_timer.stop()
        self._office.do(work, self._filed, self._not_filed)

    def begin_next_child(self) -> None:
        """The same applicant has another child: applicant and address stay, the child is empty."""
        self._begin(self._family)
        for key in self._family:
            self.form.entries[key].given = True
        self.papers.take_over(self._filed_last)

    def begin_family(self) -> None:
        """An empty form."""
        self._begin({})

    def _begin(self, fields: dict[str, str]) -> None:
        self._after.hide()
        self._fill(fields)
        self._last_cursor = FIRST
        self.setFocus()

    def _empty_form(self) -> None:
        self._begin({})
        self._office.do(partial(drop_draft, self._office.desk, self._office.officer), quietly=True)

    def _filed(self, application: str) -> None:
        self._busy = False
        self._family, self._filed_last = for_next_child(self.form.fields()), application
        self._fill({})
        found = queries.application(self._office.desk.replica, application)
        assert found is not None, "it was just filed"
        words = self._office.words
        self._after.done.say(words("intake-done", number=found.number, due=words.moment(found.due)), "good")
        self._after.show()
        self.next_child.setFocus()
        self.filed.emit(application)
        self._office.do(partial(papers_of_filing, self._office, application), self.show_sheets.emit)

    def _not_filed(self, refused: ActRefused) -> None:
        self._busy = False
        self._refuse(refused.problems)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.papers.give_way()
        asked = self.summary.asks_reason(problems)
        self._show(problems)
        self._scroll.verticalScrollBar().setValue(0)
        if asked:
            self.summary.ask_reason()
        else:
            self.summary.focus_first()

    def _reading(self) -> Reading:
        fields, rules = self.form.fields(), self._office.desk.rules
        return read_draft(fields, self.live.school(), rules, self.live.today())

    def _draft(self) -> ApplicationDraft:
        return self._reading().draft

    def _show(self, problems: tuple[Problem, ...]) -> None:
        for entry in self.form.entries.values():
            entry.clear()
        for problem in reversed(problems):
            self.live.show(problem)
        self.summary.show_problems(problems, [self.live.field_of(problem) for problem in problems])

    def _jump(self, key: str) -> None:
        entry = self.form.entries[key]
        self.papers.close()
        entry.setFocus()
        self._scroll.ensureWidgetVisible(entry, 0, 60)

    def _show_row(self, document: str) -> None:
        """The papers' part of the form beside the basket."""
        QTimer.singleShot(0, self, partial(self._scroll.ensureWidgetVisible, self.form.rows[document], 0, 60))

    def _fill(self, fields: dict[str, str]) -> None:
        self.form.fill(
            {"registered.locality": self.live.school().address.locality, "notify_in": "kk", **fields}
        )
        self.papers.begin()
        self.live.begin()
        self._show(())
        self.radar.look(read_child({}, self.live.today()))
        self._keep_timer.stop()
        self.kept.clear()

    def _offer(self) -> None:
        streams = queries.streams(self._office.desk.replica)
        self.form.offer(self.live.school(), [stream.language for stream in streams])
        self.form.link_stops((self.save, self.empty))

    def _recover(self) -> None:
        """The unfinished form of this officer, with the cursor where it stood."""
        kept = queries.kept_draft(self._office.desk.replica, self._office.officer.id)
        self._fill(kept.fields if kept else {})
        self._look()
        self.papers.recover()
        words = self._office.words
        self.kept.setText(words("intake-recovered", at=words.moment(kept.at)) if kept else "")
        self._last_cursor = kept.field if kept and kept.field in self.form.entries else FIRST
        self.setFocus()

    def _changed(self) -> None:
        if self._filled_for:
            if not self._keep_timer.isActive():  # else a quick clerk, who makes no pause, is never kept
                self._keep_timer.start()
            self._look_timer.start()

    def _cursor_moved(self) -> None:
        here = self._cursor()
        if here and here != self._last_cursor and not self.papers.is_open:
            self._last_cursor = here
            if self.kept.text():
                self._keep_timer.start()

    def _cursor(self) -> str:
        at = QApplication.focusWidget()
        found = (key for key, entry in self.form.entries.items() if at is not None and at in entry.stops())
        return next(found, "")

    def _keep(self) -> None:
        desk, officer, fields = self._office.desk, self._office.officer, self.form.fields()
        work = partial(keep_draft, desk, officer, fields, self._last_cursor)
        self._office.do(work, self._say_kept, quietly=True)

    def _say_kept(self, _: object) -> None:
        words = self._office.words
        self.kept.setText(words("intake-kept", at=words.time(self._office.desk.now())))

    def _look(self) -> None:
        self.radar.look(read_child(self.form.fields(), self.live.today()))

    def _application(self) -> QApplication:
        found = QApplication.instance()
        assert isinstance(found, QApplication)
        return found

    def _timer(self, wait: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch()
        top.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 10, 28, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._after)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.papers.panel, 1)
        body.addWidget(self._scrolled(), 1)
        column.addLayout(body, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.empty)
        buttons.addStretch()
        column.addLayout(buttons)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self.form)
        self.form.put_beside(self.radar)
        column.addStretch()
        self._scroll = self.papers.beside = scrolled(inside)
        return self._scroll

    def _wire(self) -> None:
        self.form.changed.connect(self._changed)
        self._application().focusChanged.connect(self._cursor_moved)
        self.save.clicked.connect(self.file)
        self.empty.clicked.connect(self._empty_form)
        self.next_child.clicked.connect(self.begin_next_child)
        self.new_family.clicked.connect(self.begin_family)
        self.summary.jump.connect(self._jump)
        self.summary.stand_by.connect(self.file)
        self.papers.closed.connect(self.setFocus)
        self.papers.opened_for.connect(self._show_row)
        self.radar.open_application.connect(self.open_application)
        self._office.seated.connect(self.reload)
        for keys in ("F9", "Ctrl+Return", "Ctrl+Enter"):
            self._key(keys, self.file)
        self._key("Ctrl+D", self.radar.open_first)
        self._key(PAPERS_KEY, lambda: self.papers.switch(self._last_cursor))
        self._key("Ctrl+N", self.next_child.click)
        for place in DOCUMENT_KEYS:
            self._key(f"Alt+{place}", partial(self.live.toggle_paper, place))

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

"""The first run: a handful of steps, by the keyboard, after which this computer is a desk of its school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from admission.profiles import RuleProfile
from desktop_app.practice import start_practice
from desktop_app.settings import Settings, keep_preferences, read_preferences
from desktop_app.sync.beginning import STEPS, Beginning
from desktop_app.ui import theme
from desktop_app.ui.fields import Banner, Card, Chip, link, primary, secondary, styled
from desktop_app.ui.first_run_last import FillStep, PrinterStep
from desktop_app.ui.first_run_step import Step
from desktop_app.ui.first_run_steps import CentreStep, KeyStep, LanguageStep, SchoolStep, SheetStep
from desktop_app.ui.first_run_words import sentence
from desktop_app.ui.lane import Lane
from desktop_app.ui.languages import LanguageSwitch
from desktop_app.ui.theme import scale_of
from desktop_app.ui.wording import Words

CARD_WIDTH = 720


class FirstRun(QWidget):
    """`finished`: this computer is a desk now; `practise`: somebody would rather practise first."""

    finished = Signal()
    practise = Signal()

    def __init__(self, words: Words, beginning: Beginning, lane: Lane) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.words, self.beginning, self._lane = words, beginning, lane
        self.centre, self.school = CentreStep(words, beginning), SchoolStep(words, beginning)
        self.fill = FillStep(words, beginning, lane)
        made: tuple[Step, ...] = (
            LanguageStep(words, beginning),
            KeyStep(words, beginning),
            SheetStep(words, beginning),
            self.centre,
            self.school,
            PrinterStep(words, beginning),
            self.fill,
        )
        self.steps = {step.name: step for step in made}
        self.brand, self.trail = styled(QLabel(), role="brand"), Chip(tone="accent")
        self.trouble, self.pages = Banner("danger"), QStackedWidget()
        self.back, self.next, self.instead = secondary(), primary(), link()
        self.languages = LanguageSwitch(words)
        self.here, self._busy = "", False
        self._error: BaseException | None = None
        self._lay_out()
        self._wire()
        self.go(beginning.reached)

    def go(self, name: str) -> None:
        """Show this step."""
        if self.here:
            self.steps[self.here].leave()
        self.here = name
        self._error = None
        self.pages.setCurrentWidget(self.steps[name])
        self.retranslate()
        self._rest(busy=False)
        if name == "school":
            self._run(self.beginning.school, self._school_came)
        self.steps[name].arrive()

    def retranslate(self) -> None:
        """Every word again, in the language of the moment; what was typed stays."""
        words = self.words
        self.setWindowTitle(words("first-window"))
        self.brand.setText(words("brand"))
        self.trail.show_as(words("first-trail", n=STEPS.index(self.here) + 1, of=len(STEPS)), "accent")
        self.back.setText(words("first-back"))
        own = f"first-{self.here}-next"
        self.next.setText(words(own if words.has(own) else "first-next"))
        self.instead.setText(words("practice-open"))
        self.instead.setToolTip(words("practice-open-explain"))
        self.trouble.say(sentence(words, self._error) if self._error else "", "danger")
        for step in self.steps.values():
            step.retranslate()

    def go_on(self) -> None:
        """Next: what this step asks is checked, done, kept; then the step after it."""
        step = self.steps[self.here]
        if self._busy or not step.check():
            return
        work = step.work()
        if work is None:
            self._advance()
        else:
            self._run(work, lambda _: self._advance())

    def go_back(self) -> None:
        """The step before, past those that are done for good."""
        before = self._before()
        if before and not self._busy:
            self.go(before)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The lane ends what it does; what is half done goes on at the next start."""
        for step in self.steps.values():
            step.leave()
        self._lane.close()
        super().closeEvent(event)

    def _advance(self) -> None:
        if self.here == "school" and not self.school.ours:
            self.school.ours = True
            self.go("centre")
            self.centre.ask_new_code()
        elif self.here == STEPS[-1]:
            self.finished.emit()
        else:
            self._keep_language()
            after = STEPS[STEPS.index(self.here) + 1]
            self.go(self.beginning.reached if after == "key" and self.beginning.replica else after)

    def _keep_language(self) -> None:
        data = self.beginning.settings.data
        kept = read_preferences(data)
        if kept.language != self.words.language or self.here == STEPS[0]:
            keep_preferences(data, replace(kept, language=self.words.language))

    def _before(self) -> str:
        earlier = STEPS[: STEPS.index(self.here)]
        if self.here == "sheet":  # it is shown once
            return ""
        return next((name for name in reversed(earlier) if not self.steps[name].once), "")

    def _run(self, work: Callable[[], object], done: Callable[[object], object]) -> None:
        self._error = None
        self.trouble.say("")
        self._rest(busy=True)

        def well(result: object) -> None:
            self._rest(busy=False)
            done(result)

        self._lane.run(work, well, self._went_wrong)

    def _went_wrong(self, error: BaseException) -> None:
        self._rest(busy=False)
        self._error = error
        self.trouble.say(sentence(self.words, error), "danger")
        self.steps[self.here].stumbled(error)

    def _school_came(self, found: object) -> None:
        self.school.show_school(found)  # type: ignore[arg-type]  # Beginning.school's answer
        self.next.setFocus()

    def _rest(self, *, busy: bool) -> None:
        self._busy = busy
        self.next.setEnabled(not busy)
        self.back.setEnabled(not busy and bool(self._before()))

    def _lay_out(self) -> None:
        card = Card(margin=32, spacing=14)
        card.setFixedWidth(round(CARD_WIDTH * scale_of(self.font())))
        top, buttons = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.brand, 1)
        top.addWidget(self.trail)
        for step in self.steps.values():
            self.pages.addWidget(step)
        for part in (self.back, self.instead):
            buttons.addWidget(part)
        buttons.addStretch()
        buttons.addWidget(self.languages)
        buttons.addWidget(self.next)
        card.add(top)
        card.add(self.trouble)
        card.inside.addWidget(self.pages, 1)
        card.add(buttons)
        self._put_in_the_middle(card)

    def _put_in_the_middle(self, card: Card) -> None:
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(card)
        middle.addStretch()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle, 6)
        column.addStretch(1)
        self.setMinimumSize(1024, 680)

    def _wire(self) -> None:
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.instead.clicked.connect(self.practise)
        self.words.changed.connect(self.retranslate)
        for step in self.steps.values():
            step.forward.connect(self.go_on)
            step.waits.connect(lambda busy: self._rest(busy=busy))
        for keys, act in (("Alt+Left", self.go_back), ("Alt+Right", self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def run(settings: Settings, beginning: Beginning, rules: RuleProfile) -> bool:
    """Show the wizard until it is finished (True) or closed; what was reached is kept either way."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the office has windows"
    theme.apply(app, settings.dark)
    wizard = FirstRun(Words(settings.catalogues, rules, settings.language), beginning, Lane("first-lane"))
    over: list[bool] = []

    def end() -> None:
        over.append(True)
        wizard.close()

    wizard.finished.connect(end)
    wizard.practise.connect(lambda: start_practice(replace(settings, language=wizard.words.language)))
    wizard.resize(1280, 800)
    wizard.show()
    app.exec()
    return bool(over)

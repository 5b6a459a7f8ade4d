"""A print nobody has answered for, under "Needs attention": which paper, who, when, what printer; the answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.models.lines import AGAIN, IN_HAND, NOT_NEEDED, OPEN, OpenPrint
from desktop_app.ui.attention_fact import Fact
from desktop_app.ui.fields import Card, Chip, link, primary, secondary, section
from desktop_app.ui.layouts import scrolled, wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words
from desktop_app.usecases.answer_print import answer_print, print_anew

FACTS = ("paper", "who", "printer", "why", "advice")
BESIDE = ("who", "printer")
AGAIN_KEY, IN_HAND_KEY = "Ctrl+P", "Ctrl+Return"


def paper_named(item: OpenPrint, words: Words) -> str:
    """The kind of paper; a copy says which one it is, a signed order that it is one."""
    name = words(f"card-paper-kind-{item.kind or 'order'}")
    return words("print-copy", name=name, copy=item.copy) if item.copy else name


def whose(item: OpenPrint) -> str:
    """`А-0002 · Қасымова Аяулым`, or the number alone."""
    return " · ".join(filter(None, (item.number, item.child)))


def how(item: OpenPrint) -> str:
    """Why it asks: sent, sending, again or trouble."""
    outcome = item.line.outcome
    return outcome if outcome in OPEN or outcome == AGAIN else "trouble"


def state(item: OpenPrint, words: Words) -> str:
    """The same in a word or two."""
    return words(f"attention-print-{how(item)}")


class PrintQuestion(Card):
    """`answered`: somebody said what became of it (the item's id); `print_sheets`: these are printed instead;
    `show_paper`, `open_application`: somebody wants to see its paper, or the application of it (their ids)."""

    answered = Signal(str)
    print_sheets = Signal(object)
    show_paper = Signal(str)
    open_application = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(margin=18, spacing=8)
        self._office = office
        self.item: OpenPrint | None = None
        self.about, self.state = wrapped(section()), Chip()
        self.facts = {name: Fact(f"attention-print-fact-{name}") for name in FACTS}
        self.again, self.in_hand, self.not_needed = primary(), secondary(), secondary()
        self.see, self.open = link(), link()
        self._buttons = {
            self.again: ("again", AGAIN_KEY),
            self.in_hand: ("in-hand", "Ctrl+Enter"),
            self.not_needed: ("not-needed", "Del"),
            self.see: ("see", "Enter"),
            self.open: ("open", ""),
        }
        self._lay_out()
        self._name_buttons()
        self.again.clicked.connect(self.print_again)
        self.in_hand.clicked.connect(self.confirm)
        self.not_needed.clicked.connect(self.drop)
        self.see.clicked.connect(self.go)
        self.open.clicked.connect(self._open)

    def show_item(self, item: OpenPrint) -> None:
        """This print, in the language of the moment."""
        self.item = item
        words, line = self._office.words, item.line
        self.about.setText(f"{paper_named(item, words)} · {whose(item)}")
        self.state.show_as(state(item, words), "danger" if how(item) == "trouble" else "warn")
        told = {
            "paper": words("print-set-item", name=paper_named(item, words), copies=line.copies),
            "who": f"{line.by}, {words.moment(line.at)}",
            "printer": line.printer,
            "why": self._why(item),
            "advice": words(f"attention-print-advice-{self._advised(item)}"),
        }
        for name, text in told.items():
            self.facts[name].say(self._office, text)
        self._name_buttons(item)
        self.setAccessibleName(f"{self.state.accessibleName()}. {self.about.text()}")

    def go(self) -> None:
        """To its paper, where it is here."""
        if self.item is not None and self.item.kind:
            self.show_paper.emit(self.item.line.paper)

    def print_again(self) -> None:
        """Itself or a copy of it, on the remembered printer."""
        item, office = self.item, self._office
        if item is not None and item.kind:
            work = partial(print_anew, office.desk, office.officer, item.line, office.press)
            office.do(work, self.print_sheets.emit)

    def confirm(self) -> None:
        """Somebody holds it."""
        self._answer(IN_HAND)

    def drop(self) -> None:
        """Nobody needs it any more."""
        self._answer(NOT_NEEDED)

    def _answer(self, answer: str) -> None:
        item, office = self.item, self._office
        if item is not None:
            work = partial(answer_print, office.desk, office.officer, item.id, answer)
            office.do(work, lambda _: self.answered.emit(item.id))

    def _open(self) -> None:
        if self.item is not None:
            self.open_application.emit(self.item.application)

    def _why(self, item: OpenPrint) -> str:
        words, key = self._office.words, f"print-trouble-{item.line.outcome}"
        return words(key if how(item) == "trouble" else f"attention-print-why-{how(item)}")

    def _advised(self, item: OpenPrint) -> str:
        if not item.kind:
            return "order"
        return "trouble" if how(item) == "trouble" and item.line.outcome != "slow" else "look"

    def _name_buttons(self, item: OpenPrint | None = None) -> None:
        words, about = self._office.words, self.about.text()
        has = dict.fromkeys((self.again, self.see), item is not None and item.kind)
        has[self.open] = item is not None and item.application
        for button, (name, key) in self._buttons.items():
            button.setText(words(f"attention-print-do-{name}"))
            button.setToolTip(key)
            button.setAccessibleName(f"{button.text()}: {about}" if about else button.text())
            button.setVisible(bool(has.get(button, True)))

    def _lay_out(self) -> None:
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        beside = _row(*(self.facts[name] for name in BESIDE), spacing=24)
        for name in FACTS:
            if name == BESIDE[0]:
                column.addLayout(beside)
            elif name not in BESIDE:
                column.addWidget(self.facts[name])
        column.addStretch()
        self.add(self.about)
        self.inside.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(scrolled(told), 1)
        for buttons in ((self.again, self.in_hand, self.not_needed), (self.see, self.open)):
            row = _row(*buttons, spacing=10)
            row.addStretch()
            self.add(row)


def _row(*parts: QWidget, spacing: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        row.addWidget(part, 0 if isinstance(part, QPushButton) else 1)
    return row

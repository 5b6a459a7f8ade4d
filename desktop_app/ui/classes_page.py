"""The page of classes: accepted children are put down for letters, by hand or by a proposal; then come the orders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from admission.acts import LETTER_LENGTH
from admission.application import TwinsWish
from admission.classes import letters_of
from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.models.class_children import class_children
from desktop_app.ui.classes_bar import ClassBar, orderable_among
from desktop_app.ui.classes_board import ClassBoard
from desktop_app.ui.classes_papers import ClassPapers
from desktop_app.ui.classes_plan import NOWHERE, ClassPlan
from desktop_app.ui.classes_wish import KEY, WishButton
from desktop_app.ui.fields import Banner, heading, primary, quiet, secondary, styled
from desktop_app.ui.layouts import WrappingRow, empty
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of
from desktop_app.usecases.class_children import class_children as record_classes

MOST_TOLD = 2
LETTER_WIDTH = 48  # pixels at scale 1


class ClassesPage(QWidget):
    """`make_order`: language, letter and ids; `show_paper`: a paper was issued.

    What is not saved stays as it is, for its officer, while others work here.
    """

    make_order = Signal(str, str, object)
    show_paper = Signal(str)
    hints = (
        ("А…Я  1…9", "classes-hint-letter"),
        ("Ctrl+← →", "classes-hint-shift"),
        (KEY, "classes-hint-twins"),
        ("Ctrl+Z", "classes-hint-undo"),
        ("Ctrl+S", "classes-hint-save"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._plans: dict[tuple[str, str], ClassPlan] = {}
        self._language = ""
        self.title, self.told = heading(), quiet()
        self.languages = QHBoxLayout()
        self.propose, self.undo, self.add = secondary(), secondary(), secondary()
        self.letter, self.twins, self.save = QLineEdit(), WishButton(office), primary()
        self.board, self.warnings, self.news = ClassBoard(office), Banner("warn"), Banner()
        self.bar, self.papers = ClassBar(office), ClassPapers(office)
        self.letter.setMaxLength(LETTER_LENGTH)
        self._lay_out()
        self._wire()

    @property
    def plan(self) -> ClassPlan:
        """The plan of the language that is shown, as this officer has it."""
        return self._plans.setdefault((self._office.officer.id, self._language), ClassPlan())

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("classes-title"))
        self.propose.setText(words("classes-propose"))
        self.propose.setToolTip(words("classes-propose-tip"))
        self.undo.setText(words("classes-undo"))
        self.add.setText(words("classes-add-letter"))
        self.letter.setAccessibleName(words("order-letter"))
        self.letter.setToolTip(words("classes-letter-tip"))
        self.twins.retranslate()
        self.bar.retranslate()
        if self._language:
            self.reload()

    def reload(self) -> None:
        """Ask again; what is not saved yet stays."""
        desk = self._office.desk
        streams = queries.streams(desk.replica)
        letters = letters_of(streams, desk.rules.class_size)
        if self._language not in letters:
            self._language = next(iter(letters), "")
        taken = {one for language, own in letters.items() if language != self._language for one in own}
        children = class_children(desk.replica, desk.rules.year, self._language)
        self.plan.load(children, letters.get(self._language, ()), taken)
        self._show_languages(list(letters))
        self._show()

    def arrive(self) -> None:
        """The cursor into the class in hand."""
        self.board.enter(self.board.letter)

    def choose_language(self, language: str) -> None:
        """The classes of this language of instruction."""
        self._language = language
        self.news.say("")
        self.reload()

    def keep(self) -> None:
        """Record what was changed."""
        self._keep(lambda: None)

    def order(self) -> None:
        """Straight to the order of the class in hand; what is not saved is saved before."""
        letter = self.board.letter
        ids = orderable_among(self.plan.of(letter))
        if letter and ids:
            self._keep(partial(self.make_order.emit, self._language, letter, ids))

    def _keep(self, then: Callable[[], object]) -> None:
        office, plan = self._office, self.plan
        wishes = plan.wishes()
        if not wishes:
            then()
            return
        self.save.setEnabled(False)
        work = partial(record_classes, office.desk, office.officer, wishes)
        office.do(work, partial(self._kept, plan, then), self._refused)

    def _kept(self, plan: ClassPlan, then: Callable[[], object], amount: int) -> None:
        plan.forget()
        self.reload()
        self.news.say(self._office.words("classes-saved", n=amount), "good")
        then()

    def _refused(self, refused: ActRefused) -> None:
        self.reload()
        self.news.say(self._office.trouble(refused), "danger")

    def _move(self, ids: list[str], letter: str) -> None:
        self.plan.move(ids, letter)
        self._changed()

    def _propose(self) -> None:
        self.plan.propose(self._office.desk.rules.class_limit)
        self._changed()

    def _undo(self) -> None:
        self.plan.undo()
        self._changed()

    def _add(self) -> None:
        letter = self.plan.add_letter(self.letter.text())
        self.letter.clear()
        self._changed()
        self.board.enter(letter)

    def _remove(self) -> None:
        letter = self.board.letter
        if letter:
            self.plan.remove_letter(letter)
            self._changed()
            self.board.enter(NOWHERE)

    def _wish(self, wish: TwinsWish) -> None:
        self.plan.wish(self.board.ids(), wish)
        self._changed()

    def _changed(self) -> None:
        """Somebody did something: what was told of before is read."""
        self.news.say("")
        self._show()

    def _show(self) -> None:
        plan, words = self.plan, self._office.words
        self.board.show_plan(plan)
        wishes, waiting = len(plan.wishes()), len(plan.of(NOWHERE))
        self.save.setText(words("classes-save-n", n=wishes) if wishes else words("classes-save"))
        self.save.setEnabled(bool(wishes))
        self.undo.setEnabled(plan.undoable)
        self.letter.setPlaceholderText(plan.next_letter)
        self.propose.setEnabled(bool(waiting))
        told = words("classes-told", waiting=waiting, placed=len(plan.children) - waiting)
        self.told.setText(told if plan.children else words("classes-nobody"))
        self._warn()
        self._show_chosen()

    def _warn(self) -> None:
        words = self._office.words
        found = [words.problem(one) for one in self.plan.problems(self._office.desk.rules)]
        more = f" {words('classes-more', n=len(found) - MOST_TOLD)}" if len(found) > MOST_TOLD else ""
        self.warnings.say("\n".join(found[:MOST_TOLD]) + more, "warn")
        self.warnings.setToolTip("\n".join(found))

    def _show_chosen(self) -> None:
        plan = self.plan
        self.twins.show_twins(plan.twins_among(self.board.ids()))
        self.bar.show_class(plan, self.board.letter)

    def _show_languages(self, languages: list[str]) -> None:
        empty(self.languages)
        for language in languages:
            button: QPushButton = styled(QPushButton(self._office.words.teaching(language)), role="filter")
            button.setCheckable(True)
            button.setChecked(language == self._language)
            button.clicked.connect(partial(self.choose_language, language))
            self.languages.addWidget(button)

    def _wire(self) -> None:
        for button, act in (
            (self.propose, self._propose),
            (self.undo, self._undo),
            (self.add, self._add),
            (self.save, self.keep),
        ):
            button.clicked.connect(act)
        self.letter.returnPressed.connect(self._add)
        self.twins.asked.connect(self._wish)
        self.board.moved.connect(self._move)
        self.board.chosen.connect(self._show_chosen)
        self.bar.order.connect(self.order)
        self.bar.remove.connect(self._remove)
        self.bar.paper.connect(lambda: self.papers.class_list(self._language, self.board.letter))
        self.bar.book.connect(partial(self.papers.alphabet_book, self))
        self.bar.table.connect(partial(self.papers.ask_table, self))
        self.papers.show_paper.connect(self.show_paper)
        self.papers.told.connect(self.news.say)
        for keys, act in (("Ctrl+Z", self._undo), ("Ctrl+S", self.keep), (KEY, self.twins.click)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        head, tools, column = WrappingRow(), WrappingRow(), QVBoxLayout(self)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addLayout(self.languages)
        head.addStretch()
        head.addWidget(self.save)
        tools.setSpacing(8)
        for part in (self.propose, self.undo, self.letter, self.add, self.twins):
            tools.addWidget(part)
        tools.addWidget(self.told, 1)
        self.letter.setFixedWidth(round(LETTER_WIDTH * scale_of(self.font())))
        column.setContentsMargins(28, 10, 28, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.warnings)
        column.addWidget(self.news)
        column.addWidget(self.board, 1)
        column.addWidget(self.bar)

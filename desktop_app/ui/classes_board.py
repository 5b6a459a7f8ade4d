"""The board of classes: a column for each letter beside those who stand in none; children go from one to another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from admission.classes import Tally
from desktop_app.models.class_children import ClassChild
from desktop_app.ui.classes_list import ClassList, ClassModel
from desktop_app.ui.classes_plan import NOWHERE, ClassPlan
from desktop_app.ui.classes_wish import SIGNS
from desktop_app.ui.fields import Card, Chip, styled
from desktop_app.ui.layouts import empty
from desktop_app.ui.office import Office
from desktop_app.ui.theme import scale_of

WIDTH, WAITING_WIDTH = 176, 208  # pixels at scale 1
PEEK = 48  # pixels


class ClassColumn(Card):
    """One class, or nobody's: its name, its numbers, its children."""

    def __init__(self, office: Office, letter: str) -> None:
        super().__init__(margin=6, spacing=4)
        self._office, self.letter = office, letter
        self._twins: set[str] = set()
        self.title, self.amount, self.numbers = styled(QLabel(), role="section"), Chip(), QLabel()
        styled(self.numbers, role="small")
        self.list = ClassList(ClassModel(_name, self._marks, self._about))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.amount)
        self.add(head)
        self.add(self.numbers)
        self.inside.addWidget(self.list, 1)
        if letter:
            self.setMinimumWidth(round(WIDTH * scale_of(self.font())))
        else:
            self.setFixedWidth(round(WAITING_WIDTH * scale_of(self.font())))

    def show_class(self, plan: ClassPlan, numbers: Tally) -> None:
        """Who stands here now."""
        self._twins = set(plan.twins)
        words, rules = self._office.words, self._office.desk.rules
        name = words("classes-class", letter=self.letter) if self.letter else words("classes-nowhere")
        self.title.setText(name)
        self.amount.show_as(_amount(self.letter, numbers, rules.class_size), self._tone(numbers))
        told = words("classes-numbers", girls=numbers.girls, boys=numbers.boys, special=numbers.special)
        self.numbers.setText(told)
        self.list.setAccessibleName(f"{name}, {numbers.size}, {told}")
        self.list.show_children(plan.of(self.letter))

    def _tone(self, numbers: Tally) -> str:
        rules = self._office.desk.rules
        if not self.letter:
            return "info" if numbers.size else "good"
        if numbers.size > rules.class_limit:
            return "danger"
        return "warn" if numbers.size > rules.class_size else "good" if numbers.size else "idle"

    def _marks(self, child: ClassChild) -> str:
        words = self._office.words
        twin = child.twins in self._twins
        found = (
            SIGNS[child.twins_wish] if twin else "",
            words("classes-special-sign") if child.special else "",
            words("classes-girl-sign" if child.girl else "classes-boy-sign"),
        )
        return " ".join(filter(None, found))

    def _about(self, child: ClassChild) -> str:
        words = self._office.words
        twin = child.twins in self._twins
        found = (
            child.name.full,
            f"{child.number} · {words.day(child.born)}",
            words("classes-girl" if child.girl else "classes-boy"),
            words("classes-special") if child.special else "",
            words(f"classes-twin-{child.twins_wish or 'none'}") if twin else "",
            words("classes-in-order", number=child.order) if child.order else "",
        )
        return "\n".join(filter(None, found))


class ClassBoard(QWidget):
    """`moved`: ids and the letter they shall have; `chosen`: other children are chosen, or another class is in hand."""

    moved = Signal(object, str)
    chosen = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._letters: list[str] = []
        self.columns: dict[str, ClassColumn] = {}
        self.letter = NOWHERE
        self.waiting, self._row = QVBoxLayout(), QHBoxLayout()
        self._scroll = QScrollArea()
        self._lay_out()
        self._make(NOWHERE, self.waiting)

    def show_plan(self, plan: ClassPlan) -> None:
        """Every class as the plan has it; the columns are made anew only where there are other letters."""
        if plan.letters != self._letters:
            self._make_columns(plan.letters)
        numbers = plan.tally()
        for letter, column in self.columns.items():
            column.show_class(plan, numbers.get(letter, Tally()))

    def ids(self) -> list[str]:
        """The children chosen in the class that is in hand."""
        return self.columns[self.letter].list.ids()

    def enter(self, letter: str) -> None:
        """The cursor into this class."""
        self.columns[letter].list.setFocus()

    def _make_columns(self, letters: list[str]) -> None:
        waiting = self.columns[NOWHERE]
        empty(self._row)
        self.columns, self._letters = {NOWHERE: waiting}, letters
        for letter in letters:
            self._make(letter, self._row)
        if self.letter not in self.columns:
            self._enter(NOWHERE)

    def _make(self, letter: str, where: QHBoxLayout | QVBoxLayout) -> None:
        column = ClassColumn(self._office, letter)
        self.columns[letter] = column
        children = column.list
        children.dropped.connect(partial(self._drop, letter), Qt.ConnectionType.QueuedConnection)
        children.sent.connect(self._send)
        children.away.connect(partial(self._put, NOWHERE))
        children.shifted.connect(partial(self._shift, letter))
        children.left.connect(partial(self._leave, letter))
        children.entered.connect(partial(self._enter, letter))
        children.hovered.connect(partial(self._uncover, letter))
        children.chosen.connect(self.chosen)
        where.addWidget(column)

    def _drop(self, letter: str, ids: list[str]) -> None:
        self.moved.emit(ids, letter)
        self.columns[letter].list.choose(ids)

    def _send(self, text: str) -> None:
        """`text` is a letter, or the place of a class from the left; 0 for none."""
        letter = text if text in self._letters else ""
        if text.isdigit() and 0 < int(text) <= len(self._letters):
            letter = self._letters[int(text) - 1]
        if letter or text == "0":
            self._put(letter)

    def _put(self, letter: str) -> None:
        """The cursor stays, on who comes next: so a list is dealt out key by key."""
        self.moved.emit(self.ids(), letter)

    def _shift(self, letter: str, step: int) -> None:
        """The chosen ones some classes on, the cursor with them."""
        to, ids = self._beside(letter, step), self.ids()
        if to is not None and ids:
            self.moved.emit(ids, to)
            self.columns[to].list.choose(ids)
            self.enter(to)

    def _leave(self, letter: str, step: int) -> None:
        to = self._beside(letter, step)
        if to is not None:
            self.enter(to)

    def _beside(self, letter: str, step: int) -> str | None:
        names = list(self.columns)
        place = names.index(letter) + step
        return names[place] if 0 <= place < len(names) else None

    def _enter(self, letter: str) -> None:
        self.letter = letter
        self._uncover(letter)
        self.chosen.emit()

    def _uncover(self, letter: str) -> None:
        """All of a class, and the edge of the next one: children are drawn on to it."""
        if letter:
            self._scroll.ensureWidgetVisible(self.columns[letter], PEEK, 0)

    def _lay_out(self) -> None:
        inside, row = QWidget(), QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        inside.setLayout(self._row)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(self.waiting)
        row.addWidget(self._scroll, 1)


def _name(child: ClassChild) -> str:
    return f"{child.name.surname} {child.name.given}"


def _amount(letter: str, numbers: Tally, norm: int) -> str:
    return f"{numbers.size} / {norm}" if letter else str(numbers.size)

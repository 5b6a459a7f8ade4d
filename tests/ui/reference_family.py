"""The reference family at the counter, key by key, and what the fingers and the head do for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.test_intake import key, type_here

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
STREET = "Сәтбаев көшесі"

# The keystroke-level model, in seconds: a letter or a key, a digit copied from paper, a look at the next thing.
LETTER, DIGIT, MIND = 0.28, 0.40, 1.35

Step = Callable[[], None]


class Counter(QObject):
    """Counts keys pressed in the widget that has the cursor; Alt and Ctrl once for as long as they are held."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """From here on."""
        self.pressed = self.digits = self.thoughts = 0
        self._held = False

    def thinks(self) -> None:
        """The clerk looks at the next paper, or asks the next thing."""
        self.thoughts += 1

    @property
    def seconds(self) -> float:
        """How long a practised clerk needs, by the model."""
        return (self.pressed - self.digits) * LETTER + self.digits * DIGIT + self.thoughts * MIND

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key of the person, once."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is QApplication.focusWidget():
            held = bool(event.modifiers() & (ALT | CTRL))
            self.pressed += 1 + (held and not self._held)
            self.digits += event.text().isdigit() and not held
            self._held = held
        return False


def play(counter: Counter, steps: list[Step]) -> None:
    """One step after the other: each is one thing to look at and to type."""
    for step in steps:
        counter.thinks()
        step()


def typed(text: str) -> Step:
    """Fields parted by spaces, Enter after each; `_` leaves one, or what is proposed in it, as it is."""

    def step() -> None:
        for field in text.split():
            if field == "↓":
                key(Qt.Key.Key_Down)
            elif field != "_":
                type_here(field)
            key(RETURN)

    return step


def pressed(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Step:
    """One key."""
    return lambda: key(code, modifier)


def papers_and_consents() -> list[Step]:
    """Three papers seen, two consents given: each is one digit."""
    return [lambda: toggle(1, 2, 3), lambda: toggle(4, 5)]


def toggle(*digits: int) -> None:
    """Documents and consents have digits."""
    for digit in digits:
        key(Qt.Key(Qt.Key.Key_0 + digit), ALT)


def address() -> None:
    """The school's own locality; a street of the directory, house and flat."""
    key(RETURN)
    type_here("сәтб 12-5")
    key(RETURN)


def nobody_known() -> list[Step]:
    """Child and parent are new: everything is typed once, in the order of the paper form."""
    return [
        typed("200915590004"),
        typed("Дүйсенбаев Әлихан Ерболұлы _ _"),
        typed("1234567890 30092020 _"),
        typed("840415450261"),
        typed("_ Гүлнар Төлебайқызы"),
        typed("↓"),
        typed("87027972250 _ _"),
        address,
        pressed(RETURN),
        pressed(Qt.Key.Key_Space),
        *papers_and_consents(),
    ]


def listed_child() -> list[Step]:
    """The child stands on the census list, the parent came with another child before."""
    return [
        typed("200915590004"),
        typed("1234567890 30092020 _"),
        typed("840415450261 _ _"),
        pressed(Qt.Key.Key_Space),
        *papers_and_consents(),
    ]


def sibling() -> list[Step]:
    """`Next child` of the family that has just been served."""
    return [
        pressed(Qt.Key.Key_N, CTRL),
        typed("200915690010 _ Айша Ерболқызы _ _"),
        typed("2345678901"),
        lambda: type_here("30092020"),
        *papers_and_consents(),
    ]

"""The fields of the intake form: one line, one choice, one tick; each speaks text, proposes, shows its problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.fields import Field, styled
from desktop_app.ui.intake_draft import YES
from desktop_app.ui.theme import scale_of

SIGNS = {"danger": "×", "warn": "!", "info": "", "good": ""}
Options = Sequence[tuple[str, str]]


class Entry(Field):
    """A field of the form under its dotted path; `changed` when a person or a proposal changed its text."""

    changed = Signal()
    left = Signal()
    given = False  # filled in for the clerk, to be read and not typed: Enter passes by
    _words = ""
    _mark = ""
    _beside: QWidget | None = None

    def __init__(self, key: str, widget: QWidget) -> None:
        super().__init__(widget)
        self.key = key

    @property
    def text(self) -> str:
        """What the field holds."""
        raise AssertionError("every kind of field has its own text")

    def fill(self, _text: str) -> None:
        """Put a text in; it counts as typed."""
        raise AssertionError("every kind of field takes text its own way")

    def accept(self) -> None:
        """Take the proposal over, if the field is empty and has one."""

    def propose(self, text: str, mark: str) -> None:
        """Show `text` in an empty field as a proposal, `mark` beside the label; an empty text withdraws it."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet; a proposal is no answer."""
        return not self.text

    def lend(self, text: str, mark: str) -> None:
        """Fill for the clerk what is known already, `mark` beside the label, until somebody changes it."""
        self.put_back(text)
        self.given = True
        self.set_mark(mark)

    def put_back(self, text: str) -> None:
        """Another text in the place of a lent one."""
        self.fill(text)
        self.given = False
        self.set_mark("")

    def stops(self) -> Sequence[QWidget]:
        """Where the cursor stops on its way through the form."""
        return (self.widget,)

    def put_beside_label(self, widget: QWidget) -> None:
        """At the right end of the label's line, where it moves nothing."""
        self._beside = widget
        column, line = self.layout(), QHBoxLayout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self.label)
        line.addWidget(self.label, 1)
        line.addWidget(widget)
        column.insertLayout(0, line)

    def set_label(self, text: str) -> None:
        """The words above; the mark of a proposal follows them."""
        self._words = text
        super().set_label(text)
        self.set_mark(self._mark)

    def set_mark(self, mark: str) -> None:
        """A quiet word after the label; who listens hears it too."""
        self._mark = mark
        if self._words:
            self.widget.setAccessibleName(f"{self._words}, {mark}" if mark else self._words)
        self.label.setToolTip(f"{self._words}, {mark}" if mark else "")
        self._fit_label()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more of the label, or for less."""
        super().resizeEvent(event)
        self._fit_label()

    def _fit_label(self) -> None:
        """The words and the mark; where both are too wide, without the words in brackets, a dot for a mark, or none."""
        bare = self._words.partition(" (")[0]
        told = f"· {self._mark}" if self._mark else ""
        ways = ((self._words, told), (bare, told), (bare, "·"), (bare, ""))
        words, mark = next((way for way in ways if self._fits(*way)), ways[-1]) if told else ways[0]
        pixels = round(12 * scale_of(self.font()))
        after = f" <span style='font-weight:normal; font-size:{pixels}px'>{escape(mark, quote=False)}</span>"
        self.label.setText(f"{escape(words, quote=False)}{after if mark else ''}")

    def _fits(self, words: str, mark: str) -> bool:
        beside = self._beside.sizeHint().width() if self._beside and not self._beside.isHidden() else 0
        return self.label.fontMetrics().horizontalAdvance(f"{words} {mark} ") + beside <= self.width()

    def say(self, text: str, tone: str = "danger") -> None:
        """A problem under the field, with a sign before it: a colour alone says nothing."""
        sign = SIGNS.get(tone, "") if text else ""
        super().say(f"{sign} {text}".strip(), tone)


class LineEntry(Entry):
    """One line of text. `tidy` puts it in order when the cursor leaves, and can be undone."""

    def __init__(self, key: str, tidy: Callable[[str], str] | None = None, longest: int = 120) -> None:
        super().__init__(key, QLineEdit())
        self._tidy = tidy
        self.line.setMaxLength(longest)
        self.line.textChanged.connect(self._typed)
        self.line.editingFinished.connect(self._leave)

    @property
    def text(self) -> str:
        return self.line.text()

    def fill(self, text: str) -> None:
        self.line.setText(text)

    def propose(self, text: str, mark: str) -> None:
        self.line.setPlaceholderText(text)
        self.set_mark(mark if text and not self.line.text() else "")

    def accept(self) -> None:
        if not self.line.text() and self.line.placeholderText():
            self.line.setText(self.line.placeholderText())

    def put(self, text: str) -> None:
        """Another text; unlike `fill`, Ctrl+Z brings the typed one back."""
        if text != self.line.text():
            self.line.selectAll()
            self.line.insert(text)

    def put_back(self, text: str) -> None:
        self.put(text)
        self.given = False
        self.set_mark("")

    def _typed(self, text: str) -> None:
        if text or self.given:
            self.set_mark("")
        self.given = False
        self.changed.emit()

    def _leave(self) -> None:
        self.accept()
        if self._tidy:
            self.put(self._tidy(self.line.text()))
        self.left.emit()


class ChoiceEntry(Entry):
    """A few answers side by side; arrows move between them, nothing is chosen before a person or a proposal does."""

    chosen = Signal()

    def __init__(self, key: str) -> None:
        self._row = QHBoxLayout()
        box = QWidget()
        super().__init__(key, box)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        box.setLayout(self._row)
        box.setMinimumHeight(QLineEdit().sizeHint().height())
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._proposed = False

    def offer(self, options: Options) -> None:
        """The answers and their words; the chosen one stays chosen if it is still there."""
        if [value for value, _ in options] != list(self._buttons):
            self._rebuild([value for value, _ in options])
        for value, words in options:
            self._buttons[value].setText(words)
            self._buttons[value].setAccessibleName(f"{self._words}: {words}")

    @property
    def text(self) -> str:
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    @property
    def is_open(self) -> bool:
        return self._proposed or not self.text

    def fill(self, text: str) -> None:
        self._proposed = self.given = False
        self.set_mark("")
        self._choose(text)
        self.changed.emit()

    def propose(self, text: str, mark: str) -> None:
        if not self.is_open:
            return
        self._proposed = bool(text)
        self.set_mark(mark if text else "")
        if text != self.text:
            self._choose(text)
            self.changed.emit()

    def stops(self) -> Sequence[QWidget]:
        return tuple(self._buttons.values())

    def setFocus(self, *_: object) -> None:
        """On the chosen answer, else on the first."""
        button = self._buttons.get(self.text) or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus()

    def _rebuild(self, values: Sequence[str]) -> None:
        chosen = self.text
        while (item := self._row.takeAt(0)) is not None:
            if isinstance(old := item.widget(), QRadioButton):
                self._group.removeButton(old)
                old.deleteLater()
        self._buttons = {value: QRadioButton() for value in values}
        for value, button in self._buttons.items():
            self._group.addButton(button)
            self._row.addWidget(button)
            button.clicked.connect(partial(self._pick, value))
        self._row.addStretch()
        self._choose(chosen)

    def _pick(self, value: str) -> None:
        self.fill(value)
        self.chosen.emit()

    def _choose(self, value: str) -> None:
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)
        first = value if value in self._buttons else next(iter(self._buttons), "")
        for name, button in self._buttons.items():
            reach = Qt.FocusPolicy.StrongFocus if name == first else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(reach)


class ListEntry(Entry):
    """One answer of a closed list that would be too long side by side."""

    def __init__(self, key: str) -> None:
        self.box = QComboBox()
        super().__init__(key, self.box)
        self.box.currentIndexChanged.connect(self._pick)

    def _pick(self) -> None:
        self.given = False
        self.set_mark("")
        self.changed.emit()

    def offer(self, options: Options) -> None:
        """The answers and their words; the chosen one stays chosen."""
        chosen = self.text
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in options:
            self.box.addItem(words, value)
        self.box.setCurrentIndex(self.box.findData(chosen) if chosen else -1)
        self.box.blockSignals(False)

    @property
    def text(self) -> str:
        return str(self.box.currentData() or "")

    def fill(self, text: str) -> None:
        self.box.setCurrentIndex(self.box.findData(text) if text else -1)


class KeptEntry(Entry):
    """A part of the form that is chosen with another one and never typed; nothing of it is shown here."""

    def __init__(self, key: str) -> None:
        super().__init__(key, QLabel())
        self._text = ""
        self.setVisible(False)

    @property
    def text(self) -> str:
        return self._text

    def fill(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.changed.emit()

    def stops(self) -> Sequence[QWidget]:
        """None."""
        return ()


class CheckEntry(Entry):
    """A tick with its words beside it; long words wrap and may be clicked too."""

    def __init__(self, key: str) -> None:
        self.check = QCheckBox()
        super().__init__(key, self.check)
        styled(self.label, role="")
        self.label.setWordWrap(True)
        self.label.installEventFilter(self)
        self.row = QHBoxLayout()
        self.row.setSpacing(0)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for part in (self.check, self.label):
            column.removeWidget(part)
            self.row.addWidget(part, 0 if part is self.check else 1)
        column.insertLayout(0, self.row)
        self.check.toggled.connect(self.changed)

    @property
    def text(self) -> str:
        return YES if self.check.isChecked() else ""

    def fill(self, text: str) -> None:
        self.check.setChecked(text == YES)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words ticks as well."""
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if watched is self.label and pressed:
            self.check.setFocus()
            self.check.toggle()
            return True
        return super().eventFilter(watched, event)


def small(text: str = "") -> QLabel:
    """A quiet small word."""
    return styled(QLabel(text), role="small")

"""Small things every screen is made of: headings, cards, buttons, chips, labelled fields with a problem line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
EMPTY_GAP = 12  # pixels


def styled(widget: W, **properties: str) -> W:
    """The widget with properties that the style sheet asks for (`role`, `tone`), dressed anew where they are others."""
    if all((widget.property(name) or "") == value for name, value in properties.items()):
        return widget
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # The others are dressed when they are shown. Asked for style(), PySide would make all of QStyle.
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
        widget.update()
    return widget


def heading(text: str = "") -> QLabel:
    """The title of a page."""
    return styled(QLabel(text), role="title")


def section(text: str = "") -> QLabel:
    """The title of a part of a page."""
    return styled(QLabel(text), role="section")


def quiet(text: str = "") -> QLabel:
    """A calm sentence of explanation; it wraps."""
    label = styled(QLabel(text), role="quiet")
    label.setWordWrap(True)
    return label


def primary(text: str = "") -> QPushButton:
    """The one button that carries the work on."""
    return _button(text, "primary")


def secondary(text: str = "") -> QPushButton:
    """Any other button."""
    return _button(text, "secondary")


def danger(text: str = "") -> QPushButton:
    """A button that takes something away from somebody."""
    return _button(text, "danger")


def link(text: str = "") -> QPushButton:
    """A button that only leads somewhere."""
    return _button(text, "link")


def _button(text: str, role: str) -> QPushButton:
    button = styled(QPushButton(text), role=role)
    button.setAutoDefault(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


class Elided(QLabel):
    """A line that gives way: what does not fit ends in dots, and stays readable as a tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full = ""

    def say(self, text: str) -> None:
        """These words."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of it as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width()))


class Card(QFrame):
    """A quiet frame; put things in with `add`."""

    def __init__(self, parent: QWidget | None = None, margin: int = 20, spacing: int = 12) -> None:
        super().__init__(parent)
        styled(self, role="card")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(margin, margin, margin, margin)
        self.inside.setSpacing(spacing)

    def add(self, thing: QWidget | QLayout) -> None:
        """Below what is there."""
        if isinstance(thing, QWidget):
            self.inside.addWidget(thing)
        else:
            self.inside.addLayout(thing)


class Banner(QFrame):
    """A sentence across the page, with a tone and always with words; hidden when it has none."""

    def __init__(self, tone: str = "info") -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(self._text)
        self.say("", tone)

    def say(self, text: str, tone: str = "info") -> None:
        """Show this text, or nothing."""
        styled(self, role="banner", tone=tone)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()


class Chip(QLabel):
    """A word with a dot before it, in a tone: the word carries the meaning, the colour only helps."""

    def __init__(self, text: str = "", tone: str = "idle") -> None:
        super().__init__()
        self.show_as(text, tone)

    def show_as(self, text: str, tone: str) -> None:
        """Another word and tone."""
        styled(self, role="chip", tone=tone)
        self.setText(f"●  {text}")
        self.setAccessibleName(text)


class Field(QWidget):
    """A label, its widget below, and under it a line for a problem or a hint.

    The label is the widget's buddy and its accessible name, so a screen reader says the same words.
    """

    def __init__(self, widget: QWidget, label: str = "") -> None:
        super().__init__()
        self.widget = widget
        self.label = styled(QLabel(), role="label")
        self.problem = styled(QLabel(), role="problem", tone="danger")
        self.problem.setWordWrap(True)
        self.label.setBuddy(widget)
        self.setFocusProxy(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, widget, self.problem):
            column.addWidget(part)
        self.set_label(label)
        self.clear()

    @property
    def line(self) -> QLineEdit:
        """The widget, where it is one line of text."""
        assert isinstance(self.widget, QLineEdit), "another kind of field"
        return self.widget

    def set_label(self, text: str) -> None:
        """The words above the widget."""
        self.label.setText(text)
        self.widget.setAccessibleName(text)
        typed = self.widget.lineEdit() if isinstance(self.widget, QComboBox) else None
        if typed is not None:  # a list one may also type into has the cursor there
            typed.setAccessibleName(text)

    def say(self, text: str, tone: str = "danger") -> None:
        """Put a problem (`danger`, `warn`) or a hint (`info`, `good`) under the widget."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.widget.setAccessibleDescription(text)
        styled(self.problem, tone=tone)
        styled(self.widget, tone=tone if text else "")

    def clear(self) -> None:
        """No problem any more."""
        self.say("", "")


class EmptyState(QWidget):
    """What an empty list says instead: why it is empty and what to do next."""

    def __init__(self, actions: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.title = section()
        self.text = quiet()
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setFixedWidth(520)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(EMPTY_GAP)
        column.addStretch(2)
        for part in (self.title, self.text, *actions):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """The words."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setMinimumHeight(self.text.heightForWidth(self.text.width()))
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """The sentence has a width of its own."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Without the sentence: in a low place it gives way."""
        whole = self._column.totalMinimumSize()
        return QSize(whole.width(), whole.height() - (0 if self.text.isHidden() else self._sentence()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence comes back where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.text.setVisible(self.height() >= self.minimumSizeHint().height() + self._sentence())

    def _sentence(self) -> int:
        return self.text.minimumHeight() + EMPTY_GAP


def key_cap(key: str) -> QLabel:
    """A key of the keyboard, as it is printed on it."""
    cap = styled(QLabel(key), role="key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return cap

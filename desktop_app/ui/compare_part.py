"""Two corrections that met: each field with the value seen, the one entered, the one there now, and whose stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.card_parts import officer_name
from desktop_app.ui.field_words import NOTHING, field_value
from desktop_app.ui.fields import quiet, secondary, styled
from desktop_app.ui.layouts import empty, wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.compare_amended import Compared

CAPTIONS = ("compare-seen", "compare-entered", "compare-now")


class ComparePart(QWidget):
    """A small table; `chosen` tells a compared field and the value that shall stand there.

    Show it again to write it anew; fields in `done` were chosen already and rest.
    """

    chosen = Signal(object, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.note = quiet()
        self.buttons: list[QPushButton] = []
        self._grid, self._place = QGridLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._place)
        column.addWidget(self.note)

    def show_fields(self, fields: Sequence[Compared], done: frozenset[str], *, mine: bool, note: str) -> None:
        """These fields; `mine`: the reader entered them; with a `note` (why not) nothing can be chosen."""
        self._begin()
        self.setVisible(bool(fields))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for one in fields:
            self._add(one, done, mine=mine, choose=not note)

    def _begin(self) -> None:
        """An empty table with its captions."""
        empty(self._place)
        self.buttons = []
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        for place, caption in enumerate(CAPTIONS):
            self._grid.setColumnStretch(place, 1)
            self._grid.addWidget(wrapped(styled(QLabel(self._office.words(caption)), role="small")), 0, place)
        self._place.addWidget(table)

    def _add(self, one: Compared, done: frozenset[str], *, mine: bool, choose: bool) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(styled(QFrame(), role="rule"), row, 0, 1, len(CAPTIONS))
        self._grid.addWidget(
            wrapped(styled(QLabel(self._office.words.field(one.field)), role="label")),
            row + 1,
            0,
            1,
            len(CAPTIONS),
        )
        for place, text in enumerate((one.seen, one.entered, one.now)):
            self._grid.addWidget(self._value(one.field, text), row + 2, place)
        for step, line in enumerate(self._below(one, done, mine=mine, choose=choose)):
            self._grid.addWidget(line, row + 3 + step, 0, 1, len(CAPTIONS))

    def _value(self, field: str, text: str | None) -> QLabel:
        label = wrapped(QLabel(NOTHING if text is None else field_value(self._office.words, field, text)))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label

    def _below(self, one: Compared, done: frozenset[str], *, mine: bool, choose: bool) -> list[QWidget]:
        words = self._office.words
        if one.now is None:
            return [_told(words("compare-no-field"), "warn")]
        if not one.disputed:
            return [_told(words("compare-no-dispute"), "good")]
        whose = _told(self._whose(one), "info")
        if one.field in done:
            return [whose, _told(words("compare-done"), "good")]
        return [whose, self._choices(one, mine=mine)] if choose else [whose]

    def _whose(self, one: Compared) -> str:
        words, other = self._office.words, one.other or ""
        value = field_value(words, one.field, other)
        if not one.by or one.at is None:
            return words("compare-other-unknown", value=value)
        by, at = officer_name(self._office, one.by), words.moment(one.at)
        return words("compare-other", value=value, by=by, at=at)

    def _choices(self, one: Compared, *, mine: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(8)
        stands = one.now == one.entered
        keys = ("keep-mine", "put-theirs") if stands else ("keep-theirs", "put-mine")
        values = (one.entered, one.other or "") if stands else (one.now or "", one.entered)
        for key, value in zip(keys, values, strict=True):
            row.addWidget(self._button(one, f"compare-{key}{'' if mine else '-of'}", value))
        row.addStretch()
        return line

    def _button(self, one: Compared, key: str, value: str) -> QPushButton:
        words = self._office.words
        button = secondary(words(key))
        shown = field_value(words, one.field, value)
        button.setAccessibleName(f"{words.field(one.field)}: {button.text()} ({shown})")
        button.setToolTip(shown)
        button.clicked.connect(partial(self.chosen.emit, one, value))
        self.buttons.append(button)
        return button


def _told(text: str, tone: str) -> QLabel:
    return wrapped(styled(QLabel(text), role="problem", tone=tone))

"""Neighbouring computers under the outbox: who they are, a code to show, a code to enter, and a pair to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admission.roles import Role
from desktop_app.models import neighbours, queries
from desktop_app.models.neighbours import Neighbour
from desktop_app.ui.fields import Banner, link, quiet, secondary
from desktop_app.ui.layouts import empty
from desktop_app.ui.neighbour_forms import EntryForm, LeaveForm, ShownCode
from desktop_app.ui.neighbourhood import trouble_sentence
from desktop_app.ui.office import Office


class NeighbourBar(QWidget):
    """`show_code`, `hide_code`, `look`, `enter` (code, address) and `forget` (desk) tell what somebody asked for."""

    show_code = Signal()
    hide_code = Signal()
    look = Signal()
    enter = Signal(str, str)
    forget = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.explain, self.told = quiet(), Banner("good")
        self.showing, self.entering = secondary(), secondary()
        self.lines = QVBoxLayout()
        self._says: list[tuple[str, str, str, bool]] = []
        self.form = EntryForm(office)
        self.shown = ShownCode(office)
        self.leave = LeaveForm(office)
        self._lay_out()
        self._wire()
        self.reload()

    def retranslate(self) -> None:
        """Every word again; what was told was told in the language of then."""
        words = self._office.words
        self.explain.setText(words("neighbours-explain"))
        self.showing.setText(words("neighbours-show"))
        self.entering.setText(words("neighbours-enter"))
        for part in (self.form, self.shown, self.leave):
            part.retranslate()
        self._show_lines()

    def reload(self) -> None:
        """Ask again who is a neighbour, and who may change that."""
        self.showing.setVisible(self._is_director())
        self.retranslate()

    def rest(self, busy: bool) -> None:
        """While two computers speak, the buttons rest."""
        for button in (self.showing, self.entering, self.form.confirm):
            button.setEnabled(not busy)

    def say(self, text: str, tone: str) -> None:
        """What came of it."""
        self.told.say(text, tone)
        if tone == "good":
            self.form.hide()

    def show_the(self, code: str, until: datetime, address: str) -> None:
        """A code somebody asked for; `address`: where this computer listens."""
        self.shown.begin(code, self._office.words.time(until), address)

    def offer(self, found: Sequence[tuple[str, str]]) -> None:
        """Who announces himself: desk and address."""
        names = self._names()
        self.form.offer([(names.get(desk, desk), address) for desk, address in found])

    def pair_changed(self) -> None:
        """A pair was made or ended: a code that was shown has done its work."""
        if not self.shown.isHidden() and len(self._pairs()) > self.shown.pairs_before:
            self.shown.hide()
        self.reload()

    def _wire(self) -> None:
        self.showing.clicked.connect(self._begin_showing)
        self.entering.clicked.connect(self._begin_entering)
        self.shown.hidden.connect(self.hide_code)
        self.form.confirmed.connect(self.enter)
        self.form.cancel.clicked.connect(self.hide_code)
        self.leave.confirmed.connect(self.forget)

    def _begin_showing(self) -> None:
        self._only(self.shown)
        self.shown.pairs_before = len(self._pairs())
        self.show_code.emit()

    def _begin_entering(self) -> None:
        self._only(self.form)
        self.form.begin()
        self.look.emit()

    def _ask_leave(self, desk: str, name: str) -> None:
        self._only(self.leave)
        self.leave.begin(desk, name)

    def _only(self, part: QWidget) -> None:
        """One of the forms at a time; the sentence of before goes."""
        self.told.say("")
        if part is not self.shown and not self.shown.isHidden():
            self.hide_code.emit()
        for one in (self.form, self.shown, self.leave):
            if one is not part:
                one.hide()

    def _show_lines(self) -> None:
        """Made anew only where they say something else: the keyboard may be on one of them."""
        names, words = self._names(), self._office.words
        named = [(one, names.get(one.desk) or one.desk) for one in self._pairs()]
        says = [(one.desk, self._said(one, name), words.language, self._is_director()) for one, name in named]
        if says == self._says:
            return
        self._says = says
        empty(self.lines)
        for one, name in named:
            self.lines.addWidget(self._line(one, name))

    def _line(self, one: Neighbour, name: str) -> QWidget:
        words, line = self._office.words, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(quiet(f"●  {self._said(one, name)}"), 1)
        if self._is_director():
            end = link(words("neighbours-forget"))
            end.setAccessibleName(words("neighbours-forget-whom", name=name))
            end.clicked.connect(partial(self._ask_leave, one.desk, name))
            row.addWidget(end)
        return line

    def _said(self, one: Neighbour, name: str) -> str:
        words = self._office.words
        if one.trouble:
            return words("neighbours-trouble", name=name, trouble=trouble_sentence(self._office, one.trouble))
        if one.met is None:
            return words("neighbours-never", name=name)
        said = words("neighbours-met", name=name, moment=words.short_moment(one.met))
        return f"{said}; {words('neighbours-holds', count=one.holds)}" if one.holds else said

    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in queries.desks(self._office.desk.replica)}

    def _pairs(self) -> list[Neighbour]:
        return neighbours.neighbours(self._office.desk.replica)

    def _is_director(self) -> bool:
        office = self._office
        return office.signed_in and any(map(office.officer.may, (Role.DIRECTOR, Role.ADMINISTRATOR)))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.explain, 1)
        row.addWidget(self.showing)
        row.addWidget(self.entering)
        self.lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.told, self.shown, self.form, self.leave):
            column.addWidget(part)
        column.addLayout(row)
        column.addLayout(self.lines)

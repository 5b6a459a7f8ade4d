"""The history of an application: every act with its person, desk and time, what became of it, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from admission.application import Application, Movement
from desktop_app.models import queries
from desktop_app.models.lines import AttentionItem
from desktop_app.ui.card_parts import NO_PLACE, Part, officer_name
from desktop_app.ui.court_export import court_link
from desktop_app.ui.field_words import field_value
from desktop_app.ui.fields import styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office

LEFT = Qt.AlignmentFlag.AlignLeft
UNWRITTEN = ("refused", "quarantined")  # outcomes that leave no step


class HistoryPart(Part):
    """Every step: when, what, who, where, and why; what the centre refused stands among them."""

    def __init__(self, office: Office, title: str) -> None:
        super().__init__(office, title)
        self._desks: Mapping[str, str] = {}
        self._confirmed: frozenset[str] = frozenset()

    def write(self, application: Application) -> None:
        """Newest first."""
        replica = self._office.desk.replica
        known = queries.confirmed_application(replica, application.id)
        self._confirmed = frozenset(step.act for step in known.history) if known else frozenset()
        self._desks = {one.id: one.name for one in queries.desks(replica)}
        told: list[tuple[datetime, QWidget]] = [(one.at, self._step(one)) for one in application.history]
        for item in queries.attention(replica, application=application.id):
            if item.outcome in UNWRITTEN:
                told.append((item.done, self._refused(item)))
        for _, line in sorted(reversed(told), key=lambda one: one[0], reverse=True):
            self.lines.addWidget(line)
        self.lines.addWidget(court_link(self._office, application.id, application.number), 0, LEFT)

    def _step(self, step: Movement) -> QWidget:
        return self._line(step.at, "\n".join(filter(None, self._told(step))))

    def _refused(self, item: AttentionItem) -> QWidget:
        words = self._office.words
        outcome = words(f"outcome-{item.outcome.replace('_', '-')}")
        who = officer_name(self._office, item.person)
        text = f"{words.act(item.kind)} · {who}\n{outcome}: {words.problem(item.reason)}"
        line = self._line(item.done, text)
        styled(line.findChildren(QLabel)[-1], role="problem", tone="danger")
        return line

    def _line(self, at: datetime, text: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        when = styled(QLabel(self._office.words.moment(at)), role="small")
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(wrapped(QLabel(text)), 1)
        return line

    def _told(self, step: Movement) -> Sequence[str]:
        words = self._office.words
        moved = f" → {words.status(step.after)}" if step.before not in (None, step.after) else ""
        who = [officer_name(self._office, step.by), self._desks.get(step.desk, "")]
        if step.act not in self._confirmed:
            who.append(words("mark-waiting"))
        name = words.document if step.kind == "asked" else words.ground
        return (
            f"{words.act(step.kind)}{moved} · {' · '.join(filter(None, who))}",
            "; ".join(map(name, step.grounds)),
            self._why(step),
            *(self._before(field, value) for field, value in step.old),
        )

    def _before(self, field: str, value: str) -> str:
        """What a correction replaced."""
        words = self._office.words
        return words("card-before", field=words.field(field), value=field_value(words, field, value))

    def _why(self, step: Movement) -> str:
        if step.kind == "assigned":
            return assigned_text(self._office, step.reason)
        coded = step.reason in NO_PLACE
        return self._office.words(f"card-reason-{step.reason}") if coded else step.reason


def assigned_text(office: Office, officer: str) -> str:
    """Whose work it is, in words."""
    return (
        office.words("note-assigned", by=officer_name(office, officer))
        if officer
        else office.words("note-nobody")
    )

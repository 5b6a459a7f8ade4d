"""One signed order in the list: what it is about, whether it is confirmed, what changed it, where to go from it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from admission.order import EnrolmentOrder
from desktop_app.models import queries
from desktop_app.ui.court_export import court_link
from desktop_app.ui.fields import Chip, link, quiet
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.revocation_chip import revocation_chip
from desktop_app.usecases.amend_order import children_of


class SignedOrder(QWidget):
    """`opened`: its paper is wanted; `changing`: its list shall be changed by another order."""

    opened = Signal(object)
    changing = Signal(object)

    def __init__(self, office: Office, order: EnrolmentOrder) -> None:
        super().__init__()
        self._office, self._order = office, order
        confirmed, words = is_confirmed(office, order), office.words
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(2)
        state = words("order-confirmed" if confirmed else "order-waiting")
        row.addWidget(Chip(state, "good" if confirmed else "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        if confirmed and not order.amends:
            self._link(row, "amend-open", self.changing)
        self._link(row, "order-open", self.opened)
        column.addWidget(wrapped(QLabel(self._about())))
        if order.amended_by:
            column.addWidget(quiet(self._changed_by()))
        column.addLayout(row)
        column.addWidget(revocation_chip(office, order.id, order.signed_at))
        court = court_link(office, order.id, order.number)
        column.addWidget(court, 0, Qt.AlignmentFlag.AlignRight)

    def _link(self, row: QHBoxLayout, key: str, signal: SignalInstance) -> None:
        button = link(self._office.words(key))
        button.setObjectName(key)
        button.setAccessibleName(f"{button.text()}: {self._order.number}")
        button.clicked.connect(partial(signal.emit, self._order))
        row.addWidget(button)

    def _about(self) -> str:
        words, order = self._office.words, self._order
        if order.amends:
            first = queries.order(self._office.desk.replica, order.amends)
            earlier = first.number if first else order.amends
            n = len(order.changes)
            return words("amend-line", number=order.number, date=words.day(order.dated), earlier=earlier, n=n)
        return words(
            "order-line",
            number=order.number,
            date=words.day(order.dated),
            letter=order.letter,
            language=words.teaching(order.language),
            n=len(order.applications),
        )

    def _changed_by(self) -> str:
        office = self._office
        found = (queries.order(office.desk.replica, one) for one in self._order.amended_by)
        numbers = ", ".join(f"№ {one.number}" for one in found if one is not None)
        return office.words("amend-changed-by", numbers=numbers, n=len(children_of(office.desk, self._order)))


def is_confirmed(office: Office, order: EnrolmentOrder) -> bool:
    """The centre has confirmed an order when its first child stands in it there, or its act in the child's history."""
    first = queries.confirmed_application(office.desk.replica, order.applications[0])
    return first is not None and (
        first.order == order.id or any(step.act == order.act for step in first.history)
    )

"""Plan an order: the children whose acceptance the centre has confirmed and no order holds yet."""

from __future__ import annotations

from datetime import date

import msgspec

from admission.naming import kazakh_key
from desktop_app.models import queries
from desktop_app.models.class_children import confirmed_accepted
from desktop_app.models.lines import ApplicationLine
from desktop_app.usecases.desk import Desk


class OrderPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the director is about to sign: one class letter of one language, its date, its children."""

    language: str
    letter: str
    dated: date
    applications: tuple[str, ...]


def orderable(desk: Desk, language: str) -> list[ApplicationLine]:
    """Confirmed acceptances of this language, by the Kazakh alphabet."""
    accepted = queries.queue(desk.replica, statuses=("accepted",), limit=1000)
    confirmed = confirmed_accepted(desk.replica, language)
    found = [line for line in accepted if line.id in confirmed]
    return sorted(found, key=lambda line: kazakh_key(line.child))

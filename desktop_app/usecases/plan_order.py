"""Plan an order: the children whose acceptance the centre has confirmed and no order holds yet."""

from __future__ import annotations

from datetime import date

import msgspec

from admission.naming import kazakh_key
from desktop_app.models import queries
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
    found = [line for line in accepted if line.language == language and not line.waiting]
    return sorted(found, key=lambda line: kazakh_key(line.child))

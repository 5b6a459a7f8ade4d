"""Questions over all applications of the school: the journal, and who was enrolled by which order."""

from __future__ import annotations

from admission.application import Application
from admission.priority import queue_order
from admission.wire import load_row
from desktop_app.models.replica import Replica


def all_applications(replica: Replica) -> list[Application]:
    """Every application of the school as it is shown, in the order they came (DOMAIN 1.10)."""
    question = "select coalesce(shown, confirmed) from row where kind = 'application'"
    with replica.read() as db:
        found = [load_row(body) for (body,) in db.execute(question) if body is not None]
    return queue_order(row for row in found if isinstance(row, Application))

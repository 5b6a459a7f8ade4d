"""An item of "Needs attention" as text for the administrator: ids and codes, no names, no IINs, no values."""

from __future__ import annotations

from collections.abc import Iterator

from admission.acts import Amended
from desktop_app.models import queries
from desktop_app.models.lines import AttentionItem
from desktop_app.models.replica import Replica

# parameters of a reason that name no person
IMPERSONAL = (
    "number", "before", "status", "language", "field", "fields", "document", "ground", "rules", "year", "expected",
    "days", "free", "not_before",
)  # fmt: skip


def for_administrator(replica: Replica, item: AttentionItem) -> str:
    """One `name: value` a line, the same in every language, so that the centre's records can be searched by it."""
    return "\n".join(f"{name}: {value}" for name, value in _pairs(replica, item) if value)


def _pairs(replica: Replica, item: AttentionItem) -> Iterator[tuple[str, object]]:
    yield "school", queries.meta(replica, "school")
    yield "epoch", queries.meta(replica, "epoch")
    yield "desk", item.desk
    yield "n", item.n
    yield "act", item.act
    yield "kind", item.kind
    yield "application", item.application
    yield "number", item.number
    yield "person", item.person
    yield "done", item.done.isoformat()
    yield "answered", item.at.isoformat()
    yield "outcome", item.outcome
    yield "reason", item.reason.code
    for name in IMPERSONAL:
        yield f"reason.{name}", item.reason.params.get(name)
    if isinstance(item.body, Amended):
        yield "fields", ", ".join(change.field for change in item.body.changes)

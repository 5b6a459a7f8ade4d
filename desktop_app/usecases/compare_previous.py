"""Compare: an application beside an earlier one for the same child, field by field, what differs first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from admission.application import Application, ApplicationDraft
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk

LEFT_OUT = frozenset(
    {
        "documents",
        "quota_schools",
        "confirmed",
        "confirmed_because",
        "data_correct",
        "data_consent",
        "previous",
    }
)
SURE = frozenset({"same-iin"})


class FieldPair(msgspec.Struct, frozen=True, kw_only=True):
    """One field by its dotted path: its value then and now, as text; empty where there was none."""

    field: str
    then: str
    now: str

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.then == self.now


def previous_application(desk: Desk, application: Application) -> Application | None:
    """The newest earlier one for the same child: the one it names, or one with the same IIN."""
    found = []
    for similar in queries.similar(desk.replica, application.draft.child):
        line = similar.line
        named = bool(line.number) and line.number == application.draft.previous
        if (
            line.id != application.id
            and line.received <= application.received
            and (named or SURE & {*similar.reasons})
        ):
            found.append((named, line.received, line.id))
    return queries.application(desk.replica, max(found)[2]) if found else None


def field_pairs(then: ApplicationDraft, now: ApplicationDraft) -> tuple[FieldPair, ...]:
    """Every field either of them has, those that differ first, else in the order of the form."""
    old, new = dict(_leaves(msgspec.to_builtins(then))), dict(_leaves(msgspec.to_builtins(now)))
    pairs = [FieldPair(field=one, then=old.get(one, ""), now=new.get(one, "")) for one in {**new, **old}]
    return tuple(sorted((one for one in pairs if one.then or one.now), key=lambda one: one.same))


def filled_fields(draft: ApplicationDraft) -> tuple[tuple[str, str], ...]:
    """Every field the draft has, by its dotted path, with its value as text; in the order of the form."""
    tree = msgspec.to_builtins(draft)
    return tuple((path, text) for path, text in _leaves(tree, absent=False))


def _leaves(tree: dict[str, Any], before: str = "", *, absent: bool = True) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.", absent=absent)
        elif (before or name not in LEFT_OUT) and (absent or value is not None):
            yield f"{before}{name}", "" if value is None else str(value)

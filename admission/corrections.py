"""Corrections: a change of named fields that knows the value it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from admission.acts import Change
from admission.application import ApplicationDraft


def field_text(draft: ApplicationDraft, field: str) -> str:
    """The value of a dotted field as text; KeyError when the draft has no such field."""
    value = msgspec.to_builtins(draft)
    for part in field.split("."):
        value = value[part]
    return "" if value is None else str(value)


def corrected(draft: ApplicationDraft, changes: Iterable[Change]) -> tuple[ApplicationDraft, tuple[str, ...]]:
    """The draft with the changes made, and the fields whose value was not the one that had been seen.

    A change that names no field, or makes the draft unreadable, is left out and reported the same way.
    """
    clashes = []
    for change in changes:
        try:
            seen = field_text(draft, change.field)
            draft = _with(draft, change.field.split("."), change.value)
        except (KeyError, TypeError, msgspec.ValidationError):
            clashes.append(change.field)
            continue
        if seen != change.seen:
            clashes.append(change.field)
    return draft, tuple(clashes)


def _with(draft: ApplicationDraft, path: list[str], value: str) -> ApplicationDraft:
    tree: Any = msgspec.to_builtins(draft)
    branch = tree
    for part in path[:-1]:
        branch = branch[part]
    branch[path[-1]]
    branch[path[-1]] = value
    return msgspec.convert(tree, ApplicationDraft, strict=False)

"""Compare: a correction that met another one, field by field; no value of either is lost."""

from __future__ import annotations

from datetime import datetime

import msgspec

from admission.acts import Amended, Change
from admission.application import Application, Movement
from admission.corrections import field_text


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One corrected field: the value that was seen, the one entered, the one there now (all as text).

    `now` is None for a field the application does not have. `other` is the value of somebody else that the entered one
    met, None where there was none; `by` (an officer's id) and `at` tell who entered it, where the history knows.
    """

    field: str
    seen: str
    entered: str
    now: str | None
    other: str | None = None
    by: str = ""
    at: datetime | None = None

    @property
    def disputed(self) -> bool:
        """Whether a person must say which value stands."""
        return self.other is not None and self.now is not None


def compared(amended: Amended, act: str, application: Application) -> tuple[Compared, ...]:
    """Every field of the correction `act` against the application as it is shown."""
    place = next((n for n, step in enumerate(application.history) if step.act == act), None)
    return tuple(_compared(change, place, application) for change in amended.changes)


def _compared(change: Change, place: int | None, application: Application) -> Compared:
    history = application.history
    now = value_there(application, change.field)
    other = _other(change, now, None if place is None else history[place])
    earlier = history[:place] if now == change.value else history
    step = None if other is None else _last(earlier, change.field, but=place)
    return Compared(
        field=change.field,
        seen=change.seen,
        entered=change.value,
        now=now,
        other=other,
        by=step.by if step else "",
        at=step.at if step else None,
    )


def _other(change: Change, now: str | None, own: Movement | None) -> str | None:
    """What stands in place of the entered value; or what it replaced, if that was not what had been seen."""
    if now != change.value:
        return now
    replaced = dict(own.old).get(change.field, change.seen) if own else change.seen
    return None if replaced in (change.seen, change.value) else replaced


def _last(history: tuple[Movement, ...], field: str, but: int | None) -> Movement | None:
    """The newest correction of this field that is not the compared one itself."""
    steps = [step for n, step in enumerate(history) if n != but and field in dict(step.old)]
    return steps[-1] if steps else None


def value_there(application: Application, field: str) -> str | None:
    """The value of a field as it is shown, as text; None for a field the application does not have."""
    try:
        return field_text(application.draft, field)
    except (KeyError, TypeError):
        return None

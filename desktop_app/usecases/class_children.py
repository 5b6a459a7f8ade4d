"""Class the children: what the office changed in the plan of classes becomes acts, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from admission.acts import Classed
from admission.application import Application, TwinsWish
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


class ClassWish(msgspec.Struct, frozen=True, kw_only=True):
    """Where a child shall stand: a letter, or empty for no class; what its parents asked for about twins."""

    application: str
    letter: str
    twins_wish: TwinsWish = ""


def class_children(desk: Desk, officer: Officer, wishes: Iterable[ClassWish]) -> int:
    """How many acts were recorded: one for each child that stood otherwise. ActRefused, and then none of them."""
    recorded = 0
    with desk.write() as writing:
        for wish in wishes:
            stands = writing.shown(("application", wish.application))
            if not isinstance(stands, Application):
                raise ActRefused((Problem("application-unknown"),))
            if (stands.letter, stands.twins_wish) != (wish.letter, wish.twins_wish):
                act = Classed(application=stands.id, letter=wish.letter, twins_wish=wish.twins_wish)
                writing.record(act, person=officer.id, at=desk.now(), rules=stands.rules)
                recorded += 1
    return recorded

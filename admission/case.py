"""A case: an act on one application with all that judges it, and the steps every deed is made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from admission.acts import Act, kind_of
from admission.application import Application, Movement, Status
from admission.context import Context, Decision, Outcome, Row
from admission.places import Stream, moved, with_place_of_lease
from admission.problems import Problem
from admission.roles import Role


class Case(NamedTuple):
    """An act on one application, with all that judges it; `at` is its true time within the known bounds."""

    act: Act
    application: Application
    context: Context
    at: datetime

    def stream(self) -> Stream | None:
        """The stream the application asks a place in, or None when the school has none."""
        row = self.context.rows.get(("stream", self.application.stream))
        return row if isinstance(row, Stream) else None

    def stream_with(self, places: int) -> tuple[Stream, ...]:
        """The stream after this application's place was taken (1) or freed (-1); empty where there is none."""
        stream, asked = self.stream(), self.application
        if stream is None:
            return ()
        after = moved(stream, by_territory=asked.draft.by_territory, places=places, apart=asked.apart)
        return (with_place_of_lease(after, self.act.desk, self.at) if places == 1 else after,)


def own(act: Act, application: str, context: Context) -> Application | None:
    """The application, if it is one of the school that acts."""
    row = context.rows.get(("application", application))
    return row if isinstance(row, Application) and row.school == act.school else None


def holds(context: Context, roles: frozenset[Role]) -> bool:
    """Whether the officer has one of these roles."""
    officer = context.officer
    return officer is not None and bool(officer.roles & roles)


def refused(code: str, **params: str | int) -> Decision:
    """A decision that may not be; nothing is written."""
    return Decision(outcome=Outcome.REFUSED, reason=Problem(code, params=params))


def applied(*effects: Row, notices: tuple[str, ...] = (), provisional: tuple[str, ...] = ()) -> Decision:
    """Done as it was meant."""
    return Decision(outcome=Outcome.APPLIED, effects=effects, notices=notices, provisional=provisional)


def movement(act: Act, at: datetime, before: Status | None, after: Status, **more: Any) -> Movement:
    """One line of the history."""
    return Movement(
        act=act.id,
        kind=kind_of(act.body),
        by=act.person,
        at=at,
        before=before,
        after=after,
        desk=act.desk,
        **more,
    )


def step(case: Case, after: Status | None = None, *, reason: str = "", **changes: Any) -> Application:
    """The application after this act: its changes, and one more line of history."""
    grounds = changes.pop("grounds", ())
    old = changes.pop("old", ())
    before = case.application.status
    after = after or before
    line = movement(case.act, case.at, before, after, reason=reason, grounds=grounds, old=old)
    history = (*case.application.history, line)
    return replace(case.application, status=after, history=history, **changes)


def with_flag(application: Application, flag: str) -> tuple[str, ...]:
    """The application's flags and this one, each once."""
    return tuple(dict.fromkeys((*application.flags, flag)))


def flagged(case: Case, flag: str, **kept: Any) -> Decision:
    """A fact that came when the status no longer lets it work: `kept` as it came, and shown to a person."""
    reason = Problem(flag, params={"number": case.application.number})
    after = step(case, flags=with_flag(case.application, flag), **kept)
    return Decision(outcome=Outcome.CHANGED, reason=reason, effects=(after,), notices=(flag,))

"""What `decide` may look at, and what it answers: declared reads, a frozen context, a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from admission.acts import Act, Filed, Lent, OrderAmended, Ordered
from admission.application import Application, stream_id
from admission.order import EnrolmentOrder
from admission.places import Stream
from admission.problems import Problem
from admission.profiles import RuleProfile
from admission.roles import Officer
from admission.workdays import WorkCalendar

Key = tuple[str, str]
Row = Application | Stream | EnrolmentOrder


class Outcome(StrEnum):
    """What became of an act (SYNC part C)."""

    APPLIED = "applied"
    CHANGED = "applied_changed"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


class ActiveElsewhere(msgspec.Struct, frozen=True):
    """Another active application for the same child; `number` is empty for another school's (privacy)."""

    application: str
    school: str
    number: str = ""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an act is judged by.

    `rows` holds what `reads` asked for (a missing key: no such row); `active` the child's other active
    application, for a filing and for one that is to go on; `others` the same for each application (by its id) that an
    order makes active again; `knows_all_schools` is true only at the centre;
    `not_before` and `not_after` bound the act's true time (SYNC C6): the centre's clock last heard before it,
    and at its arrival.
    """

    rules: RuleProfile
    calendar: WorkCalendar
    officer: Officer | None
    rows: Mapping[Key, Row]
    active: ActiveElsewhere | None = None
    knows_all_schools: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None
    others: Mapping[str, ActiveElsewhere] = msgspec.field(default_factory=dict)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one act: its reason, the rows it writes, what is still uncertain, who must be told."""

    outcome: Outcome
    reason: Problem | None = None
    effects: tuple[Row, ...] = ()
    provisional: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def key_of(row: Row) -> Key:
    """Under which key a row is kept: its tag and its id."""
    return (str(type(row).__struct_config__.tag), row.id)


def first_reads(act: Act) -> tuple[Key, ...]:
    """The rows an act names itself."""
    body = act.body
    if isinstance(body, Filed):
        return (
            ("application", body.application),
            ("stream", stream_id(act.school, body.year, body.draft.language)),
        )
    if isinstance(body, Lent):
        return (("stream", body.stream),)
    if isinstance(body, Ordered):
        return (("order", body.order), *(("application", one) for one in body.applications))
    if isinstance(body, OrderAmended):
        orders = (("order", body.order), ("order", body.amends))
        return (*orders, *(("application", one.application) for one in body.lines))
    return (("application", body.application),)


def second_reads(rows: Mapping[Key, Row]) -> tuple[Key, ...]:
    """The rows that the first ones lead to: the streams of the applications, the children of the orders."""
    streams = {row.stream for row in rows.values() if isinstance(row, Application)}
    orders = [row for row in rows.values() if isinstance(row, EnrolmentOrder)]
    children = {one for order in orders for one in (*order.applications, *order.brought_in)}
    found = [("stream", one) for one in sorted(streams)]
    return (*found, *(("application", one) for one in sorted(children)))


def made_active(act: Act, rows: Mapping[Key, Row]) -> tuple[Application, ...]:
    """The applications that this act would make active again, whose children may stand in another one by now."""
    body = act.body
    if not isinstance(body, OrderAmended):
        return ()
    named = (rows.get(("application", one.application)) for one in body.lines if one.change == "taken_out")
    return tuple(one for one in named if isinstance(one, Application) and not one.active)

"""Lending: free places of a stream become one desk's own until a moment, and come back (SYNC C6, the last seat)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from admission.acts import Act, Lent
from admission.application import DIRECTOR
from admission.case import applied, holds, refused
from admission.context import Context, Decision
from admission.places import Lease, Stream, lease_of, lent_to_others

LONGEST: Final = timedelta(days=14)  # a desk that never comes back keeps its places no longer


def lent(act: Act, body: Lent, context: Context, at: datetime) -> Decision:
    """The desk holds so many places from `at`, its true time, in place of those it held; no more than are free."""
    if not holds(context, DIRECTOR):
        return refused("role-missing")
    stream = context.rows.get(("stream", body.stream))
    if not isinstance(stream, Stream) or stream.school != act.school:
        return refused("lease-stream-unknown")
    wrong = _check_places(act, body, stream, at) or (_check_time(body, at) if body.seats else None)
    sure = context.knows_all_schools
    after = _with_lease(stream, body, at, confirmed=sure)
    return wrong or applied(after, notices=("lent",), provisional=() if sure else ("places-unknown",))


def _check_places(act: Act, body: Lent, stream: Stream, at: datetime) -> Decision | None:
    if act.desk != body.desk and _takes_away(body, stream, at):
        return refused("lease-of-another-desk")
    free = max(0, stream.free - lent_to_others(stream, body.desk, at))
    return refused("lease-exceeds-free", free=free) if body.seats > free else None


def _takes_away(body: Lent, stream: Stream, at: datetime) -> bool:
    """Whether the desk, which may be offline, would lose a place that it was promised."""
    held = lease_of(stream, body.desk, at)
    return held is not None and (body.seats < held.left or body.until < held.until)


def _check_time(body: Lent, at: datetime) -> Decision | None:
    if body.until <= at:
        return refused("lease-ended")
    return refused("lease-too-long", days=LONGEST.days) if body.until - at > LONGEST else None


def _with_lease(stream: Stream, body: Lent, at: datetime, *, confirmed: bool) -> Stream:
    """One lease a desk; those that have ended are left out."""
    others = tuple(one for one in stream.leases if one.desk != body.desk and at < one.until)
    own = Lease(desk=body.desk, seats=body.seats, until=body.until, confirmed=confirmed)
    return replace(stream, leases=(*others, own) if body.seats else others)

"""Renewal: a copied or restored computer goes on as a desk of its own; nothing it did is lost (SYNC C10)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import delete, insert, literal, select

from admission.acts import Act, Filed
from admission.exchange import ActResult, RenewAnswer
from admission.numbers import application_number, series_of
from admission.problems import Problem
from admission.wire import VERSION, load_act
from desktop_app.models.mark import RENEW
from desktop_app.models.tables import ACT, FORMER_ACT, META

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

OF_THE_DESK = ("desk", "token", "series")  # the time line stays: a restored centre is still brought our rows
OF_ANOTHER = (
    "desk_key",
    "desk_identity",
    "centre_key",
    "centre_recipient",
    "desk_voucher",
    "voucher_asked",
    RENEW,
)
RENUMBERED = "renumbered"


def become(writing: Writing, answer: RenewAnswer, at: datetime) -> None:
    """This replica is the new desk's: its acts begin again from 1, those that wait are done anew in their order.

    An act keeps its id, so whatever reached the centre once has no second effect. Applications nobody has heard of get
    numbers of the new series, and a person is told which paper to print again.
    """
    _settle_known(writing, answer, at)
    writing.neighbours.renumber()
    writing.neighbours.forget_pairs()
    waiting = _set_aside(writing)
    for name in OF_THE_DESK:
        writing.set_meta(name, getattr(answer.desk, name))
    writing.connection.execute(delete(META).where(META.c.name.in_(OF_ANOTHER)))
    for body in waiting:
        _do_again(writing, load_act(body), at)
    writing.show_again()


def _settle_known(writing: Writing, answer: RenewAnswer, at: datetime) -> None:
    numbers = select(ACT.c.id, ACT.c.n).where(ACT.c.id.in_([one.id for one in answer.known]))
    places = {act: n for act, n in writing.connection.execute(numbers)}
    told = [
        ActResult(n=places[one.id], outcome=one.outcome, seq=one.seq, reason=one.reason)
        for one in answer.known
        if one.id in places
    ]
    writing.settle(told, at)


def _set_aside(writing: Writing) -> list[bytes]:
    """Move every act out of the way; the bytes of those that still wait, in order."""
    connection, names = writing.connection, ("n", "id", "body", "hash", "state", "seq")
    waiting = connection.execute(select(ACT.c.body).where(ACT.c.state == "waiting").order_by(ACT.c.n))
    bodies = list(waiting.scalars())
    all_of_them = select(literal(writing.meta("desk")), *(ACT.c[name] for name in names))
    connection.execute(insert(FORMER_ACT).from_select(["desk", *names], all_of_them))
    connection.execute(delete(ACT))
    return bodies


def _do_again(writing: Writing, act: Act, at: datetime) -> None:
    body, series = act.body, writing.meta("series")
    if isinstance(body, Filed) and series_of(body.number) != series:
        number = application_number(series, writing.next_number(f"{series}/{body.year}"))
        reason = Problem(RENUMBERED, params={"before": body.number, "number": number})
        body = replace(body, number=number)
        writing.attention.tell(act, RENUMBERED, reason, at)
    before, n = writing.newest_act()
    again = replace(
        act,
        desk=writing.meta("desk"),
        n=n + 1,
        school=writing.meta("school"),
        body=body,
        previous="",
        v=VERSION,
    )
    writing.keep_act(again, before)

"""Rulings on a list: an enrolment order, and an order that changes one; each works whole or is refused whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from admission.acts import Act, OrderAmended, Ordered
from admission.amending import Amendment, check_amending
from admission.application import DEPARTED, Application, Status
from admission.case import Case, applied, own, refused, step, with_flag
from admission.context import Context, Decision, Key, Outcome, Row, made_active
from admission.order import EnrolmentOrder, OrderChange, check_order
from admission.places import Stream, moved
from admission.problems import Problem
from admission.roles import Role


def ordered(act: Act, body: Ordered, context: Context, at: datetime) -> Decision:
    """The accepted children of one class enter the school."""
    if not _is_director(context):
        return refused("role-missing")
    listed = [own(act, one, context) for one in body.applications]
    wrong = check_order(body.dated, body.language, listed, context.rules)
    if wrong or ("order", body.order) in context.rows:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0] if wrong else Problem("order-exists"))
    enrolled = [
        step(Case(act, one, context, at), Status.ENROLLED, reason=body.number, order=body.order)
        for one in listed
        if one is not None
    ]
    row = _order_row(act, body, body.applications, enrolled[0].year, at)
    return applied(row, *enrolled, notices=("ordered",))


def order_amended(act: Act, body: OrderAmended, context: Context, at: datetime) -> Decision:
    """The list of an earlier order changes; the order itself stays as it was signed (DOMAIN 3.4; 5 #54)."""
    if not _is_director(context):
        return refused("role-missing")
    earlier = context.rows.get(("order", body.amends))
    if not isinstance(earlier, EnrolmentOrder) or earlier.school != act.school:
        return refused("amending-order-unknown")
    if (body.language, body.letter) != (earlier.language, earlier.letter):
        return refused("amending-another-class", number=earlier.number)
    if ("order", body.order) in context.rows:
        return refused("order-exists")
    known = _own_applications(act, context)
    asked = Amendment(earlier=earlier, dated=body.dated, lines=body.lines, known=known)
    wrong = (*check_amending(asked, context.rules), *_stand_elsewhere(act, context))
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    return _changed(act, body, asked, context, at)


def _is_director(context: Context) -> bool:
    return bool(context.officer and context.officer.may(Role.DIRECTOR))


def _own_applications(act: Act, context: Context) -> dict[str, Application]:
    rows = (row for row in context.rows.values() if isinstance(row, Application))
    return {row.id: row for row in rows if row.school == act.school}


def _stand_elsewhere(act: Act, context: Context) -> Iterable[Problem]:
    """A child that is taken out is accepted again; meanwhile it may have been filed for a second time."""
    seen: set[str] = set()
    for one in made_active(act, context.rows):
        if one.id in context.others or one.draft.child.key in seen:
            yield Problem("amending-child-elsewhere", "lines", {"number": one.number})
        seen.add(one.draft.child.key)


def _changed(act: Act, body: OrderAmended, asked: Amendment, context: Context, at: datetime) -> Decision:
    after = [_after(Case(act, asked.known[line.application], context, at), body, line) for line in body.lines]
    left, added = asked.of("left"), asked.of("added")
    earlier = replace(
        asked.earlier,
        amended_by=(*asked.earlier.amended_by, body.order),
        brought_in=tuple(dict.fromkeys((*asked.earlier.brought_in, *(one.id for one in added)))),
    )
    notices = ("order-amended", "place-freed") if left else ("order-amended",)
    row = _amending_row(act, body, asked.earlier.year, at)
    unsure = bool(made_active(act, context.rows)) and not context.knows_all_schools
    return applied(
        row,
        earlier,
        *after,
        *_freed(left, context.rows),
        notices=notices,
        provisional=("other-schools-unknown",) if unsure else (),
    )


def _after(case: Case, body: OrderAmended, line: OrderChange) -> Application:
    if line.change == "added":  # as by any order: its number alone is the reason
        return step(case, Status.ENROLLED, reason=body.number, order=body.order)
    reason = f"№ {body.number}: {line.why}"
    if line.change == "taken_out":
        return step(case, Status.ACCEPTED, reason=reason, order="", letter="")
    flags = with_flag(case.application, DEPARTED)
    return step(case, Status.WITHDRAWN, reason=reason, flags=flags)


def _freed(left: Iterable[Application], rows: Mapping[Key, Row]) -> tuple[Stream, ...]:
    """The streams with the places of those who left free again."""
    streams: dict[str, Stream] = {}
    for one in left:
        stream = streams.get(one.stream) or rows.get(("stream", one.stream))
        if isinstance(stream, Stream):
            territory = one.draft.by_territory
            streams[one.stream] = moved(stream, by_territory=territory, places=-1, apart=one.apart)
    return tuple(streams.values())


def _amending_row(act: Act, body: OrderAmended, year: int, at: datetime) -> EnrolmentOrder:
    concerned = tuple(line.application for line in body.lines)
    return replace(_order_row(act, body, concerned, year, at), amends=body.amends, changes=body.lines)


def _order_row(
    act: Act, body: Ordered | OrderAmended, applications: tuple[str, ...], year: int, at: datetime
) -> EnrolmentOrder:
    return EnrolmentOrder(
        id=body.order,
        school=act.school,
        year=year,
        number=body.number,
        dated=body.dated,
        language=body.language,
        letter=body.letter,
        applications=applications,
        manifest_sha256=body.manifest_sha256,
        pdf_sha256=body.pdf_sha256,
        cms_sha256=body.cms_sha256,
        signed_by=act.person,
        signed_at=at,
        act=act.id,
    )

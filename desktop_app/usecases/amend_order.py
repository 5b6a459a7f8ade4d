"""Amend an order: a signed order changes the list of an earlier one; that one stays as it was signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from admission.acts import OrderAmended
from admission.amending import Amendment, check_amending
from admission.application import Application
from admission.canonical import JsonValue
from admission.naming import kazakh_key
from admission.order import EnrolmentOrder, OrderChange, standing
from admission.problems import ActRefused, Problem, refuse_if
from admission.roles import Officer
from admission.school_papers import AmendedLine, AmendingOrder
from desktop_app.models import queries
from desktop_app.signing.signer import Signer
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import letterhead_of
from desktop_app.usecases.issue_paper import Press
from desktop_app.usecases.signed_order import Check, Hand, KeptFiles, next_number, responsible, sign_and_keep

SCHEMA = "qabyldau/order-amending/1"


class AmendPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the director is about to sign: which order (its id) is changed, the day, a line for each child."""

    order: str
    dated: date
    lines: tuple[OrderChange, ...]


def amend_order(
    desk: Desk, officer: Officer, plan: AmendPlan, press: Press, signer: Signer, check: Check
) -> str:
    """The new order's id. ActRefused by the rules or a signature that does not hold; SigningTrouble by the key."""
    asked = amendment(desk, plan)
    if asked is None:
        raise ActRefused((Problem("amending-order-unknown"),))
    refuse_if(check_amending(asked, desk.rules))
    paper = _paper(desk, officer, asked)
    hand = Hand(press, signer, check)
    return sign_and_keep(
        desk, officer, paper, _core(paper, asked), hand, lambda kept: _amended(paper, asked, kept)
    )


def amendment(desk: Desk, plan: AmendPlan) -> Amendment | None:
    """The plan beside what the centre has confirmed of the order and its children; None without that order."""
    earlier = queries.order(desk.replica, plan.order)
    if earlier is None:
        return None
    known = _confirmed(desk, (*_listed(earlier), *(line.application for line in plan.lines)))
    return Amendment(earlier=earlier, dated=plan.dated, lines=plan.lines, known=known)


def children_of(desk: Desk, order: EnrolmentOrder) -> list[Application]:
    """The children who stand on the order's list now, as the centre has confirmed it, by the Kazakh alphabet."""
    found = standing(order, _confirmed(desk, _listed(order)))
    return sorted(found, key=lambda one: kazakh_key(one.draft.child.name.full))


def _listed(order: EnrolmentOrder) -> tuple[str, ...]:
    return (*order.applications, *order.brought_in)


def _confirmed(desk: Desk, applications: Iterable[str]) -> dict[str, Application]:
    found = {one: queries.confirmed_application(desk.replica, one) for one in dict.fromkeys(applications)}
    return {one: application for one, application in found.items() if application is not None}


def _paper(desk: Desk, director: Officer, asked: Amendment) -> AmendingOrder:
    earlier = asked.earlier
    return AmendingOrder(
        id=desk.new_id(),
        letterhead=letterhead_of(queries.school(desk.replica)),
        number=next_number(desk),
        dated=asked.dated,
        amends=earlier.number,
        amends_dated=earlier.dated,
        letter=earlier.letter,
        lines=tuple(_line(asked.known[line.application], line) for line in asked.lines),
        director=director.name.short,
        responsible=responsible(desk, director).name.short,
    )


def _line(application: Application, line: OrderChange) -> AmendedLine:
    child = application.draft.child
    return AmendedLine(
        child=child.name.full,
        born=child.born,
        iin=child.iin,
        number=application.number,
        taken_out=line.change != "added",
        left=line.change == "left",
        why=line.why.strip(),
        where_to=line.where_to.strip() if line.change == "left" else "",
    )


def _core(paper: AmendingOrder, asked: Amendment) -> dict[str, JsonValue]:
    lines: list[JsonValue] = [msgspec.to_builtins(line) for line in asked.lines]
    return {
        "schema": SCHEMA,
        "order": paper.id,
        "number": paper.number,
        "dated": paper.dated.isoformat(),
        "school_bin": paper.letterhead.bin,
        "amends": asked.earlier.id,
        "language": asked.earlier.language,
        "letter": asked.earlier.letter,
        "lines": lines,
    }


def _amended(paper: AmendingOrder, asked: Amendment, kept: KeptFiles) -> OrderAmended:
    return OrderAmended(
        order=paper.id,
        number=paper.number,
        dated=paper.dated,
        amends=asked.earlier.id,
        language=asked.earlier.language,
        letter=asked.earlier.letter,
        lines=tuple(asked.lines),
        manifest_sha256=kept.manifest,
        pdf_sha256=kept.pdf,
        cms_sha256=kept.cms,
    )

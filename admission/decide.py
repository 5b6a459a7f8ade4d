"""`decide`: the one function that judges an act, called with the same bytes at the desk and at the centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from admission import facts, order_rulings, rulings
from admission.acts import Act, Filed, Lent, OrderAmended, Ordered, is_fact, kind_of
from admission.application import ALLOWED, ANYBODY, LATE_CODES, Application, Status, who_may
from admission.beginning import due_of, first_status
from admission.case import Case, holds, movement, own, refused
from admission.context import Context, Decision, Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.lending import lent
from admission.problems import Problem
from admission.roles import Role


def decide(act: Act, context: Context) -> Decision:
    """What becomes of this act; a function of its arguments alone (SYNC invariant 10)."""
    body = act.body
    if _is_stranger(act, context):
        return _unauthorised(act)
    if isinstance(body, Filed):
        return _filed(act, body, context)
    if isinstance(body, Ordered | OrderAmended | Lent):
        return OF_MANY[kind_of(body)](act, body, context, true_time(act, context))
    application = own(act, body.application, context)
    if application is None:
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("application-unknown"))
    return _on_application(Case(act, application, context, true_time(act, context)))


def true_time(act: Act, context: Context) -> datetime:
    """The desk's clock if the centre's bounds allow it, else the nearer bound (SYNC C6)."""
    at = act.at
    if context.not_before is not None:
        at = max(at, context.not_before)
    if context.not_after is not None:
        at = min(at, context.not_after)
    return at


def _is_stranger(act: Act, context: Context) -> bool:
    """Nobody we know, somebody who left, or an officer of another school; the portal serves them all."""
    officer = context.officer
    if officer is None or not officer.active:
        return True
    return officer.school != act.school and Role.PORTAL not in officer.roles


def _unauthorised(act: Act) -> Decision:
    outcome = Outcome.QUARANTINED if is_fact(act.body) else Outcome.REFUSED
    return Decision(outcome=outcome, reason=Problem("officer-unknown"))


def _filed(act: Act, body: Filed, context: Context) -> Decision:
    """A filing is a fact: it always gets its row; what is doubtful becomes a flag or a hold."""
    if ("application", body.application) in context.rows:
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("application-exists"))
    if not holds(context, ANYBODY):
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("role-missing"))
    held = context.active is not None
    return Decision(
        outcome=Outcome.CHANGED if held else Outcome.APPLIED,
        reason=Problem("duplicate-hold", params={"number": body.number}) if held else None,
        effects=(_new_application(act, body, context, held=held),),
        provisional=() if context.knows_all_schools else ("other-schools-unknown",),
        notices=("filed", "duplicate") if held else ("filed",),
    )


def _new_application(act: Act, body: Filed, context: Context, *, held: bool) -> Application:
    at = true_time(act, context)
    status = Status.DUPLICATE_HOLD if held else first_status(context.rules)
    return Application(
        id=body.application,
        school=act.school,
        year=body.year,
        number=body.number,
        draft=body.draft,
        status=status,
        rules=act.rules,
        received=at,
        due=due_of(body.draft, at, context.rules, context.calendar),
        flags=_filing_flags(act, body, at, context),
        history=(movement(act, at, None, status),),
    )


def _filing_flags(act: Act, body: Filed, at: datetime, context: Context) -> tuple[str, ...]:
    flags = []
    if at != act.at:
        flags.append("clock-jumped")
    if not context.rules.valid_from <= at.astimezone(KAZAKHSTAN_TIME).date() <= context.rules.valid_to:
        flags.append("out-of-window")
    if body.draft.transfer is None and body.draft.child.born > context.rules.youngest_birth:
        flags.append("too-young")
    if not LATE_CODES.isdisjoint(body.draft.confirmed):
        flags.append("late-arrival")
    return tuple(flags)


def _on_application(case: Case) -> Decision:
    kind = kind_of(case.act.body)
    may = ALLOWED[case.application.status].get(kind)
    if may is None and not is_fact(case.act.body):
        return _too_late(case)
    if not holds(case.context, who_may(kind) if may is None else may):
        return _wrong_role(case)
    return BY_KIND[kind](case, case.act.body)


def _wrong_role(case: Case) -> Decision:
    if is_fact(case.act.body):
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("role-missing"))
    return refused("role-missing")


def _too_late(case: Case) -> Decision:
    """A decision the status does not allow; a withdrawal is named, because it always wins."""
    if case.application.status is Status.WITHDRAWN:
        return refused("withdrawn", number=case.application.number)
    return refused("status-forbids", number=case.application.number, status=case.application.status.value)


OF_MANY: Mapping[str, Callable[[Act, Any, Context, datetime], Decision]] = {
    "lent": lent,
    "order_amended": order_rulings.order_amended,
    "ordered": order_rulings.ordered,
}
BY_KIND: Mapping[str, Callable[[Case, Any], Decision]] = {
    "amended": facts.amended,
    "annulled": rulings.annulled,
    "asked": facts.asked,
    "assigned": facts.assigned,
    "attached": facts.attached,
    "classed": rulings.classed,
    "decided": rulings.decided,
    "document_checked": facts.document_checked,
    "noted": facts.noted,
    "proposed": rulings.proposed,
    "registered": rulings.registered,
    "resumed": rulings.resumed,
    "returned": rulings.returned,
    "reversed": rulings.reversed_,
    "taken_up": rulings.taken_up,
    "withdrawn": facts.withdrawn,
}

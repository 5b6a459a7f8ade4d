"""Rulings on an application: registered, proposed, returned, decided, reversed; these may be refused."""

from __future__ import annotations

from typing import Final

from admission.acts import (
    Annulled,
    Classed,
    Decided,
    Proposed,
    Registered,
    Resumed,
    Returned,
    Reversed,
    TakenUp,
)
from admission.application import Proposal, Ruling, Status
from admission.beginning import due_of, first_status
from admission.case import Case, applied, refused, step, with_flag
from admission.context import Decision, Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import check_wanting
from admission.places import Stream, lease_of, lent_to_others, why_no_place
from admission.problems import Problem
from admission.refusals import check_grounds

MUST_SAY_TRANSPORT: Final = 5  # the act's version since which a decision has to have a word for it


def registered(case: Case, body: Registered) -> Decision:
    """The education department takes it on, or refuses with a ground; the first of two stages (seed 002)."""
    wrong = check_grounds(body.accept, body.grounds, body.reason, case.context.rules)
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    if body.accept:
        return applied(step(case, Status.REGISTERED, reason=body.reason), notices=("registered",))
    after = step(case, Status.REGISTRATION_REFUSED, reason=body.reason, grounds=body.grounds)
    return applied(after, notices=("registration-refused",))


def taken_up(case: Case, _body: TakenUp) -> Decision:
    """The school begins with a registered application; from here the road is everybody's (seed 002)."""
    return applied(step(case, Status.UNDER_REVIEW))


def proposed(case: Case, body: Proposed) -> Decision:
    """The executor puts it before the director, to accept or to refuse with a ground."""
    wrong = check_grounds(body.accept, body.grounds, body.reason, case.context.rules)
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    proposal = Proposal(
        accept=body.accept,
        by=case.act.person,
        at=case.at,
        grounds=body.grounds,
        reason=body.reason,
        transport=body.transport,
    )
    after = step(case, Status.ON_SIGNATURE, reason=body.reason, grounds=body.grounds, proposal=proposal)
    return applied(after, notices=("proposed",))


def returned(case: Case, body: Returned) -> Decision:
    """The director gives it back, and says why."""
    if not body.reason.strip():
        return refused("reason-missing")
    return applied(step(case, Status.UNDER_REVIEW, reason=body.reason, proposal=None))


def resumed(case: Case, body: Resumed) -> Decision:
    """The parent chose this one of two: it begins anew with a new deadline, and keeps its turn (SYNC C6)."""
    asked, context = case.application, case.context
    if context.active is not None:
        return refused("duplicate-active", number=asked.number)
    due = due_of(asked.draft, case.at, context.rules, context.calendar)
    after = step(case, first_status(context.rules), reason=body.reason, due=due)
    sure = context.knows_all_schools
    return applied(after, notices=("resumed",), provisional=() if sure else ("other-schools-unknown",))


def annulled(case: Case, body: Annulled) -> Decision:
    """A mis-registration is struck out; its number is never used again (DOMAIN 5 #53)."""
    if not body.reason.strip():
        return refused("reason-missing")
    return applied(step(case, Status.ANNULLED, reason=body.reason))


def decided(case: Case, body: Decided) -> Decision:
    """The director accepts or refuses; lateness is stored with it (seed 003)."""
    wrong = check_grounds(body.accept, body.grounds, body.reason, case.context.rules)
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    if body.accept:
        return _accepted(case, body)
    ruling, flags = _ruling(case, body), _lateness(case)
    after = step(case, Status.REFUSED, reason=body.reason, grounds=body.grounds, decision=ruling, flags=flags)
    return applied(after, notices=("refused",))


def _ruling(case: Case, body: Decided) -> Ruling:
    return Ruling(
        accept=body.accept,
        by=case.act.person,
        at=case.at,
        grounds=body.grounds,
        reason=body.reason,
        transport=body.transport,
        manifest_sha256=body.manifest_sha256,
        cms_sha256=body.cms_sha256,
        pdf_sha256=body.pdf_sha256,
    )


def _lateness(case: Case) -> tuple[str, ...]:
    """A deadline that passed is stored with the decision, never hidden (DOMAIN 5 #39)."""
    late = case.at > case.application.due
    return with_flag(case.application, "decided-late") if late else case.application.flags


def _accepted(case: Case, body: Decided) -> Decision:
    asked, rules, stream = case.application, case.context.rules, case.stream()
    if stream is None:
        return refused("stream-unknown", language=asked.draft.language)
    if _transport_is_open(case, body):
        return refused("transport-undecided", number=asked.number)
    wanting = check_wanting(asked, rules, "acceptance", case.at.astimezone(KAZAKHSTAN_TIME).date())
    if wanting and not (body.reason and all(one.weight == "warn" for one in wanting)):
        return Decision(outcome=Outcome.REFUSED, reason=wanting[0])
    inside, lent = asked.draft.by_territory, lent_to_others(stream, case.act.desk, case.at)
    full = why_no_place(stream, by_territory=inside, rules=rules, apart=asked.apart, lent=lent)
    if full is not None:
        return _no_place(case, body, full)
    ruling, flags = _ruling(case, body), _lateness(case)
    after = step(case, Status.ACCEPTED, reason=body.reason, decision=ruling, flags=flags)
    return applied(
        after,
        *case.stream_with(1),
        notices=("accepted",),
        provisional=() if _is_certain(case, stream) else ("places-unknown",),
    )


def _transport_is_open(case: Case, body: Decided) -> bool:
    """The school says together with the decision whether a child who asked is driven (DOMAIN 2.3, 1.4)."""
    asked, proposal = case.application, case.application.proposal
    if case.act.v < MUST_SAY_TRANSPORT or not asked.draft.transport or not case.context.rules.transport:
        return False
    return body.transport is None and (proposal is None or proposal.transport is None)


def _is_certain(case: Case, stream: Stream) -> bool:
    """The centre sees every place; a desk those of its own lease, but not how 3:1 stands by now."""
    asked = case.application
    lease = lease_of(stream, case.act.desk, case.at)
    leased = lease is not None and lease.confirmed
    return case.context.knows_all_schools or (leased and (asked.draft.by_territory or asked.apart))


def _no_place(case: Case, body: Decided, full: str) -> Decision:
    if body.if_full == "refuse":
        return refused(full, number=case.application.number)
    # what the director signed stays with the application; an unsigned wish leaves no trace of its own
    signed = {"decision": _ruling(case, body)} if body.manifest_sha256 else {}
    after = step(case, Status.WAITLISTED, reason=full, **signed)
    reason = Problem(full, params={"number": case.application.number})
    return Decision(
        outcome=Outcome.CHANGED,
        reason=reason,
        effects=(after,),
        provisional=() if case.context.knows_all_schools else ("places-unknown",),
        notices=("waitlisted",),
    )


def classed(case: Case, body: Classed) -> Decision:
    """An accepted child is put down for a class, or for none again; the newest word counts."""
    return applied(step(case, reason=body.letter, letter=body.letter, twins_wish=body.twins_wish))


def reversed_(case: Case, body: Reversed) -> Decision:
    """An acceptance by mistake is taken back by the director's order; the place is freed (DOMAIN 5 #56)."""
    if not body.reason.strip():
        return refused("reason-missing")
    if not body.order_number.strip():
        return refused("order-number-missing")
    flags = with_flag(case.application, "reversed")
    after = step(
        case,
        Status.UNDER_REVIEW,
        reason=f"№ {body.order_number}: {body.reason}",
        decision=None,
        proposal=None,
        flags=flags,
        letter="",
    )
    return applied(after, *case.stream_with(-1), notices=("reversed", "place-freed"))

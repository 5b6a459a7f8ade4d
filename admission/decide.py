"""`decide`: the one function that judges an act, called with the same bytes at the desk and at the centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from admission.acts import (
    Act,
    Amended,
    Annulled,
    Attached,
    Decided,
    DocumentChecked,
    Filed,
    Ordered,
    Proposed,
    Returned,
    Withdrawn,
    is_fact,
    kind_of,
)
from admission.application import (
    ALLOWED,
    ANYBODY,
    Application,
    DocumentCheck,
    Movement,
    Proposal,
    Status,
    who_may,
)
from admission.context import Context, Decision, Outcome, Row
from admission.corrections import corrected
from admission.deadline import KAZAKHSTAN_TIME, due
from admission.order import EnrolmentOrder, check_order
from admission.places import Stream, moved, why_no_place
from admission.problems import Problem
from admission.refusals import check_grounds
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


def decide(act: Act, context: Context) -> Decision:
    """What becomes of this act; a function of its arguments alone (SYNC invariant 10)."""
    body = act.body
    if _is_stranger(act, context):
        return _unauthorised(act)
    if isinstance(body, Filed):
        return _filed(act, body, context)
    if isinstance(body, Ordered):
        return _ordered(act, body, context)
    application = _own(act, body.application, context)
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


def _own(act: Act, application: str, context: Context) -> Application | None:
    """The application, if it is one of the school that acts."""
    row = context.rows.get(("application", application))
    return row if isinstance(row, Application) and row.school == act.school else None


def _unauthorised(act: Act) -> Decision:
    outcome = Outcome.QUARANTINED if is_fact(act.body) else Outcome.REFUSED
    return Decision(outcome=outcome, reason=Problem("officer-unknown"))


def _refused(code: str, **params: str | int) -> Decision:
    return Decision(outcome=Outcome.REFUSED, reason=Problem(code, params=params))


def _filed(act: Act, body: Filed, context: Context) -> Decision:
    """A filing is a fact: it always gets its row; what is doubtful becomes a flag or a hold."""
    if ("application", body.application) in context.rows:
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("application-exists"))
    if not _holds(context, ANYBODY):
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
    rules = context.rules
    status = Status.DUPLICATE_HOLD if held else Status.UNDER_REVIEW
    return Application(
        id=body.application,
        school=act.school,
        year=body.year,
        number=body.number,
        draft=body.draft,
        status=status,
        rules=act.rules,
        received=at,
        due=due(at, rules.review_working_days, context.calendar, rules.end_of_next_working_day),
        flags=_filing_flags(act, body, at, context),
        history=(_movement(act, at, None, status),),
    )


def _filing_flags(act: Act, body: Filed, at: datetime, context: Context) -> tuple[str, ...]:
    flags = []
    if at != act.at:
        flags.append("clock-jumped")
    if not context.rules.valid_from <= at.astimezone(KAZAKHSTAN_TIME).date() <= context.rules.valid_to:
        flags.append("out-of-window")
    if body.draft.child.born > context.rules.youngest_birth:
        flags.append("too-young")
    return tuple(flags)


def _on_application(case: Case) -> Decision:
    kind = kind_of(case.act.body)
    may = ALLOWED[case.application.status].get(kind)
    if may is None and not is_fact(case.act.body):
        return _too_late(case)
    if not _holds(case.context, who_may(kind) if may is None else may):
        return _wrong_role(case)
    return BY_KIND[kind](case, case.act.body)


def _holds(context: Context, roles: frozenset[Role]) -> bool:
    officer = context.officer
    return officer is not None and bool(officer.roles & roles)


def _wrong_role(case: Case) -> Decision:
    if is_fact(case.act.body):
        return Decision(outcome=Outcome.QUARANTINED, reason=Problem("role-missing"))
    return _refused("role-missing")


def _too_late(case: Case) -> Decision:
    """A decision the status does not allow; a withdrawal is named, because it always wins."""
    if case.application.status is Status.WITHDRAWN:
        return _refused("withdrawn", number=case.application.number)
    return _refused("status-forbids", number=case.application.number, status=case.application.status.value)


def _movement(act: Act, at: datetime, before: Status | None, after: Status, **more: Any) -> Movement:
    return Movement(
        act=act.id, kind=kind_of(act.body), by=act.person, at=at, before=before, after=after, **more
    )


def _step(case: Case, after: Status | None = None, *, reason: str = "", **changes: Any) -> Application:
    """The application after this act: its changes, and one more line of history."""
    grounds = changes.pop("grounds", ())
    old = changes.pop("old", ())
    before = case.application.status
    after = after or before
    line = _movement(case.act, case.at, before, after, reason=reason, grounds=grounds, old=old)
    history = (*case.application.history, line)
    return replace(case.application, status=after, history=history, **changes)


def _applied(*effects: Row, notices: tuple[str, ...] = ()) -> Decision:
    return Decision(outcome=Outcome.APPLIED, effects=effects, notices=notices)


def _flagged(case: Case, flag: str, **kept: Any) -> Decision:
    """A fact that came when the status no longer lets it work: `kept` as it came, and shown to a person."""
    flags = tuple(dict.fromkeys((*case.application.flags, flag)))
    reason = Problem(flag, params={"number": case.application.number})
    after = _step(case, flags=flags, **kept)
    return Decision(outcome=Outcome.CHANGED, reason=reason, effects=(after,), notices=(flag,))


def _attached(case: Case, body: Attached) -> Decision:
    known = {one.sha256 for one in case.application.attachments}
    if body.attachment.sha256 in known:
        return _applied(case.application)
    attachments = (*case.application.attachments, body.attachment)
    if "attached" not in ALLOWED[case.application.status]:
        return _flagged(case, "attached-too-late", attachments=attachments)
    return _applied(_step(case, attachments=attachments))


def _document_checked(case: Case, body: DocumentChecked) -> Decision:
    if "document_checked" not in ALLOWED[case.application.status]:
        return _flagged(case, "checked-too-late", reason=body.note)
    check = DocumentCheck(
        document=body.document, good=body.good, by=case.act.person, at=case.at, note=body.note
    )
    others = tuple(one for one in case.application.checks if one.document != body.document)
    return _applied(_step(case, checks=(*others, check)))


def _amended(case: Case, body: Amended) -> Decision:
    if "amended" not in ALLOWED[case.application.status]:
        return _flagged(case, "amended-too-late", reason=body.reason)
    draft, clashes = corrected(case.application.draft, body.changes)
    old = tuple((change.field, change.seen) for change in body.changes)
    after = _step(case, reason=body.reason, draft=draft, old=old)
    if not clashes:
        return _applied(after)
    reason = Problem("amended-unseen", params={"fields": ", ".join(clashes)})
    return Decision(outcome=Outcome.CHANGED, reason=reason, effects=(after,))


def _proposed(case: Case, body: Proposed) -> Decision:
    wrong = check_grounds(body.accept, body.grounds, body.reason, case.context.rules)
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    proposal = Proposal(
        accept=body.accept, by=case.act.person, at=case.at, grounds=body.grounds, reason=body.reason
    )
    after = _step(case, Status.ON_SIGNATURE, reason=body.reason, grounds=body.grounds, proposal=proposal)
    return _applied(after, notices=("proposed",))


def _returned(case: Case, body: Returned) -> Decision:
    if not body.reason.strip():
        return _refused("reason-missing")
    return _applied(_step(case, Status.UNDER_REVIEW, reason=body.reason, proposal=None))


def _annulled(case: Case, body: Annulled) -> Decision:
    if not body.reason.strip():
        return _refused("reason-missing")
    return _applied(_step(case, Status.ANNULLED, reason=body.reason))


def _decided(case: Case, body: Decided) -> Decision:
    wrong = check_grounds(body.accept, body.grounds, body.reason, case.context.rules)
    if wrong:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0])
    if body.accept:
        return _accepted(case, body)
    after = _step(
        case, Status.REFUSED, reason=body.reason, grounds=body.grounds, decision=_ruling(case, body)
    )
    return _applied(after, notices=("refused",))


def _ruling(case: Case, body: Decided) -> Proposal:
    return Proposal(
        accept=body.accept, by=case.act.person, at=case.at, grounds=body.grounds, reason=body.reason
    )


def _accepted(case: Case, body: Decided) -> Decision:
    stream = case.stream()
    if stream is None:
        return _refused("stream-unknown", language=case.application.draft.language)
    inside = case.application.draft.by_territory
    full = why_no_place(stream, by_territory=inside, rules=case.context.rules)
    if full is None:
        after = _step(case, Status.ACCEPTED, reason=body.reason, decision=_ruling(case, body))
        return _applied(after, moved(stream, by_territory=inside, places=1), notices=("accepted",))
    if body.if_full == "refuse":
        return _refused(full, number=case.application.number)
    after = _step(case, Status.WAITLISTED, reason=full)
    reason = Problem(full, params={"number": case.application.number})
    return Decision(outcome=Outcome.CHANGED, reason=reason, effects=(after,), notices=("waitlisted",))


def _withdrawn(case: Case, body: Withdrawn) -> Decision:
    """Withdrawal wins over everything but a signed order; later ones go to a person (ARCHITECTURE)."""
    if case.application.status is Status.WITHDRAWN:
        return _applied(case.application)
    if "withdrawn" not in ALLOWED[case.application.status]:
        return _flagged(case, "withdrawal-too-late", reason=body.reason)
    if case.at.astimezone(KAZAKHSTAN_TIME).date() > case.context.rules.withdrawal_until:
        return _flagged(case, "withdrawal-after-window", reason=body.reason)
    after = _step(case, Status.WITHDRAWN, reason=body.reason)
    stream = case.stream()
    if case.application.status is not Status.ACCEPTED or stream is None:
        return _applied(after, notices=("withdrawn",))
    freed = moved(stream, by_territory=case.application.draft.by_territory, places=-1)
    return _applied(after, freed, notices=("withdrawn", "place-freed"))


def _ordered(act: Act, body: Ordered, context: Context) -> Decision:
    if not (context.officer and context.officer.may(Role.DIRECTOR)):
        return _refused("role-missing")
    listed = [_own(act, one, context) for one in body.applications]
    wrong = check_order(body.dated, body.language, listed, context.rules)
    if wrong or ("order", body.order) in context.rows:
        return Decision(outcome=Outcome.REFUSED, reason=wrong[0] if wrong else Problem("order-exists"))
    at = true_time(act, context)
    enrolled = [
        _step(Case(act, one, context, at), Status.ENROLLED, reason=body.number, order=body.order)
        for one in listed
        if one is not None
    ]
    return _applied(_order_row(act, body, enrolled[0].year, at), *enrolled, notices=("ordered",))


def _order_row(act: Act, body: Ordered, year: int, at: datetime) -> EnrolmentOrder:
    return EnrolmentOrder(
        id=body.order,
        school=act.school,
        year=year,
        number=body.number,
        dated=body.dated,
        language=body.language,
        letter=body.letter,
        applications=body.applications,
        manifest_sha256=body.manifest_sha256,
        pdf_sha256=body.pdf_sha256,
        cms_sha256=body.cms_sha256,
        signed_by=act.person,
        signed_at=at,
        act=act.id,
    )


BY_KIND: Mapping[str, Callable[[Case, Any], Decision]] = {
    "amended": _amended,
    "annulled": _annulled,
    "attached": _attached,
    "decided": _decided,
    "document_checked": _document_checked,
    "proposed": _proposed,
    "returned": _returned,
    "withdrawn": _withdrawn,
}

"""Facts on an application: what happened is never refused; what comes too late is kept and shown to a person."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from admission.acts import Amended, Asked, Assigned, Attached, Change, DocumentChecked, Noted, Withdrawn
from admission.application import ALLOWED, DocumentCheck, PapersAsked, Status
from admission.case import Case, applied, flagged, step, with_flag
from admission.context import Decision, Outcome
from admission.corrections import corrected, field_text
from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import Problem
from admission.roles import Role

SHOWS_SEVERAL: Final = 5  # the act's version since which one scan may stand for several documents


def attached(case: Case, body: Attached) -> Decision:
    """A scan or photo came; the same bytes twice are one, unless they show another document."""
    new, known = body.attachment, case.application.attachments
    same = [one.document for one in known if one.sha256 == new.sha256]
    if new.document in same or (same and case.act.v < SHOWS_SEVERAL):
        return applied(case.application)
    attachments = (*case.application.attachments, body.attachment)
    if "attached" not in ALLOWED[case.application.status]:
        return flagged(case, "attached-too-late", attachments=attachments)
    return applied(step(case, attachments=attachments))


def document_checked(case: Case, body: DocumentChecked) -> Decision:
    """An executor found a paper good or not; the newest finding counts."""
    if "document_checked" not in ALLOWED[case.application.status]:
        return flagged(case, "checked-too-late", reason=body.note)
    check = DocumentCheck(
        document=body.document, good=body.good, by=case.act.person, at=case.at, note=body.note
    )
    others = tuple(one for one in case.application.checks if one.document != body.document)
    asked = _answered(case.application.asked, body.document) if body.good else case.application.asked
    return applied(step(case, checks=(*others, check), asked=asked))


def _answered(asked: PapersAsked | None, document: str) -> PapersAsked | None:
    """What is still asked for when this paper is here and good."""
    left = tuple(one for one in asked.documents if one != document) if asked else ()
    return replace(asked, documents=left) if asked and left else None


def noted(case: Case, body: Noted) -> Decision:
    """A remark of the office stands in the history and changes nothing else."""
    return applied(step(case, reason=body.text))


def assigned(case: Case, body: Assigned) -> Decision:
    """Whose work it is from now on; the newest assignment counts."""
    return applied(step(case, reason=body.officer, assigned=body.officer))


def asked(case: Case, body: Asked) -> Decision:
    """The applicant shall bring these papers; a newer list takes the place of an older one."""
    wanted = PapersAsked(documents=body.documents, until=body.until, by=case.act.person, at=case.at)
    after = step(case, reason=body.note, grounds=body.documents, asked=wanted if body.documents else None)
    return applied(after, notices=("papers-asked",) if body.documents else ())


def amended(case: Case, body: Amended) -> Decision:
    """The office corrected what had been entered; the old values stay (DOMAIN 5 #57)."""
    if "amended" not in ALLOWED[case.application.status]:
        return flagged(case, "amended-too-late", reason=body.reason)
    draft, clashes = corrected(case.application.draft, body.changes)
    old = tuple((change.field, _stood(case, change)) for change in body.changes)
    after = step(case, reason=body.reason, draft=draft, old=old)
    if not clashes:
        return applied(after)
    reason = Problem("amended-unseen", params={"fields": ", ".join(clashes)})
    return Decision(outcome=Outcome.CHANGED, reason=reason, effects=(after,))


def _stood(case: Case, change: Change) -> str:
    """The value the change replaces; what the person saw instead, and what they wrote, the act itself tells."""
    try:
        return field_text(case.application.draft, change.field)
    except (KeyError, TypeError):
        return change.seen


def withdrawn(case: Case, body: Withdrawn) -> Decision:
    """Withdrawal wins over everything but a signed order; later ones go to a person (ARCHITECTURE)."""
    if case.application.status is Status.WITHDRAWN:
        return applied(case.application)
    if not _may_withdraw(case):
        return flagged(case, "withdrawal-too-late", reason=body.reason)
    if case.at.astimezone(KAZAKHSTAN_TIME).date() > case.context.rules.withdrawal_until:
        return flagged(case, "withdrawal-after-window", reason=body.reason)
    flags = with_flag(case.application, "withdrawn-by-another") if body.asked_by else case.application.flags
    after = step(case, Status.WITHDRAWN, reason=body.reason, flags=flags)
    freed = case.stream_with(-1) if case.application.status is Status.ACCEPTED else ()
    return applied(after, *freed, notices=("withdrawn", "place-freed") if freed else ("withdrawn",))


def _may_withdraw(case: Case) -> bool:
    """The table, and for a parent at the portal the profile's own statuses too (seed 003, part 4)."""
    if "withdrawn" not in ALLOWED[case.application.status]:
        return False
    officer, named = case.context.officer, case.context.rules.status(case.application.status)
    at_portal = officer is not None and officer.roles == {Role.PORTAL}
    return not (at_portal and named and "withdrawn" not in named.applicant)

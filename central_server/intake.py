"""The parents' door: an online application becomes acts of the school's portal desk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from admission.acts import Act, Attached, Body, Filed, Withdrawn
from admission.application import Application, ApplicationDraft, Attachment, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.exchange import ActResult
from admission.files import check_file, sniff
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.intake import Intake, draft_of
from admission.numbers import application_number
from admission.places import Stream
from admission.problems import ActRefused, Problem, blocks, refuse_if
from admission.profiles import RuleProfile
from admission.school import School
from admission.wire import VERSION, dump_act
from central_server.acceptance import Batch, accept_within
from central_server.administration import PORTAL_OFFICER, SchoolUnknown
from central_server.law import Law
from central_server.models import desks, feed, intakes, recovery
from central_server.models.blobs import keep_blob
from central_server.models.desks import ONLINE_SERIES, DeskState, portal_desk_id
from central_server.models.intakes import IntakeRecord
from central_server.models.ledger import Ledger, Transaction

MIMES: dict[str, Literal["application/pdf", "image/jpeg"]] = {"pdf": "application/pdf", "jpeg": "image/jpeg"}
COUNTER_CHANNEL = "paper"
REFERENCE = re.compile(r"[\w.:-]{1,200}")  # it becomes part of an address


class IntakeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the portal tells the parent: the number, where the application stands, until when it is decided."""

    application: str
    number: str
    status: Status
    due: datetime


class WithdrawalRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /v1/intake/{reference}/withdrawal`: the parent takes the application back."""

    reason: str = ""


class WithdrawalAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Where the application stands now; `reason` says why a withdrawal went to a person instead."""

    application: str
    number: str
    status: Status
    reason: Problem | None = None


class ReferenceUsed(Exception):
    """The reference stands for another application already."""


class ReferenceUnknown(Exception):
    """The school took nothing in under this reference."""


class SchoolClosed(Exception):
    """The centre was restored and waits for the school's desks: nothing can be taken in yet."""


@dataclass(frozen=True)
class Door:
    """What an intake needs beside itself."""

    ledger: Ledger
    law: Law
    now: Callable[[], datetime]
    new_id: Callable[[], str]


@dataclass(frozen=True)
class Request:
    """An intake that may be filed, with its `intake_digest`."""

    intake: Intake
    digest: str
    draft: ApplicationDraft
    rules: RuleProfile
    attachments: tuple[Attachment, ...]
    at: datetime


def take_in(door: Door, intake: Intake, digest: str) -> tuple[IntakeAnswer, bool]:
    """File an online application; the answer, and whether it is new: a repeat gets the first answer again.

    ActRefused with every problem that blocks; ReferenceUsed when the reference came with another `intake_digest`;
    SchoolUnknown; LedgerTrouble; msgspec.ValidationError where a value is none of those allowed.
    """
    with door.ledger.read() as tx:
        known = _known(tx, intake, digest)
    if known is not None:
        return known, False
    request = _checked(door, intake, digest)
    return door.ledger.write_again(lambda tx: _file(tx, door, request))


def intake_digest(intake: Intake) -> str:
    """SHA-256 (hex) of what an intake says, whatever the order and the spaces it was written in."""
    return hashlib.sha256(msgspec.json.encode(intake, order="deterministic")).hexdigest()


def intake_status(door: Door, school: str, reference: str) -> IntakeAnswer:
    """Where the application of that reference stands; ReferenceUnknown."""
    with door.ledger.read() as tx:
        return _standing(_application(tx, school, _record(tx, school, reference).application))


def withdraw_intake(door: Door, school: str, reference: str, reason: str) -> WithdrawalAnswer:
    """The parent withdraws; ReferenceUnknown. Twice is harmless."""
    return door.ledger.write_again(lambda tx: _withdraw(tx, door, school, reference, reason))


def _known(tx: Transaction, intake: Intake, digest: str) -> IntakeAnswer | None:
    record = intakes.find_intake(tx, intake.school, intake.reference)
    if record is None:
        return None
    if record.digest != digest:
        raise ReferenceUsed(intake.reference)
    return msgspec.json.decode(record.answer, type=IntakeAnswer)


def _checked(door: Door, intake: Intake, digest: str) -> Request:
    now = door.now()
    draft = draft_of(intake)
    school, streams = _school(door, intake.school)
    rules = door.law.in_force(now, school.profile)
    if rules is None:
        raise ActRefused([Problem("no-campaign")])
    languages = tuple(stream.language for stream in streams if stream.year == rules.year)
    today = now.astimezone(KAZAKHSTAN_TIME).date()
    desk = FilingDesk(rules=rules, school=school, languages=languages, today=today)
    refuse_if((*_check_intake(intake, rules), *blocks(check_filing(draft, desk))))
    attachments = tuple(_kept_attachments(door.ledger, intake))
    return Request(intake, digest, draft, rules, attachments, now)


def _check_intake(intake: Intake, rules: RuleProfile) -> Iterator[Problem]:
    if not REFERENCE.fullmatch(intake.reference):
        yield Problem("reference-wrong", "reference")
    if intake.channel == COUNTER_CHANNEL or intake.channel not in rules.channels:
        yield Problem("channel-not-open", "channel", {"channel": intake.channel})
    known = {rule.code for rule in rules.documents}
    for place, one in enumerate(intake.attachments):
        at = f"attachments.{place}"
        if one.document not in known:
            yield Problem("document-unknown", f"{at}.document", {"code": one.document})
        yield from check_file(
            one.name, one.content, f"{at}.content", max_bytes=rules.file_max_bytes, formats=rules.file_formats
        )


def _school(door: Door, school_id: str) -> tuple[School, list[Stream]]:
    with door.ledger.read() as tx:
        school = feed.kept_rows(tx, school_id, {("school", school_id)}).get(("school", school_id))
        streams = [row for row in feed.rows_of_kind(tx, school_id, "stream") if isinstance(row, Stream)]
    if school is None or not isinstance(school.row, School):
        raise SchoolUnknown(school_id)
    return school.row, streams


def _kept_attachments(ledger: Ledger, intake: Intake) -> Iterator[Attachment]:
    for one in intake.attachments:
        yield Attachment(
            sha256=keep_blob(ledger, one.content),
            size=len(one.content),
            mime=MIMES[sniff(one.content)],
            document=one.document,
            name=one.name,
        )


def _file(tx: Transaction, door: Door, request: Request) -> tuple[IntakeAnswer, bool]:
    intake = request.intake
    desk = _lock(tx, intake.school)
    known = _known(tx, intake, request.digest)
    if known is not None:
        return known, False
    year = request.rules.year
    number = application_number(ONLINE_SERIES, intakes.newest_intake(tx, intake.school, year) + 1)
    application = door.new_id()
    filed = Filed(application=application, number=number, year=year, draft=request.draft)
    attached = [Attached(application=application, attachment=one) for one in request.attachments]
    _act(tx, door, desk, [filed, *attached], request.rules.id, request.at)
    answer = _standing(_application(tx, intake.school, application))
    record = IntakeRecord(
        school=intake.school,
        reference=intake.reference,
        application=application,
        year=year,
        number=number,
        digest=request.digest,
        answer=msgspec.json.encode(answer),
    )
    intakes.add_intake(tx, record)
    return answer, True


def _withdraw(tx: Transaction, door: Door, school: str, reference: str, reason: str) -> WithdrawalAnswer:
    record = _record(tx, school, reference)
    desk = _lock(tx, school)
    row = _application(tx, school, record.application)
    why = None
    if row.status is not Status.WITHDRAWN:
        body = Withdrawn(application=row.id, reason=reason)
        [result] = _act(tx, door, desk, [body], row.rules, door.now())
        row, why = _application(tx, school, row.id), result.reason
    return WithdrawalAnswer(application=row.id, number=row.number, status=row.status, reason=why)


def _lock(tx: Transaction, school: str) -> DeskState:
    """The portal's desk and its school, in the order every batch locks them."""
    desk = desks.lock_desk(tx, portal_desk_id(school))
    if desk is None:
        raise SchoolUnknown(school)
    feed.lock_head(tx, school)
    if recovery.is_closed(tx, school):
        raise SchoolClosed(school)
    return desk


def _act(
    tx: Transaction, door: Door, desk: DeskState, bodies: Sequence[Body], rules: str, at: datetime
) -> list[ActResult]:
    """The parent's acts, chained and decided like those of any desk."""
    raws: list[bytes] = []
    for n, body in enumerate(bodies, desk.last_n + 1):
        act = Act(
            id=door.new_id(),
            desk=desk.id,
            n=n,
            school=desk.school,
            person=PORTAL_OFFICER,
            at=at,
            rules=rules,
            body=body,
            v=VERSION,
        )
        raws.append(dump_act(act))
    return accept_within(tx, desk.id, Batch(acts=raws, head=desk.last_hash), at, door.law).results


def _record(tx: Transaction, school: str, reference: str) -> IntakeRecord:
    record = intakes.find_intake(tx, school, reference) if REFERENCE.fullmatch(reference) else None
    if record is None:
        raise ReferenceUnknown(reference)
    return record


def _application(tx: Transaction, school: str, application: str) -> Application:
    key = ("application", application)
    row = feed.kept_rows(tx, school, {key})[key].row
    assert isinstance(row, Application), "the key names an application"
    return row


def _standing(row: Application) -> IntakeAnswer:
    return IntakeAnswer(application=row.id, number=row.number, status=row.status, due=row.due)

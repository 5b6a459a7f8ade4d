"""The application: what was asked, where it stands, and which acts are allowed on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from admission.people import Address, Applicant, Child
from admission.roles import Role

TransferReason = Literal["holidays", "court", "moved", "abroad", "violence"]
Channel = Literal["paper", "oqu", "egov", "local", "kiosk"]
TwinsWish = Literal["", "together", "apart"]  # empty: nobody asked for anything
Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]  # what every database can keep


class Status(StrEnum):
    """Where an application stands (seed 003; registration seed 002; the rest DOMAIN 1.8, ARCHITECTURE "Settled")."""

    UNDER_REVIEW = "under_review"
    ON_SIGNATURE = "on_signature"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    ENROLLED = "enrolled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    DUPLICATE_HOLD = "duplicate_hold"
    SENT_FOR_REGISTRATION = "sent_for_registration"
    REGISTERED = "registered"
    REGISTRATION_REFUSED = "registration_refused"


ACTIVE = frozenset(
    {
        Status.SENT_FOR_REGISTRATION,
        Status.REGISTERED,
        Status.UNDER_REVIEW,
        Status.ON_SIGNATURE,
        Status.ACCEPTED,
        Status.WAITLISTED,
    }
)

DEPARTED = "departed"  # the flag of a child who left the school by an order
LATE_CODES = frozenset({"window-closed", "window-not-open-yet"})  # confirmed by a director: a late arrival

EXECUTOR = frozenset({Role.EXECUTOR})
DIRECTOR = frozenset({Role.DIRECTOR})
DEPARTMENT = frozenset({Role.DEPARTMENT})
OFFICE = EXECUTOR | DIRECTOR
ANYBODY = frozenset({Role.EXECUTOR, Role.DIRECTOR, Role.PORTAL})

# what the office tells itself and the applicant at any time; it moves nothing
ALWAYS: Mapping[str, frozenset[Role]] = {"noted": OFFICE, "assigned": OFFICE, "asked": OFFICE}

# status -> act -> who may do it. Facts missing here are still recorded, with a flag (never refused).
BY_STATUS: Mapping[Status, Mapping[str, frozenset[Role]]] = {
    Status.SENT_FOR_REGISTRATION: {
        "amended": EXECUTOR,
        "attached": ANYBODY,
        "registered": DEPARTMENT,
        "withdrawn": ANYBODY,
        "annulled": DIRECTOR,
    },
    Status.REGISTERED: {"attached": ANYBODY, "taken_up": EXECUTOR, "withdrawn": ANYBODY},
    Status.REGISTRATION_REFUSED: {},
    Status.UNDER_REVIEW: {
        "amended": EXECUTOR,
        "attached": ANYBODY,
        "document_checked": EXECUTOR,
        "proposed": EXECUTOR,
        "withdrawn": ANYBODY,
        "annulled": DIRECTOR,
    },
    Status.ON_SIGNATURE: {
        "attached": ANYBODY,
        "returned": DIRECTOR,
        "decided": DIRECTOR,
        "withdrawn": ANYBODY,
    },
    Status.ACCEPTED: {
        "attached": ANYBODY,
        "document_checked": EXECUTOR,
        "classed": OFFICE,
        "ordered": DIRECTOR,
        "reversed": DIRECTOR,
        "withdrawn": ANYBODY,
    },
    Status.WAITLISTED: {"attached": ANYBODY, "decided": DIRECTOR, "withdrawn": ANYBODY},
    Status.DUPLICATE_HOLD: {
        "attached": ANYBODY,
        "resumed": OFFICE,
        "withdrawn": ANYBODY,
        "annulled": DIRECTOR,
    },
    Status.ENROLLED: {"attached": ANYBODY},
    Status.REFUSED: {},
    Status.WITHDRAWN: {},
    Status.ANNULLED: {},
}
ALLOWED: Mapping[Status, Mapping[str, frozenset[Role]]] = {
    status: {**may, **ALWAYS} for status, may in BY_STATUS.items()
}


def allowed_acts(status: Status, roles: frozenset[Role]) -> frozenset[str]:
    """Kinds of act that somebody with these roles may do on an application of this status."""
    return frozenset(kind for kind, may in ALLOWED[status].items() if may & roles)


def who_may(kind: str) -> frozenset[Role]:
    """Roles that may do this kind of act on an application of some status."""
    return frozenset().union(*(row.get(kind, frozenset()) for row in ALLOWED.values()))


class DocumentBrought(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paper the applicant handed over: code of the profile, form as printed on it, copies and sheets."""

    code: str
    form: str = ""
    original: bool = False
    copies: Count = 1
    sheets: Count = 1
    valid_until: str = ""


class Transfer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pupil of another school who comes over: from where, and why now (Order 564 p.17-23)."""

    from_school: str
    why: TransferReason = "holidays"


class ApplicationDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the applicant asks, as entered; `confirmed` are warning codes the clerk stood by, and why.

    `quota_schools` are ids of further schools (seed 002); `own_preschool`: from the school's own pre-school class
    (joint order 2026); `previous`: number of an earlier application for the child that came to its end.
    """

    child: Child
    applicant: Applicant
    registered: Address
    language: str
    by_territory: bool
    documents: tuple[DocumentBrought, ...] = ()
    actual: Address | None = None
    special_needs: bool = False
    transport: bool = False
    channel: Channel = "paper"
    notify_in: Literal["kk", "ru"] = "kk"
    data_correct: bool = False
    data_consent: bool = False
    confirmed: tuple[str, ...] = ()
    confirmed_because: str = ""
    grade: Annotated[int, msgspec.Meta(ge=1, le=11)] = 1
    quota_schools: tuple[str, ...] = ()
    own_preschool: bool = False
    home_schooling: bool = False
    transfer: Transfer | None = None
    previous: str = ""


class Attachment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scan or photo: SHA-256 (hex) and size (bytes) of its content, and the document it shows.

    Of a large photo the content is a smaller copy; `original` and `thumbnail` are SHA-256s of JPEGs too, or empty.
    """

    sha256: str
    size: Count
    mime: Literal["application/pdf", "image/jpeg"]
    document: str
    name: str = ""
    original: str = ""
    original_size: Count = 0
    thumbnail: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """SHA-256s of every file it names."""
        return tuple(filter(None, (self.thumbnail, self.sha256, self.original)))


class DocumentCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Who found a document good or not, and when."""

    document: str
    good: bool
    by: str
    at: datetime
    note: str = ""


class PapersAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Papers the applicant was asked for and has not brought: their codes, by which day, who asked and when."""

    documents: tuple[str, ...]
    until: date
    by: str
    at: datetime


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One step in the history: the act, who, when, at which desk, from which status to which, and why.

    `grounds` of a step `asked` are codes of papers; `reason` of `assigned` is an officer's id, of `classed` a letter.
    """

    act: str
    kind: str
    by: str
    at: datetime
    before: Status | None
    after: Status
    reason: str = ""
    grounds: tuple[str, ...] = ()
    old: tuple[tuple[str, str], ...] = ()
    desk: str = ""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What is put before the director."""

    accept: bool
    by: str
    at: datetime
    grounds: tuple[str, ...] = ()
    reason: str = ""
    transport: bool | None = None


class Ruling(Proposal, frozen=True, kw_only=True):
    """What the director decided; a signed one names its files by their SHA-256, the PDF only with a refusal."""

    manifest_sha256: str = ""
    cms_sha256: str = ""
    pdf_sha256: str = ""

    @property
    def signed(self) -> bool:
        """Whether it bears a signature."""
        return bool(self.manifest_sha256)

    @property
    def files(self) -> tuple[str, ...]:
        """SHA-256s of every file it names."""
        return tuple(filter(None, (self.manifest_sha256, self.cms_sha256, self.pdf_sha256)))


class Application(msgspec.Struct, frozen=True, kw_only=True, tag="application", tag_field="row"):
    """An application as it stands: the newest row of the feed, or the desk's overlay of it.

    `assigned`: id of the officer whose work it is, empty where it is everybody's. `letter`: of the
    class it is put down for before an order says so; `twins_wish`: what its parents asked for about its twin.
    """

    id: str
    school: str
    year: int
    number: str
    draft: ApplicationDraft
    status: Status
    rules: str
    received: datetime
    due: datetime
    attachments: tuple[Attachment, ...] = ()
    checks: tuple[DocumentCheck, ...] = ()
    proposal: Proposal | None = None
    decision: Ruling | None = None
    order: str = ""
    flags: tuple[str, ...] = ()
    history: tuple[Movement, ...] = ()
    assigned: str = ""
    asked: PapersAsked | None = None
    letter: str = ""
    twins_wish: TwinsWish = ""

    @property
    def stream(self) -> str:
        """Id of the stream it asks a place in."""
        return stream_id(self.school, self.year, self.draft.language)

    @property
    def apart(self) -> bool:
        """Whether its place is not counted in 3:1: own pre-school, late arrivals, transfers (DOMAIN 1.10, 5 #36)."""
        draft = self.draft
        late = not LATE_CODES.isdisjoint(draft.confirmed)
        return draft.own_preschool or draft.transfer is not None or late

    @property
    def active(self) -> bool:
        """Whether it stands in the way of a second application for the same child (seed 003)."""
        return self.status in ACTIVE


def stream_id(school: str, year: int, language: str) -> str:
    """School, campaign year and language of instruction name one stream."""
    return f"{school}/{year}/{language}"

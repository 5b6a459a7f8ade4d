"""The projection: an application as one flat line for lists and search, and the keys that similar children share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import msgspec

from admission.application import Application
from admission.duplicates import Candidate, blocking_keys
from admission.folding import fold
from admission.people import PersonName, key_of_child

VERSION: Final = (
    3  # another number whenever `line_of` or `keys_of` gives anything else for the same application
)

COLUMNS: Final = (
    "id", "number", "child", "applicant", "applicant_iin", "phone", "iin", "child_key", "year", "status",
    "language", "inside", "channel", "received", "due", "flags", "folded",
    "grade", "registered_by",
)  # fmt: skip
Line = tuple[str | int, ...]


class _Child(msgspec.Struct, frozen=True, kw_only=True):
    name: PersonName
    born: date
    iin: str = ""

    @property
    def key(self) -> str:
        return key_of_child(self.name, self.born, self.iin)


class _Applicant(msgspec.Struct, frozen=True, kw_only=True):
    name: PersonName
    iin: str
    phone: str


class _Draft(msgspec.Struct, frozen=True, kw_only=True):
    child: _Child
    applicant: _Applicant
    language: str
    by_territory: bool
    channel: str = "paper"
    grade: int = 1


class _Movement(msgspec.Struct, frozen=True, kw_only=True):
    by: str


class Projected(msgspec.Struct, frozen=True, kw_only=True, tag="application", tag_field="row"):
    """As much of an application as its line is made of: reading all of it costs twice as much."""

    id: str
    year: int
    number: str
    draft: _Draft
    status: str
    received: datetime
    due: datetime
    flags: tuple[str, ...] = ()
    history: tuple[_Movement, ...] = ()


def projected(body: bytes) -> Projected:
    """An application's bytes, read as far as its line needs; msgspec.ValidationError when they are none."""
    return msgspec.json.decode(body, type=Projected)


def line_of(application: Application | Projected) -> Line:
    """The values of `COLUMNS`; `folded` begins with a space too, so that every word of it is found by its beginning."""
    draft = application.draft
    child, applicant = draft.child, draft.applicant
    words = (child.name.full, applicant.name.full, application.number, child.iin, applicant.phone)
    return (
        application.id,
        application.number,
        child.name.full,
        applicant.name.full,
        applicant.iin,
        applicant.phone,
        child.iin,
        child.key,
        application.year,
        str(application.status),
        draft.language,
        int(draft.by_territory),
        draft.channel,
        instant(application.received),
        instant(application.due),
        ",".join(application.flags),
        f" {fold(' '.join(words))}",
        draft.grade,
        application.history[0].by if application.history else "",
    )


def keys_of(application: Application | Projected) -> list[str]:
    """Under what children like this one are found, sorted."""
    child = application.draft.child
    return sorted(blocking_keys(Candidate(application.id, child.name, child.born, child.iin)))


def instant(moment: datetime) -> str:
    """A moment as UTC text that sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")

"""The manifest of a decision: the small canonical document a director signs in place of a paper (SIGNING part 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from admission.application import Application
from admission.canonical import JsonValue, canonical

SCHEMA: Final = "qabyldau/decision/1"


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided about one application, and on which day of the school."""

    accept: bool
    dated: date
    grounds: tuple[str, ...] = ()
    reason: str = ""
    transport: bool | None = None


def decision_manifest(
    application: Application, ruled: Ruled, *, school_bin: str, pdf_sha256: str, previous: str
) -> bytes:
    """The canonical bytes that are signed.

    `pdf_sha256`: of a refusal's paper, empty for an acceptance; `previous`: SHA-256 (hex) of the manifest this
    director signed before, empty for the first one known.
    """
    grounds: list[JsonValue] = list(ruled.grounds)
    return canonical(
        {
            "schema": SCHEMA,
            "application": application.id,
            "number": application.number,
            "school_bin": school_bin,
            "accept": ruled.accept,
            "dated": ruled.dated.isoformat(),
            "grounds": grounds,
            "reason": ruled.reason,
            "transport": "" if ruled.transport is None else "yes" if ruled.transport else "no",
            "facts": decision_facts(application),
            "pdf_sha256": pdf_sha256,
            "previous": previous,
        }
    )


def decision_facts(application: Application) -> dict[str, JsonValue]:
    """What the decision rests on, as it stood: whose application, what it asks, which papers were found how."""
    draft = application.draft
    papers = {one.document: "good" if one.good else "bad" for one in application.checks}
    brought: Sequence[str] = [one.code for one in draft.documents]
    found: dict[str, JsonValue] = {**dict.fromkeys(brought, "unchecked"), **papers}
    return {
        "rules": application.rules,
        "received": application.received.isoformat(),
        "due": application.due.isoformat(),
        "child": draft.child.name.full,
        "child_iin": draft.child.iin,
        "child_born": draft.child.born.isoformat(),
        "applicant": draft.applicant.name.full,
        "language": draft.language,
        "grade": draft.grade,
        "by_territory": draft.by_territory,
        "documents": found,
    }


def name_of(manifest: bytes) -> str:
    """SHA-256 (hex) of a manifest: what the next one calls `previous`."""
    return hashlib.sha256(manifest).hexdigest()

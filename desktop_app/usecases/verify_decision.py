"""Verify a signed decision: its files, what they say, and the signature; every time anew."""

from __future__ import annotations

import hashlib
import unicodedata

import msgspec

from admission.application import Application, Ruling
from desktop_app.models import files, queries
from desktop_app.usecases.decide_batch import Check
from desktop_app.usecases.desk import Desk


class _Said(msgspec.Struct, frozen=True):
    """As much of a manifest as must agree with the decision."""

    application: str
    number: str
    accept: bool
    grounds: tuple[str, ...]
    reason: str
    pdf_sha256: str


def verify_decision(desk: Desk, application: str, check: Check) -> str | None:
    """Why the signature of a decision does not hold, or None when it does; `decision-unsigned` where there is none."""
    found = queries.application(desk.replica, application)
    ruling = found.decision if found else None
    if found is None or ruling is None or not ruling.signed:
        return "decision-unsigned"
    kept = [files.file_bytes(desk.replica, name) for name in ruling.files]
    if None in kept:
        return "files-on-their-way"
    manifest, signature, *_ = [data for data in kept if data is not None]
    same = _says(found, ruling, manifest)
    if not same or any(_digest(data) != name for data, name in zip(kept, ruling.files, strict=True)):
        return "paper-changed"
    director = queries.officer(desk.replica, ruling.by)
    return check(signature, manifest, director.iin if director else "", ruling.at)


def _says(application: Application, ruling: Ruling, manifest: bytes) -> bool:
    """Whether the manifest is of this decision."""
    try:
        said = msgspec.json.decode(manifest, type=_Said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    reason = unicodedata.normalize("NFC", ruling.reason)  # as canonical documents are written
    wanted = (application.id, application.number, ruling.accept, ruling.grounds, reason)
    told = (said.application, said.number, said.accept, said.grounds, said.reason)
    return told == wanted and said.pdf_sha256 == ruling.pdf_sha256


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data or b"").hexdigest()

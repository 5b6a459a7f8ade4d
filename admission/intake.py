"""Online intake: an application as a portal sends it, and every reason why it cannot be taken."""

from __future__ import annotations

from typing import Literal

import msgspec

from admission.application import ApplicationDraft, Channel, DocumentBrought
from admission.people import Address, Applicant, Child


class IntakeAttachment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of an online application; `content` is base64 in JSON."""

    document: str
    name: str
    content: bytes


class Intake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /v1/intake`: one application for one child to one school; `reference` makes a repeat harmless."""

    reference: str
    school: str
    channel: Channel
    child: Child
    applicant: Applicant
    registered: Address
    language: str
    by_territory: bool
    data_correct: bool
    data_consent: bool
    actual: Address | None = None
    special_needs: bool = False
    transport: bool = False
    notify_in: Literal["kk", "ru"] = "kk"
    pmpk_valid_until: str = ""
    attachments: tuple[IntakeAttachment, ...] = ()


def draft_of(intake: Intake) -> ApplicationDraft:
    """The draft an intake stands for; each attached document counts as brought."""
    codes = dict.fromkeys(one.document for one in intake.attachments)
    tree = {
        name: msgspec.to_builtins(getattr(intake, name))
        for name in ApplicationDraft.__struct_fields__
        if hasattr(intake, name)
    }
    tree["documents"] = [msgspec.to_builtins(_brought(code, intake)) for code in codes]
    return msgspec.convert(tree, ApplicationDraft)


def _brought(code: str, intake: Intake) -> DocumentBrought:
    until = intake.pmpk_valid_until if code == "pmpk" else ""
    return DocumentBrought(code=code, valid_until=until)

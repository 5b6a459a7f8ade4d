"""A receipt on paper, by the text of its QR code: is it a desk's of our centre, unchanged, and what does it say?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from admission.receipt_core import (
    CoreBroken,
    PaperCode,
    ReceiptCore,
    desk_statement,
    iin_mark,
    load_code,
    load_core,
)

if TYPE_CHECKING:
    from verification.receipt_files import Found

# In the order in which they are looked at; each has its words `verdict-<code>` in the catalogues.
PAPER_REASONS: Final = (
    "receipt-picture-broken",
    "receipt-code-missing",
    "receipt-core-newer",
    "receipt-core-broken",
    "receipt-core-signature-wrong",
    "receipt-desk-unknown",
    "receipt-iin-wrong",
)


class KnownKeys(msgspec.Struct, frozen=True):
    """Whom one believes: the centre, which vouches for desks, and desks known otherwise; keys in hexadecimal."""

    centre: str = ""
    desks: Collection[str] = ()


class PaperVerdict(msgspec.Struct, frozen=True):
    """`reason` is None exactly when `ok`; nothing of a receipt is told that no believed desk signed."""

    ok: bool
    reason: str | None = None
    core: ReceiptCore | None = None
    source: str = ""


class Papers(msgspec.Struct, frozen=True):
    """What one file held: a verdict for every receipt in it, and for every page without one."""

    ok: bool
    papers: tuple[PaperVerdict, ...]


def verify_paper(text: str, keys: KnownKeys, iin: str = "", source: str = "") -> PaperVerdict:
    """Whether a believed desk signed every byte of this code, for the child with this IIN if given. Never raises."""
    try:
        code = load_code(text)
        core = load_core(code.core)
    except CoreBroken as broken:
        return PaperVerdict(False, broken.code, source=source)
    if not holds(code.key, code.statement, code.signature):
        return PaperVerdict(False, "receipt-core-signature-wrong", source=source)
    if not _believed(code, core, keys):
        return PaperVerdict(False, "receipt-desk-unknown", source=source)
    if iin and iin_mark(iin, core.application) != core.iin_mark:
        return PaperVerdict(False, "receipt-iin-wrong", core, source)
    return PaperVerdict(True, None, core, source)


def papers_verdict(found: Iterable[Found], keys: KnownKeys, iin: str = "") -> Papers:
    """Every receipt that was found, and every page without one: beside a good receipt such a page does no harm."""
    told = tuple(
        PaperVerdict(False, one.reason, source=one.source)
        if one.reason
        else verify_paper(one.text, keys, iin, one.source)
        for one in found
    )
    bad = any(not one.ok and one.reason != "receipt-code-missing" for one in told)
    return Papers(any(one.ok for one in told) and not bad, told)


def holds(key: bytes, statement: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature of the statement is that key's."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, statement)
    except (ValueError, InvalidSignature):
        return False
    return True


def _believed(code: PaperCode, core: ReceiptCore, keys: KnownKeys) -> bool:
    """The centre signed for this key as this desk's, or one knows it."""
    if code.key.hex() in {key.strip().lower() for key in keys.desks}:
        return True
    try:
        centre = bytes.fromhex(keys.centre)
    except ValueError:
        return False
    return holds(centre, desk_statement(core.desk, core.school, code.key), code.voucher)

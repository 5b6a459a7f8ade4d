"""A receipt of the centre, its statement and its signature apart: is it the centre's, and what does it say?"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from admission.context import Outcome
from admission.receipts import TITLE

# In the order in which they are looked at; each has its words `verdict-<code>` in the catalogues.
RECEIPT_REASONS: Final = ("receipt-key-broken", "receipt-signature-wrong", "receipt-broken")
_LINE: Final = re.compile(r"([0-9]{1,18}) ([a-z_]+) ([0-9]{1,18}) (\S+)")


class ToldOutcome(msgspec.Struct, frozen=True):
    """What became of act number `n` of the desk; `seq` is its place in the school's order."""

    n: int
    outcome: str
    seq: int
    reason: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre signed for: which acts of which desk it has, by its own clock."""

    epoch: str
    desk: str
    at: datetime
    head: str
    outcomes: tuple[ToldOutcome, ...]


class ReceiptVerdict(msgspec.Struct, frozen=True):
    """`reason` is None exactly when `ok`; nothing of a receipt is told that nobody signed."""

    ok: bool
    reason: str | None = None
    told: Told | None = None


def verify_receipt(statement: bytes, signature: str, key: str) -> ReceiptVerdict:
    """Whether the centre with this Ed25519 key signed the statement; both in hexadecimal. Never raises."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        return ReceiptVerdict(ok=False, reason="receipt-key-broken")
    try:
        public.verify(bytes.fromhex(signature), statement)
    except (ValueError, InvalidSignature):
        return ReceiptVerdict(ok=False, reason="receipt-signature-wrong")
    told = _told(statement)
    return ReceiptVerdict(ok=told is not None, reason=None if told else "receipt-broken", told=told)


def _told(statement: bytes) -> Told | None:
    """The statement read back; None for other statements that the centre signs, and for no statement at all."""
    try:
        title, epoch, desk, at, head, *lines = statement.decode().split("\n")
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    outcomes = [_outcome(line) for line in lines]
    if title != TITLE or moment.tzinfo is None or None in outcomes:
        return None
    found = tuple(one for one in outcomes if one)
    return Told(epoch=epoch, desk=desk, at=moment, head=head, outcomes=found)


def _outcome(line: str) -> ToldOutcome | None:
    match = _LINE.fullmatch(line)
    if match is None or match[2] not in set(Outcome):
        return None
    return ToldOutcome(int(match[1]), match[2], int(match[3]), "" if match[4] == "-" else match[4])

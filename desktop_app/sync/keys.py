"""This desk's keys and the centre's: made once, exchanged once, kept inside the encrypted replica."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from admission.exchange import KeysAnswer, KeysMessage
from desktop_app.models import queries
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.replica import Replica
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

SIGN, IDENTITY = "desk_key", "desk_identity"
CENTRE_KEY, CENTRE_RECIPIENT = "centre_key", "centre_recipient"
VOUCHER, VOUCHER_ASKED, SEAL = "desk_voucher", "voucher_asked", "school_seal"
OLDER_CENTRE = "not-found"


def exchange_keys(line: Line) -> bool:
    """Tell the centre our public keys and learn its own, once; False where the centre is older than such keys.

    A centre that gave no voucher for receipts is asked again the next day: it may have become newer.
    """
    today = line.now().date().isoformat()
    if queries.meta(line.replica, CENTRE_KEY) and _has_voucher(line.replica, today):
        return True
    if not queries.meta(line.replica, SIGN):
        line.write(_make)
    try:
        theirs = line.server.exchange_keys(public_keys(line.replica))
    except ServerTrouble as trouble:
        if trouble.code != OLDER_CENTRE:
            raise
        return False
    line.write(lambda writing: _keep(writing, theirs, today))
    return True


def _has_voucher(replica: Replica, today: str) -> bool:
    return bool(queries.meta(replica, VOUCHER)) or queries.meta(replica, VOUCHER_ASKED) == today


def public_keys(replica: Replica) -> KeysMessage:
    """The public halves of this desk's keys."""
    identity = pyrage.x25519.Identity.from_str(queries.meta(replica, IDENTITY))
    key = _signing_key(replica).public_key().public_bytes_raw()
    return KeysMessage(verify_key=key.hex(), recipient=str(identity.to_public()))


def sign(replica: Replica, statement: bytes) -> str:
    """This desk's Ed25519 signature, in hexadecimal."""
    return _signing_key(replica).sign(statement).hex()


def opened(replica: Replica, sealed: bytes) -> bytes:
    """What was sealed to this desk; pyrage.DecryptError when it was not."""
    identity = pyrage.x25519.Identity.from_str(queries.meta(replica, IDENTITY))
    content: bytes = pyrage.decrypt(sealed, [identity])
    return content


def sealed_to_centre(replica: Replica, content: bytes) -> bytes:
    """What only the centre can open."""
    recipient = pyrage.x25519.Recipient.from_str(queries.meta(replica, CENTRE_RECIPIENT))
    closed: bytes = pyrage.encrypt(content, [recipient])
    return closed


def centre_signed(replica: Replica, statement: bytes, signature: str) -> bool:
    """Whether the centre this desk was enrolled at signed exactly this."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(queries.meta(replica, CENTRE_KEY)))
        key.verify(bytes.fromhex(signature), statement)
    except (ValueError, InvalidSignature):
        return False
    return True


def _signing_key(replica: Replica) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(queries.meta(replica, SIGN)))


def _make(writing: Writing) -> None:
    writing.set_meta(SIGN, Ed25519PrivateKey.generate().private_bytes_raw().hex())
    writing.set_meta(IDENTITY, str(pyrage.x25519.Identity.generate()))


def _keep(writing: Writing, theirs: KeysAnswer, today: str) -> None:
    """The centre's key is believed once and for all; what was kept before stays."""
    if not writing.meta(CENTRE_KEY):
        writing.set_meta(CENTRE_KEY, theirs.verify_key)
        writing.set_meta(CENTRE_RECIPIENT, theirs.recipient)
    if theirs.voucher and theirs.verify_key == writing.meta(CENTRE_KEY):
        writing.set_meta(VOUCHER, theirs.voucher)
        writing.set_meta(SEAL, theirs.seal)
    writing.set_meta(VOUCHER_ASKED, today)

"""The centre's own keys: one signs receipts, one opens what couriers bring; they lie outside the database."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from admission.exchange import KeysAnswer, KeysMessage
from admission.receipt_core import desk_statement

SEAL_BYTES, KEY_BYTES = 64, 32


class _Kept(msgspec.Struct, frozen=True):
    sign: str
    identity: str


class CentreKeys:
    """What only this centre can do: sign, and open what was sealed to it."""

    def __init__(self, sign: Ed25519PrivateKey, identity: pyrage.x25519.Identity) -> None:
        self._sign = sign
        self._identity = identity
        self.public = KeysMessage(
            verify_key=sign.public_key().public_bytes_raw().hex(), recipient=str(identity.to_public())
        )

    def sign(self, statement: bytes) -> str:
        """Ed25519 signature, in hexadecimal."""
        return self._sign.sign(statement).hex()

    def answer(self, desk: str, school: str, theirs: KeysMessage) -> KeysAnswer:
        """Our keys, and our word that theirs are that desk's; none for what is no key."""
        try:
            key = bytes.fromhex(theirs.verify_key)
        except ValueError:
            key = b""
        voucher = self.sign(desk_statement(desk, school, key)) if len(key) == KEY_BYTES else ""
        ours = self.public
        seal = self.seal_of(school)
        return KeysAnswer(verify_key=ours.verify_key, recipient=ours.recipient, voucher=voucher, seal=seal)

    def seal_of(self, school: str) -> str:
        """The key (AES-SIV, hexadecimal) every desk of the school seals its receipts with, always the same."""
        derived = HKDF(hashes.SHA256(), SEAL_BYTES, None, f"qabyldau receipt seal 1\n{school}".encode())
        return derived.derive(str(self._identity).encode()).hex()

    def signed(self, statement: bytes, signature: str) -> bool:
        """Whether this centre signed exactly this, now or before it was restored."""
        return holds(self.public.verify_key, statement, signature)

    def opened(self, sealed: bytes) -> bytes:
        """What was sealed to this centre; pyrage.DecryptError when it was not."""
        content: bytes = pyrage.decrypt(sealed, [self._identity])
        return content


def fresh_keys() -> CentreKeys:
    """A new pair of keys."""
    return CentreKeys(Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())


def holds(verify_key: str, statement: bytes, signature: str) -> bool:
    """Whether the Ed25519 signature (hexadecimal) of the statement is that key's."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(verify_key))
        key.verify(bytes.fromhex(signature), statement)
    except (ValueError, InvalidSignature):
        return False
    return True


def sealed(content: bytes, recipient: str) -> bytes:
    """Only the holder of the recipient's identity can open it; pyrage.RecipientError for no recipient."""
    closed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient)])
    return closed


def can_seal_to(recipient: str) -> bool:
    """Whether this is a public key one can seal to."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        return False
    return True


def read_keys(path: Path) -> CentreKeys:
    """The keys in the file; made on the first start. Several processes that start at once agree on one pair."""
    if not path.exists():
        _make(path)
    kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    return CentreKeys(
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.sign)),
        pyrage.x25519.Identity.from_str(kept.identity),
    )


def _make(path: Path) -> None:
    """Written beside and linked into place: the first of several starters wins, nobody reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = _Kept(
        Ed25519PrivateKey.generate().private_bytes_raw().hex(), str(pyrage.x25519.Identity.generate())
    )
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(msgspec.json.encode(kept))
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()

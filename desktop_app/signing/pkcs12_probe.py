"""Why a PKCS#12 file did not open: `cryptography` calls even the right password of a GOST key wrong (SIGNING 3.4)."""

from __future__ import annotations

import enum
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any, Final

from asn1crypto import core, pkcs12
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

KEY, IV, MAC = 1, 2, 3  # what is derived from the password (RFC 7292 B.3)
MOST_ROUNDS: Final = 5_000_000  # a file may ask for any number of them; the NCA asks for 1024
_GOST: Final = "1.2.398.3.10.1."
_TRIPLE_DES: Final = "1.2.840.113549.1.12.1.3"
_SHROUDED_KEY: Final = "1.2.840.113549.1.12.10.1.2"
_UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class Unopened(enum.Enum):
    """The password is wrong, the key is a GOST key, this is no key file, or the key is of an unknown kind."""

    PASSWORD = enum.auto()
    GOST = enum.auto()
    FILE = enum.auto()
    KIND = enum.auto()


def why_unopened(p12: bytes, password: str) -> Unopened:
    """What to tell the person whose file `cryptography` did not open."""
    try:
        file = pkcs12.Pfx.load(p12, strict=True)
        protected = file["auth_safe"]["content"].native
    except _UNREADABLE:
        return Unopened.FILE
    try:
        if not _mac_holds(file["mac_data"], protected, password):
            return Unopened.PASSWORD
        gost = any(oid.startswith(_GOST) for oid in _key_kinds(file, password))
    except _UNREADABLE:
        return Unopened.KIND
    return Unopened.GOST if gost else Unopened.KIND


def derive(password: str, salt: bytes, rounds: int, purpose: int, size: int, digest: str = "sha1") -> bytes:
    """Key material from a password by the method of PKCS#12 (RFC 7292 B.2)."""
    if not 0 < rounds <= MOST_ROUNDS:
        raise ValueError("rounds")
    block = hashlib.new(digest).block_size
    stretched = _fill(salt, block) + _fill(f"{password}\0".encode("utf-16-be"), block)
    made = b""
    while len(made) < size:
        piece = bytes([purpose]) * block + stretched
        for _ in range(rounds):
            piece = hashlib.new(digest, piece).digest()
        made += piece
        stretched = _add(stretched, _fill(piece, block)[:block], block)
    return made[:size]


def _fill(text: bytes, block: int) -> bytes:
    size = -(-len(text) // block) * block
    return (text * (size // len(text) + 1))[:size] if text else b""


def _add(blocks: bytes, number: bytes, block: int) -> bytes:
    """`number` and one more added to each block, overflow dropped."""
    plus = int.from_bytes(number) + 1
    pieces = (int.from_bytes(blocks[at : at + block]) for at in range(0, len(blocks), block))
    return b"".join(((piece + plus) % (1 << 8 * block)).to_bytes(block) for piece in pieces)


def _mac_holds(mac: Any, protected: bytes, password: str) -> bool:
    digest = mac["mac"]["digest_algorithm"]["algorithm"].native
    size = hashlib.new(digest).digest_size
    key = derive(password, mac["mac_salt"].native, mac["iterations"].native, MAC, size, digest)
    made = hmac.digest(key, protected, digest)
    return hmac.compare_digest(made, mac["mac"]["digest"].native)


def _key_kinds(file: Any, password: str) -> Iterator[str]:
    """Algorithms of the keys that could be looked at, as dotted OIDs."""
    for safe in file.authenticated_safe:
        if safe["content_type"].native == "data":
            for bag in pkcs12.SafeContents.load(safe["content"].native):
                if bag["bag_id"].dotted == _SHROUDED_KEY:
                    yield from _key_kind(bag["bag_value"], password)


def _key_kind(shrouded: Any, password: str) -> Iterator[str]:
    algorithm = shrouded["encryption_algorithm"]
    if algorithm["algorithm"].dotted != _TRIPLE_DES:
        return
    salt, rounds = (algorithm["parameters"][name].native for name in ("salt", "iterations"))
    key, iv = (derive(password, salt, rounds, purpose, size) for purpose, size in ((KEY, 24), (IV, 8)))
    opener = Cipher(TripleDES(key), modes.CBC(iv)).decryptor()
    plain = opener.update(shrouded["encrypted_data"].native) + opener.finalize()
    # PrivateKeyInfo (version, algorithm, key), then padding; asn1crypto's own fails on kinds it does not know.
    yield core.Sequence.load(plain)[1][0].native
